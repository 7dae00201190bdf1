"""The searches that are compared, each driven in a browser as its reader or its page drives it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Page

from scripts.bench.places import Places

MOST = 20
"""So many hits are looked at."""
SHOWN = 10
"""So many are loaded before an answer of Pagefind's counts as shown; our own page shows as many at once."""
PARTS = 3
"""So many parts of a page are listed under it, as Pagefind's own interface does."""
_ASK = Path(__file__).with_name("ask")


@dataclass(frozen=True, slots=True)
class Answer:
    """Entry ids, best first (None: a hit that holds no entry), and the time from the last keystroke or call."""

    ids: list[str | None]
    ms: float


class Contender(Protocol):
    """`label` for the table, `folder` to be served."""

    label: str
    folder: Path

    def open(self, page: Page, origin: str) -> None:
        """Load what a reader has before typing."""

    def ask(self, page: Page, query: str, most: int = MOST) -> Answer:
        """Type the query and wait for its hits; at most so many are brought."""


@dataclass(frozen=True, slots=True)
class Ours:
    """The search page of this site."""

    folder: Path
    label: str = "このサイト"

    def open(self, page: Page, origin: str) -> None:
        page.goto(f"{origin}/search/", wait_until="networkidle")

    def ask(self, page: Page, query: str, most: int = MOST) -> Answer:
        answer = page.evaluate(_script("ours"), [query, most])
        return Answer(answer["found"], answer["ms"])


@dataclass(frozen=True, slots=True)
class Material:
    """Material's search box: lunr in a worker, over one index that every page loads."""

    folder: Path
    places: Places
    label: str = "Material の検索(lunr、ja)"

    def open(self, page: Page, origin: str) -> None:
        page.add_init_script(_script("material-listen"))
        page.goto(f"{origin}/")
        page.wait_for_function("window.heard.ready", timeout=60_000)

    def ask(self, page: Page, query: str, most: int = MOST) -> Answer:
        answer = page.evaluate(_script("material"), query)
        return Answer([self.places.entry(f"/{location}") for found in answer["found"] for location in _listed(found)][:most], answer["ms"])


@dataclass(frozen=True, slots=True)
class Pagefind:
    """Pagefind's JavaScript API over the pages, with no settings."""

    folder: Path
    places: Places
    label: str

    def open(self, page: Page, origin: str) -> None:
        page.goto(f"{origin}/contribute/")
        page.evaluate("async () => { window.pagefind = await import('/pagefind/pagefind.js'); await window.pagefind.init(); }")

    def ask(self, page: Page, query: str, most: int = MOST) -> Answer:
        answer = page.evaluate(_script("pagefind"), [query, SHOWN, most])
        return Answer([self.places.entry(url) for found in answer["found"] for url in _parts(found)][:most], answer["ms"])


def _script(name: str) -> str:
    return (_ASK / f"{name}.js").read_text("utf-8")


def _listed(page: list[dict[str, Any]]) -> list[str]:
    """The links of one result that Material shows without unfolding: the sections as good as its best, else the page itself."""
    best = [item["location"] for item in page if item["score"] == page[0]["score"]]
    return [location for location in best if "#" in location] or best[:1]


def _parts(result: dict[str, Any]) -> list[str]:
    """The parts of a page with the most matches, else the page."""
    parts = sorted((part for part in result["parts"] if "#" in part["url"]), key=lambda part: -part["matches"])
    return [part["url"] for part in parts[:PARTS]] or [result["url"]]
