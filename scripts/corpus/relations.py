"""Links that are computed, never typed: back-links, neighbours, the way on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Iterable, Mapping

from scripts.corpus.model import Corpus, Entry, Phrase, references

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """For each entry id, the ids of entries that it leads to."""

    named_by: Mapping[str, Mapping[str, Ids]]
    """id → kind → entries of that kind that name it."""
    previous: Mapping[str, Ids]
    """Phrase id → phrases whose `next` it is."""
    qa: Mapping[str, Ids]
    """Entry id → the Q&A that fit it best."""
    related: Mapping[str, Ids]
    """Entry id → related entries of its own kind."""


def relate(corpus: Corpus) -> Relations:
    """Work out every computed link of the corpus."""
    named_by: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for entry in corpus:
        for _, _, target in references(entry):
            if entry.id not in named_by[target][entry.kind]:
                named_by[target][entry.kind].append(entry.id)
    previous: dict[str, list[str]] = defaultdict(list)
    for phrase in corpus.phrases.values():
        if phrase.next:
            previous[phrase.next].append(phrase.id)
    frozen = {target: {kind: tuple(ids) for kind, ids in by.items()} for target, by in named_by.items()}
    return Relations(
        named_by=frozen,
        previous={key: tuple(ids) for key, ids in previous.items()},
        qa=_fitting_qa(corpus, frozen),
        related=_related(corpus))


def _fitting_qa(corpus: Corpus, named_by: Mapping[str, Mapping[str, Ids]]) -> dict[str, Ids]:
    """Q&A that name the entry come first, then those closest to it. Facets are compared once for all entries that share them."""
    by_situation: dict[str, list[str]] = defaultdict(list)
    for qa in corpus.qa.values():
        for situation in qa.situations:
            by_situation[situation].append(qa.id)
    by_facets: dict[tuple[Ids, ...], dict[str, float]] = {}
    found: dict[str, Ids] = {}
    for entry in corpus:
        signature = tuple(entry.facets[facet] for facet in WEIGHTS)
        if signature not in by_facets:
            by_facets[signature] = {qa.id: _shared_facets(entry, qa) for qa in corpus.qa.values()}
        scores = dict(by_facets[signature])
        for situation in entry.situations:
            for qa_id in by_situation.get(situation, ()):
                scores[qa_id] += 0.5
        named = named_by.get(entry.id, {}).get("qa", ())
        others = sorted((-score, qa_id) for qa_id, score in scores.items() if score > 0 and qa_id not in named)
        found[entry.id] = tuple(i for i in (*named, *(qa_id for _, qa_id in others)) if i != entry.id)[:3]
    return found


def _related(corpus: Corpus) -> dict[str, Ids]:
    """Phrases of the same cell and cause; for the rest, the nearest of their kind."""
    cells: dict[tuple[str, str], list[Phrase]] = defaultdict(list)
    for phrase in corpus.phrases.values():
        for cause in phrase.causes:
            cells[phrase.scene, cause].append(phrase)
    found: dict[str, Ids] = {}
    for phrase in corpus.phrases.values():
        near: dict[str, int] = {}
        for cause in phrase.causes:
            for other in cells[phrase.scene, cause][:400]:
                if other.id != phrase.id:
                    near[other.id] = near.get(other.id, 0) + 1 + len(set(phrase.situations) & set(other.situations)) + (other.stage == phrase.stage)
        found[phrase.id] = tuple(sorted(near, key=lambda i: (-near[i], i))[:3])
    for group in (corpus.qa, corpus.guides, corpus.ng, corpus.safety):
        for entry in group.values():
            found[entry.id] = tuple(i for i in _nearest(entry, group.values(), 5) if i != entry.id)[:4]
    return found


def _nearest(entry: Entry, candidates: Iterable[Entry], most: int) -> Ids:
    scored = [(-closeness(entry, other), other.id) for other in candidates if other.id != entry.id]
    return tuple(i for score, i in sorted(scored)[:most] if score < 0)


WEIGHTS = {"cause": 3, "stage": 2, "scene": 2, "channel": 1}


def closeness(one: Entry, other: Entry) -> float:
    """How much two entries share."""
    return _shared_facets(one, other) + len(set(one.situations) & set(other.situations)) / 2


def _shared_facets(one: Entry, other: Entry) -> float:
    """How many facets two entries share; a facet that contradicts counts against."""
    score = 0.0
    for facet, weight in WEIGHTS.items():
        mine, theirs = set(one.facets[facet]), set(other.facets[facet])
        if mine and theirs:
            score += weight * len(mine & theirs) / min(len(mine), len(theirs)) if mine & theirs else -weight
    return score
