"""The folder that `make serve` shows, and how it is brought up to date.

MkDocs' own server builds into a temporary folder that Pagefind never sees, so this builds the
whole line. A saved entry renders only the pages it changes, those that are made from it first.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Callable, Collection, Mapping

from scripts.check.run import check
from scripts.corpus.load import Memory, load
from scripts.corpus.model import Entry
from scripts.corpus.problem import Problem
from scripts.corpus.vocabulary import FACETS
from scripts.pages.page import Page
from scripts.pages.render import render
from scripts.pages.site import Site
from scripts.search.live import LiveIndex
from scripts.site.build import CorpusProblems, site_of, write_data
from scripts.site.files import fresh, read_tree, swap, write_if_changed, write_tree
from scripts.site.generator import generate

Shown = Callable[["list[str] | None"], None]
Step = Callable[[], object]
OF_ALL_PAGES = ("sitemap.xml", "sitemap.xml.gz")
"""What MkDocs makes from what every page says of itself; when it renders only some, it knows only those."""


class Preview:
    """The folder that is served, and how it is brought up to date."""

    def __init__(self, root: Path, site_url: str) -> None:
        self.root, self.site_url = root, site_url
        work = root / "build/serve"
        self.docs, self.live, self.next = work / "docs", work / "site", work / "next"
        self.index = work / "index"
        self.search = LiveIndex(work / "search", self.index)
        self.memory = Memory()
        self.frame: Mapping[str, object] = {}
        self.entries: Mapping[str, Entry] = {}

    def update(self, shown: Shown = lambda urls: None, found: Step = lambda: None, *, looked_at: Collection[str] = (),
               redraw: bool = False, relearn: bool = False) -> list[Problem]:
        """Bring the pages and then the index up to date; what `check` finds.

        `shown` is called with the addresses of the pages that are new, or None for all of them; `found` when search knows
        them too. The pages `looked_at` and those that are made from an entry that changed come first, the others that
        change with them after the search. MkDocs renders only what changed, unless a page came or went or is called or
        tagged otherwise (the tags page lists it), or the frame of all pages changed (`redraw`). The lexicon stays as it
        was too, unless its own words changed (`relearn`): a word that is new to it is found letter by letter.

        Raises CorpusProblems for files that can't be read as what they should be; the first time, where no page
        could be kept, the rest is shown without them.
        """
        loaded = load(self.root, memory=self.memory)
        if loaded.problems and (self.frame or loaded.corpus.vocabularies.keys() != set(FACETS)):
            raise CorpusProblems(loaded.problems)
        site = site_of(loaded, self.root)
        with ThreadPoolExecutor(1) as beside:
            indexing = beside.submit(self._index, site, relearn, found)
            if relearn:  # no page shows the words of search
                indexing.result()
            rest = self._show(site, redraw, looked_at, shown, indexing.result)
            indexing.result()
        self._write(rest, shown)
        write_data(site, self.live)
        self.entries = site.entries
        return check(loaded)

    def _index(self, site: Site, relearn: bool, found: Step) -> None:
        self.search.update(site, again=relearn)
        found()

    def _show(self, site: Site, redraw: bool, looked_at: Collection[str], shown: Shown, searched: Step) -> dict[str, Page | bytes]:
        """Show what changed; the files that can wait. All pages wait for the search (`searched` returns then), which is many times slower beside them."""
        pages = {page.path: page for page in render(site)}
        files = {**read_tree(self.root / "docs"), **pages}
        frame = {**dict.fromkeys(files), **{path: (page.title, page.tags) for path, page in pages.items()}}
        first = {path for path, page in pages.items() if page.url in looked_at}
        if redraw or frame != self.frame:
            if self.frame and first:
                self._write({path: files[path] for path in first}, shown, again=redraw)
            if self.frame:
                searched()
            self._write_all(site, files, frame, shown)
            return {}
        changed = {path for entry in site.corpus if entry != self.entries.get(entry.id) for path in (entry.path, *entry.path.parents)}
        first |= {name for name, file in files.items() if not isinstance(file, Page) or not changed.isdisjoint(file.sources)}
        self._write({name: files[name] for name in first}, shown)
        return {name: file for name, file in files.items() if name not in first}

    def _write_all(self, site: Site, files: Mapping[str, Page | bytes], frame: Mapping[str, object], shown: Shown) -> None:
        """Let MkDocs make the whole site, and put it in the place of the old one."""
        changed = write_tree(self.docs, ((name, _content(file)) for name, file in files.items()))
        generate(self.root, self.docs, fresh(self.next), strict=False, site_url=self.site_url)
        urls = [file.url for file in files.values() if isinstance(file, Page) and not _same(self.live / file.html, self.next / file.html)]
        write_data(site, self.next)
        swap(self.next, self.live)
        self.frame = frame
        shown(urls if all(name.endswith(".md") for name in changed) else None)

    def _write(self, files: Mapping[str, Page | bytes], shown: Shown, *, again: bool = False) -> None:
        """Bring these files and what MkDocs makes of them up to date; `again`: even if they are as they were."""
        changed = [file for name, file in files.items() if write_if_changed(self.docs / name, _content(file)) or again]
        if again:
            for name in files:
                (self.docs / name).touch()
        if changed:
            kept = {name: (self.live / name).read_bytes() for name in OF_ALL_PAGES if (self.live / name).exists()}
            generate(self.root, self.docs, self.live, strict=False, dirty=True, site_url=self.site_url)
            for name, content in kept.items():
                write_if_changed(self.live / name, content)
        urls = [file.url for file in changed if isinstance(file, Page)]
        shown(urls if len(urls) == len(changed) else None)


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and one.read_bytes() == other.read_bytes()


def _content(file: Page | bytes) -> str | bytes:
    return file.markdown() if isinstance(file, Page) else file
