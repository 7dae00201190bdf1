"""When each file of the corpus came and last changed: one call of git, and never a clock.

A copy without git, or a file that is not committed yet, has no dates. A shallow clone knows only the
commits it holds: what its oldest commit shows may be older, so that commit dates nothing.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path, PurePosixPath
from typing import Iterable, Mapping

JAPAN = timezone(timedelta(hours=9))
_COMMIT = "\x01"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Seconds since 1970, by path. A file keeps its `added` when it moves to another scene or stage."""

    added: Mapping[PurePosixPath, int] = field(default_factory=dict)
    updated: Mapping[PurePosixPath, int] = field(default_factory=dict)
    """Of files, and of the folders that hold them."""

    def last(self, paths: Iterable[PurePosixPath]) -> int | None:
        """The last change of any of `paths` (files or folders); None when nothing is known."""
        return max((self.updated[path] for path in paths if path in self.updated), default=None)


def day(moment: int) -> str:
    """The day of a moment in Japan, as 2026-11-25."""
    return datetime.fromtimestamp(moment, JAPAN).date().isoformat()


def instant(moment: int) -> str:
    """A moment as Atom writes it."""
    return datetime.fromtimestamp(moment, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_history(root: Path) -> History:
    """The history of `root`/corpus, or an empty one where git has nothing to say."""
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", "log", f"--format={_COMMIT}%ct %D", "--decorate=short", "--name-only", "--no-renames", "--relative", "--", "corpus"],
            cwd=root, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    except OSError:
        return History()
    return parse_log(done.stdout) if done.returncode == 0 else History()


def parse_log(log: str) -> History:
    """What git printed, newest commit first → the dates."""
    added: dict[tuple[str, str], int] = {}
    updated: dict[PurePosixPath, int] = {}
    for commit in log.split(_COMMIT)[1:]:
        head, _, names = commit.partition("\n")
        stamp, _, decorations = head.partition(" ")
        cut_off = "grafted" in decorations.split(", ")
        for path in map(PurePosixPath, filter(None, names.split("\n"))):
            if cut_off:
                added.pop(_identity(path), None)
                continue
            added[_identity(path)] = int(stamp)
            for holder in (path, *path.parents):
                updated.setdefault(holder, int(stamp))
    return History(added={path: added[_identity(path)] for path in updated if path.suffix and _identity(path) in added}, updated=updated)


def _identity(path: PurePosixPath) -> tuple[str, str]:
    """What stays the same when an entry moves: its kind's folder and its id."""
    return path.parts[1] if len(path.parts) > 2 else "", path.stem
