"""Turn a place inside a document into a Problem."""

from __future__ import annotations

from pathlib import PurePosixPath

from scripts.corpus.model import Corpus
from scripts.corpus.problem import Problem
from scripts.corpus.source import Loc


def at(corpus: Corpus, path: PurePosixPath, loc: Loc, code: str, message: str, *, key: bool = False) -> Problem:
    """A problem at the value at `loc` (at its key when `key`)."""
    document = corpus.documents[path]
    mark = document.key_mark(loc) if key else document.mark(loc)
    return Problem(path=path, line=mark.line, column=mark.column, code=code, message=message)


def at_text(corpus: Corpus, path: PurePosixPath, loc: Loc, offset: int, code: str, message: str) -> Problem:
    """A problem at character `offset` of the string at `loc`, as written in the file."""
    mark = corpus.documents[path].text_mark(loc, offset)
    return Problem(path=path, line=mark.line, column=mark.column, code=code, message=message)
