"""A review as data. One side of the workflow writes it, another, which trusts nobody, reads it: so every field has a bound."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError

from scripts.corpus.model import Frozen

MOST_BYTES = 400_000
MOST_ENTRIES = 12
MOST_LINES = 30
"""Rows of a table, or items of a list."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]
Path = Annotated[str, StringConstraints(pattern=r"^corpus/[a-z0-9/_-]{1,180}\.yml$")]
Line = Annotated[str, StringConstraints(max_length=160)]
Prose = Annotated[str, StringConstraints(max_length=1000)]
Number = Annotated[int, Field(ge=0, le=1_000_000)]


class Said(Frozen):
    """One wording."""

    tone: Line
    channels: Line
    subject: Line
    text: Prose


class Other(Frozen):
    """An entry that already stands near a new one."""

    title: Line
    text: Line
    path: Path
    nearness: Annotated[float, Field(ge=0, le=1)] = 0
    """How much of their letters two wordings share; 0 for a mere neighbour."""


class Changed(Frozen):
    """An entry that the change adds or alters."""

    path: Path
    new: bool
    place: Line
    title: Line
    wordings: Annotated[tuple[Said, ...], Field(max_length=6)] = ()
    texts: Annotated[tuple[Prose, ...], Field(max_length=6)] = ()
    """What an entry says that has no wordings."""
    why: Prose = ""
    neighbours: Annotated[tuple[Other, ...], Field(max_length=5)] = ()
    alike: Annotated[tuple[Other, ...], Field(max_length=5)] = ()


class Counted(Frozen):
    """A number that the change moves."""

    name: Line
    before: Number
    after: Number


class Fault(Frozen):
    """What `check` says of a changed file."""

    path: Line
    line: Number
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{3}$")]
    message: Prose


class Review(Frozen):
    """Everything the comment says. What went over a bound is only counted."""

    version: Literal[1] = 1
    added: Number
    altered: Number
    removed: Number = 0
    gone: Annotated[tuple[Line, ...], Field(max_length=MOST_LINES)] = ()
    """The files that were removed."""
    entries: Annotated[tuple[Changed, ...], Field(max_length=MOST_ENTRIES)] = ()
    counts: Annotated[tuple[Counted, ...], Field(max_length=MOST_LINES)] = ()
    faults: Annotated[tuple[Fault, ...], Field(max_length=MOST_LINES)] = ()
    more_faults: Number = 0


class BadReview(Exception):
    """What was handed over is no review."""


def read(data: bytes) -> Review:
    """A review from another hand. Raises BadReview; quotes nothing of what it refuses."""
    if len(data) > MOST_BYTES:
        raise BadReview(f"大きすぎます({MOST_BYTES} バイトまで)。")
    try:
        return Review.model_validate_json(data)
    except ValidationError as error:
        raise BadReview(f"形が違います({error.error_count()} か所)。") from None
