"""git at the edge: which files of corpus/ differ from a base, and the corpus as it was there."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from scripts.corpus.load import load
from scripts.corpus.model import Corpus


class NoBase(Exception):
    """The base can't be found; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From the base to the files as they lie on the disk, committed or not."""

    before: Corpus
    added: tuple[PurePosixPath, ...]
    altered: tuple[PurePosixPath, ...]
    removed: tuple[PurePosixPath, ...]


def change(root: Path, base: str) -> Change:
    """What `root` changed since it parted from `base`. Raises NoBase."""
    known = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}").decode().strip()
    parted = known and _git(root, "merge-base", known, "HEAD").decode().strip()
    if not parted:
        raise NoBase(f"「{base}」と分かれたところが見つかりません。git fetch をしてから、--base に枝の名前(main など)を書いてください。")
    found: dict[str, list[PurePosixPath]] = {"A": [], "M": [], "D": []}
    fields = _git(root, "diff", "--name-status", "--no-renames", "-z", parted, "--", "corpus").decode("utf-8", "replace").split("\0")
    for status, name in zip(fields[::2], fields[1::2]):
        found["M" if status[:1] not in found else status[:1]].append(PurePosixPath(name))
    untracked = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", "corpus").decode("utf-8", "replace").split("\0")
    found["A"] += [PurePosixPath(name) for name in untracked if name]
    return Change(before=_corpus_at(root, parted), added=tuple(sorted(set(found["A"]))), altered=tuple(found["M"]), removed=tuple(found["D"]))


def _corpus_at(root: Path, commit: str) -> Corpus:
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(_git(root, "archive", "--format=tar", commit, "corpus"))) as archive:
            archive.extractall(folder, filter="data")
        return load(Path(folder)).corpus


def _git(root: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False).stdout
