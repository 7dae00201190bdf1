"""A built page as a tree that two pages can be compared by: elements, attributes and text."""

from __future__ import annotations

import json
from typing import Any, Callable, Iterator

from justhtml import JustHTML

Change = Callable[[str], str]
Row = tuple[int, str, Any]
"""(depth, what stands there, what it says)."""


def rows(html: str, change: Change = str) -> list[Row]:
    """Every element and text of a page in order, each text and attribute through `change`.

    Left out is what is computed from a text and can't have its shape: where a title may break, the id of a heading, links to GitHub
    with a text in their query.
    """
    joined: list[Row] = []
    for row in _rows(JustHTML(html, sanitize=False).root, 0):
        if row[1] == "#text" and joined and joined[-1][:2] == row[:2]:
            joined[-1] = (*row[:2], joined[-1][2] + row[2])
        elif row[1] != "wbr":
            joined.append(row)
    return [(depth, name, each(said, change) if name != "#comment" else said) for depth, name, said in joined if name != "#text" or said.strip()]


def errors(html: str) -> list[str]:
    """What breaks the rules of HTML's syntax."""
    return [f"{error.line}:{error.column} {error.code}" for error in JustHTML(html, sanitize=False, collect_errors=True).errors]


def _rows(node: Any, depth: int) -> Iterator[Row]:
    if node.name in ("#text", "#comment"):
        yield depth, node.name, node.data
        return
    attributes = {name: _attribute(node.name, name, value or "") for name, value in sorted((node.attrs or {}).items())}
    yield depth, node.name, attributes
    if attributes.get("type") == "application/ld+json":
        yield depth + 1, "#json", json.loads(node.to_text())
        return
    for child in node.children or ():
        yield from _rows(child, depth + 1)
    if node.name == "template":
        yield from _rows(node.template_content, depth + 1)


def _attribute(tag: str, name: str, value: str) -> str:
    if name == "id" and tag in ("h1", "h2") or name == "href" and (value.startswith("#") or "/new/main/" in value):
        return "…"
    return value


def each(value: Any, change: Change) -> Any:
    """Every text of a JSON value through `change`."""
    if isinstance(value, dict):
        return {key: each(item, change) for key, item in value.items()}
    if isinstance(value, list):
        return [each(item, change) for item in value]
    return change(value) if isinstance(value, str) else value
