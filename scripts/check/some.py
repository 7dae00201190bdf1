"""Check a few files of a large corpus without reading all of it: what someone who just changed one is waiting for.

Of the other files only the paths count (an id exists, a name is taken), but for those
that a named file could repeat, or reach by following `next`.
"""

from __future__ import annotations

import functools
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Callable, Iterable, Iterator, Sequence

from scripts.check.duplicates import SHARE, fold, runs_of
from scripts.check.holds import holds
from scripts.check.run import check
from scripts.corpus.beside import at_once
from scripts.corpus.load import Loaded, content_of, load, standing
from scripts.corpus.model import Drafts
from scripts.corpus.problem import Problem
from scripts.corpus.source import SourceError, read_source

_MANY = 2_000
"""From so many files on, all processors look through them."""
_PARTS = 8


def read_some(root: Path, wanted: Callable[[PurePosixPath], bool]) -> Loaded:
    """The named files, and the others that a rule could hold against them."""
    found = (PurePosixPath("corpus", name) for name, is_link in standing(root / "corpus").items() if not is_link and name.startswith(("phrases/", "qa/")))
    named: list[PurePosixPath] = []
    others: list[PurePosixPath] = []
    for path in found:
        (named if wanted(path) else others).append(path)
    beside = {*_alike(root, named, others), *_followed(root, named, {path.stem: path for path in reversed(others)})}
    return load(root, only=lambda path: wanted(path) or path in beside)


def check_some(root: Path, wanted: Callable[[PurePosixPath], bool]) -> tuple[Loaded, list[Problem]]:
    """What was read, and the problems of the named files."""
    loaded = read_some(root, wanted)
    return loaded, [problem for problem in check(loaded, narrowed(loaded, wanted)) if wanted(problem.path)]


def narrowed(loaded: Loaded, wanted: Callable[[PurePosixPath], bool]) -> Loaded:
    """The named files, with the lists that belong to them."""
    corpus = loaded.corpus
    named = {path.parts[1] for path in corpus.documents if wanted(path)}
    return replace(loaded, corpus=replace(
        corpus, documents={path: document for path, document in corpus.documents.items() if wanted(path)},
        phrases={entry_id: entry for entry_id, entry in corpus.phrases.items() if wanted(entry.path)},
        ng={entry_id: entry for entry_id, entry in corpus.ng.items() if wanted(entry.path)},
        groups=corpus.groups if "search" in named else {}, drafts=corpus.drafts if named & {"drafts", "ng"} else Drafts()))


def _followed(root: Path, named: Iterable[PurePosixPath], others: dict[str, PurePosixPath]) -> Iterator[PurePosixPath]:
    """The entries that come next after the named ones, and so on."""
    for path in named:
        following = _said(root, path).get("next")
        while isinstance(following, str) and following in others:
            path = others.pop(following)
            yield path
            following = _said(root, path).get("next")


def _alike(root: Path, named: Iterable[PurePosixPath], others: Sequence[PurePosixPath]) -> Iterator[PurePosixPath]:
    """The files of the same kind that share as many runs of letters as a twin would."""
    for folder in ("phrases", "qa"):
        texts = [fold(text) for path in named if path.parts[1] == folder for text in _texts(_said(root, path))]
        ours = [(runs_of(text), max(1, int(len(text) * SHARE))) for text in texts]
        if not ours:
            continue
        shares_any = holds("|".join({run for runs, _ in ours for run in runs}))

        def some(part: int) -> list[PurePosixPath]:
            alike = []
            for path in (path for path in others[part::_PARTS] if path.parts[1] == folder):
                try:
                    theirs = fold(content_of(root / path).decode("utf-8", "replace"))
                except OSError:
                    continue
                if shares_any(theirs) and any(sum(run in theirs for run in runs) >= least for runs, least in ours):
                    alike.append(path)
            return alike

        for alike in at_once([functools.partial(some, part) for part in range(_PARTS)], worth=len(others) >= _MANY):
            yield from alike


def _said(root: Path, path: PurePosixPath) -> dict[str, object]:
    """The keys of a file; none where it can't be read."""
    try:
        said = read_source(content_of(root / path)).plain.value
    except (OSError, SourceError):
        return {}
    return said if isinstance(said, dict) else {}


def _texts(said: dict[str, object]) -> Iterator[str]:
    """What may say the same as another entry."""
    wordings = said.get("wordings")
    texts = (wording.get("text") for wording in (wordings if isinstance(wordings, list) else ()) if isinstance(wording, dict))
    yield from (text for text in (said.get("intent"), said.get("question"), *texts) if isinstance(text, str))
