"""One thing wrong in one place; the only currency between rules and the edge that prints."""

from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """`path` is relative to the project; `line` and `column` count from 1."""

    path: PurePosixPath
    line: int
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}"
