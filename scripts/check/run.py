"""All problems of all files, in the order a reader of the list would fix them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Callable, Iterable, Iterator, Mapping

from scripts.check import (apology, duplicates, editorial, ng_words, numbers, patterns, punctuation,
                           references, refused, register, text, words)
from scripts.corpus.load import Loaded
from scripts.corpus.problem import Problem

_Rules = tuple[Callable[[Loaded], Iterator[Problem]], ...]
ALONE: _Rules = (text.check, punctuation.check, numbers.check, patterns.check, words.check)
"""Rules that hold a file against itself, or against files of its own kind."""
TOGETHER: _Rules = (references.check, editorial.check, register.check, apology.check, refused.check, ng_words.check, duplicates.check)
"""Rules that look at phrases, most of them beside something else of the corpus."""


def check(loaded: Loaded, narrow: Loaded | None = None) -> list[Problem]:
    """Every problem, sorted by place. `narrow`: what is left of `loaded` for rules that hold a file against itself."""
    found = set(loaded.problems)
    for rule in ALONE:
        found.update(rule(narrow or loaded))
    for rule in TOGETHER:
        found.update(rule(loaded))
    said: dict[tuple[PurePosixPath, int], dict[str, int]] = defaultdict(dict)
    for problem in found:
        if problem.code in _SAYS or problem.code.startswith("S"):
            said[problem.path, problem.line][problem.code] = problem.column
    return list(_few(sorted(problem for problem in found if not _echo(problem, said[problem.path, problem.line]))))


def _few(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, but of one kind in one file no more than a writer would read; the last says how many are left out."""
    counts: Counter[tuple[PurePosixPath, str]] = Counter()
    last: dict[tuple[PurePosixPath, str], Problem] = {}
    kept: list[Problem] = []
    for problem in problems:
        key = problem.path, problem.code
        counts[key] += 1
        if counts[key] <= _MOST:
            kept.append(problem)
            last[key] = problem
    for problem in kept:
        more = counts[problem.path, problem.code] - _MOST
        yield replace(problem, message=f"{problem.message}同じ問題が、このファイルにあと {more} 件あります。") if more > 0 and last[problem.path, problem.code] is problem else problem


_MOST = 500
"""A file of 64 kB can hold twenty thousand invisible letters."""


def _echo(problem: Problem, said: Mapping[str, int]) -> bool:
    """Whether another problem of the line already says what to write: an unknown id in wide letters is one mistake."""
    by = _SAID_BY.get(problem.code, "-")
    return any(code.startswith(by) and (code != "E132" or 0 <= problem.column - column <= _DEMAND) for code, column in said.items())


_SAID_BY = {"E160": "S", "E164": "S", "E167": "S", "T505": "S", "T506": "S", "T504": "E107", "E142": "T504", "E120": "E132"}
_SAYS = frozenset(_SAID_BY.values())
_DEMAND = 8
"""Letters of a demand (お返事をください) that a rule of tone may stumble over."""
