"""A sentence → what counts in it: known words, and two and three in a row."""

from __future__ import annotations

import re
from typing import Iterator, Mapping

from ahocorasick_rs import AhoCorasick, MatchKind

SHORTEST = 2
"""Letters of a sentence that says something."""
_SENTENCE = re.compile("[^。!?…]+[。!?…]*")
_CLAUSE = re.compile("[^、]+")
_STOPS = "。!?…、"


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a reading stand."""
    return _pieces(_SENTENCE, text)


def clauses(sentence: str) -> Iterator[tuple[int, int]]:
    """Where what stands between its commas does."""
    return _pieces(_CLAUSE, sentence)


def _pieces(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in pattern.finditer(text) if len(found[0].strip(_STOPS)) >= SHORTEST)


class Cutter:
    """Cuts a text into known words by longest match; what no word covers stands as characters."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """`words`: spelling → the word as it counts."""
        self._known = list(words.values())
        self._finder = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)

    def cut(self, text: str) -> list[str]:
        """The words of a sentence between a mark for its beginning and one for its end."""
        cut = ["^"]
        at = 0
        for number, start, end in self._finder.find_matches_as_indexes(text):
            cut += text[at:start]
            cut.append(self._known[number])
            at = end
        return [*cut, *text[at:], "$"]


def features(words: list[str]) -> set[str]:
    """What counts, each once."""
    return {*words, *map(" ".join, zip(words, words[1:])), *map(" ".join, zip(words, words[1:], words[2:]))}
