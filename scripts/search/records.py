"""Entries → records: what each is found by and what a hit shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Iterable, Iterator, Mapping, Sequence

from scripts.corpus.model import Entry, Phrase
from scripts.pages.site import Site
from scripts.search.analyser import fold, stretches, term
from scripts.search.forms import reading
from scripts.search.lexicon import Lexicon
from scripts.search.places import Stretches, tokens
from scripts.search.renumbering import respelled

TITLE, SITUATIONS, SENT, REST = 4, 6, 2, 1
"""How much a known word counts by where it stands (Pagefind's data-pagefind-weight)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One searchable entry. `terms` maps the token of each known word to its weight; `stretches` are those of its texts and of how they are read,
    `readings` what is read when kana were typed.
    """

    id: str
    terms: Mapping[str, int]
    stretches: Stretches
    readings: tuple[str, ...]
    hit: Mapping[str, Any]

    @property
    def tokens(self) -> set[str]:
        """All that it is found by."""
        return self.terms.keys() | tokens(self.stretches)

    def html(self) -> str:
        """The small page that Pagefind reads. A known word stands once: its places would only make the index larger. The
        grams, whose places tell a piece of a wording from characters that happen to be there too, join the index later.
        """
        by_weight: dict[int, list[str]] = {}
        for token, weight in self.terms.items():
            by_weight.setdefault(weight, []).append(token)
        parts = "".join(f'<p data-pagefind-weight="{weight}">{" ".join(tokens)}</p>' for weight, tokens in by_weight.items())
        return f'<!doctype html><html lang="und"><head><title>0</title></head><body data-pagefind-body><p>0</p>{parts}</body></html>'  # without a word Pagefind passes it over


Known = dict[str, tuple[Entry, Record]]
"""Records made before, by entry id, with what they were made from."""


def records(site: Site, lexicon: Lexicon, entries: Iterable[Entry], known: Known | None = None) -> Iterator[Record]:
    """One record for each entry, in their order; an entry that is as in `known` keeps its record."""
    known = {} if known is None else known
    for entry in entries:
        if is_new(entry, known):
            known[entry.id] = entry, Record(id=entry.id, terms=_terms(lexicon, entry), hit=_hit(site, entry), stretches=_stretches(entry),
                                            readings=tuple(map(reading, filter(None, _sent(entry)))))
        yield known[entry.id][1]


def is_new(entry: Entry, known: Known) -> bool:
    """Whether it is not, or not as it is now, among the records made before."""
    before = known.get(entry.id)
    return before is None or (before[0] is not entry and before[0] != entry)


def retell(site: Site, known: Known) -> set[str]:
    """Bring what the hits of known records show up to date; the entries where it changed, as with the address of a page or the name of a tag."""
    hits = {entry_id: _hit(site, entry) for entry_id, (entry, _) in known.items()}
    changed = {entry_id for entry_id, hit in hits.items() if hit != known[entry_id][1].hit}
    for entry_id in changed:
        entry, record = known[entry_id]
        known[entry_id] = entry, replace(record, hit=hits[entry_id])
    return changed


def relearn(lexicon: Lexicon, before: Lexicon, known: Known) -> set[str]:
    """Bring known records up to a lexicon that keeps the numbers of the one before; the entries that are found by others now."""
    changed = set()
    spellings = respelled(lexicon, before)
    for entry, record in list(known.values()):
        said = fold("\n".join(text for _, texts in _weighed(entry) for text in texts))
        if any(spelling in said for spelling in spellings) and (terms := _terms(lexicon, entry)) != record.terms:
            known[entry.id] = entry, replace(record, terms=terms)
            changed.add(entry.id)
    return changed


def _terms(lexicon: Lexicon, entry: Entry) -> dict[str, int]:
    terms: dict[str, int] = {}
    for weight, texts in _weighed(entry):
        for number in chain.from_iterable(map(lexicon.analyser.numbers, texts)):
            if lexicon.terms[number].in_texts:
                token = term(number)
                terms[token] = max(weight, terms.get(token, 0))
    return terms


def _weighed(entry: Entry) -> list[tuple[int, Sequence[str]]]:
    """The texts in which words are looked for, by how much they count."""
    rest = () if isinstance(entry, Phrase) else entry.texts[1:]
    return [(SITUATIONS, getattr(entry, "situations", ())), (TITLE, (entry.title,)), (SENT, _sent(entry)), (REST, rest)]


def _stretches(entry: Entry) -> Stretches:
    texts = (*_sent(entry), entry.title, *getattr(entry, "situations", ()))
    return {letter: tuple(chain.from_iterable(stretches(fold(text)) for text in of)) for letter, of in (("b", texts), ("r", map(reading, texts)))}


def _sent(entry: Entry) -> list[str]:
    """What is sent or said; of what is not a phrase, its first text."""
    return [text for w in entry.wordings for text in (w.text, w.subject or "")] if isinstance(entry, Phrase) else list(entry.texts[:1])


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
