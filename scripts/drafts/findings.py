"""What the draft checker marks: where a pattern matches, unless what was learned speaks against it, and sentences like those it learned from.

`docs/assets/js/check/checker.js` does the same in the browser; a test over the same drafts holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Iterator

from scripts.check.patterns import recogniser_of
from scripts.check.reading import Reading
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


class DraftReader:
    """Patterns and what was learned, together."""

    def __init__(self, corpus: Corpus, learned: Learned, spared: Iterable[str] = ()) -> None:
        """`spared`: sentences that are not suspected, however much they are like others."""
        self.recogniser = recogniser_of(corpus)
        self.learned = learned
        self.spared = frozenset(spared)
        self._rules = [(e.id, e.type, [self.recogniser.compiled(p) for p in e.patterns]) for e in corpus.ng.values() if e.patterns]
        self._entries = {kind: [ng for ng, of, _ in self._rules if of == kind] for kind in learned.types}

    def marks(self, draft: str) -> list[Mark]:
        """Every mark, in no order; a stretch may be marked more than once."""
        ways = self.recogniser.readings(draft)
        first = ways[0]
        suspects = [(one, *first.place(one.start, one.end)) for one in self.learned.suspects(first)]
        found = []
        for mark in self._matched(ways):
            beside = [one for one, start, end in suspects if start < mark.end and mark.start < end]
            if not beside or max(one.odds for one in beside) + self.learned.patterned > self.learned.doubted:
                found.append(mark)
        return [*found, *(mark for one, start, end in suspects for mark in self._alike(one, first, start, end, found))]

    def _matched(self, ways: list[Reading]) -> Iterator[Mark]:
        for reading in ways:
            for ng, kind, patterns in self._rules:
                for match in self.recogniser.found(reading, patterns):
                    yield Mark(ng, kind, *reading.place(*match.span()), like=False)

    def _alike(self, one: Suspect, reading: Reading, start: int, end: int, found: list[Mark]) -> Iterator[Mark]:
        """A mark for each type that a sentence is likely to be and that no pattern found in it."""
        if reading.text[one.start:one.end] in self.spared:
            return
        here = {mark.type for mark in found if mark.start < end and start < mark.end}
        if one.odds + (self.learned.patterned if here else 0) < self.learned.marked:
            return
        most = max(one.shares.values())
        for kind, share in one.shares.items():
            if share >= max(self.learned.share, 0.6 * most) and kind not in here and self._entries[kind]:
                yield Mark(self.learned.entry(one, self._entries[kind]), kind, start, end, like=True)


def spared(corpus: Corpus, reader: DraftReader) -> list[str]:
    """The sentences of wordings that would be marked: what the corpus offers is not doubted."""
    texts = {reading.text[start:end] for phrase in corpus.phrases.values() for wording in phrase.wordings
             for text in (wording.text, wording.subject or "") for reading in reader.recogniser.readings(text)[:1] for start, end in sentences(reading.text)}
    return sorted(text for text in texts if reader.learned.odds(text) + reader.learned.patterned >= reader.learned.marked)
