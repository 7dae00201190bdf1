"""Known items: a reader remembers a few characters of a wording, or how they sound, and perhaps mistypes them."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Iterable, Iterator, Mapping

from scripts.search.analyser import fold, is_kanji, is_word
from scripts.search.forms import tokenizer

SEED = 20260501
WORDINGS = 150
LENGTH = 6
LETTERS = 4
"""At least so many characters of a piece are letters, not punctuation."""
KINDS = ("text", "reading", "text-typo", "reading-typo")


@dataclass(frozen=True, slots=True)
class Known:
    """`query` is what is typed to find the entry `id` again."""

    kind: str
    query: str
    id: str


def draw(entries: Iterable[Mapping[str, Any]], count: int = WORDINGS, seed: int = SEED) -> list[Known]:
    """Four queries for each of `count` wordings of phrases (rows of entries.json).

    A piece is six characters of the folded text that stand in no other entry's
    wordings, cut anywhere (across a line break too) but across a blank or a space or through the reading of a kanji.
    """
    rng = random.Random(seed)
    phrases = [entry for entry in entries if entry["kind"] == "phrase"]
    holders = _holders(phrases)
    pool = _pool(phrases)
    wordings = [(entry["id"], text) for entry in phrases for text in entry["texts"]]
    drawn: list[Known] = []
    for entry_id, text in rng.sample(wordings, len(wordings)):
        if len(drawn) >= count * len(KINDS):
            break
        windows = [window for stretch in _stretches(text) for window in _windows(stretch)]
        windows = [window for window in windows if holders[window[0]] == 1]
        if not windows:
            continue
        piece, kana = rng.choice(windows)
        for kind, query in zip(KINDS, (piece, kana, mistype(piece, rng, pool), mistype(kana, rng, pool)), strict=True):
            drawn.append(Known(kind, query, entry_id))
    return drawn


def mistype(text: str, rng: random.Random, pool: Mapping[str, list[str]]) -> str:
    """One slip: a character of the same script instead, two swapped, one left out, or one too many."""
    places = [i for i, char in enumerate(text) if is_word(char)]
    way = rng.choice(("substitute", "swap", "drop", "insert"))
    if way == "drop":
        at = rng.choice(places)
        return text[:at] + text[at + 1:]
    swaps = [i for i in places if i + 1 in places and text[i] != text[i + 1]]
    if way == "swap" and swaps:
        at = rng.choice(swaps)
        return text[:at] + text[at + 1] + text[at] + text[at + 2:]
    if way == "insert":
        at = rng.choice(places)
        return text[:at] + rng.choice(pool[_script(text[at])]) + text[at:]
    at = rng.choice(places)
    return text[:at] + rng.choice([char for char in pool[_script(text[at])] if char != text[at]]) + text[at + 1:]


def _stretches(text: str) -> Iterator[list[tuple[str, str]]]:
    """The (folded surface, folded reading) pairs of the words between blanks and spaces."""
    for part in _parts(text):
        if part:
            yield [(fold(m.surface()), fold(m.surface() if m.reading_form() in ("", "キゴウ") else m.reading_form())) for m in tokenizer().tokenize(part)]


def _parts(text: str) -> list[str]:
    return re.split(r"〔[^〕]*〕|[^\S\n]+", text.replace("\n", ""))


def _windows(words: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Every piece with its reading, but for those whose cut goes through a reading."""
    folded = "".join(surface for surface, _ in words)
    for start in range(len(folded) - LENGTH + 1):
        piece = folded[start:start + LENGTH]
        if sum(map(is_word, piece)) < LETTERS:
            continue
        read, at = [], 0
        for surface, kana in words:
            if at < start + LENGTH and start < at + len(surface):
                read.append(_read(surface, kana, max(start - at, 0), start + LENGTH - at))
            at += len(surface)
        if None not in read:
            yield piece, "".join(filter(None, read))


def _read(surface: str, kana: str, start: int, end: int) -> str | None:
    """How the part of a word from `start` to `end` is read: 言 of 言う is い; None where nobody could say."""
    before, kept, after = surface[:start], surface[start:end], surface[end:]
    if not any(map(is_kanji, kept)):
        return kept if kept != surface else kana
    if any(map(is_kanji, before + after)) or not (kana.startswith(before) and kana.endswith(after)):
        return None
    return kana[len(before):len(kana) - len(after)]


def _holders(phrases: list[Mapping[str, Any]]) -> Counter[str]:
    """How many phrases hold each piece."""
    found: Counter[str] = Counter()
    for phrase in phrases:
        found.update({folded[i:i + LENGTH] for text in phrase["texts"] for part in _parts(text)
                      for folded in [fold(part)] for i in range(len(folded) - LENGTH + 1)})
    return found


def _pool(phrases: list[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The characters in use, by script."""
    pool: dict[str, set[str]] = {"kanji": set(), "kana": set(), "latin": set("0123456789abcdefghijklmnopqrstuvwxyz")}
    for phrase in phrases:
        for char in fold("".join(phrase["texts"])):
            if is_word(char):
                pool[_script(char)].add(char)
    return {script: sorted(chars) for script, chars in pool.items()}


def _script(char: str) -> str:
    return "kanji" if is_kanji(char) else "latin" if char.isascii() else "kana"
