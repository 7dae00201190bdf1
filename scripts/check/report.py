"""Turn a place inside a document into a Problem."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Iterable

from scripts.corpus.model import Corpus
from scripts.corpus.problem import Edit, Problem
from scripts.corpus.source import Document, Loc

Swap = tuple[int, str, str]
"""At an offset of a text: what stands there, and what belongs there."""


def at(corpus: Corpus, path: PurePosixPath, loc: Loc, code: str, message: str, *, key: bool = False) -> Problem:
    """A problem at the value at `loc` (at its key when `key`)."""
    document = corpus.documents[path]
    mark = document.key_mark(loc) if key else document.mark(loc)
    return Problem(path=path, line=mark.line, column=mark.column, code=code, message=message)


def at_text(corpus: Corpus, path: PurePosixPath, loc: Loc, offset: int, code: str, message: str, swaps: Iterable[Swap] = ()) -> Problem:
    """A problem at character `offset` of the string at `loc`, as written in the file. `swaps` mend it."""
    document = corpus.documents[path]
    mark = document.text_mark(loc, offset)
    return Problem(path=path, line=mark.line, column=mark.column, code=code, message=message, edits=_edits(document, loc, swaps))


def _edits(document: Document, loc: Loc, swaps: Iterable[Swap]) -> tuple[Edit, ...]:
    """The swaps as edits of the file; none at all when one of them can't be placed."""
    edits = []
    for offset, old, new in swaps:
        if (span := document.span(loc, offset, old)) is None:
            return ()
        edits.append(Edit(*span, new))
    return tuple(edits)
