"""A corpus whose every text is hostile, and its harmless twin of the same shape.

The texts are put in behind the back of the models and of `check`, so that what
is shown is what escaping alone makes of them.
"""

from __future__ import annotations

import dataclasses
import functools
import json
from typing import Any, Callable

from pydantic import BaseModel

from scripts.corpus.model import FILES, Corpus
from scripts.corpus.vocabulary import Term
from tests.hostile.payloads import PAYLOADS

PER_TEXT = 6
"""Payloads that stand in one text, so that the site stays small enough for every run of the tests."""
KEPT = {"id", "path", "scene", "stage", "url", "patterns", "rank", "checked_on", "old", "new"}
"""Ids and what is held to a pattern of its own; those can't be filled with any text."""
_SAME = set("-〔〕。!!??")
"""Signs that shape a page: lists, blanks, the end of a shortened text."""

Fill = Callable[[int], list[str]]
"""The number of a copy → the parts that its texts are made of."""


def hostile(number: int) -> list[str]:
    """The payloads of copy `number`."""
    start = number * PER_TEXT
    return [PAYLOADS[(start + step) % len(PAYLOADS)] for step in range(PER_TEXT)]


def twin(text: str) -> str:
    """A text of the same shape that means nothing to any parser."""
    return "".join(char if char.isspace() or char in _SAME else "x" for char in text)


def harmless(number: int) -> list[str]:
    """The twins of `hostile(number)`."""
    return [twin(part) for part in hostile(number)]


def filled(sample: Corpus, fill: Fill) -> Corpus:
    """As many copies of every entry of `sample` as take all payloads, each text filled. A cause is copied onto every cause of the vocabulary."""
    copies = -(-len(PAYLOADS) // PER_TEXT)

    parts = [part for number in range(copies) for part in fill(number)]

    def share(number: int, of: int) -> list[str]:
        return parts[number::of]

    groups: dict[str, dict[str, Any]] = {}
    for folder in FILES:
        entries = list(getattr(sample, folder).values())
        if folder == "causes":
            names = list(sample.vocabularies["cause"].terms)
            groups[folder] = {name: _copy(entries[0], share(n, len(names)), n, id=name) for n, name in enumerate(names)}
        else:
            groups[folder] = {f"{e.id}-{n}": _copy(e, fill(n), n, id=f"{e.id}-{n}") for e in entries for n in range(copies)}
    sources = {f"{s.id}-{n}": _copy(s, fill(n), n, id=f"{s.id}-{n}") for s in sample.sources.values() for n in range(copies)}
    terms = [term for vocabulary in sample.vocabularies.values() for term in vocabulary]
    shown = {id(term): _copy(term, [f"{n}x", *share(n, len(terms))], n) for n, term in enumerate(terms)}
    vocabularies = {facet: dataclasses.replace(v, terms={name: shown[id(term)] for name, term in v.terms.items()}) for facet, v in sample.vocabularies.items()}
    drafts = dataclasses.replace(sample.drafts, danger=tuple(_copy(rule, fill(0), 0) for rule in sample.drafts.danger))
    return dataclasses.replace(sample, **groups, drafts=drafts, sources=sources, vocabularies=vocabularies, groups={}, redirects={})


def _copy(model: Any, parts: list[str], number: int, **given: Any) -> Any:
    """`model` with every text replaced, absent ones too, and every id of another entry leading to copy `number` of it."""
    held = kinds(type(model))
    return model.model_copy(update={**{name: _value(getattr(model, name), held[name], parts, number) for name in held}, **given})


@functools.cache
def kinds(model: type[BaseModel]) -> dict[str, str]:
    """What each field that may be filled holds, as its schema says it: models, ids, lines or prose."""
    held: dict[str, str] = {}
    for name, schema in model.model_json_schema()["properties"].items():
        said = json.dumps(schema)
        if "$ref" in said:
            held[name] = "models"
        elif "x-refers-to" in said:
            held[name] = "ids"
        elif name not in KEPT and '"string"' in said and "x-vocabulary" not in said:
            held[name] = "line" if "[^" in said or model is Term else "prose"
    return held


def _value(value: Any, kind: str, parts: list[str], number: int) -> Any:
    if isinstance(value, tuple):
        return tuple(_value(item, kind, parts, number) for item in value or ("",) if item or kind in ("line", "prose"))
    match kind:
        case "models":
            return _copy(value, parts, number)
        case "ids":
            return value and f"{value}-{number}"
        case _:
            return (" " if kind == "line" else "\n\n").join(parts)
