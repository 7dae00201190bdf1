"""What already says nearly the same: shown before a new file is written."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nlargest
from typing import Sequence

from scripts.check.duplicates import closeness, fold
from scripts.corpus.model import Corpus
from scripts.write.draft import Draft

SHOWN = 3
NEAR = 0.25
"""Half of what `check` refuses: near enough to be read before one goes on."""


@dataclass(frozen=True, slots=True)
class Near:
    """An entry's words, and how near they come (1 is the same)."""

    id: str
    text: str
    nearness: float


def nearest(corpus: Corpus, draft: Draft) -> list[Near]:
    """The entries that come nearest to what the draft says, the nearest first."""
    ours = [fold(text) for text in _words(draft)]
    theirs = _standing(corpus, draft.folder)
    found: dict[str, Near] = {}
    for entry_id, text in theirs:
        near = max((closeness(fold(text), own) for own in ours), default=0.0)
        if near >= NEAR and near > getattr(found.get(entry_id), "nearness", 0.0):
            found[entry_id] = Near(entry_id, text, near)
    return nlargest(SHOWN, found.values(), key=lambda one: (one.nearness, one.id))


def _words(draft: Draft) -> list[str]:
    wordings = [wording["text"] for wording in draft.values.get("wordings", ())]
    return [*wordings, *(draft.values[key] for key in ("intent", "question", "words") if key in draft.values)]


def _standing(corpus: Corpus, folder: str) -> Sequence[tuple[str, str]]:
    if folder == "phrases":
        return [(p.id, text) for p in corpus.phrases.values() for text in (*p.texts, p.intent)]
    return [(entry.id, entry.title) for entry in getattr(corpus, folder).values()]
