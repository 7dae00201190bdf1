"""/data/v1/: every file of the open data, and the list of them."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Iterable, Iterator, Mapping

from pydantic import BaseModel

from scripts.corpus.model import FILES
from scripts.data.checker import checker, learned
from scripts.data.published import Everything, Index, Listed, Published
from scripts.data.schema import published, schema
from scripts.data.table import table
from scripts.pages.paging import lists_all, lookup
from scripts.pages.site import Site

ROOT = "data/v1/"
LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
Record = Mapping[str, Any]


def export(site: Site) -> Iterator[tuple[str, bytes | bytearray]]:
    """Every data file, with its site-relative path; the list of them comes after those that it lists. No text is held whole beside its bytes: at ten thousand they are many."""
    vocabularies = site.corpus.vocabularies
    kinds = {entry.kind: [_line(_record(e)) for e in getattr(site.corpus, folder).values()] for folder, (_, entry, _) in FILES.items()}
    notes: list[Published] = []

    def noted(path: str, pieces: Iterable[str], about: str, records: int | None = None, described_by: str | None = None) -> tuple[str, bytearray]:
        data = bytearray()
        for piece in pieces:
            data += piece.encode()
        notes.append(Published(path=path, about=about, records=records, bytes=len(data), sha256=hashlib.sha256(data).hexdigest(), described_by=described_by))
        return ROOT + path, data

    yield noted("entries.json", _lines(_line(_listed(site, e)) for e in site.corpus), "検索できるすべての項目の一覧", len(site.entries), "schema/entries.json")
    yield noted("corpus.json", _corpus(site, kinds), "すべての項目とすべての語彙", None, "schema/corpus.json")
    yield noted("phrases.csv", [table(site.corpus.phrases.values())], "言葉を一行に一つ(表計算ソフト向け)", sum(len(p.wordings) for p in site.corpus.phrases.values()))
    for kind, lines in kinds.items():
        yield noted(f"kinds/{kind}.json", _lines(lines), f"種類「{_kind(site, kind)}」のすべて", len(lines), f"schema/kinds/{kind}.json")
    for scene in site.vocabulary("scene"):
        lines = [line for line, phrase in zip(kinds["phrase"], site.corpus.phrases.values(), strict=True) if phrase.scene == scene.id]
        yield noted(f"scenes/{scene.id}.json", _lines(lines), f"場面「{scene.label}」の言葉", len(lines), "schema/kinds/phrase.json")
    for model, entry, place in FILES.values():
        yield noted(f"schema/{entry.kind}.json", [_json(schema(model, vocabularies))], f"{place} の JSON Schema")
        yield noted(f"schema/kinds/{entry.kind}.json", [_json(published(tuple[entry, ...], vocabularies))], f"kinds/{entry.kind}.json の JSON Schema")
    for name, shape in (("entries", tuple[Listed, ...]), ("corpus", Everything), ("index", Index)):
        yield noted(f"schema/{name}.json", [_json(published(shape, vocabularies))], f"{name}.json の JSON Schema")
    index = Index(version=1, licence=LICENCE, licence_url=LICENCE_URL, attribution="「ごめんのつづき」とサイトの URL", files=tuple(notes))
    yield f"{ROOT}index.json", _json(index.model_dump(exclude_none=True)).encode()
    yield f"{ROOT}checker.json", _json(checker(site)).encode()
    yield f"{ROOT}learned.json", learned(site.corpus).encode()
    for first, pages in site.paged.items():
        if not lists_all(sum(map(len, pages))):
            yield ROOT + lookup(first), _line({card.id: number for number, page in enumerate(pages, 1) for card in page}).encode()


def _kind(site: Site, kind: str) -> str:
    return site.label("kind", kind) if kind in site.vocabulary("kind") else "相談窓口"


def _record(entry: BaseModel) -> Record:
    return entry.model_dump(mode="json", exclude={"path"}, exclude_none=True)


def _listed(site: Site, entry: Any) -> Record:
    return {"id": entry.id, "kind": entry.kind, "url": "/" + site.urls[entry.id], "title": entry.title, "texts": [t.strip() for t in entry.texts],
            **{facet: list(terms) for facet, terms in entry.facets.items()}}


def _corpus(site: Site, kinds: Mapping[str, list[str]]) -> Iterator[str]:
    parts: dict[str, Iterable[str]] = {
        "version": ["1"],
        "licence": [json.dumps(LICENCE)],
        "vocabularies": [json.dumps({facet: [t.model_dump(exclude_none=True) for t in v] for facet, v in site.corpus.vocabularies.items()}, ensure_ascii=False)],
        **{kind: _list(lines) for kind, lines in kinds.items()},
        "source": _list(_line(s.model_dump(exclude_none=True)) for s in site.corpus.sources.values()),
        "redirect": [json.dumps(dict(site.corpus.redirects), ensure_ascii=False)],
    }
    for number, (name, value) in enumerate(parts.items()):
        yield f'{"," if number else "{"}\n"{name}": '
        yield from value
    yield "\n}\n"


def _lines(records: Iterable[str]) -> Iterator[str]:
    """A file that is a list."""
    yield from _list(records)
    yield "\n"


def _list(records: Iterable[str]) -> Iterator[str]:
    """A JSON list with one record a line: a change of one entry is a change of one line."""
    yield "[\n"
    for number, record in enumerate(records):
        yield f",\n{record}" if number else record
    yield "\n]"


def _line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
