"""Read built pages: links, ids and text, with the standard library's parser."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin


@dataclass
class Parsed(HTMLParser):
    """What a page links to, loads, and can be linked to."""

    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append((tag, values))
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "a" and values.get("href") is not None:
            self.links.append(str(values["href"]))
        if tag == "form" and values.get("action") is not None:
            self.links.append(str(values["action"]))
        if tag in ("script", "img", "iframe", "source") and values.get("src"):
            self.loads.append(str(values["src"]))
        if tag == "link" and values.get("href") and values.get("rel") != "canonical":
            self.loads.append(str(values["href"]))

    handle_startendtag = handle_starttag


def parse(path: Path) -> Parsed:
    """Parse one file."""
    parsed = Parsed()
    parsed.feed(path.read_text("utf-8"))
    return parsed


def pages(site: Path) -> list[Path]:
    """Every HTML page of a built site."""
    return sorted(site.rglob("*.html"))


def target(site: Path, page: Path, link: str) -> tuple[Path, str] | None:
    """The file and anchor a link leads to, or None when it leaves the site."""
    here = "http://site/" + page.relative_to(site).as_posix().removesuffix("index.html")
    url, anchor = urldefrag(urljoin(here, link))
    if not url.startswith("http://site/"):
        return None
    path = site / unquote(url.removeprefix("http://site/").partition("?")[0])
    return (path / "index.html" if path.is_dir() else path), unquote(anchor)
