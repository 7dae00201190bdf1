"""/data/v1/: the list of entries, the whole corpus, a table of wordings, the schemas."""

from __future__ import annotations

import csv
import io
import json
from typing import Any, Mapping

from pydantic import BaseModel

from scripts.corpus.model import FILES
from scripts.corpus.vocabulary import Vocabularies
from scripts.pages.site import Site


_FORMULA = tuple("=+-@\t\r＝＋－＠")


def export(site: Site) -> dict[str, str]:
    """Every data file by its site-relative path."""
    files = {
        "data/v1/entries.json": _json([_listed(site, e) for e in site.corpus]),
        "data/v1/corpus.json": _json(_corpus(site)),
        "data/v1/phrases.csv": _csv(site),
        "data/v1/checker.json": _json(_checker(site)),
    }
    for model, entry, _ in FILES.values():
        files[f"data/v1/schema/{entry.kind}.json"] = _json(schema(model, site.corpus.vocabularies))
    return files


def schema(model: type[BaseModel], vocabularies: Vocabularies) -> dict[str, Any]:
    """The JSON Schema of one kind of file, with the vocabularies' ids written out."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}

    def fill(node: Any) -> None:
        if isinstance(node, dict):
            if facet := node.pop("x-vocabulary", None):
                node["enum"] = [term.id for term in vocabularies[facet]]
                node["description"] = "、".join(f"{t.id}({t.label})" for t in vocabularies[facet])
            node.pop("x-refers-to", None)
            for value in node.values():
                fill(value)
        elif isinstance(node, list):
            for value in node:
                fill(value)

    fill(made)
    return made


def _listed(site: Site, entry: Any) -> dict[str, Any]:
    return {"id": entry.id, "kind": entry.kind, "url": "/" + site.urls[entry.id], "title": entry.title, "texts": [t.strip() for t in entry.texts],
            **{facet: list(terms) for facet, terms in entry.facets.items()}}


def _corpus(site: Site) -> dict[str, Any]:
    corpus = site.corpus
    kinds: Mapping[str, Mapping[str, BaseModel]] = {entry.kind: getattr(corpus, folder) for folder, (_, entry, _) in FILES.items()}
    return {
        "version": 1,
        "licence": "CC BY 4.0",
        "vocabularies": {facet: [t.model_dump(exclude_none=True) for t in v] for facet, v in corpus.vocabularies.items()},
        **{kind: [e.model_dump(mode="json", exclude={"path"}, exclude_none=True) for e in entries.values()] for kind, entries in kinds.items()},
        "source": [s.model_dump(exclude_none=True) for s in corpus.sources.values()],
        "redirect": dict(corpus.redirects),
    }


def _checker(site: Site) -> list[dict[str, Any]]:
    """What the draft checker in the browser needs of each NG that patterns can find."""
    return [{"id": e.id, "words": e.words, "type": e.type, "label": site.label("ng-type", e.type), "patterns": list(e.patterns), "why": e.why,
             "instead": e.say_instead, "url": site.urls[e.id],
             "phrases": [{"title": p.title, "url": site.urls[p.id]} for p in site.pick(e.instead)]}
            for e in site.corpus.ng.values() if e.patterns]


def _csv(site: Site) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["id", "scene", "stage", "causes", "severity", "intent", "tone", "channels", "subject", "text", "why"])
    for p in site.corpus.phrases.values():
        for w in p.wordings:
            table.writerow(map(_cell, (
                p.id, p.scene, p.stage, " ".join(p.causes), p.severity, p.intent, w.tone, " ".join(w.channels), w.subject or "", w.text.strip(), p.why)))
    return out.getvalue()


def _cell(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it, which makes it a text."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
