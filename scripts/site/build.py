"""The whole line: corpus → pages → MkDocs → search index and data → a finished site, swapped in."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import shutil
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Callable, Iterator

from scripts.check.run import check
from scripts.corpus.beside import at_once
from scripts.corpus.load import Loaded, load
from scripts.corpus.problem import Problem
from scripts.data.export import ROOT as DATA
from scripts.data.export import export
from scripts.history import read_history
from scripts.pages.render import render
from scripts.pages.site import Site
from scripts.project import repo_url, site_url
from scripts.search.index import write_index
from scripts.site import zensical
from scripts.site.aside import aside
from scripts.site.files import beside, fresh, only_one, read_tree, recover, swap, write_if_changed, write_tree
from scripts.site.generator import generate
from scripts.site.offline import FOLDER as OFFLINE
from scripts.site.offline import Pack, write_packs, write_worker

Say = Callable[[str], None]


class CorpusProblems(Exception):
    """The corpus has problems, so nothing was built."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def read_site(root: Path) -> Site:
    """Load and check the corpus. Raises CorpusProblems when anything is wrong."""
    loaded = load(root)
    _stop_at(check(loaded))
    return site_of(loaded, root)


def _stop_at(problems: list[Problem]) -> None:
    """Raises CorpusProblems if there are any."""
    if problems:
        raise CorpusProblems(problems)


def site_of(loaded: Loaded, root: Path) -> Site:
    """The corpus as the pages see it."""
    return Site(loaded.corpus, repo_url(root), site_url(root), read_history(root))


def write_pages(root: Path, site: Site, target: Path) -> list[str]:
    """Lay what MkDocs is given into `target`: the Markdown of every page, and what docs/ holds. The paths that changed."""
    return write_tree(target, chain(read_tree(root / "docs").items(), ((page.path, page.markdown()) for page in render(site))))


def write_data(site: Site, target: Path) -> None:
    """Add the open data to a built site."""
    for path, content in export(site):
        write_if_changed(target / path, content)


def _paged(root: Path, site: Site, work: Path, finished: Path, builder: str) -> None:
    """Write the pages as Markdown and have a generator make HTML of them. Raises GeneratorError."""
    write_pages(root, site, work / "docs")
    if builder == "zensical":
        zensical.generate(root, work / "docs", finished, work / "zensical")
    else:
        with _collecting():
            generate(root, work / "docs", finished)


def _indexed(site: Site, work: Path) -> list[Pack]:
    """Make the search in `work`; its packs."""
    write_index(site, work / "search", fresh(work / "pagefind"))
    return write_packs(work, "pagefind")


@contextlib.contextmanager
def _collecting() -> Iterator[None]:
    """Free the rings of objects that MkDocs leaves for each page, half of its memory at its end; what was there before is not looked through."""
    was = gc.isenabled()
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        gc.unfreeze()
        if not was:
            gc.disable()


def build(root: Path, target: Path, say: Say = lambda line: None, work: Path | None = None, builder: str = "mkdocs") -> None:
    """Build beside `target` and swap at the end: a build that fails or is killed leaves `target` as it was.

    `work` takes what is made on the way (default: build/ of the project). `builder`: mkdocs, or zensical, which comes after it.
    Raises CorpusProblems, Busy, GeneratorError, PagefindError, OSError.
    """
    work = work or root / "build"
    with only_one(work / "lock"):
        recover(target)
        if target.exists() and not target.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(target))
        finished = beside(target, "next")
        finished.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(finished, ignore_errors=True)
        say("言葉を読んでいます")
        loaded = load(root)
        if loaded.problems:
            raise CorpusProblems(check(loaded))
        site = site_of(loaded, root)
        fresh(work / OFFLINE)
        with aside(lambda: _indexed(site, work)) as found:  # the index takes as long as all the rest
            say("言葉を確かめています")
            _stop_at(check(loaded))
            say("ページを組み立てています")
            at_once([partial(_paged, root, site, work, finished, builder), partial(write_data, site, fresh(work / "data"))])
            shutil.move(work / "data" / DATA, finished / DATA)
            packs = write_packs(finished)
            say("検索の索引を作っています")
            packs += found()
        shutil.move(work / "pagefind", finished / "pagefind")
        shutil.copytree(work / OFFLINE, finished / OFFLINE, copy_function=shutil.move, dirs_exist_ok=True)
        write_worker(finished, packs)
        swap(finished, target)
