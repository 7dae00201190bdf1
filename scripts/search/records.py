"""Entries → records: what each is found by and what a hit shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable, Mapping

from scripts.corpus.model import Entry, Phrase
from scripts.pages.site import Site
from scripts.search.analyser import grams, term
from scripts.search.forms import reading
from scripts.search.lexicon import Lexicon, votes_of

TITLE, SITUATIONS, SENT, REST = 4, 6, 2, 1
"""How much a match counts by where it stands (Pagefind's data-pagefind-weight)."""


TRIPLES = "cs"
"""What the tokens of three characters begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One searchable entry. `tokens` maps each token to its weight."""

    id: str
    tokens: Mapping[str, int]
    hit: Mapping[str, Any]

    def html(self, *, triples: bool = True) -> str:
        """The small page that Pagefind reads. Every token stands once: places and counts would only make the index larger.

        Without `triples` Pagefind takes half the time, and only pieces of wordings are found less surely.
        """
        by_weight: dict[int, list[str]] = {}
        for token, weight in self.tokens.items():
            if triples or token[0] not in TRIPLES:
                by_weight.setdefault(weight, []).append(token)
        parts = "".join(f'<p data-pagefind-weight="{weight}">{" ".join(tokens)}</p>' for weight, tokens in by_weight.items())
        return f'<!doctype html><html lang="und"><head><title>{self.id}</title></head><body data-pagefind-body>{parts}</body></html>'


Known = dict[str, tuple[Entry, str, Record]]
"""Records made before, by entry id, with what they were made from."""


def records(site: Site, lexicon: Lexicon, known: Known | None = None) -> list[Record]:
    """One record per entry, in the order of the corpus; an entry that is as in `known` keeps its record."""
    known = {} if known is None else known
    for entry in site.corpus:
        url = site.urls[entry.id]
        before = known.get(entry.id)
        if before is None or before[0] != entry or before[1] != url:
            known[entry.id] = entry, url, _record(site, lexicon, entry)
    return [known[entry.id][2] for entry in site.corpus]


def _record(site: Site, lexicon: Lexicon, entry: Entry) -> Record:
    situations = getattr(entry, "situations", ())
    votes = votes_of(site.corpus, entry)
    sent = [text for w in entry.wordings for text in (w.text, w.subject or "")] if isinstance(entry, Phrase) else list(entry.texts[:1])
    rest = () if isinstance(entry, Phrase) else entry.texts[1:]
    tokens: dict[str, int] = {}
    for weight, found in (
        (REST, (*votes["named"], *votes["anywhere"])),
        (SITUATIONS, _terms(lexicon, situations)),
        (TITLE, _terms(lexicon, (entry.title,))),
        (SENT, _terms(lexicon, sent)),
        (REST, _terms(lexicon, rest)),
        (TITLE, [g for text in (entry.title, *situations) for g in grams(text)]),
        (SENT, [g for text in sent for g in grams(text)]),
        (SENT, [g for text in (entry.title, *situations, *sent) for g in grams(reading(text), "r")]),
    ):
        for token in found:
            tokens[token] = max(weight, tokens.get(token, 0))
    return Record(id=entry.id, tokens=tokens, hit=_hit(site, entry))


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
