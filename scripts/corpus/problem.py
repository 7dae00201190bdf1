"""One thing wrong in one place; the only currency between rules and the edge that prints."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """`path` is relative to the project; `line` and `column` count from 1."""

    path: PurePosixPath
    line: int
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        """One line, whatever a quoted value holds."""
        return f"{self.path}:{self.line}:{self.column}: {self.code} {_CONTROL.sub(' ', self.message)}"
