"""What the scale bench runs in a process of its own: `python -m scripts.bench.stages line|edit|plain <root> <work>`.

Each stage says on its standard output that it begins, and what it took, as a line of JSON.
"""

from __future__ import annotations

import gc
import json
import resource
import shutil
import sys
import time
from pathlib import Path
from typing import Any, Callable, TypeVar

from scripts.check.run import check
from scripts.corpus.load import load
from scripts.pages.page import Page
from scripts.search.index import write_index
from scripts.search.lexicon import compile_lexicon
from scripts.site.build import site_of, write_data, write_pages
from scripts.site.files import fresh, write_tree
from scripts.site.generator import generate
from scripts.site.preview import Preview

T = TypeVar("T")
URL = "http://127.0.0.1:1/"


def line(root: Path, work: Path) -> None:
    """Every step of a build, one after another."""
    loaded = stage("load", lambda: load(root))
    problems = stage("check", lambda: check(loaded))
    if problems:
        raise SystemExit("\n".join(map(str, problems[:10])))
    site = site_of(loaded, root)
    stage("relate", lambda: site.relations)
    stage("render", lambda: write_pages(root, site, work / "docs"))
    stage("mkdocs", lambda: generate(root, work / "docs", work / "site"))
    lexicon = stage("lexicon", lambda: compile_lexicon(loaded.corpus))
    stage("index", lambda: write_index(site, work / "search", fresh(work / "pagefind"), lexicon))
    stage("data", lambda: write_data(site, work / "site"))


def edit(root: Path, work: Path) -> None:
    """The preview, after one entry was edited."""
    preview = Preview(root, URL)
    preview.update()
    path = next(path for path in preview.memory.entries if path.parts[1] == "phrases")
    text = (root / path).read_text("utf-8")
    for turn in range(3):
        (root / path).write_text(text.replace("intent: ", f"intent: {turn}度目に、", 1), "utf-8")
        at = {"began": time.monotonic()}
        preview.update(lambda urls: at.setdefault("shown", time.monotonic()), lambda: at.setdefault("found", time.monotonic()))
        tell({"stage": "edit", "shown": at["shown"] - at["began"], "found": at["found"] - at["began"]})
    (root / path).write_text(text, "utf-8")


def plain(root: Path, work: Path) -> None:
    """The Markdown of the plain way: a page for each phrase, all of them in the nav, with the theme's own search and tags."""
    loaded = load(root)
    site = site_of(loaded, root)
    files: dict[str, str | bytes] = {"index.md": "# ごめんのつづき\n", "tags.md": "# タグ\n\n<!-- material/tags -->\n"}
    nav: dict[str, list[str]] = {}
    for phrase in loaded.corpus.phrases.values():
        wordings = "\n\n".join(f"## {site.label('tone', w.tone)}\n\n{w.text}" for w in phrase.wordings)
        page = Page(url=f"{phrase.id}/", title=phrase.intent, description=phrase.why, tags=site.tags([phrase.scene], [phrase.stage]),
                    body=f"# {phrase.intent}\n\n{wordings}\n\n{phrase.why}")
        files[page.path] = page.markdown()
        nav.setdefault(site.label("scene", phrase.scene), []).append(page.path)
    shutil.rmtree(work, ignore_errors=True)
    write_tree(work / "docs", files.items())
    settings: dict[str, Any] = {
        "site_name": "plain", "site_url": URL, "docs_dir": str(work / "docs"), "site_dir": str(work / "site"),
        "theme": {"name": "material", "language": "ja", "font": False}, "plugins": [{"search": {"lang": "ja"}}, "tags"],
        "nav": ["index.md", "tags.md", *({label: pages} for label, pages in nav.items())]}
    (work / "mkdocs.yml").write_text(json.dumps(settings, ensure_ascii=False), "utf-8")


def stage(name: str, run: Callable[[], T]) -> T:
    """Run a step and say what it took."""
    tell({"begin": name})
    wall, processor = time.monotonic(), spent()
    result = run()
    tell({"stage": name, "wall": time.monotonic() - wall, "cpu": spent() - processor})
    return result


def spent() -> float:
    """Seconds of processor time of this process and of what it has run."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def tell(said: dict[str, Any]) -> None:
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    gc.disable()  # as scripts/__main__.py does
    {"line": line, "edit": edit, "plain": plain}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
