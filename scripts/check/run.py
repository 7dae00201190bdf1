"""All problems of all files, in the order a reader of the list would fix them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import chain
from pathlib import PurePosixPath
from typing import Callable, Iterable, Iterator, Mapping

from scripts.check import (apology, duplicates, editorial, ng_words, numbers, patterns, punctuation,
                           references, refused, register, text, words)
from scripts.check.sieve import COARSE, FINE
from scripts.check.suspects import suspects
from scripts.check.wordings import said
from scripts.corpus.beside import at_once
from scripts.corpus.load import Loaded
from scripts.corpus.problem import Problem

FILES = (text.check, punctuation.check, numbers.check)
"""Rules about the letters of a file, whatever it is."""
WORDS = (numbers.addresses, editorial.check_words, register.check, apology.check, refused.check)
"""Rules about what is sent, as is the NG list (ng_words)."""
TOGETHER = (references.check, editorial.check)
"""Rules that hold an entry against the rest of the corpus, as do the near-duplicates."""


def check(loaded: Loaded, narrow: Loaded | None = None) -> list[Problem]:
    """Every problem, sorted by place. `narrow`: what is left of `loaded` for rules that hold a file against itself."""
    found = {*loaded.problems, *_problems(loaded, narrow or loaded)}
    same_line: dict[tuple[PurePosixPath, int], dict[str, int]] = defaultdict(dict)
    for problem in found:
        if problem.code in _SAYS or problem.code.startswith("S"):
            same_line[problem.path, problem.line][problem.code] = problem.column
    return list(_few(sorted(problem for problem in found if not _echo(problem, same_line[problem.path, problem.line]))))


def _problems(loaded: Loaded, narrow: Loaded) -> Iterator[Problem]:
    """Worked out in pieces, the longest first: the NG list, made ready by one processor only, and the near-duplicates, which take another as long."""
    corpus, phrases = loaded.corpus, list(narrow.corpus.phrases.values())
    parts = len(phrases) // _PART + 1
    alone = replace(narrow, corpus=replace(narrow.corpus, documents=corpus.documents))  # what belongs together may stand in several files

    def of_files() -> Iterator[Problem]:
        files = list(suspects(narrow.corpus.documents))
        for rule in FILES:
            yield from rule(corpus, files)

    def of_words(part: int) -> Iterator[Problem]:
        some = list(said(corpus, phrases[part::parts]))
        for rule in WORDS:
            yield from rule(corpus, some)

    def of_patterns() -> Iterator[Problem]:
        yield from ng_words.check(corpus, said(corpus, phrases), ng_words.Rules(corpus, FINE if len(phrases) >= _MANY else COARSE))
        yield from patterns.check(alone)

    tasks: list[Callable[[], list[Problem]]] = [
        lambda: list(of_patterns()), lambda: list(duplicates.check(loaded)),
        *(lambda part=part: list(of_words(part)) for part in range(parts)), lambda: list(of_files()),
        *(lambda rule=rule: list(rule(loaded)) for rule in TOGETHER), lambda: list(words.check(alone))]
    return chain.from_iterable(at_once(tasks, worth=len(phrases) >= _MANY))


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


_MANY = 200
"""Of so many phrases, half the work takes longer than to begin it in two places."""
_PART = 900
"""Phrases that one processor takes at once."""
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
