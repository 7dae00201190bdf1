"""Which entry has which facets, as one small table: the posting lists of a scene or a tone would be far larger."""

from __future__ import annotations

import json
from typing import Iterable, Sequence

from scripts.corpus.model import Entry

FIRST_CODE = 0x23
"""Codes are characters from '#' on, so that a quote never needs escaping; a backslash is passed over."""


def facet_table(entries: Iterable[Entry]) -> str:
    """`ids`: safety page → record; for each facet `sets`, the sets of terms that occur, and `of`, one character for each record: its set.

    An empty set applies to all terms, but an entry without a cause is about none.
    """
    listed = list(entries)
    rows = [{**entry.facets, "kind": (entry.kind,)} for entry in listed]
    table = {name: _column([tuple(row[name]) for row in rows]) for name in rows[0]}
    ids = {entry.id: number for number, entry in enumerate(listed) if entry.kind == "safety"}
    return json.dumps({"ids": ids, "facets": table}, ensure_ascii=False, separators=(",", ":"))


def _column(values: Sequence[tuple[str, ...]]) -> dict[str, object]:
    sets = sorted(set(values))
    codes = {value: _code(number) for number, value in enumerate(sets)}
    return {"sets": sets, "of": "".join(codes[value] for value in values)}


def _code(number: int) -> str:
    code = FIRST_CODE + number
    return chr(code if code < 0x5C else code + 1)
