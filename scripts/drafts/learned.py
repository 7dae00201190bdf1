"""What was learned from sentences: how likely one breaks an apology, in which way, and which NG entry says so.

`docs/assets/js/check/learned.js` does the same in the browser; a test holds the two together.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Iterable, Iterator, Mapping, Sequence

from scripts.check.reading import Reading
from scripts.drafts.features import Cutter, clauses, features, sentences

LEARNED = Path(__file__).with_name("learned.json")
"""Written by `make learn`."""
SCALE = 100
"""Weights are whole hundredths of log odds."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A sentence of a reading, how likely it breaks the apology (log odds), and the share of each NG type."""

    start: int
    end: int
    odds: float
    shares: Mapping[str, float]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Learned:
    """Weights by feature. `entries` are those of NG entries by single word; within a type, the entry with the largest sum is meant."""

    words: Mapping[str, str]
    bias: int
    length: int
    """What the logarithm of its letters, of at most `longest` of them, weighs: a short sentence of a draft seldom breaks it."""
    longest: int
    breaks: Mapping[str, int]
    types: Sequence[str]
    type_bias: Sequence[int]
    type_weights: Mapping[str, Sequence[int]]
    entries: Mapping[str, Mapping[str, int]]
    patterns: Mapping[str, int]
    """What it adds to the odds of a sentence that a pattern of an NG entry matches in it."""
    unlearned: int
    """The same, for an entry that was not there when this was learned."""
    marked: float
    """From these odds on a sentence is marked."""
    beside: float
    """And from these a clause without a pattern, in a sentence that is marked by one."""
    share: float
    """The least share of a type to be named."""

    @cached_property
    def _cutter(self) -> Cutter:
        return Cutter(self.words)

    def suspects(self, reading: Reading) -> Iterator[Suspect]:
        """Every sentence of a reading that is not quoted."""
        for start, end in sentences(reading.text):
            if not reading.is_quoted(start, end):
                yield self.suspect(reading.text[start:end], start)

    def clauses(self, reading: Reading, sentence: Suspect) -> Iterator[Suspect]:
        """The clauses of a sentence, each for itself."""
        text = reading.text[sentence.start:sentence.end]
        return (self.suspect(text[start:end], sentence.start + start) for start, end in clauses(text))

    def suspect(self, sentence: str, start: int = 0) -> Suspect:
        """One sentence, in the spelling of readings."""
        words = self._cutter.cut(sentence)
        found = features(words)
        length = math.sqrt(len(found))
        sums = [0] * len(self.types)
        for feature in found:
            for at, weight in enumerate(self.type_weights.get(feature, ())):
                sums[at] += weight
        powers = [math.exp((bias + total / length) / SCALE) for bias, total in zip(self.type_bias, sums, strict=True)]
        whole = sum(powers)
        return Suspect(start, start + len(sentence), self._odds(found, len(sentence)), {name: power / whole for name, power in zip(self.types, powers, strict=True)}, tuple(dict.fromkeys(words)))

    def odds(self, sentence: str) -> float:
        """How likely a sentence breaks the apology."""
        return self._odds(features(self._cutter.cut(sentence)), len(sentence))

    def _odds(self, found: set[str], letters: int) -> float:
        return (self.bias + self.length * math.log(min(letters, self.longest)) + sum([self.breaks[feature] for feature in found if feature in self.breaks]) / math.sqrt(len(found))) / SCALE

    def added(self, ng: Iterable[str]) -> float:
        """What the patterns of these NG entries add to the odds of the sentence that they match in."""
        return sum(self.patterns.get(one, self.unlearned) for one in set(ng)) / SCALE

    def entry(self, suspect: Suspect, candidates: Sequence[str]) -> str:
        """Of some NG entries the one that the sentence is most like."""
        return max(candidates, key=lambda ng: (sum(self.entries.get(word, {}).get(ng, 0) for word in suspect.words), -candidates.index(ng)))


def read_learned(path: Path = LEARNED) -> Learned:
    """What was learned last."""
    return Learned(**json.loads(path.read_text("utf-8")))


def dump(learned: dict[str, Any]) -> str:
    """The file's text: one feature on a line, so that a change shows."""
    rows = []
    for name, value in learned.items():
        if isinstance(value, dict):
            inner = ",\n".join(f"{_compact(key)}:{_compact(value[key])}" for key in sorted(value))
            rows.append(f'"{name}":{{\n{inner}\n}}')
        else:
            rows.append(f'"{name}":{_compact(value)}')
    return "{\n" + ",\n".join(rows) + "\n}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
