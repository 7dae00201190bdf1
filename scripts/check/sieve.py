"""Which of many patterns may match a text at all: those for which it holds the pieces of words that every match needs.

To try each of 800 patterns on each wording would take minutes at ten thousand phrases. A sieve
leaves three or four of them. It looks for the pieces of all at once (Aho–Corasick), keeps a bit
for each pattern and each of its needs, and adds up the bits of what it finds.
"""

from __future__ import annotations

import functools
import re
import warnings
from re import _compiler as compiler, _constants as constants, _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple, Sequence

from ahocorasick_rs import AhoCorasick

Need = frozenset[str]
"""Pieces of which a text that matches holds one."""
_WIDEST = 30
"""How many pieces one place of a pattern may offer before they are cut shorter."""


class Mesh(NamedTuple):
    """How finely is sieved: letters of the longest piece, and how many needs of a pattern are looked at."""

    longest: int
    most: int


COARSE, FINE = Mesh(2, 5), Mesh(4, 2)
"""Five times as much passes a coarse sieve as a fine one, which takes as long to make as a thousand texts to try."""


class Sieve:
    """Patterns to be found in texts, by number."""

    def __init__(self, patterns: Sequence[str], mesh: Mesh = COARSE) -> None:
        self._all = (1 << len(patterns)) - 1
        self._shifts = [level * len(patterns) for level in range(mesh.most)]
        self._bits: dict[str, int] = {}
        self._free = 0
        for number, pattern in enumerate(patterns):
            rarest = sorted(needs_of(pattern, mesh.longest), key=_commonness)[:mesh.most]
            for level, shift in enumerate(self._shifts):
                bit = 1 << shift + number
                self._free |= bit if level >= len(rarest) else 0
                for piece in rarest[level] if level < len(rarest) else ():
                    self._bits[piece] = self._bits.get(piece, 0) | bit
        self._pieces = AhoCorasick(self._bits, store_patterns=True)

    def passes(self, text: str) -> list[int]:
        """The numbers of those that may stand in a text."""
        met = self._free
        for piece in self._pieces.find_matches_as_strings(text, overlapping=True):
            met |= self._bits[piece]
        left = self._all
        for shift in self._shifts:
            left &= met >> shift
        numbers = []
        while left:
            numbers.append((left & -left).bit_length() - 1)
            left &= left - 1
        return numbers


@functools.cache
def parsed(pattern: str) -> Any:
    """A pattern as Python's own parser reads it; what it only warns of is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return parser.parse(pattern)


@functools.cache
def ready(pattern: str) -> re.Pattern[str]:
    """A pattern to search with, made of what was parsed. All of the NG list take longer than a thousand texts: only those that one calls for are made."""
    return compiler.compile(parsed(pattern))


@functools.cache
def needs_of(pattern: str, longest: int) -> tuple[Need, ...]:
    """What every match of `pattern` needs, in pieces of at most `longest` letters; nothing where that can't be said."""
    try:
        return tuple(_walk(parsed(pattern), _ANY, longest)[0])
    except (re.error, RecursionError, OverflowError, Warning):
        return ()


_Starts = frozenset[str]
"""With one of these begins what comes next."""
_ANY: _Starts = frozenset({""})
"""It may begin with anything, or be nothing."""


def _walk(tree: Any, after: _Starts, longest: int) -> tuple[list[Need], _Starts]:
    """What a part of a pattern needs if what follows it begins with one of `after`, and what it may begin with itself."""
    needs: list[Need] = []
    for operator, argument in reversed(tree.data):
        found: list[Need] = []
        if letters := _letters(operator, argument):
            found = [after := _pieces(letters, after, longest)]
        elif operator is constants.SUBPATTERN:
            found, after = _walk(argument[3], after, longest)
        elif operator is constants.BRANCH:
            found, after = _branches([_walk(branch, after, longest) for branch in argument[1]])
        elif operator is constants.ASSERT:
            found, first = _walk(argument[1], _ANY, longest)
            after = after if first == _ANY else first
        elif operator in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            found, first = _walk(argument[2], after if argument[1] == 1 else _ANY, longest)
            found, after = (found, first) if argument[0] else ([], _ANY if "" in first or "" in after else first | after)
        elif operator not in (constants.ASSERT_NOT, constants.AT):
            after = _ANY
        needs += found
    return needs, after


def _pieces(letters: Need, after: _Starts, longest: int) -> Need:
    """One of some letters with what follows it, as much as keeps them short and few."""
    while True:
        longest -= 1
        pieces = frozenset([letter + following[:longest] for letter in letters for following in after])
        if len(pieces) <= _WIDEST or not longest:
            return pieces


def _branches(ways: list[tuple[list[Need], _Starts]]) -> tuple[list[Need], _Starts]:
    """What is needed whichever way is taken: one need of each."""
    rarest = (sorted(needs, key=_commonness) for needs, _ in ways)
    firsts = frozenset().union(*(first for _, first in ways))
    return [frozenset().union(*needs) for needs in zip(*rarest)], _ANY if "" in firsts else firsts


def _letters(operator: Any, argument: Any) -> Need | None:
    """The letters that one place of a pattern allows, where they are listed."""
    if operator is constants.LITERAL:
        return frozenset(chr(argument))
    if operator is constants.IN and all(kind is constants.LITERAL for kind, _ in argument):
        return frozenset(chr(letter) for _, letter in argument)
    return None


def _commonness(need: Need) -> float:
    """How likely a text meets it."""
    return sum(map(_weight, need))


@functools.cache
def _weight(piece: str) -> float:
    """A piece is the rarer the longer it is, and rarer still with a letter that is none of the hiragana."""
    return 0.1 ** len(piece) * (1 if "ぁ" <= min(piece) and max(piece) <= "ゖ" else 0.1)
