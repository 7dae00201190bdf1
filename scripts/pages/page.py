"""A page before MkDocs sees it: where it goes, what it is called, and its Markdown."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Callable


TEMPLATES = PurePosixPath("scripts/pages")
VOCABULARY = PurePosixPath("corpus/vocabulary")


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way from the home page, or another page by its name."""

    label: str
    url: str


class Later:
    """A text that is made when it is asked for: of four hundred pages, the preview first asks for a few."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make

    def __str__(self) -> str:
        return self._make()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`url` is site-relative and ends in a slash ('' is the home page)."""

    url: str
    title: str
    description: str
    body: str | Later
    head: str | None = None
    """What a browser's tab and a result list show, where the title is too short to stand alone."""
    crumbs: tuple[Crumb, ...] = ()
    tags: tuple[Crumb, ...] = ()
    sources: tuple[PurePosixPath, ...] = ()
    """The files, or the folder, that the page is made from: its edit links."""
    add: tuple[tuple[str, str | Later], ...] = ()
    """(label, address) pairs: where a new entry for this page begins."""
    faq: tuple[tuple[str, str], ...] = ()
    """(question, answer) pairs for FAQPage data."""
    article: bool = False
    """One text on one subject: its dates go into the structured data."""
    published: str | None = None
    updated: str | None = None
    """Days as 2026-11-25, from git; None when git doesn't know."""
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The Markdown file under MkDocs' docs_dir."""
        return f"{self.url}index.md"

    @property
    def html(self) -> str:
        """The file that readers load, in the built site."""
        return f"{self.url}index.html"

    def markdown(self) -> str:
        """Front matter (JSON is YAML, so nothing in a title can break it) and body."""
        meta: dict[str, Any] = {"title": self.title, "description": self.description}
        if self.head:
            meta["head"] = self.head
        if self.crumbs:
            meta["crumbs"] = [{"label": c.label, "url": c.url} for c in self.crumbs]
        if self.tags:
            meta["tags"] = [tag.label for tag in self.tags]
            meta["tag_pages"] = [tag.url for tag in self.tags]
        if self.sources:
            meta["sources"] = [str(path) for path in self.sources]
        if self.add:
            meta["add"] = [{"label": label, "url": str(url)} for label, url in self.add]
        if self.faq:
            meta["faq"] = [{"question": q, "answer": a} for q, a in self.faq]
        if self.updated:
            meta["updated"] = self.updated
        if self.article:
            meta["article"] = True
        if self.article and self.published:
            meta["published"] = self.published
        meta.update(self.extra)
        lines = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items())
        return f"---\n{lines}\n---\n\n{str(self.body).strip()}\n"


def relative(here: str, there: str) -> str:
    """The link from the page at `here` to `there` (both site-relative, `there` may have ?query and #anchor)."""
    target, mark, rest = there, "", ""
    for sign in "?#":
        if sign in target:
            target, _, tail = target.partition(sign)
            mark, rest = sign, tail + (mark + rest if mark else "")
            break
    if target == here and mark == "#":
        return f"#{rest}"
    ours, theirs = here.split("/")[:-1], target.split("/")[:-1]
    common = 0
    while common < min(len(ours), len(theirs)) and ours[common] == theirs[common]:
        common += 1
    path = "../" * (len(ours) - common) + "/".join(theirs[common:])
    if path and not path.endswith("/"):
        path += "/"
    path += target.rpartition("/")[2]
    return (path or "./") + mark + rest
