"""JSON Schemas from the models, with the ids of the vocabularies written out."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, TypeAdapter

from scripts.corpus.model import ID_PATTERN
from scripts.corpus.vocabulary import Vocabularies

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema(model: type[BaseModel], vocabularies: Vocabularies) -> dict[str, Any]:
    """The schema of one kind of file under corpus/."""
    return written_out(model.model_json_schema(), vocabularies)


def published(shape: Any, vocabularies: Vocabularies) -> dict[str, Any]:
    """The schema of published data: of an entry everything but its path in the repository."""
    made = TypeAdapter(shape).json_schema()
    for node in made.get("$defs", {}).values():
        if (names := node.get("properties", {})).keys() >= {"id", "path"}:
            del names["path"]
            node["required"].remove("path")
            names["id"]["pattern"] = ID_PATTERN
            for facet in names.keys() & {"scene", "stage"}:
                names[facet]["x-vocabulary"] = facet
    return written_out(made, vocabularies)


def written_out(made: dict[str, Any], vocabularies: Vocabularies) -> dict[str, Any]:
    """With the ids of the vocabularies in the place of their names."""
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
    return {"$schema": DRAFT, **made}
