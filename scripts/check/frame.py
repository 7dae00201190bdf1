"""The line that a problem is about, with a mark under the place, and where its rule is explained. For people, not for programs."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from scripts.check.registry import rules
from scripts.corpus.problem import Problem

WIDEST = 76
"""Columns of a line that are shown."""
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def frame(problem: Problem, root: Path, site_url: str) -> str:
    """Indented lines to stand below the line of a problem."""
    shown = _shown(problem, root)
    rule = rules().get(problem.code)
    return "\n".join([*shown, *([f"    くわしく: {site_url}{rule.address}"] if rule else [])])


def _shown(problem: Problem, root: Path) -> list[str]:
    try:
        lines = (root / problem.path).read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
        line = lines[problem.line - 1]
    except (OSError, IndexError):
        return []
    start = 0
    while _width(line[start:problem.column - 1]) > WIDEST - 16:
        start += 1
    end = len(line)
    while _width(line[start:end]) > WIDEST:
        end -= 1
    before = f"{'…' if start else ''}{_plain(line[start:problem.column - 1])}"
    number = str(problem.line)
    return [f"    {number} | {before}{_plain(line[problem.column - 1:end])}{'…' if end < len(line) else ''}", f"    {' ' * len(number)} | {' ' * _width(before)}^"]


def _plain(text: str) -> str:
    """One visible character for each: nothing of a file may steer the terminal."""
    return _UNSEEN.sub("\ufffd", text)


def _width(text: str) -> int:
    """Columns of a terminal: most Japanese letters take two."""
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
