"""`make fix`: what `check` offers to mend, mended; nothing else is touched."""

from __future__ import annotations

import difflib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Callable

from scripts.check.layout import advise
from scripts.check.run import check
from scripts.corpus.load import load
from scripts.corpus.problem import Problem
from scripts.write.mend import mend

ROUNDS = 12
"""A mend may bring another to light (a key that is renamed has a value that is read for the first time)."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file before and after, and what was mended in it."""

    path: PurePosixPath
    before: bytes
    after: bytes
    problems: tuple[Problem, ...]

    def changes(self) -> list[str]:
        """The lines that went and those that came, with their numbers."""
        old, new = (data.decode("utf-8").splitlines() for data in (self.before, self.after))
        return [line for line in difflib.unified_diff(old, new, n=0, lineterm="") if not line.startswith(("---", "+++"))]


def fix(root: Path, wanted: Callable[[PurePosixPath], bool] = lambda path: True, unsaved: dict[PurePosixPath, bytes] | None = None) -> list[Mended]:
    """The files of `root` (with those of `unsaved` in their place) as they should be. Writes nothing."""
    before: dict[PurePosixPath, bytes] = {}
    now = dict(unsaved or {})
    mended: dict[PurePosixPath, list[Problem]] = defaultdict(list)
    for _ in range(ROUNDS):
        offers = _offers(root, now, wanted)
        changed = False
        for path, problems in offers.items():
            data = now[path] if path in now else (root / path).read_bytes()
            if (after := mend(data, problems)) != data:
                before.setdefault(path, data)
                now[path], changed = after, True
                mended[path] += problems
        if not changed:
            break
    return [Mended(path, before[path], now[path], tuple(problems)) for path, problems in sorted(mended.items()) if before[path] != now[path]]


def _offers(root: Path, now: dict[PurePosixPath, bytes], wanted: Callable[[PurePosixPath], bool]) -> dict[PurePosixPath, list[Problem]]:
    """By file: the problems that can be mended; the layout only once nothing else can."""
    loaded = load(root, now)
    offers: dict[PurePosixPath, list[Problem]] = defaultdict(list)
    for problem in check(loaded):
        if problem.edits and wanted(problem.path):
            offers[problem.path].append(problem)
    for problem in advise(loaded):
        if wanted(problem.path) and not any(other.code[0] != "K" for other in offers.get(problem.path, ())):
            offers[problem.path].append(problem)
    return offers
