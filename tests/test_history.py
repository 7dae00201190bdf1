"""Dates come from git, from one call of it, and from nowhere else."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

import pytest

from scripts.history import History, day, instant, read_history

FRIEND, FAMILY = "corpus/phrases/friend/apology/late.yml", "corpus/phrases/family/apology/late.yml"


def commit(root: Path, at: int, files: dict[str, str | None]) -> None:
    """Write, or remove, `files` and commit them at a moment of history."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink() if text is None else path.write_text(text, "utf-8")
    moment = {"GIT_AUTHOR_DATE": f"{at} +0900", "GIT_COMMITTER_DATE": f"{at} +0900"}
    who = ["-c", "user.name=someone", "-c", "user.email=someone@example.org"]
    for words in (["add", "-A"], [*who, "commit", "-q", "--no-verify", "-m", "words"]):
        subprocess.run(["git", *words], cwd=root, check=True, env={**os.environ, **moment})


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two entries: one written, changed, then moved to another scene; one as it came."""
    root = tmp_path / "project"
    root.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    commit(root, 1_700_000_000, {FRIEND: "one"})
    commit(root, 1_700_100_000, {FRIEND: "two", "corpus/qa/why.yml": "why"})
    commit(root, 1_700_200_000, {FRIEND: None, FAMILY: "two"})
    return root


def test_an_entry_keeps_the_day_it_came(repository: Path) -> None:
    """An entry that moves to another scene would come again, as new, to everyone who reads the feed."""
    history = read_history(repository)
    assert history.added[PurePosixPath(FAMILY)] == 1_700_000_000
    assert history.added[PurePosixPath("corpus/qa/why.yml")] == 1_700_100_000
    assert history.last([PurePosixPath(FAMILY)]) == 1_700_200_000
    assert history.last([PurePosixPath("corpus/qa")]) == 1_700_100_000, "a folder is as new as the newest file in it"


def test_a_shallow_clone_claims_nothing_it_cannot_know(repository: Path, tmp_path: Path) -> None:
    """Every entry would be published as new on the day of the last commit that a workflow fetched."""
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "2", f"file://{repository}", str(clone)], check=True)
    history = read_history(clone)
    assert not history.added, "the move is in the clone, the day the entry came is not"
    assert history.last([PurePosixPath("corpus/qa/why.yml")]) is None


def test_without_git_there_are_no_dates(tmp_path: Path) -> None:
    """A copy of the files could not be built, or would carry the date of the copy."""
    assert read_history(tmp_path) == History()


def test_days_are_japanese_days() -> None:
    """An entry of the evening would be dated the day before."""
    assert day(1_700_000_000) == "2023-11-15" and instant(1_700_000_000) == "2023-11-14T22:13:20Z"
