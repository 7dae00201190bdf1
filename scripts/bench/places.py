"""From an address that a page-level search answers with to the entry a reader finds there."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit


@dataclass
class _Page(HTMLParser):
    """The anchors of a page in order, and the links of its content."""

    anchors: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    inside: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.inside = self.inside or values.get("id") == "content"
        if self.inside and values.get("id"):
            self.anchors.append(str(values["id"]))
        if self.inside and tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))


class Places:
    """Where the entries of a built site stand."""

    def __init__(self, site: Path) -> None:
        self.entries: dict[str, dict[str, Any]] = {e["id"]: e for e in json.loads((site / "data/v1/entries.json").read_text("utf-8"))}
        self._by_url = {entry["url"]: entry["id"] for entry in self.entries.values()}
        self._pages: dict[str, _Page] = {}
        for path in site.rglob("index.html"):
            page = _Page()
            page.feed(path.read_text("utf-8"))
            self._pages["/" + path.relative_to(site).as_posix().removesuffix("index.html")] = page

    def entry(self, url: str) -> str | None:
        """The entry that an anchor names, else the one the page is about, else the first at or after the anchor,
        else the first that the page leads to.
        """
        address, anchor = urldefrag(url)
        path, anchor = unquote(urlsplit(address).path), unquote(anchor)
        if anchor in self.entries:
            return anchor
        if path in self._by_url:
            return self._by_url[path]
        page = self._pages.get(path)
        if page is None:
            return None
        after = page.anchors[page.anchors.index(anchor):] if anchor in page.anchors else page.anchors
        if found := next((name for name in (*after, *page.anchors) if name in self.entries), None):
            return found
        return next((self._by_url[target] for link in page.links if (target := urljoin(path, link)) in self._by_url), None)
