"""Drafts as people write them, labelled by hand before any pattern was tried on them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping

import yaml

from scripts.project import ROOT

HALVES = ("development", "held-out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text with what a careful editor would mark in it."""

    text: str
    ng: Mapping[str, tuple[str, ...]]
    """By NG type the words that break the apology."""
    danger: str | None
    has: frozenset[str] | None
    """Every component in it, where labelled."""

    @property
    def is_clean(self) -> bool:
        return not self.ng and self.danger is None


def drafts(half: str) -> list[Draft]:
    """The drafts of one half, in the order of its file; those of the first that bear no other labels stand where the checker learns from them."""
    listed = yaml.safe_load((Path(__file__).parent / f"{half}.yml").read_text("utf-8"))
    if half == "development":
        here = {one["text"].strip() for one in listed}
        listed += [one for one in _learned_from("mixed") if one["text"].strip() not in here]
    return [Draft(text=one["text"], danger=one.get("danger"), has=frozenset(one["has"]) if "has" in one else None,
                  ng={kind: (words,) if isinstance(words, str) else tuple(words) for kind, words in one.get("ng", {}).items()}) for one in listed]


def sentences() -> dict[str, list[str]]:
    """By NG type the short ways to say it."""
    said: dict[str, list[str]] = {}
    for one in _learned_from("short"):
        for kind in one["ng"]:
            said.setdefault(kind, []).append(one["text"])
    return said


def _learned_from(name: str) -> list[dict[str, Any]]:
    return [one for path in sorted((ROOT / "corpus/learning/drafts").glob(f"{name}-*.yml")) for one in yaml.safe_load(path.read_text("utf-8"))]
