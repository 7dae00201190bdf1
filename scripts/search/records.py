"""Entries → records: what each is found by and what a hit shows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import Any, Mapping

from scripts.corpus.model import Entry, Phrase
from scripts.pages.site import Site
from scripts.search.analyser import grams
from scripts.search.forms import reading
from scripts.search.lexicon import Lexicon, votes_of

TITLE, SITUATIONS, SENT, REST = 4, 6, 2, 1
"""How much a match counts by where it stands (Pagefind's data-pagefind-weight)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One searchable entry. `tokens` holds (weight, tokens) pairs."""

    id: str
    tokens: tuple[tuple[int, tuple[str, ...]], ...]
    hit: Mapping[str, Any]

    def html(self) -> str:
        """The small page that Pagefind reads."""
        parts = "".join(f'<p data-pagefind-weight="{weight}">{" ".join(tokens)}</p>' for weight, tokens in self.tokens if tokens)
        hit = escape(json.dumps(self.hit, ensure_ascii=False, separators=(",", ":")))
        return (f'<!doctype html><html lang="und"><head><title>{self.id}</title></head><body data-pagefind-body>'
                f'<i data-hit="{hit}" data-pagefind-meta="hit[data-hit]"></i>{parts}</body></html>')


def records(site: Site, lexicon: Lexicon) -> list[Record]:
    """One record per entry, in the order of the corpus."""
    return [_record(site, lexicon, entry) for entry in site.corpus]


def _record(site: Site, lexicon: Lexicon, entry: Entry) -> Record:
    terms = lexicon.analyser.terms
    situations = getattr(entry, "situations", ())
    votes = votes_of(site.corpus, entry)
    sent = [text for w in entry.wordings for text in (w.text, w.subject or "")] if isinstance(entry, Phrase) else list(entry.texts[:1])
    rest = (entry.why, entry.when or "") if isinstance(entry, Phrase) else entry.texts[1:]
    written = (entry.title, *situations, *sent)
    return Record(id=entry.id, hit=_hit(site, entry), tokens=(
        (1, (*votes["named"], *votes["anywhere"])),
        (TITLE, tuple(terms(entry.title))),
        (SITUATIONS, tuple(t for s in situations for t in terms(s))),
        (SENT, tuple(t for text in sent for t in terms(text))),
        (REST, tuple(t for text in rest for t in terms(text))),
        (TITLE, tuple(g for text in (entry.title, *situations) for g in grams(text))),
        (SENT, tuple(g for text in sent for g in grams(text))),
        (SENT, tuple(g for text in written for g in grams(reading(text), "r"))),
    ))


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
