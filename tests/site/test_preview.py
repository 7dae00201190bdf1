"""The preview shows what a fresh build would, whatever was saved before."""

from __future__ import annotations

import json
import shutil
import socket
import threading
import time
from pathlib import Path
from typing import Callable

import pytest

from scripts.corpus.load import load
from scripts.project import ROOT
from scripts.search import live
from scripts.search.facets import FIRST_CODE
from scripts.search.index import BUNDLE
from scripts.search.live import LiveIndex
from scripts.site import preview as live_pages, serve
from scripts.site.build import CorpusProblems, site_of
from scripts.site.files import read_tree
from scripts.site.preview import Preview
from scripts.site.serve import Listeners, _first
from tests.test_packing import held

URL = "http://127.0.0.1:1/"
PHRASES = "corpus/phrases/friend"


@pytest.fixture
def themed(project: Path) -> Path:
    """The sample corpus with the real theme and settings around it."""
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    return project


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def edit(root: Path) -> None:
    replace(root / f"{PHRASES}/apology/film-missed.yml", "intent: ", "intent: 山鳩の鳴く朝に、")


def add(root: Path) -> None:
    text = (root / f"{PHRASES}/apology/film-missed.yml").read_text("utf-8")
    (root / f"{PHRASES}/waiting").mkdir()
    (root / f"{PHRASES}/waiting/owl.yml").write_text(text, "utf-8")


def rename(root: Path) -> None:
    (root / f"{PHRASES}/waiting/owl.yml").rename(root / f"{PHRASES}/waiting/eagle-owl.yml")


def tag(root: Path) -> None:
    replace(root / "corpus/qa/slept-through-it.yml", "stages: [", "stages: [refused, ")


def theme(root: Path) -> None:
    replace(root / "overrides/partials/footer.html", "<footer", "<footer data-new")


def vocabulary(root: Path) -> None:
    for name in ("label", "short"):
        replace(root / "corpus/vocabulary/cause.yml", f"{name}: ", f"{name}: ふ")


def delete(root: Path) -> None:
    shutil.rmtree(root / f"{PHRASES}/waiting")


def script(root: Path) -> None:
    (root / "docs/assets/js/theme.js").unlink()
    (root / "docs/assets/js/new.js").write_text("1;", "utf-8")


def pages(preview: Preview) -> dict[str, bytes]:
    return {name: data for name, data in read_tree(preview.live).items() if not name.startswith("pagefind/") and not name.endswith(".gz")}


def test_after_any_edits_it_shows_what_a_fresh_build_would(themed: Path, tmp_path: Path) -> None:
    """A writer would judge words by a page, a list or a tag that is of yesterday."""
    preview = Preview(themed, URL)
    preview.update()
    for step in (edit, add, rename, tag, theme, vocabulary, delete, script):
        step(themed)
        preview.update(redraw=step is theme, looked_at={"", "phrases/friend/waiting/"})
        if step in (tag, vocabulary, script):
            copy = tmp_path / step.__name__
            shutil.copytree(themed, copy, ignore=shutil.ignore_patterns("build"))
            fresh = Preview(copy, URL)
            fresh.update()
            assert pages(preview) == pages(fresh), step.__name__


def test_one_edited_entry_renders_only_its_pages(themed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every save would take as long as a build."""
    preview = Preview(themed, URL)
    preview.update()
    before = {path: path.stat().st_mtime_ns for path in preview.live.rglob("*.html")}
    order: list[object] = []
    edit(themed)
    preview.update(lambda urls: order.append(tuple(urls)), lambda: order.append("found"))
    changed = [path for path, stamp in before.items() if path.stat().st_mtime_ns != stamp]
    assert preview.live / "phrases/friend/apology/index.html" in changed and len(changed) < len(before) / 2
    first, rest = (urls for urls in order if urls != "found")
    assert first == ("phrases/friend/apology/",) and "scenes/friend/" in rest and not set(first) & set(rest)
    assert order.index("found") < order.index(rest)


@pytest.mark.parametrize("step", [edit, theme, add])
def test_the_page_that_is_looked_at_comes_first(themed: Path, step: Callable[[Path], None]) -> None:
    """Whoever works on a template would wait for four hundred pages to see one."""
    preview = Preview(themed, URL)
    preview.update()
    html = preview.live / "scenes/friend/index.html"
    before, told = html.read_bytes(), []
    step(themed)
    preview.update(lambda urls: told.append((urls, html.read_bytes() != before)), redraw=step is theme, looked_at={"scenes/friend/"})
    first, changed = told[0]
    assert "scenes/friend/" in first and len(first) <= 2 and changed
    assert not any("scenes/friend/" in urls for urls, _ in told[1:])


def test_the_search_comes_before_all_pages_are_made_again(themed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside MkDocs the index takes five seconds instead of one."""
    preview = Preview(themed, URL)
    preview.update()
    order: list[str] = []
    search, make = preview.search.update, live_pages.generate
    monkeypatch.setattr(live_pages, "generate", lambda *given, dirty=False, **named: order.append("some" if dirty else "all") or make(*given, dirty=dirty, **named))
    monkeypatch.setattr(preview.search, "update", lambda *given, **named: time.sleep(1) or search(*given, **named))
    add(themed)
    preview.update(found=lambda: order.append("found"))
    assert order == ["found", "all"]


def break_rule(root: Path) -> None:
    replace(root / f"{PHRASES}/apology/film-missed.yml", "avoid: [", "avoid: [no-such-entry, ")


def break_file(root: Path) -> None:
    (root / f"{PHRASES}/apology/film-missed.yml").write_text("intent: [", "utf-8")


@pytest.mark.parametrize("break_it", [break_rule, break_file])
def test_it_starts_in_spite_of_problems(themed: Path, break_it: Callable[[Path], None]) -> None:
    """Somebody with one slip in one file would see no page at all."""
    break_it(themed)
    preview = Preview(themed, URL)
    assert _first(preview)
    assert (preview.live / "index.html").is_file() and (preview.index / "pagefind.js").is_file()


def test_without_vocabularies_it_says_so(themed: Path) -> None:
    """Pages can't be made without the words for scenes; a traceback would say nothing."""
    (themed / "corpus/vocabulary/scene.yml").unlink()
    with pytest.raises(CorpusProblems):
        _first(Preview(themed, URL))


def test_a_page_that_closed_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """An afternoon of reloads would leave hundreds of threads and queues behind."""
    monkeypatch.setattr(serve, "BEAT", 0.01)
    monkeypatch.setattr(serve.Handler, "listeners", listeners := Listeners(), raising=False)
    ours, theirs = socket.socketpair()
    answering = threading.Thread(target=serve.Handler, args=(theirs, ("127.0.0.1", 0), None))
    answering.start()
    with theirs:
        ours.sendall(b"GET /__live?page=qa/ HTTP/1.0\r\n\r\n")
        ours.settimeout(60)
        while b"still here" not in (said := ours.recv(4096)):
            assert said
        assert listeners.pages() == {"qa/"}
        ours.close()
        answering.join(60)
    assert not answering.is_alive() and len(listeners) == 0


def group(root: Path) -> None:
    path = next((root / "corpus/search").glob("*.yml"))
    path.write_text("- words: [ぬばたま, 映画]\n  means: {scene: [friend]}\n" + path.read_text("utf-8"), "utf-8")


def delete_one(root: Path) -> None:
    (root / "corpus/qa/slept-through-it.yml").unlink()


def shown(index: LiveIndex) -> dict[str, tuple[object, ...]]:
    """entry → what a hit shows of it, its readings and its facets, by the numbers of the records."""
    table = json.loads((index.output / "lexicon/facets.json").read_bytes())
    columns = [(column["sets"], [ord(code) - FIRST_CODE for code in column["of"]]) for column in table["facets"].values()]
    records = range(len(columns[0][1]))
    hits, readings = ([of_one for at in range(0, len(records), BUNDLE) for of_one in json.loads((index.output / f"{kind}/preview/{at // BUNDLE}.json").read_bytes())]
                      for kind in ("hits", "readings"))
    return {hits[at]["id"]: (hits[at], readings[at], *(sets[codes[at]] for sets, codes in columns)) for at in records}


def found(index: LiveIndex, letters: str) -> dict[object, dict[str, list[int]]]:
    """gram, or the names of a term → entry → places, of what a search would load."""
    ids = [*shown(index)]
    terms = index._lexicon.terms
    return {terms[int(token[1:])].names if token[0] == "t" else token: {ids[int(name[::-1])]: places for name, places in pages.items()}
            for token, pages in held(index.output).items() if token[0] in letters}


def test_the_search_is_what_a_fresh_one_would_be(themed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer would be told of an entry by words that it no longer holds, or not find the one just added; or wait until all of it is made again."""
    index = LiveIndex(tmp_path / "work", tmp_path / "index")
    index.update(site_of(load(themed), themed))
    for step in (edit, add, rename, vocabulary, delete_one, group, delete):
        step(themed)
        site = site_of(load(themed), themed)
        with monkeypatch.context() as patched:
            patched.setattr(live, "write_index", lambda *given, **named: pytest.fail("all of it was made again"))
            index.update(site, again=step is group)
        fresh = LiveIndex(tmp_path / f"{step.__name__}-work", tmp_path / step.__name__)
        fresh.update(site)
        assert found(index, "br") == found(fresh, "br"), step.__name__
        assert shown(index) == shown(fresh), step.__name__
        if step is group:
            assert found(index, "t") == found(fresh, "t")
            assert any("ぬばたま" in path.read_text("utf-8") for path in (index.output / "lexicon").glob("*.json"))
