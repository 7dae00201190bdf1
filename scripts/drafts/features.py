"""A sentence → what counts in it: known words, two and three in a row, and two with one between."""

from __future__ import annotations

import re
from typing import Iterator, Mapping

SHORTEST = 2
"""Letters of a sentence that says something."""
_SENTENCE = re.compile("[^。!?…]+[。!?…]*")
_STOPS = "。!?…、"


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a reading stand."""
    for found in _SENTENCE.finditer(text):
        if len(found[0].strip(_STOPS)) >= SHORTEST:
            yield found.span()


class Cutter:
    """Cuts a text into known words by longest match; what no word covers stands as characters."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """`words`: spelling → the word as it counts."""
        self.words = words
        self._lengths: dict[str, list[int]] = {}
        for spelling in words:
            self._lengths.setdefault(spelling[0], []).append(len(spelling))
        self._lengths = {first: sorted(set(lengths), reverse=True) for first, lengths in self._lengths.items()}

    def cut(self, text: str) -> list[str]:
        """The words of a sentence between a mark for its beginning and one for its end."""
        cut = ["^"]
        at = 0
        while at < len(text):
            for length in self._lengths.get(text[at], ()):
                word = self.words.get(text[at:at + length])
                if word is not None and at + length <= len(text):
                    cut.append(word)
                    at += length
                    break
            else:
                cut.append(text[at])
                at += 1
        return [*cut, "$"]


def features(words: list[str]) -> set[str]:
    """What counts, each once."""
    return {*words,
            *(f"{a} {b}" for a, b in zip(words, words[1:])),
            *(f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:])),
            *(f"{a} _ {b}" for a, b in zip(words, words[2:]))}
