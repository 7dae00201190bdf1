"""What a draft's patterns find, as the browser finds it: in every reading, not in quotations, not where the writer owns it.

`docs/assets/js/check/checker.js` does the same; a test over the same drafts holds the two together.
"""

from __future__ import annotations

import functools
import re
from typing import Iterable, Iterator, Match

from scripts.check.reading import Reading, Spellings, readings
from scripts.corpus.model import Drafts

REACH = 30
"""How many characters after an NG its being owned may still be said."""
_STOP = re.compile("[。!?]")


class Recogniser:
    """Reads drafts and tries patterns, with the spellings and the owned turns of corpus/drafts."""

    def __init__(self, drafts: Drafts, owned: Iterable[str]) -> None:
        self._spellings = Spellings(drafts.spellings)
        self._owned = tuple(owned)

    @functools.cached_property
    def owned(self) -> list[re.Pattern[str]]:
        """The turns with which a writer owns something; only a match asks for them."""
        return [self.compiled(pattern) for pattern in self._owned]

    def spelled(self, pattern: str) -> str:
        """A pattern in the spelling of readings."""
        return self._spellings.pattern(pattern)

    def compiled(self, pattern: str) -> re.Pattern[str]:
        return re.compile(self.spelled(pattern))

    def readings(self, text: str) -> list[Reading]:
        return readings(text, self._spellings)

    def plainly(self, reading: Reading, patterns: Iterable[re.Pattern[str]]) -> Iterator[Match[str]]:
        """Every match outside quotations."""
        for pattern in patterns:
            for match in pattern.finditer(reading.text):
                if match[0] and not reading.is_quoted(match.start(), match.end()):
                    yield match

    def found(self, reading: Reading, patterns: Iterable[re.Pattern[str]]) -> Iterator[Match[str]]:
        """Every match that is neither quoted nor owned."""
        return (match for match in self.plainly(reading, patterns) if not self._is_owned(reading, match))

    def _is_owned(self, reading: Reading, match: Match[str]) -> bool:
        stop = _STOP.search(reading.text, match.end())
        end = min(stop.end() if stop else len(reading.text), match.end() + REACH)
        return any(owned.search(reading.text, match.start() + 1, end) for owned in self.owned)
