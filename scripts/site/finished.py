"""Finished HTML goes past MkDocs: its parsers would read every card letter by letter, only to give it back as it was."""

from __future__ import annotations

import re
from typing import Any

from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page

_BLOCKS = ("article", "aside", "details", "div", "dl", "nav", "ol", "p", "section", "ul")
"""The elements that our templates write as blocks of their own."""
_OPENS = re.compile(rf"\n*<({'|'.join(_BLOCKS)})[ >]")
_ENDS = {tag: re.compile(rf"<(/?){tag}[ >]") for tag in _BLOCKS}
_ID = re.compile(r' id="([^"]+)"')
_PLACE = '<div data-finished="{}"></div>'
"""Stands for a piece. No text of an entry can be taken for one: its angle brackets are escaped."""
_PLACES = re.compile(_PLACE.format(r"(\d+)"))


class Finished(BasePlugin):
    """Takes the finished pieces out of a page's Markdown and puts them back into its HTML: the page is the same as without.

    MkDocs keeps all pages until the last is read, so the pieces are read again when a page is written: they are most of it.
    """

    def __init__(self) -> None:
        self._ids: set[str] = set()

    def on_page_markdown(self, markdown: str, **_: Any) -> str:
        markdown, pieces = set_aside(markdown)
        self._ids = set().union(*map(_ID.findall, pieces))
        return markdown

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        page.present_anchor_ids = (page.present_anchor_ids or set()) | self._ids
        return html

    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        _, pieces = set_aside(page.file.content_string)
        return _PLACES.sub(lambda place: pieces[int(place[1])], output)


def set_aside(markdown: str) -> tuple[str, list[str]]:
    """The Markdown with a place for each piece that Markdown would leave as it is, and the pieces.

    A piece is an element, or several, that blank lines set apart: it begins where a block opens and ends where one is closed.
    """
    pieces: list[str] = []
    rest: list[str] = []
    blocks = iter(markdown.split("\n\n"))
    for block in blocks:
        if opened := _OPENS.match(block):
            tag = opened[1]
            depth = _depth(block, tag)
            while depth > 0 and (more := next(blocks, None)) is not None:
                block += f"\n\n{more}"
                depth += _depth(more, tag)
            piece = block.strip("\n")
            last = piece.rpartition("</")[2].removesuffix(">")
            if depth == 0 and last in _BLOCKS and _depth(piece, last) == 0:
                block = _PLACE.format(len(pieces))
                pieces.append(piece)
        rest.append(block)
    return "\n\n".join(rest), pieces


def _depth(block: str, tag: str) -> int:
    """How many elements a text opens and does not close."""
    return sum(-1 if closing else 1 for closing in _ENDS[tag].findall(block))
