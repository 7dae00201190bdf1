"""Which of many patterns may match a text at all: those for which it holds the pairs of letters that every match needs.

To try each of 800 patterns on each wording would take minutes at ten thousand phrases. A sieve
leaves less than ten of them, and looks at all at once: it keeps a bit for each pattern and each
of its needs, and adds up the bits of a text's pairs.
"""

from __future__ import annotations

import functools
import re
import warnings
from operator import add
from re import _compiler as compiler, _constants as constants, _parser as parser  # type: ignore[attr-defined]
from typing import Any, Iterable, Sequence

Need = frozenset[str]
"""Pairs of letters, or letters, of which a text that matches holds one."""
_MOST = 5
"""How many needs of a pattern are looked at; more would hardly leave out another."""
_WIDEST = 60
"""How many pairs a need may offer: one that is nearly always met says nothing."""


class Sieve:
    """Things to be found in texts, by number, with what each of them needs."""

    def __init__(self, needs: Sequence[Iterable[Need]]) -> None:
        self._all = (1 << len(needs)) - 1
        self._shifts = [level * len(needs) for level in range(_MOST)]
        self._bits: dict[str, int] = {}
        self._free = 0
        for number, given in enumerate(needs):
            rarest = sorted(given, key=_commonness)[:_MOST]
            for level, shift in enumerate(self._shifts):
                bit = 1 << shift + number
                self._free |= bit if level >= len(rarest) else 0
                for pair in rarest[level] if level < len(rarest) else ():
                    self._bits[pair] = self._bits.get(pair, 0) | bit

    def passes(self, text: str) -> list[int]:
        """The numbers of those that may stand in a text."""
        met = self._free
        for bits in (*map(self._bits.get, map(add, text, text[1:])), *map(self._bits.get, set(text))):
            if bits:
                met |= bits
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
def needs_of(pattern: str) -> tuple[Need, ...]:
    """What every match of `pattern` needs; nothing where that can't be said."""
    try:
        return tuple(_walk(parsed(pattern), None)[0])
    except (re.error, RecursionError, OverflowError, Warning):
        return ()


_Letters = frozenset[str] | None
"""Those of which the next is one; None where it may be any, or none."""


def _walk(tree: Any, after: _Letters) -> tuple[list[Need], _Letters]:
    """What a part of a pattern needs if one of `after` follows it, and the letters that it may begin with."""
    needs: list[Need] = []
    for operator, argument in reversed(list(tree)):
        found: list[Need] = []
        if operator is constants.SUBPATTERN:
            found, after = _walk(argument[3], after)
        elif operator is constants.BRANCH:
            found, after = _branches([_walk(branch, after) for branch in argument[1]])
        elif operator is constants.ASSERT:
            found, first = _walk(argument[1], None)
            after = first or after
        elif operator in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            found, first = _walk(argument[2], after)
            found, after = (found, first) if argument[0] else ([], first and after and first | after)
        elif operator not in (constants.ASSERT_NOT, constants.AT):
            letters = _letters(operator, argument)
            if letters:
                found = [frozenset(letter + following for letter in letters for following in after) if after and len(letters) * len(after) <= _WIDEST else letters]
            after = letters
        needs = found + needs
    return needs, after


def _branches(ways: list[tuple[list[Need], _Letters]]) -> tuple[list[Need], _Letters]:
    """What is needed whichever way is taken: one need of each."""
    rarest = (sorted(needs, key=_commonness) for needs, _ in ways)
    firsts = [first for _, first in ways]
    return [frozenset().union(*needs) for needs in zip(*rarest)], None if None in firsts else frozenset().union(*firsts)


def _letters(operator: Any, argument: Any) -> _Letters:
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
def _weight(pair: str) -> float:
    """Two hiragana stand together ten times as often as two other letters, and a letter alone more often than a pair."""
    return (1 if len(pair) > 1 else 5) * 0.3 ** sum(not "ぁ" <= letter <= "ゖ" for letter in pair)
