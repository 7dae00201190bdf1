"""Whatever a text of the corpus holds, a page shows it as text: nothing runs, and nothing around it moves.

Two sites are built behind the back of `check`: one whose every text is made of
payloads, and its twin of harmless texts of the same shape. Every page, and every
file of data, must be the same but for these texts.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Iterator
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from scripts.corpus.load import Loaded, load
from scripts.project import ROOT
from scripts.site import build as line
from tests.conftest import copy_sample
from tests.hostile.corpus import Fill, filled, harmless, hostile, twin
from tests.hostile.tree import each, rows
from tests.site.conftest import SUB_PATH, _serve
from tests.site.html import pages


def built(folder: Path, fill: Fill) -> Path:
    """The site of the sample corpus with `fill` for its texts."""
    copy_sample(folder)
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    corpus = filled(load(folder).corpus, fill)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line, "load", lambda root: Loaded(corpus, [], {}))
        patch.setattr(line, "check", lambda loaded: [])
        line.build(folder, folder / "host" / SUB_PATH)
    return folder / "host" / SUB_PATH


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of payloads."""
    return built(tmp_path_factory.mktemp("bad"), hostile)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its harmless twin."""
    return built(tmp_path_factory.mktemp("good"), harmless)


def test_no_page_changes_its_shape(bad: Path, good: Path) -> None:
    """A text would end its element, gain an attribute, vanish, or swallow its neighbours."""
    names = [page.relative_to(bad).as_posix() for page in pages(bad)]
    assert names == [page.relative_to(good).as_posix() for page in pages(good)]
    for name in names:
        ours, theirs = rows((bad / name).read_text("utf-8"), twin), rows((good / name).read_text("utf-8"), twin)
        different = next(((a, b) for a, b in zip(ours, theirs) if a != b), None)
        assert different is None and len(ours) == len(theirs), (name, different, len(ours), len(theirs))


def test_data_holds_every_text_to_the_letter(bad: Path, good: Path) -> None:
    """A payload would end a string, or whoever builds on the data would get other words than the corpus has."""
    for path in sorted(p for p in (bad / "data").rglob("*.json") if p.name != "index.json"):  # it holds the sizes and hashes of the others
        ours, theirs = (json.loads((site / path.relative_to(bad)).read_text("utf-8")) for site in (bad, good))
        if path.name == "learned.json":  # which sentences are like an NG depends on what they say
            assert all(isinstance(sentence, str) for sentence in ours.pop("spared") + theirs.pop("spared"))
        assert each(ours, twin) == each(theirs, twin), path
    corpus = json.loads((bad / "data/v1/corpus.json").read_text("utf-8"))
    assert [entry["why"] for entry in corpus["phrase"]][:41] == ["\n\n".join(hostile(number)) for number in range(41)]


def test_feeds_and_maps_are_well_formed(bad: Path, good: Path) -> None:
    """One text would keep a reader's program from reading all the others."""
    names = sorted(path.relative_to(bad) for path in bad.rglob("*.xml"))
    assert names
    for name in names:
        ours, theirs = ([(e.tag, e.attrib, twin(e.text or "")) for e in ElementTree.parse(site / name).iter()] for site in (bad, good))
        assert ours == theirs, name


def test_table_opens_as_text(bad: Path) -> None:
    """A spreadsheet would take a text that begins with = or @ for a formula, which can send what stands beside it elsewhere."""
    with (bad / "data/v1/phrases.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows_read = list(csv.reader(stream))
    assert any("=HYPERLINK" in cell for row in rows_read for cell in row)
    assert not [cell for row in rows_read for cell in row if cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))]


LOOKED_AT = """() => {
  const all = [...document.querySelectorAll('*')];
  return {
    ran: window.ran ?? 0,
    handlers: all.flatMap((e) => [...e.attributes].filter((a) => a.name.startsWith('on')).map((a) => `${e.tagName} ${a.name}`)),
    addresses: all.flatMap((e) => ['href', 'src', 'action', 'formaction', 'data', 'srcdoc'].filter((name) => e.hasAttribute(name)).map((name) => e.getAttribute(name)))
      .filter((value) => /^\\s*(javascript|data|vbscript|blob|file):/i.test(value)),
    scripts: all.filter((e) => e instanceof HTMLScriptElement && e.type !== 'application/ld+json').map((e) => e.src),
    foreign: all.filter((e) => /^(IFRAME|OBJECT|EMBED|VIDEO|AUDIO|SVG|MATH|STYLE|BASE|FRAME|FRAMESET|MARQUEE|DIALOG|X|PLAINTEXT|XMP)$/i.test(e.tagName)).map((e) => e.outerHTML.slice(0, 80)),
    refresh: document.querySelectorAll('meta[http-equiv=refresh i]').length,
  };
}"""


class Watched:
    """A browser page that remembers everything that should not happen on it."""

    def __init__(self, browser: Browser, origin: str, bypass_csp: bool) -> None:
        self.origin, self.wrong = origin, []
        self.context = browser.new_context(bypass_csp=bypass_csp, viewport={"width": 390, "height": 844})
        self.context.add_init_script("window.pwned = () => { window.ran = (window.ran ?? 0) + 1; };")
        self.page = self.context.new_page()
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("console", lambda said: self.wrong.append(f"console: {said.text}") if said.type == "error" else None)
        self.page.on("request", lambda asked: self.wrong.append(f"request: {asked.url}") if not asked.url.startswith(origin) else None)
        self.page.on("popup", lambda opened: self.wrong.append(f"popup: {opened.url}"))

    def _dialog(self, dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def look(self, path: str) -> None:
        """Nothing ran, and nothing stands on the page that could."""
        found = self.page.evaluate(LOOKED_AT)
        assert not self.wrong, (path, self.wrong[:5])
        assert all(src.startswith(self.origin) for src in found.pop("scripts")), path
        assert not any(found.values()), (path, found)
        assert len(self.page.frames) == 1, path


@pytest.fixture(scope="module")
def bad_origin(bad: Path) -> Iterator[str]:
    """The site of payloads, served where its own address says, so that 404.html finds its files too."""
    for origin in _serve(bad.parent):
        yield f"{origin}/{SUB_PATH}"


def _kinds(bad: Path) -> list[str]:
    """The address of one page of every kind, and of every fifth."""
    urls = [page.relative_to(bad).as_posix().removesuffix("index.html") for page in pages(bad)]
    firsts = {tuple(url.split("/")[:-2]) or url: url for url in reversed(urls)}
    return sorted({*firsts.values(), *urls[::5]})


def _walk(watched: Watched) -> None:
    """What scripts draw: hits, suggestions, the chosen tone, findings, and what comes from the address."""
    page, origin = watched.page, watched.origin
    page.goto(f"{origin}/search/?scene=friend")
    page.wait_for_selector("[data-search-state=done]", state="attached")
    assert page.locator("[data-hit]").count() >= 10 and "pwned" in page.locator("[data-results]").inner_text()
    for _ in range(3):
        page.locator(".more-hits").click()
    watched.look("more hits")
    for address in ("?q=%3Cimg%20src%3Dx%20onerror%3Dpwned()%3E", "?q=pwned&scene=%22%3E%3Cscript%3Epwned()%3C/script%3E&without=scene:%3Cb%3E", "?q=x#%22%3E%3Cimg%20src=x%20onerror=pwned()%3E", "?scene=__proto__&q=constructor"):
        page.goto(f"{origin}/search/{address}")
        page.wait_for_selector("[data-search-state=done]", state="attached")
        watched.look(address)
    page.goto(f"{origin}/qa/")
    page.locator("#header-q").focus()
    page.locator("#header-q").press_sequentially("pwned src", delay=10)
    page.wait_for_selector(".header-search [role=option]")
    watched.look("suggestions")
    page.goto(f"{origin}/check/")
    page.locator("textarea[name=draft]").fill("<img src=x onerror=pwned()> 寝坊しただけなのに </textarea><script>pwned()</script>")
    page.wait_for_selector("[data-check-state=done]")
    assert page.locator("[data-finding]").count() >= 40
    watched.look("findings")
    page.goto(f"{origin}/phrases/friend/apology/")
    for button in page.locator("[data-copy]").all()[:5]:
        button.click()
    watched.look("cards")


@pytest.mark.parametrize("bypass_csp", [True, False], ids=["escaping alone", "with the policy"])
def test_nothing_runs_in_chromium(browser: Browser, bad: Path, bad_origin: str, bypass_csp: bool) -> None:
    """A stranger's script would read a draft, or show a reader words that nobody reviewed."""
    watched = Watched(browser, bad_origin, bypass_csp)
    for path in _kinds(bad) if bypass_csp else _kinds(bad)[::3]:
        watched.page.goto(f"{bad_origin}/{path}")
        watched.page.wait_for_load_state("load")
        watched.look(path)
    _walk(watched)
    watched.context.close()
