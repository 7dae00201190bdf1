"""All problems of all files, in the order a reader of the list would fix them."""

from __future__ import annotations

from typing import Callable, Iterator

from scripts.check import (apology, duplicates, editorial, ng_words, numbers, patterns, punctuation,
                           references, refused, register, text, words)
from scripts.corpus.load import Loaded
from scripts.corpus.problem import Problem

RULES: tuple[Callable[[Loaded], Iterator[Problem]], ...] = (
    references.check, text.check, punctuation.check, numbers.check, patterns.check, words.check,
    editorial.check, register.check, apology.check, refused.check, ng_words.check, duplicates.check)


def check(loaded: Loaded) -> list[Problem]:
    """Every problem, sorted by place."""
    found = set(loaded.problems)
    for rule in RULES:
        found.update(rule(loaded))
    return sorted(found)
