"""Which files are worth reading letter by letter: most hold nothing that a rule about letters could find.

Such rules look at every text in a dozen ways, four seconds at ten thousand phrases, for
things that are rare. So one search over all texts of a file comes first. It may suspect a file of
nothing, but lets none pass in which a rule finds something: `HINTS` beside each rule say
what it needs to find, and a test holds the two together.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Iterator, Mapping

from scripts.check import numbers, punctuation, text
from scripts.check.holds import holds
from scripts.corpus.source import Document

_has_hint = holds("|".join((text.ODD.pattern, text.HINTS, punctuation.HINTS, numbers.HINTS)))


def suspects(documents: Mapping[PurePosixPath, Document]) -> Iterator[tuple[PurePosixPath, Document]]:
    """The files in which a rule about letters could find something."""
    return ((path, document) for path, document in documents.items() if is_suspect(document))


def is_suspect(document: Document) -> bool:
    """Whether rules must look at the texts of a file one by one."""
    said = "\n".join(document.plain.strings)
    return bool(document.plain.folded or _has_hint(said) or not punctuation.are_paired(said) or _is_suspect_as_written(document.text))


def _is_suspect_as_written(file: str) -> bool:
    """Spaces at the end of a line; a heading, or a comment that was meant as text."""
    return "#" in file or " \n" in file or "\u3000\n" in file or file.endswith((" ", "\u3000"))
