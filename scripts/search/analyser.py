"""The one analyser: text → tokens, for what is indexed and for what a query becomes.

`docs/assets/js/search/analyser.js` does the same in the browser; a test holds
the two together. Known words become terms by longest match against the compiled
lexicon; what it does not know becomes character pairs. Tokens are plain ASCII
of fixed width, because Pagefind folds diacritics (が and か would meet) and also
matches the beginnings of words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Iterator, Mapping

_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_LONG = str.maketrans({"‐": "ー", "–": "ー", "―": "ー", "〜": "ー", "~": "ー"})


def fold(text: str) -> str:
    """Width, case and kana folded: ＬＩＮＥ → line, カレ → かれ."""
    return unicodedata.normalize("NFKC", text).lower().translate(_LONG).translate(_KATAKANA)


def runs(folded: str) -> Iterator[str]:
    """The stretches of letters and digits in a folded text."""
    start = None
    for index, char in enumerate(folded):
        if is_word(char):
            start = index if start is None else start
        elif start is not None:
            yield folded[start:index]
            start = None
    if start is not None:
        yield folded[start:]


def is_word(char: str) -> bool:
    """Letters, digits, kana, kanji and the long-vowel mark; everything else separates."""
    code = ord(char)
    return (0x30 <= code <= 0x39 or 0x61 <= code <= 0x7A or 0x3041 <= code <= 0x3096 or code == 0x30FC
            or 0x3400 <= code <= 0x4DBF or 0x4E00 <= code <= 0x9FFF or code in (0x3005, 0x3006))


def is_kanji(char: str) -> bool:
    code = ord(char)
    return 0x3400 <= code <= 0x9FFF or code in (0x3005, 0x3006)


_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")


def loosen(char: str) -> str:
    """A character with voicing and smallness set aside: ぱ, ば → は; っ → つ."""
    return unicodedata.normalize("NFD", char)[0].translate(_SMALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a run: the terms it is known as, or none."""

    text: str
    terms: tuple[int, ...]


class Analyser:
    """Longest match against the spellings of a lexicon."""

    def __init__(self, spellings: Mapping[str, tuple[int, ...]]) -> None:
        self.spellings: dict[str, tuple[int, ...]] = {}
        self.longest: dict[str, int] = {}
        for spelling, terms in spellings.items():
            self.add(spelling, terms)

    def add(self, spelling: str, terms: tuple[int, ...]) -> None:
        """Know `spelling` as `terms`."""
        self.spellings[spelling] = terms
        self.longest[spelling[0]] = max(self.longest.get(spelling[0], 0), len(spelling))

    def pieces(self, run: str) -> Iterator[Piece]:
        """The run cut into known words and the stretches between them."""
        unknown = at = 0
        while at < len(run):
            for size in range(min(self.longest.get(run[at], 0), len(run) - at), 0, -1):
                terms = self.spellings.get(run[at:at + size])
                if terms is not None:
                    if unknown < at:
                        yield Piece(run[unknown:at], ())
                    yield Piece(run[at:at + size], terms)
                    at += size
                    unknown = at
                    break
            else:
                at += 1
        if unknown < at:
            yield Piece(run[unknown:at], ())

    def numbers(self, text: str) -> list[int]:
        """The numbers of the terms of a text, in order."""
        return [number for run in runs(fold(text)) for piece in self.pieces(run) for number in piece.terms]


def stretches(folded: str) -> list[str]:
    """The unbroken stretches of a folded text: a space breaks it, punctuation, blanks and line breaks do not."""
    return [kept for part in re.split(r"[ \t]+", folded) if (kept := "".join(filter(is_word, part)))]


SIZES = {"b": (2,), "r": (2, 3)}
"""How many neighbouring characters make a gram: of the text as written, and of its kana reading, where two say little."""


def grams(text: str, letter: str = "b") -> list[str]:
    """The neighbouring characters of a text, place by place; `letter` 'b' is the text as written, 'r' its kana reading.

    Every place has as many grams as SIZES says, but for the last places of a stretch; its last character stands alone.
    So the place of a gram in the index tells where in the text it is.
    """
    return [gram(stretch[at:at + size], letter) for stretch in stretches(fold(text)) for at in range(len(stretch))
            for size in SIZES[letter] if at + size <= len(stretch) or (size == 2 and at + 1 == len(stretch))]


def gram(chars: str, letter: str) -> str:
    """The token of neighbouring characters: a letter, four hex digits for each, and 'q', so that no token begins another."""
    return f"{letter}{''.join(f'{ord(char):04x}' for char in chars)}q"


def term(number: int) -> str:
    """The token of a term of the lexicon."""
    return f"t{number:05d}"


def facet(name: str, term_id: str) -> str:
    """The token of a term of a facet, for votes."""
    return f"f{name}{term_id.replace('-', '')}q"
