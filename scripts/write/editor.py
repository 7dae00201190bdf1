"""Schemas and settings by which VS Code explains each key in Japanese, offers the ids, and underlines what `check` would refuse."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from scripts.corpus.model import DRAFT_FILES, FILES, Goals, Group, Redirect, Source
from scripts.corpus.vocabulary import Term, Vocabularies
from scripts.data.schema import written_out

FOLDER = ".vscode"
_LISTS = {"vocabulary": (Term, "corpus/vocabulary/*.yml"), "search": (Group, "corpus/search/*.yml"), "source": (Source, "corpus/sources.yml"), "redirect": (Redirect, "corpus/redirects.yml")}
_SETTINGS = {
    "files.encoding": "utf8", "files.eol": "\n", "files.insertFinalNewline": True, "files.trimFinalNewlines": True, "files.trimTrailingWhitespace": True,
    "yaml.format.enable": False, "yaml.keyOrdering": False, "yaml.schemaStore.enable": False,
    "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.detectIndentation": False, "editor.unicodeHighlight.ambiguousCharacters": False}}
"""`make fix` does the rest; the extension's own formatter would fold long Japanese lines."""
_DRAFT = "http://json-schema.org/draft-07/schema#"
"""What the extension supports whole."""


def editor_files(vocabularies: Vocabularies) -> dict[str, str]:
    """Everything under .vscode/ by its path."""
    shapes: dict[str, tuple[Any, str]] = {entry.kind: (model, _glob(place)) for model, entry, place in FILES.values()}
    shapes |= {name: (tuple[model, ...], glob) for name, (model, glob) in _LISTS.items()}
    shapes |= {f"draft-{name}": (tuple[model, ...], f"corpus/drafts/{name}.yml") for name, model in DRAFT_FILES.items()}
    shapes["coverage"] = (Goals, "corpus/coverage.yml")
    files = {f"{FOLDER}/schemas/{name}.json": _json(_explained(TypeAdapter(shape).json_schema(), vocabularies)) for name, (shape, _) in shapes.items()}
    globs = {f"./{FOLDER}/schemas/{name}.json": glob for name, (_, glob) in shapes.items()}
    files[f"{FOLDER}/settings.json"] = _json({**_SETTINGS, "yaml.schemas": globs})
    files[f"{FOLDER}/extensions.json"] = _json({"recommendations": ["redhat.vscode-yaml"]})
    return files


def _glob(place: str) -> str:
    """corpus/phrases/<scene>/<stage>/<id>.yml → corpus/phrases/*/*/*.yml"""
    return "/".join("*.yml" if part.endswith(".yml") else "*" if part.startswith("<") else part for part in place.split("/"))


def _explained(made: dict[str, Any], vocabularies: Vocabularies) -> dict[str, Any]:
    """With the ids of the vocabularies and what each is called; a key's own description stays."""
    def fill(node: Any) -> None:
        if isinstance(node, dict):
            inner = node.get("items") if isinstance(node.get("items"), dict) else node
            if facet := inner.get("x-vocabulary"):
                ids = "、".join(f"{term.id}({term.label})" for term in vocabularies[facet])
                node["markdownDescription"] = f"{node.get('description') or node.get('title', '')}\n\n{ids}"
                inner["enumDescriptions"] = [f"{term.label} — {term.description}" for term in vocabularies[facet]]
            if isinstance(node.get("title"), str) and node["title"].isascii():
                node.pop("title")  # the name of a class
            if "properties" in node:
                node.pop("description", None)  # its docstring, for programmers
            for value in list(node.values()):
                fill(value)
        elif isinstance(node, list):
            for value in node:
                fill(value)

    fill(made)
    return {**written_out(made, vocabularies), "$schema": _DRAFT}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
