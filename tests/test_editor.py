"""Files that are made and committed: the schemas and settings of editors, and the form."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any, Iterator

import jsonschema
import pytest
import yaml

from scripts.corpus.load import load
from scripts.project import ROOT
from scripts.write.generated import generated

CORPUS = load(ROOT).corpus
SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
SCHEMAS = {glob: json.loads((ROOT / path).read_text("utf-8")) for path, glob in SETTINGS["yaml.schemas"].items()}


class _Core(yaml.SafeLoader):
    """Reads as VS Code's extension does: numbers and truth values, but no dates."""


_Core.yaml_implicit_resolvers = {first: [(tag, pattern) for tag, pattern in found if not tag.endswith("timestamp")] for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def schema_of(path: PurePosixPath) -> dict[str, Any]:
    """The schema that the settings choose for a file; exactly one may."""
    found = [schema for glob, schema in SCHEMAS.items() if len(PurePosixPath(glob).parts) == len(path.parts) and path.match(glob)]
    assert len(found) == 1, path
    return found[0]


def test_what_is_committed_is_what_the_model_makes():
    """An editor that underlines a new id as wrong would teach people to ignore it. Mend with `python -m scripts generate`."""
    for path, text in generated(CORPUS).items():
        assert (ROOT / path).read_text("utf-8") == text, path


def test_every_file_of_the_corpus_has_one_schema_and_fits_it():
    """A sound file full of red lines in the editor is worse than no schema."""
    validators = {}
    for path in CORPUS.documents:
        schema = schema_of(path)
        validator = validators.setdefault(id(schema), jsonschema.Draft7Validator(schema))
        value = yaml.load((ROOT / path).read_text("utf-8"), _Core)
        assert [error.message for error in validator.iter_errors(value)] == [], path


@pytest.mark.parametrize(("path", "value"), [
    ("corpus/phrases/friend/apology/x.yml", {"intent": "あ", "causes": ["lies"], "severity": "minor", "components": ["regret"], "wordings": [{"tone": "casual", "channels": ["chat"], "text": "あ"}], "why": "あ"}),
    ("corpus/phrases/friend/apology/x.yml", {"intent": "あ", "causes": ["lie"], "severity": "軽い", "components": ["regret"], "wordings": [{"tone": "casual", "channels": ["chat"], "text": "あ"}], "why": "あ"}),
    ("corpus/phrases/friend/apology/x.yml", {"原因": ["lie"]}), ("corpus/qa/x.yml", {"question": "あ"}), ("corpus/ng/x.yml", {"words": "あ", "type": "excuses"})], ids=range(5))
def test_schemas_refuse_what_check_refuses(path: str, value: Any):
    """A schema that accepts everything explains nothing."""
    assert list(jsonschema.Draft7Validator(schema_of(PurePosixPath(path))).iter_errors(value))


def words(node: Any) -> Iterator[str]:
    """Everything that an editor shows to a person."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("title", "description", "markdownDescription") and isinstance(value, str):
                yield value
            else:
                yield from words(value)
    elif isinstance(node, list):
        for value in node:
            yield from words(value)


def test_editors_speak_japanese():
    """Contributors are writers of Japanese; an English docstring under the pointer is noise. Every key that they write is explained."""
    for glob, schema in SCHEMAS.items():
        assert all(not text.isascii() for text in words(schema)), glob
    for kind in ("phrase", "qa", "ng", "guide", "cause", "safety", "helpline"):
        made = json.loads((ROOT / f".vscode/schemas/{kind}.json").read_text("utf-8"))
        models = [made, *made.get("$defs", {}).values()]
        assert [key for model in models for key, field in model.get("properties", {}).items() if not any(True for _ in words(field))] == [], kind
