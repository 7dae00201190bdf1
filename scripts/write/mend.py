"""Apply to a text the edits that problems carry.

Every value knows its line and column, so a mend changes only the characters that are
wrong. Writing the file anew from its values would lose comments, blank lines and the
way the writer quotes; a library that tries to keep them (ruamel.yaml) still moves some.
"""

from __future__ import annotations

from typing import Iterable

from scripts.corpus.problem import Edit, Mark, Problem
from scripts.corpus.source import SourceError, read_source


def mend(data: bytes, problems: Iterable[Problem]) -> bytes:
    """`data` with the problems' edits; those that overlap an earlier one wait for the next round.

    As it was, if it could be read before and no longer can.
    """
    edits = sorted({edit for problem in problems for edit in problem.edits}, key=lambda edit: (edit.start, edit.end))
    if not edits:
        return data
    mended = _apply(data.decode("utf-8").replace("\r\n", "\n"), edits).encode()
    return data if _readable(data) and not _readable(mended) else mended


def _apply(text: str, edits: list[Edit]) -> str:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)

    def offset(mark: Mark) -> int:
        return min(starts[min(mark.line, len(starts)) - 1] + mark.column - 1, len(text))

    pieces, done = [], 0
    for edit in edits:
        start, end = offset(edit.start), offset(edit.end)
        if start >= done and (start, end) != (done, done) or not pieces:
            pieces += [text[done:start], edit.text]
            done = end
    return "".join([*pieces, text[done:]])


def _readable(data: bytes) -> bool:
    try:
        read_source(data)
    except SourceError:
        return False
    return True
