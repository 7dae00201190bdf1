"""Entries → records: what each is found by and what a hit shows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import chain
from typing import Any, Iterable, Iterator, Mapping

from scripts.corpus.model import Entry, Phrase
from scripts.pages.site import Site
from scripts.search.analyser import grams, term
from scripts.search.forms import reading
from scripts.search.lexicon import Lexicon

TITLE, SITUATIONS, SENT, REST = 4, 6, 2, 1
"""How much a known word counts by where it stands (Pagefind's data-pagefind-weight)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grams:
    """A text by its letters. `written` and `read` are the grams of the texts of an entry and of their readings, place by
    place, with a space between them; `readings` are those readings.
    """

    written: str
    read: str
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One searchable entry. `terms` maps the token of each known word to its weight."""

    id: str
    terms: Mapping[str, int]
    grams: Grams
    hit: Mapping[str, Any]

    @property
    def tokens(self) -> set[str]:
        """All that it is found by."""
        return {*self.terms, *self.grams.written.split(), *self.grams.read.split()}

    @property
    def places(self) -> int:
        """About how many tokens stand in it."""
        return len(self.terms) + self.grams.written.count(" ") + self.grams.read.count(" ")

    def html(self) -> str:
        """The small page that Pagefind reads. A known word stands once: its places would only make the index larger.
        A gram stands at its place, which tells a piece of a wording from characters that happen to be there too.
        """
        by_weight: dict[int, list[str]] = {}
        for token, weight in self.terms.items():
            by_weight.setdefault(weight, []).append(token)
        parts = "".join(f'<p data-pagefind-weight="{weight}">{" ".join(tokens)}</p>' for weight, tokens in by_weight.items())
        return (f'<!doctype html><html lang="und"><head><title>0</title></head><body data-pagefind-body>'
                f'<p>{self.grams.written}</p><p>{self.grams.read}</p>{parts}</body></html>')

    def hit_json(self) -> str:
        """What the browser loads to show the hit."""
        return json.dumps(self.hit, ensure_ascii=False, separators=(",", ":"))


Known = dict[str, tuple[Entry, str, Record]]
"""Records made before, by entry id, with what they were made from."""


def records(site: Site, lexicon: Lexicon, entries: Iterable[Entry], known: Known | None = None) -> Iterator[Record]:
    """One record for each entry, in their order; an entry that is as in `known` keeps its record."""
    known = {} if known is None else known
    for entry in entries:
        if is_new(site, entry, known):
            known[entry.id] = entry, site.urls[entry.id], _record(site, lexicon, entry, _grams(entry))
        yield known[entry.id][2]


def relearn(site: Site, lexicon: Lexicon, known: Known) -> list[Entry]:
    """Bring known records up to what a new lexicon knows; the entries whose record is another now."""
    changed = []
    for entry, url, before in list(known.values()):
        record = _record(site, lexicon, entry, before.grams)
        if record != before:
            known[entry.id] = entry, url, record
            changed.append(entry)
    return changed


def is_new(site: Site, entry: Entry, known: Known) -> bool:
    """Whether it is not, or not as it is now, among the records made before."""
    before = known.get(entry.id)
    return before is None or (before[0] is not entry and before[0] != entry) or before[1] != site.urls[entry.id]


def _record(site: Site, lexicon: Lexicon, entry: Entry, grams: Grams) -> Record:
    sent = _sent(entry)
    rest = () if isinstance(entry, Phrase) else entry.texts[1:]
    terms: dict[str, int] = {}
    for weight, texts in ((SITUATIONS, getattr(entry, "situations", ())), (TITLE, (entry.title,)), (SENT, sent), (REST, rest)):
        for token in _terms(lexicon, texts):
            terms[token] = max(weight, terms.get(token, 0))
    return Record(id=entry.id, terms=terms, hit=_hit(site, entry), grams=grams)


def _grams(entry: Entry) -> Grams:
    sent = _sent(entry)
    texts = (*sent, entry.title, *getattr(entry, "situations", ()))
    return Grams(written=" ".join(chain.from_iterable(grams(text) for text in texts)),
                 read=" ".join(chain.from_iterable(grams(reading(text), "r") for text in texts)),
                 readings=tuple(map(reading, filter(None, sent))))


def _sent(entry: Entry) -> list[str]:
    """What is sent or said; of what is not a phrase, its first text."""
    return [text for w in entry.wordings for text in (w.text, w.subject or "")] if isinstance(entry, Phrase) else list(entry.texts[:1])


def _terms(lexicon: Lexicon, texts: Iterable[str]) -> list[str]:
    return [term(number) for text in texts for number in lexicon.analyser.numbers(text) if lexicon.terms[number].in_texts]


def _hit(site: Site, entry: Entry) -> dict[str, Any]:
    """What a result shows."""
    hit: dict[str, Any] = {"id": entry.id, "kind": entry.kind, "url": site.urls[entry.id], "title": entry.title,
                           "tags": [site.short(f, t) for f in ("scene", "stage", "cause") for t in entry.facets[f][:3]]}
    if isinstance(entry, Phrase):
        hit["why"] = entry.why
        hit["wordings"] = [{"tone": w.tone, "channels": list(w.channels), "text": w.text.strip(),
                            **({"subject": w.subject} if w.subject else {})} for w in entry.wordings]
    else:
        hit["text"] = entry.texts[-1] if entry.kind == "ng" else entry.texts[0]
    return hit
