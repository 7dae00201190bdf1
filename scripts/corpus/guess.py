"""What somebody meant who wrote something near to a word of a closed list."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Iterable, Mapping

Names = Mapping[str, Iterable[str]]
"""The words of a list, each with the other names that people call it by."""

_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\"'“”‘’「」:.\\s]+")
_PARTS = re.compile("[・、/()]")
_LONG = 4
"""Letters from which one slip still leaves a word in sight."""


@dataclass(frozen=True, slots=True)
class Guess:
    """`sure`: no other word of the list can be meant."""

    word: str
    sure: bool


def guess(word: str, names: Names) -> Guess | None:
    """The word of the list that `word` stands for, or the nearest."""
    return _guess(word, tuple((choice, tuple(also)) for choice, also in names.items()))


@functools.lru_cache(maxsize=4096)
def _guess(word: str, names: tuple[tuple[str, tuple[str, ...]], ...]) -> Guess | None:
    wanted = _fold(word)
    if not wanted:
        return None
    choices = [choice for choice, _ in names]
    meant = _meanings(names).get(wanted) or {choice for choice in choices if _one_slip(wanted, _fold(choice))}
    if len(meant) == 1:
        return Guess(next(iter(meant)), True)
    near = get_close_matches(wanted, choices, n=1, cutoff=0.6) or get_close_matches(word, choices, n=1, cutoff=0.6)
    return Guess(near[0], False) if near else None


@functools.lru_cache(maxsize=256)
def _meanings(names: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, frozenset[str]]:
    """Every spelling, with the words that it may stand for."""
    meanings: dict[str, frozenset[str]] = {}
    for choice, also in names:
        for spelling in _spellings(choice, also):
            meanings[spelling] = meanings.get(spelling, frozenset()) | {choice}
    return meanings


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """'もしかして「…」ですか。' for what was meant, or ''."""
    found = guess(word, dict.fromkeys(choices, ()))
    return f"もしかして「{found.word}」ですか。" if found else ""


def _fold(word: str) -> str:
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", word).strip()).casefold()
    return plain.replace("_", "-")


def _spellings(choice: str, also: Iterable[str]) -> set[str]:
    """Other names whole and in their parts (約束・遅刻・ドタキャン); a word in the singular and the plural."""
    own = _fold(choice)
    named = {_fold(part) for name in also for part in (name, *_PARTS.split(name))}
    return {own, f"{own}s", own.removesuffix("s"), re.sub("y$", "ies", own), *named}


def _one_slip(a: str, b: str) -> bool:
    """One letter too many, too few, another, or two that changed places."""
    if min(len(a), len(b)) < _LONG or abs(len(a) - len(b)) > 1 or a == b:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    return rest_a[1:] == rest_b or rest_a == rest_b[1:] or rest_a[1:] == rest_b[1:] or rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]
