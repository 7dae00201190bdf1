"""The published data keeps its published promises."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import jsonschema
import yaml

from scripts.corpus.load import load
from scripts.corpus.model import FILES
from scripts.project import ROOT


def test_entries_list_every_searchable_entry_in_full(site: Path) -> None:
    """Whoever builds on the list would miss entries or fields."""
    entries = json.loads((site / "data/v1/entries.json").read_text("utf-8"))
    corpus = load(ROOT).corpus
    assert [e["id"] for e in entries] == [e.id for e in corpus]
    for entry in entries:
        assert list(entry) == ["id", "kind", "url", "title", "texts", "scene", "stage", "cause", "tone", "channel"]
        assert entry["texts"] and all(entry["texts"])
        for facet in ("scene", "stage", "cause", "tone", "channel"):
            assert set(entry[facet]) <= {t.id for t in corpus.vocabularies[facet]}
        if entry["kind"] == "phrase":
            assert all(entry[facet] for facet in ("scene", "stage", "cause", "tone", "channel"))


def test_files_of_the_corpus_fit_the_published_schemas(site: Path) -> None:
    """An editor that uses the schema would mark good files, or let bad ones pass."""
    for folder, (_, entry, _) in FILES.items():
        schema = json.loads((site / f"data/v1/schema/{entry.kind}.json").read_text("utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        for path in sorted((ROOT / "corpus" / folder).rglob("*.yml")):
            value = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
            assert not [error.message for error in validator.iter_errors(value)], path
    phrase = json.loads((site / "data/v1/schema/phrase.json").read_text("utf-8"))
    assert not jsonschema.Draft202012Validator(phrase).is_valid({"intent": "足りない"})


def test_csv_holds_every_wording(site: Path) -> None:
    """A spreadsheet would show fewer words than the site."""
    with (site / "data/v1/phrases.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    corpus = load(ROOT).corpus
    assert len(rows) == sum(len(p.wordings) for p in corpus.phrases.values())
    assert rows[0]["text"] == next(iter(corpus.phrases.values())).wordings[0].text.strip()
