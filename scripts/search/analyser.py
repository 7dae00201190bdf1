"""The one analyser: text → tokens, for what is indexed and for what a query becomes.

`docs/assets/js/search/analyser.js` does the same in the browser; a test holds
the two together. Known words become terms by longest match against the compiled
lexicon; what it does not know becomes neighbouring characters. Tokens are plain
ASCII, because Pagefind folds diacritics (が and か would meet), and short, because
most of its time and of the index goes to their letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Iterator, Mapping

from ahocorasick_rs import AhoCorasick, MatchKind

_KANA = {**{code: code - 0x60 for code in range(0x30A1, 0x30F7)}, **str.maketrans({"‐": "ー", "–": "ー", "―": "ー", "〜": "ー", "~": "ー"})}
"""Katakana as hiragana, and what stands for the long-vowel mark as that."""


def fold(text: str) -> str:
    """Width, case and kana folded: ＬＩＮＥ → line, カレ → かれ."""
    return unicodedata.normalize("NFKC", text).lower().translate(_KANA)


_LETTERS = "0-9a-zぁ-ゖー\u3400-\u4dbf\u4e00-\u9fff々〆"
"""Letters, digits, kana, kanji and the long-vowel mark; everything else separates."""
_RUN = re.compile(f"[{_LETTERS}]+")
_BETWEEN = re.compile(f"[^{_LETTERS}]+")


def runs(folded: str) -> list[str]:
    """The stretches of letters and digits in a folded text."""
    return _RUN.findall(folded)


def is_word(char: str) -> bool:
    """Whether a folded character is part of a run."""
    return _RUN.fullmatch(char) is not None


def is_kana(char: str) -> bool:
    return 0x3041 <= ord(char) <= 0x30FF


def is_kanji(char: str) -> bool:
    code = ord(char)
    return 0x3400 <= code <= 0x9FFF or code in (0x3005, 0x3006)


_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")


@lru_cache(maxsize=4096)
def loosen(char: str) -> str:
    """A character with voicing and smallness set aside: ぱ, ば → は; っ → つ."""
    return unicodedata.normalize("NFD", char)[0].translate(_SMALL)


class Analyser:
    """Longest match against the spellings of a lexicon."""

    def __init__(self, spellings: Mapping[str, tuple[int, ...]]) -> None:
        self.spellings: dict[str, tuple[int, ...]] = {}
        self.lengths: dict[str, list[int]] = {}
        """How long the spellings are that begin with two characters, or are one, longest first."""
        self._finder: AhoCorasick | None = None
        for spelling, terms in spellings.items():
            self.add(spelling, terms)

    def add(self, spelling: str, terms: tuple[int, ...]) -> None:
        """Know `spelling` as `terms`."""
        self.spellings[spelling] = terms
        self._finder = None
        lengths = self.lengths.setdefault(spelling[:2], [])
        if len(spelling) not in lengths:
            lengths.append(len(spelling))
            lengths.sort(reverse=True)

    def known(self, run: str) -> Iterator[tuple[int, str]]:
        """Where in a run known words stand, each the longest that begins there."""
        at = 0
        while at < len(run):
            for size in self.lengths.get(run[at:at + 2], ()):
                if (spelling := run[at:at + size]) in self.spellings and len(spelling) == size:
                    break
            else:
                size, spelling = 1, run[at]
                if spelling not in self.spellings:
                    at += 1
                    continue
            yield at, spelling
            at += size

    def numbers(self, text: str) -> list[int]:
        """The numbers of the terms of a text, in order."""
        folded = fold(text)
        if self._finder is not None:
            return [number for spelling in self._finder.find_matches_as_strings(folded) for number in self.spellings[spelling]]
        return [number for run in runs(folded) for _, spelling in self.known(run) for number in self.spellings[spelling]]

    def settle(self) -> None:
        """Look for all spellings at once from now on, until one is added: worth it for more than a thousand texts. What stands in a run alone can be found."""
        self._finder = AhoCorasick([spelling for spelling in self.spellings if _RUN.fullmatch(spelling)], matchkind=MatchKind.LeftmostLongest, store_patterns=True)


def stretches(folded: str) -> list[str]:
    """The unbroken stretches of a folded text: a space breaks it, punctuation, blanks and line breaks do not."""
    return [kept for part in re.split(r"[ \t]+", folded) if (kept := _BETWEEN.sub("", part))]


SIZES = {"b": 2, "r": 3}
"""How many neighbouring characters make a gram: of the text as written, and of its kana reading, where two say little."""


def grams(text: str, letter: str = "b") -> list[str]:
    """The neighbouring characters of a text, place by place; `letter` 'b' is the text as written, 'r' its kana reading.

    Every place has one gram, the last ones of a stretch with what is left of it, so the place of a gram in the index
    tells where in the text it is; and what is shorter than a gram is found too, as its beginning.
    """
    return [gram(chars, letter) for stretch in stretches(fold(text)) for chars in neighbours(stretch, letter)]


def neighbours(stretch: str, letter: str) -> list[str]:
    """The characters of the gram at each place of a stretch."""
    size = SIZES[letter]
    return [stretch[at:at + size] for at in range(len(stretch))]


def gram(chars: str, letter: str) -> str:
    """The token of neighbouring characters."""
    return letter + "".join([_CODES[char] for char in chars])


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class _Codes(dict[str, str]):
    """What stands for a character of a run in a token: two letters or digits, for a kanji three, and none begins another."""

    def __missing__(self, char: str) -> str:
        self[char] = code = _code(ord(char))
        return code


def _code(point: int) -> str:
    if 0x3041 <= point <= 0x30FC:  # kana: 00 to bf
        return _DIGITS[(point - 0x3040) // 16] + _DIGITS[(point - 0x3040) % 16]
    if point < 0x80:  # digits, then letters: c0 to dz
        return ("c" if point < 0x61 else "d") + chr(point)
    if point < 0x3400:  # 々〆
        return "c" + _DIGITS[point - 0x3005 + 10]
    high, low = divmod(point - 0x3400, 36 * 36)
    return _DIGITS[14 + high] + _DIGITS[low // 36] + _DIGITS[low % 36]


_CODES = _Codes()


def term(number: int) -> str:
    """The token of a term of the lexicon."""
    return f"t{number:05d}"


def facet(name: str, term_id: str) -> str:
    """The token of a term of a facet, for votes."""
    return f"f{name}{term_id.replace('-', '')}q"
