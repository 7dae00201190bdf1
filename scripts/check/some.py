"""Check a few files of a large corpus without reading all of it: what someone who just changed one is waiting for.

Of the other files only the paths count (an id exists, a name is taken), but for those
that a named file could repeat, or reach by following `next`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Callable, Iterator

from scripts.check.duplicates import fold, runs_of
from scripts.check.run import check
from scripts.corpus.load import Loaded, Memory, load
from scripts.corpus.model import Drafts
from scripts.corpus.problem import Problem

_NEXT = re.compile(rb"(?m)^next: *([a-z0-9-]+)")
_SHARE = 0.04
"""How many runs of letters, for each letter of a text, a file must share with it to be read (see duplicates)."""


def read_some(root: Path, wanted: Callable[[PurePosixPath], bool]) -> Loaded:
    """The named files, and the others that a rule could hold against them."""
    memory = Memory()
    loaded = load(root, memory=memory, only=wanted)
    beside = {*_alike(root, loaded, wanted), *_followed(root, loaded, wanted)}
    return load(root, memory=memory, only=lambda path: wanted(path) or path in beside) if beside else loaded


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


def _followed(root: Path, loaded: Loaded, wanted: Callable[[PurePosixPath], bool]) -> Iterator[PurePosixPath]:
    """The entries that come next after the named ones, and so on."""
    seen: set[str] = set()
    for phrase in loaded.corpus.phrases.values():
        here = phrase.next if wanted(phrase.path) else None
        while here in loaded.known_ids and here not in seen:
            seen.add(here)
            path = loaded.known_ids[here]
            yield path
            found = _NEXT.search((root / path).read_bytes()) if (root / path).is_file() else None
            here = found[1].decode() if found else None


def _alike(root: Path, loaded: Loaded, wanted: Callable[[PurePosixPath], bool]) -> Iterator[PurePosixPath]:
    """The files of the same kind that share as many runs of letters as a twin would."""
    for folder, entries in (("phrases", loaded.corpus.phrases), ("qa", loaded.corpus.qa)):
        texts = [fold(text) for entry in entries.values() if wanted(entry.path) for text in (entry.title, *(entry.texts if folder == "phrases" else ()))]
        ours = [(runs_of(text), max(1, int(len(text) * _SHARE))) for text in texts]
        for path in (path for path in loaded.known_ids.values() if ours and path.parts[1] == folder and not wanted(path)):
            try:
                theirs = fold((root / path).read_bytes().decode("utf-8", "replace"))
            except OSError:
                continue
            if any(sum(run in theirs for run in runs) >= least for runs, least in ours):
                yield path
