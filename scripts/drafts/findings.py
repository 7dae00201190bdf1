"""What the draft checker marks: sentences that patterns and what was learned, weighed together, say break an apology.

`docs/assets/js/check/checker.js` does the same in the browser; a test over the same drafts holds the two together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Collection, Iterable, Iterator

from scripts.check.patterns import recogniser_of
from scripts.check.reading import Reading
from scripts.check.recognise import Recogniser
from scripts.corpus.model import Corpus
from scripts.drafts.features import sentences
from scripts.drafts.learned import Learned, Suspect


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a draft that breaks the apology as an NG entry does. `like`: no pattern says so, it is like what does."""

    ng: str
    type: str
    start: int
    end: int
    like: bool


Rules = list[tuple[str, str, list[re.Pattern[str]]]]
"""The NG entries with patterns: id, type, patterns in the spelling of readings."""


def rules(corpus: Corpus, recogniser: Recogniser) -> Rules:
    """Of the whole corpus."""
    return [(e.id, e.type, [recogniser.compiled(p) for p in e.patterns]) for e in corpus.ng.values() if e.patterns]


def matches(recogniser: Recogniser, rules: Rules, ways: Iterable[Reading]) -> Iterator[Mark]:
    """Where a pattern matches in the readings of a draft."""
    for reading in ways:
        for ng, kind, patterns in rules:
            for match in recogniser.found(reading, patterns):
                yield Mark(ng, kind, *reading.place(*match.span()), like=False)


class DraftReader:
    """Patterns and what was learned, together."""

    def __init__(self, corpus: Corpus, learned: Learned, spared: Iterable[str] = ()) -> None:
        """`spared`: sentences that are not suspected, however much they are like others."""
        self.recogniser = recogniser_of(corpus)
        self.learned = learned
        self.spared = frozenset(spared)
        self._corpus = corpus
        self._entries = {kind: [e.id for e in corpus.ng.values() if e.patterns and e.type == kind] for kind in learned.types}

    @cached_property
    def _rules(self) -> Rules:  # compiling the patterns takes long, and not everybody asks for marks
        return rules(self._corpus, self.recogniser)

    def marks(self, draft: str) -> list[Mark]:
        """Every mark, in no order; a stretch may be marked more than once."""
        ways = self.recogniser.readings(draft)
        matched = list(matches(self.recogniser, self._rules, ways))
        kept: set[Mark] = set()
        let_go: set[Mark] = set()
        alike: list[Mark] = []
        for one in self.learned.suspects(ways[0]):
            start, end = ways[0].place(one.start, one.end)
            here = {mark for mark in matched if start < mark.end and mark.start < end}
            if one.odds + self.learned.added(mark.ng for mark in here) >= self.learned.marked:
                kept |= here
                alike += self._alike(one, ways[0], {mark.type for mark in here})
                for clause in self._beside(one, ways[0], here):
                    alike += self._alike(clause, ways[0])
            else:
                let_go |= here
        return [*(mark for mark in matched if mark in kept or mark not in let_go), *alike]

    def _beside(self, one: Suspect, reading: Reading, here: set[Mark]) -> Iterator[Suspect]:
        """The clauses of a sentence that break the apology on their own, where patterns match in others of its clauses."""
        for clause in self.learned.clauses(reading, one) if here else ():
            start, end = reading.place(clause.start, clause.end)
            if clause.odds >= self.learned.beside and not any(start < mark.end and mark.start < end for mark in here):
                yield clause

    def _alike(self, one: Suspect, reading: Reading, here: Collection[str] = ()) -> Iterator[Mark]:
        """A mark for each type that a sentence is likely to be and that no pattern found in it."""
        start, end = reading.place(one.start, one.end)
        if reading.text[one.start:one.end] in self.spared:
            return
        most = max(one.shares.values())
        for kind, share in one.shares.items():
            if share >= max(self.learned.share, 0.6 * most) and kind not in here and self._entries[kind]:
                yield Mark(self.learned.entry(one, self._entries[kind]), kind, start, end, like=True)


def spared(corpus: Corpus, reader: DraftReader) -> list[str]:
    """The sentences of wordings that would be marked: what the corpus offers is not doubted."""
    texts = {reading.text[start:end] for phrase in corpus.phrases.values() for wording in phrase.wordings
             for text in (wording.text, wording.subject or "") for reading in reader.recogniser.readings(text)[:1] for start, end in sentences(reading.text)}
    return sorted(text for text in texts if reader.learned.odds(text) >= reader.learned.marked)
