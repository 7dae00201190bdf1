"""The closed vocabularies, read from corpus/vocabulary/*.yml and from nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Mapping

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def _line(most: int) -> Any:
    return Annotated[str, StringConstraints(min_length=1, max_length=most, pattern=r"^[^\n]*\n?$", strip_whitespace=True)]


class Term(BaseModel):
    """One id of a vocabulary with the words the site shows for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=40)]
    """Stands in addresses and in the names of folders."""
    label: _line(40)
    short: _line(20)
    description: _line(200)
    heading: _line(60) | None = None
    """Stages: 「…の言葉」, as a title says it. Scenes: whom the words go to."""
    moment: _line(100) | None = None
    """Stages: where the reader stands, in the reader's words."""
    day: Annotated[int, Field(ge=0, le=10_000)] | None = None
    """Stages: days since the apology, roughly; None where no count of days says it."""
    max: Annotated[int, Field(ge=1, le=100_000)] | None = None
    """Channels: the most characters a wording may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The terms of one facet, in the order pages show them."""

    facet: str
    terms: Mapping[str, Term]

    def __iter__(self):
        return iter(self.terms.values())

    def __contains__(self, term_id: object) -> bool:
        return term_id in self.terms

    def __getitem__(self, term_id: str) -> Term:
        return self.terms[term_id]

    def order(self, term_id: str) -> int:
        return list(self.terms).index(term_id)


FACETS = ("scene", "stage", "cause", "tone", "channel", "severity", "component", "ng-type", "kind", "condition")
"""The names of the files of corpus/vocabulary; what they hold stands there alone."""

Vocabularies = Mapping[str, Vocabulary]
"""By facet; one whose file can't be read is absent."""

NEEDED: Mapping[str, tuple[str, ...]] = {"kind": ("phrase", "qa", "cause", "ng", "guide", "safety"), "stage": ("apology", "right-after")}
"""Ids that code asks for by name; of `kind`, all there are."""
