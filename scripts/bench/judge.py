"""Whether a hit is what a query wanted, and the figures made of that. One implementation for the bench and for the tests."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any, Iterable, Mapping, Sequence

import yaml

WILD = {"scene", "stage", "tone", "channel"}
"""Facets that an entry which isn't a phrase leaves empty because it applies to all of them."""
SAFETY = ["safety"]
DEEP = 5
"""How many hits precision looks at."""


@dataclass(frozen=True, slots=True)
class Query:
    """A judged query: what is typed, how it is written, and the facets that a right answer has."""

    q: str
    shape: str
    want: Mapping[str, Sequence[str]]


def load_queries(path: Path) -> list[Query]:
    """Read judged queries (a list of q, shape, want)."""
    return [Query(**item) for item in yaml.safe_load(path.read_text("utf-8"))]


def relevant(entry: Mapping[str, Any], want: Mapping[str, Sequence[str]]) -> bool:
    """True when every wanted facet meets the entry's own, at least one of them by name.

    `entry` is a row of entries.json. A safety page is only right where safety is wanted.
    """
    if entry["kind"] == "safety" and "safety" not in want.get("kind", ()):
        return False
    named = 0
    for facet, accepted in want.items():
        have = [entry["kind"]] if facet == "kind" else entry.get(facet) or []
        if not have:
            if facet in WILD and entry["kind"] != "phrase":
                continue
            return False
        if not set(have) & set(accepted):
            return False
        named += 1
    return named > 0


@dataclass(frozen=True, slots=True)
class Judged:
    """The answer to one query: a verdict for each hit, best hit first."""

    query: Query
    verdicts: tuple[bool, ...]


def judge(query: Query, ids: Iterable[str | None], entries: Mapping[str, Mapping[str, Any]]) -> Judged:
    """Judge hits by entry id; a hit without one (None) is no answer."""
    return Judged(query, tuple(i is not None and relevant(entries[i], query.want) for i in ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Shares of the queries, 0 to 1. Precision leaves out the queries that want safety alone."""

    queries: int
    success_1: float
    success_3: float
    precision_5: float
    no_hit: float


def figures(rows: Sequence[Judged]) -> Figures:
    """What the answers to all the queries come to."""
    deep = [row for row in rows if row.query.want.get("kind") != SAFETY]
    return Figures(
        queries=len(rows),
        success_1=share(any(row.verdicts[:1]) for row in rows),
        success_3=share(any(row.verdicts[:3]) for row in rows),
        precision_5=share(sum(row.verdicts[:DEEP]) / DEEP for row in deep),
        no_hit=share(not row.verdicts for row in rows),
    )


def share(values: Iterable[float]) -> float:
    """The mean, 0 of nothing."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def reciprocal_rank(ids: Sequence[str | None], wanted: str) -> float:
    """1 for the first hit, 1/2 for the second …, 0 when it isn't there."""
    return 1 / (ids.index(wanted) + 1) if wanted in ids else 0.0


def percentile(values: Sequence[float], part: float) -> float:
    """The smallest value that `part` of them don't exceed."""
    return sorted(values)[max(0, ceil(len(values) * part) - 1)] if values else 0.0
