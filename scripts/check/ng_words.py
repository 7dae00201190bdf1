"""The corpus keeps its own NG list: no wording may hold what the draft checker would mark (E133).

Every pattern on every wording would take 6 seconds at ten thousand phrases, so each pattern
is tried only where a pair of letters stands without which it can't match (1.5 seconds).
"""

from __future__ import annotations

import functools
import re
from typing import Any, Iterable, Iterator

from scripts.check.patterns import constants, parser, recogniser_of, unsafe
from scripts.check.wordings import Said
from scripts.corpus.model import Corpus, Ng
from scripts.corpus.problem import Problem

_Letters = frozenset[str]
"""Pairs of letters and single letters; every match holds at least one of them."""


def check(corpus: Corpus, words: Iterable[Said]) -> Iterator[Problem]:
    rules = Rules(corpus)
    for one in words:
        for entry, (start, end) in rules.marks(one.text):
            yield one.problem(corpus, start, "E133",
                              f"「{one.text[start:end]}」は NG の {entry.id}({entry.path})に当たります。{entry.say_instead}")


class Rules:
    """The safe patterns of NG entries, and for each pair of letters those that it may begin."""

    def __init__(self, corpus: Corpus) -> None:
        self._recogniser = recogniser_of(corpus)
        self._rules = [(entry, self._recogniser.spelled(pattern)) for entry in corpus.ng.values() for pattern in entry.patterns if not unsafe(pattern)]
        self._by_letters: dict[str, list[int]] = {}
        self._always: list[int] = []
        for number, (_, pattern) in enumerate(self._rules):
            letters = needed(parser.parse(pattern))
            if letters is None:
                self._always.append(number)
            for pair in letters or ():
                self._by_letters.setdefault(pair, []).append(number)

    def marks(self, text: str) -> list[tuple[Ng, tuple[int, int]]]:
        """Each NG entry that the checker would mark in `text`, with its first place."""
        marks: dict[str, tuple[Ng, tuple[int, int]]] = {}
        for reading in self._recogniser.readings(text):
            pairs = {a + b for a, b in zip(reading.text, reading.text[1:])}
            pairs.update(reading.text)
            numbers = {number for pair in pairs & self._by_letters.keys() for number in self._by_letters[pair]}
            for number in sorted(numbers.union(self._always)):
                entry, pattern = self._rules[number]
                if entry.id not in marks and (found := next(self._recogniser.found(reading, (_compiled(pattern),)), None)):
                    marks[entry.id] = (entry, reading.place(*found.span()))
        return list(marks.values())


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Only those that a text calls for are made ready: all would take longer than the text."""
    return re.compile(pattern)


def needed(tree: Any) -> _Letters | None:
    """Letters of which every match of `tree` holds one; None where nothing is sure."""
    found: list[_Letters] = []
    run = ""
    for operator, argument in [*tree, (None, None)]:
        if operator is constants.LITERAL:
            run += chr(argument)
            continue
        if run:
            found.append(frozenset([max((run[i:i + 2] for i in range(max(1, len(run) - 1))), key=min)]))
            run = ""
        if (letters := _needed_by(operator, argument)) is not None:
            found.append(letters)
    return min(found, key=lambda letters: (min(map(len, letters)) < 2, len(letters)), default=None)


def _needed_by(operator: Any, argument: Any) -> _Letters | None:
    if operator is constants.SUBPATTERN:
        return needed(argument[3])
    if operator in (constants.MAX_REPEAT, constants.MIN_REPEAT):
        return needed(argument[2]) if argument[0] > 0 else None
    if operator is constants.BRANCH:
        branches = [needed(branch) for branch in argument[1]]
        return None if None in branches else frozenset().union(*branches)
    if operator is constants.IN and all(kind is constants.LITERAL for kind, _ in argument):
        return frozenset(chr(letter) for _, letter in argument)
    return None
