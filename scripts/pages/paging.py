"""Cards that are too many for one page go on at 2/, 3/ …; the first page knows where each went, so that old addresses arrive."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Generic, Sequence, TypeVar

from scripts.corpus.model import Ng, Phrase

Card = TypeVar("Card", Phrase, Ng)

MOST = {"phrase": 40, "ng": 100}
"""Cards on a page: so many are still looked through."""
HEAVIEST = 250_000
"""Bytes of the cards and the contents of a page; the rest of it has about 20 kB, and 300 kB are the most that a page should have."""
LISTED = 400
"""So many cards the first page lists by name. Where there are more, it lists its own, and a file tells where the others are."""
_WEIGHTS = {"phrase": (1800, 1.5), "ng": (600, 1.8)}
"""Bytes of a card, and for each byte of its entry: of the corpus, and of ten thousand phrases made of it, no card has over 1.1 times as many."""
_LINE = 220
"""About the bytes of a card's line in the contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents(Generic[Card]):
    """What a page says of the cards on it and, if it is the first of several, of the others."""

    listed: tuple[Card, ...]
    moved: frozenset[str]
    """Those of the listed that are on other pages."""
    whole: str = ""
    """The first page, of one that isn't."""
    lookup: str = ""
    """The file that tells where the others are, where they aren't listed."""


def contents(first: str, number: int, pages: Sequence[tuple[Card, ...]]) -> Contents[Card]:
    """Of the page with this number."""
    own = pages[number - 1]
    if number > 1:
        return Contents(listed=own, moved=frozenset(), whole=first)
    cards = tuple(chain.from_iterable(pages))
    if lists_all(len(cards)):
        return Contents(listed=cards, moved=frozenset(card.id for card in cards[len(own):]))
    return Contents(listed=own, moved=frozenset(), lookup=f"data/v1/{lookup(first)}")


def paged(cards: Sequence[Card]) -> list[tuple[Card, ...]]:
    """The cards of each page, in their order."""
    pages: list[list[Card]] = [[]]
    size = _LINE * len(cards) if lists_all(len(cards)) else 0
    for card in cards:
        weight = _weight(card)
        if pages[-1] and (len(pages[-1]) == MOST[card.kind] or size + weight > HEAVIEST):
            pages.append([])
            size = 0
        pages[-1].append(card)
        size += weight
    return [tuple(page) for page in pages]


def lists_all(cards: int) -> bool:
    """Whether the first page of so many cards lists those of the others too."""
    return cards <= LISTED


def page_url(first: str, number: int) -> str:
    """The address of a page of those that begin at `first`."""
    return f"{first}{number}/" if number > 1 else first


def lookup(first: str) -> str:
    """The file that tells on which page each card is, below data/v1/."""
    return f"moved/{first.strip('/')}.json"


def _weight(card: Phrase | Ng) -> int:
    """About the bytes of a card, rather too many than too few."""
    frame, each = _WEIGHTS[card.kind]
    return frame + round(each * len(card.model_dump_json(exclude={"path", "situations", "patterns"}).encode()))
