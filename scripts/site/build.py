"""The whole line: corpus → pages → MkDocs → search index and data → a finished site, swapped in."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Callable

from scripts.check.run import check
from scripts.corpus.load import Loaded, load
from scripts.corpus.problem import Problem
from scripts.corpus.relations import relate
from scripts.data.export import export
from scripts.pages.render import render
from scripts.pages.site import Site
from scripts.project import repo_url, site_url
from scripts.search.index import write_index
from scripts.site.files import beside, only_one, read_tree, recover, swap, write_if_changed, write_tree
from scripts.site.generator import generate
from scripts.site.offline import write_offline

Say = Callable[[str], None]


class CorpusProblems(Exception):
    """The corpus has problems, so nothing was built."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def read_site(root: Path) -> Site:
    """Load and check the corpus. Raises CorpusProblems when anything is wrong."""
    loaded = load(root)
    if problems := check(loaded):
        raise CorpusProblems(problems)
    return site_of(loaded, root)


def site_of(loaded: Loaded, root: Path) -> Site:
    """The corpus as the pages see it."""
    return Site(loaded.corpus, relate(loaded.corpus), repo_url(root), site_url(root))


def write_pages(root: Path, site: Site, target: Path) -> list[str]:
    """Lay the Markdown of every page, and what docs/ holds, into `target`; the paths that changed."""
    files: dict[str, str | bytes] = dict(read_tree(root / "docs"))
    for page in render(site):
        files[page.path] = page.markdown()
    return write_tree(target, files)


def write_data(site: Site, target: Path) -> None:
    """Add the open data to a built site."""
    for path, content in export(site).items():
        write_if_changed(target / path, content)


def build(root: Path, target: Path, say: Say = lambda line: None, work: Path | None = None) -> None:
    """Build beside `target` and swap at the end: a build that fails or is killed leaves `target` as it was.

    `work` takes what is made on the way (default: build/ of the project).
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
        say("言葉を読んで確かめています")
        site = read_site(root)
        say("ページを書いています")
        write_pages(root, site, work / "docs")
        say("MkDocs で組み立てています")
        generate(root, work / "docs", finished)
        say("検索の索引とデータを作っています")
        write_index(site, work / "records", finished / "pagefind")
        write_data(site, finished)
        write_offline(finished)
        swap(finished, target)
