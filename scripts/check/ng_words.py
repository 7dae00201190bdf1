"""The corpus keeps its own NG list: no wording may hold what the draft checker would mark (E133)."""

from __future__ import annotations

import functools
from typing import Iterable, Iterator

from scripts.check.patterns import recogniser_of, unsafe
from scripts.check.recognise import Recogniser
from scripts.check.sieve import COARSE, Mesh, Sieve, ready
from scripts.check.wordings import Said
from scripts.corpus.model import Corpus, Ng
from scripts.corpus.problem import Problem


def check(corpus: Corpus, words: Iterable[Said], rules: Rules) -> Iterator[Problem]:
    for one in words:
        for entry, (start, end) in rules.marks(one.text):
            yield one.problem(corpus, start, "E133",
                              f"「{one.text[start:end]}」は NG の {entry.id}({entry.path})に当たります。{entry.say_instead}")


class Rules:
    """The patterns of NG entries; a text is held against those that may match it. `mesh`: how finely they are sieved."""

    def __init__(self, corpus: Corpus, mesh: Mesh = COARSE) -> None:
        self._corpus = corpus
        self._mesh = mesh

    @functools.cached_property
    def _recogniser(self) -> Recogniser:
        return recogniser_of(self._corpus)

    @functools.cached_property
    def _rules(self) -> list[tuple[Ng, str, str]]:
        return [(entry, pattern, self._recogniser.spelled(pattern)) for entry in self._corpus.ng.values() for pattern in entry.patterns]

    @functools.cached_property
    def _sieve(self) -> Sieve:
        return Sieve([spelled for *_, spelled in self._rules], self._mesh)

    def marks(self, text: str) -> list[tuple[Ng, tuple[int, int]]]:
        """Each NG entry that the checker would mark in `text`, with its first place."""
        marks: dict[str, tuple[Ng, tuple[int, int]]] = {}
        for reading in self._recogniser.readings(text):
            for number in self._sieve.passes(reading.text):
                entry, pattern, spelled = self._rules[number]
                if entry.id in marks or unsafe(pattern) or not ready(spelled).search(reading.text):
                    continue
                if found := next(self._recogniser.found(reading, [ready(spelled)]), None):
                    marks[entry.id] = (entry, reading.place(*found.span()))
        return list(marks.values())
