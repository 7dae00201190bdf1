"""One thing wrong in one place; the only currency between rules and the edge that prints."""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
MENDABLE = "(make fix で直せます)"


class Mark(NamedTuple):
    """A place in a file; both count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in the place of what stands from `start` up to `end`."""

    start: Mark
    end: Mark
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """`path` is relative to the project; `line` and `column` count from 1. `edits` mend it, where only one way is right."""

    path: PurePosixPath
    line: int
    column: int
    code: str
    message: str
    edits: tuple[Edit, ...] = field(default=(), compare=False)

    @property
    def said(self) -> str:
        """The message on one line, whatever a quoted value holds, with an offer to mend it."""
        return _CONTROL.sub(" ", self.message) + (MENDABLE if self.edits else "")

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.said}"
