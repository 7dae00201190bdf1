"""What the rules about wordings share: every text and subject of every phrase, as its file has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterable, Iterator

from scripts.check.report import Swap, at_text
from scripts.corpus.model import Corpus, Phrase, Wording
from scripts.corpus.problem import Problem
from scripts.corpus.source import Loc

BLANK = re.compile(r"〔([^〔〕\n]{1,16})〕")
_HIDDEN = (re.compile(r"『[^『』]*』"), re.compile(r"「[^「」]*」"), BLANK)
_FILLER = "〓"


@dataclass(frozen=True, slots=True)
class Said:
    """One text or subject of a wording. `own` is `text` with quotations and blanks covered, letter for letter."""

    phrase: Phrase
    wording: Wording
    loc: Loc
    text: str
    own: str

    def problem(self, corpus: Corpus, offset: int, code: str, message: str, swaps: Iterable[Swap] = ()) -> Problem:
        return at_text(corpus, self.phrase.path, self.loc, offset, code, message, swaps)


def said(corpus: Corpus, phrases: Iterable[Phrase]) -> Iterator[Said]:
    """All that a reader could send with these phrases."""
    for phrase in phrases:
        document = corpus.documents[phrase.path]
        for index, wording in enumerate(phrase.wordings):
            for name in ("text", "subject") if wording.subject else ("text",):
                text = document.value(("wordings", index, name)).rstrip()
                yield Said(phrase, wording, ("wordings", index, name), text, covered(text))


def covered(text: str) -> str:
    """`text` with what is quoted in 「」『』 and what the reader fills in replaced by as many fillers."""
    if "「" in text or "〔" in text or "『" in text:
        for hidden in _HIDDEN:
            text = hidden.sub(lambda found: _FILLER * len(found[0]), text)
    return text
