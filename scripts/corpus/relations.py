"""Links that are computed, never typed: back-links, neighbours, the way on."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import nsmallest
from typing import Iterable, Mapping

from scripts.corpus.model import Corpus, Entry, Phrase, references

Ids = tuple[str, ...]
MANY = 100
"""A situation of more phrases in a scene does not tell which of them are near."""


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
    questions = [(qa.id, _sets(qa)) for qa in corpus.qa.values()]
    by_facets: dict[tuple[frozenset[str], ...], dict[str, float]] = {}
    found: dict[str, Ids] = {}
    for entry in corpus:
        sets = _sets(entry)
        if sets not in by_facets:
            by_facets[sets] = {qa_id: _shared(sets, theirs) for qa_id, theirs in questions}
        scores = dict(by_facets[sets])
        for situation in entry.situations:
            for qa_id in by_situation.get(situation, ()):
                scores[qa_id] += 0.5
        named = named_by.get(entry.id, {}).get("qa", ())
        others = sorted((-score, qa_id) for qa_id, score in scores.items() if score > 0 and qa_id not in named)
        found[entry.id] = tuple(i for i in (*named, *(qa_id for _, qa_id in others)) if i != entry.id)[:3]
    return found


def _related(corpus: Corpus) -> dict[str, Ids]:
    """Phrases of the same scene and cause; for the rest, the nearest of their kind."""
    found = _related_phrases(corpus.phrases.values())
    for group in (corpus.qa, corpus.guides, corpus.ng, corpus.safety):
        for entry in group.values():
            found[entry.id] = tuple(i for i in _nearest(entry, group.values(), 5) if i != entry.id)[:4]
    return found


def _related_phrases(phrases: Iterable[Phrase]) -> dict[str, Ids]:
    """For each phrase the three that are nearest: for each cause they share, one point, one for the stage, one for each situation.

    Comparing all with all would take minutes at ten thousand: what only facets decide is worked out once for all phrases with
    the same facets, and only phrases that share a situation are looked at one by one, unless MANY of a scene do.
    """
    alike: dict[tuple[str, str, Ids], list[str]] = defaultdict(list)
    telling: dict[tuple[str, str], list[str]] = defaultdict(list)
    by_id = {phrase.id: phrase for phrase in phrases}
    for phrase in phrases:
        alike[phrase.scene, phrase.stage, phrase.causes].append(phrase.id)
        for situation in phrase.situations:
            telling[phrase.scene, situation].append(phrase.id)

    @functools.cache
    def common(causes: Ids, others: Ids) -> int:
        return len(set(causes) & set(others))

    @functools.cache
    def by_facets(scene: str, stage: str, causes: Ids) -> list[tuple[int, str]]:
        scored = ((-shared * (1 + (their_stage == stage)), i) for (their_scene, their_stage, others), ids in alike.items()
                  if their_scene == scene and (shared := common(causes, others)) for i in nsmallest(4, ids))
        return nsmallest(4, scored)

    found: dict[str, Ids] = {}
    for phrase in phrases:
        near = {i: -score for score, i in by_facets(phrase.scene, phrase.stage, phrase.causes)}
        told = Counter(i for situation in phrase.situations if len(ids := telling[phrase.scene, situation]) <= MANY for i in ids)
        for i, situations in told.items():
            if causes := common(phrase.causes, by_id[i].causes):
                near[i] = causes * (1 + situations + (by_id[i].stage == phrase.stage))
        near.pop(phrase.id, None)
        found[phrase.id] = tuple(i for _, i in nsmallest(3, ((-score, i) for i, score in near.items())))
    return found


def _nearest(entry: Entry, candidates: Iterable[Entry], most: int) -> Ids:
    scored = [(-closeness(entry, other), other.id) for other in candidates if other.id != entry.id]
    return tuple(i for score, i in sorted(scored)[:most] if score < 0)


WEIGHTS = {"cause": 3, "stage": 2, "scene": 2, "channel": 1}


def closeness(one: Entry, other: Entry) -> float:
    """How much two entries share."""
    return _shared(_sets(one), _sets(other)) + len(set(one.situations) & set(other.situations)) / 2


def _sets(entry: Entry) -> tuple[frozenset[str], ...]:
    """The facets of an entry that count, in the order of WEIGHTS."""
    return tuple(frozenset(entry.facets[facet]) for facet in WEIGHTS)


def _shared(one: tuple[frozenset[str], ...], other: tuple[frozenset[str], ...]) -> float:
    """How many facets two entries share; a facet that contradicts counts against."""
    score = 0.0
    for weight, mine, theirs in zip(WEIGHTS.values(), one, other):
        if mine and theirs:
            both = len(mine & theirs)
            score += weight * both / min(len(mine), len(theirs)) if both else -weight
    return score
