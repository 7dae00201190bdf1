"""Where grams stand, kept and told as Pagefind tells where words stand.

Pagefind could be given the grams with the words. It takes four fifths of its time for them (0.6 s for 200 entries, 0.1 s
without), which they don't need: a gram weighs the same wherever it stands.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from itertools import chain
from typing import Any, Iterable, Iterator, Mapping

from scripts.search.analyser import SIZES, gram, grams, neighbours

WEIGHT = -25
"""How Pagefind tells, before places, that they count 1: each weight is 24 of these, and one less tells it from a place."""
_BITS = 20
"""So many of a number tell the place, those above the record: no text has a million letters."""


Stretches = Mapping[str, tuple[str, ...]]
"""The letter of a kind of grams → the stretches of text in which they stand."""


def tokens(stretches: Stretches) -> set[str]:
    """The grams of the stretches."""
    return {token for letter, texts in stretches.items() for text in texts for token in grams(text, letter)}


class Places:
    """Gram → records, in the order of their numbers, and the places in each."""

    def __init__(self) -> None:
        self._held: dict[str, defaultdict[str, array[int]]] = {letter: defaultdict(lambda: array("Q")) for letter in SIZES}

    def add(self, number: int, stretches: Stretches) -> None:
        """The grams of one record more; its number is higher than those before."""
        at = number << _BITS
        for letter, held in self._held.items():
            for stretch in stretches[letter]:
                for chars in neighbours(stretch, letter):
                    held[chars].append(at)
                    at += 1

    def __len__(self) -> int:
        """At how many places a gram stands."""
        return sum(map(len, chain.from_iterable(held.values() for held in self._held.values())))

    def words(self, letters: Iterable[str] = SIZES) -> Iterator[list[Any]]:
        """[gram, pages, more] in the order of the grams, each page with the number of its record."""
        for letter in letters:
            held = self._held[letter]
            for token, chars in sorted((gram(chars, letter), chars) for chars in held):
                yield [token, _pages(held[chars]), []]


def _pages(held: array[int]) -> list[list[Any]]:
    """[number of the record, weight and places, more]; each place after the first is told by how far it is from the one before."""
    pages: list[list[Any]] = []
    before = -1
    for at in held:
        number = at >> _BITS
        if number == before >> _BITS:
            pages[-1][1].append(at - before)
        else:
            pages.append([number, [WEIGHT, at - (number << _BITS)], []])
        before = at
    return pages
