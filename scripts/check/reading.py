"""A draft as patterns see it: one width, one spelling, sentences that end where a reader would end them.

`docs/assets/js/check/reading.js` does the same in the browser; a test holds the two together.
A break or a space may part words or only wrap them, so a text that has any is read twice.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Callable, Iterable, Match, Sequence

from scripts.corpus.model import Spelling

_KANA = "ぁ-ゖァ-ヺー"
_LETTER = "ぁ-ゖァ-ヺー一-鿿々〆A-Za-z0-9"
_EMOJI = "[\U0001f000-\U0001faff\u2190-\u21ff\u2600-\u27bf\u2b50\u2b55\u200d\ufe0f]"
_ENTITIES = {"&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'}

_Rule = tuple[re.Pattern[str], "str | Callable[[Match[str]], str]"]
"""What is replaced and by what. A group `keep` at the beginning of a match stays as it is."""


def _width(found: Match[str]) -> str:
    return unicodedata.normalize("NFKC", found[0])


def _hiragana(found: Match[str]) -> str:
    """So many katakana in a row are a sentence, not a word: ソンナツモリジャナカッタ."""
    return "".join(char if char == "ー" else chr(ord(char) - 0x60) for char in found[0])


_MARKUP: Sequence[_Rule] = (
    (re.compile(r"</?(?:br|p|div|li|tr|h[1-6])(?![a-zA-Z])[^<>]{0,300}>"), "\n"),
    (re.compile(r"</?[a-zA-Z][^<>]{0,300}>"), ""),
    (re.compile("&(?:nbsp|amp|lt|gt|quot);"), lambda found: _ENTITIES[found[0]]),
)
_MARKS: Sequence[_Rule] = (
    (re.compile("[^…、。「」『』〔〕ぁ-ゖァ-ヺー一-鿿々〆a-zA-Z0-9 \n][\u3099\u309a\uff9e\uff9f]?|[ぁ-ゖァ-ヺ][\u3099\u309a]"), _width),
    (re.compile("[ァ-ヶ][ァ-ヶー]{6,}"), _hiragana),
    (re.compile("[\u200b\u200c\u200e\u200f\u2060\ufeff]"), ""),
    (re.compile(r"m?\([^()0-9A-Za-z%s一-鿿]{2,12}\)m?" % _KANA), "。"),
    (re.compile(f"{_EMOJI}+"), "。"),
    (re.compile(rf"(?P<keep>[{_KANA}。、!?一-鿿])(?:\((?:笑|泣|汗)\)|笑+|草|[wW]+)(?![{_LETTER}])"), "。笑。"),
    (re.compile(r"\.{2,}|。{2,}|・{2,}|…+|,{2,}|、{2,}"), "…"),
    (re.compile(f"(?P<keep>[ぁ-ゖ])[ー〜~]+(?=[{_LETTER}])"), ""),
    (re.compile("(?P<keep>[ぁ-ゖ])[ー〜~]+"), "。"),
    (re.compile(rf"(?P<keep>[ぁ-ゖ])[っッ]+(?![{_LETTER}])"), ""),
)
_PARTING: Sequence[_Rule] = (
    (re.compile(r"(?P<keep>[。!?…、」])[ \t]*\n[ \t\r\n]*"), ""),
    (re.compile(r"[ \t]*\n[ \t\r\n]*"), "。"),
    (re.compile(rf"(?P<keep>[ぁ-ゖァ-ヺー一-鿿々]) +(?=[{_LETTER}「])"), "、"),
    (re.compile(" +"), ""),
)
_WRAPPING: Sequence[_Rule] = (
    (re.compile(r"(?P<keep>[。!?…、」])[ \t\r\n]+"), ""),
    (re.compile(r"[ \t]*\n[ \t]*\n[ \t\r\n]*"), "。"),
    (re.compile(r"[ \t\r\n]+"), ""),
)
_STOPS: Sequence[_Rule] = ((re.compile("(?P<keep>[。!?…])。+"), ""),)
_BREAK = re.compile(r"[ \t\r\n]")
_QUOTED = re.compile('「[^「」]{1,80}」|『[^『』]{1,80}』|"[^"]{1,80}"|“[^“”]{1,80}”')


class Spellings:
    """How else a word of the patterns is written: いそがし for 忙し. Latin letters become small."""

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        self.write = {other: spelling.write for spelling in spellings for other in spelling.also}
        others = "|".join(re.escape(other) for other in sorted(self.write, key=lambda other: (-len(other), other)))
        self.rule: _Rule = (re.compile(f"{others or '(?!)'}|[A-Z]+"), lambda found: self.write.get(found[0]) or found[0].lower())
        self._in_pattern = re.compile(rf"\\.|\[[^\]]*\]|{self.rule[0].pattern}")

    def pattern(self, pattern: str) -> str:
        """A pattern in the spelling of what it will be tried on; what stands in […] is left alone, but for capitals."""
        return self._in_pattern.sub(lambda found: found[0].lower() if found[0][0] in "\\[" else self.rule[1](found), pattern)


@dataclass(frozen=True)
class Reading:
    """The normal text and, for each of its characters, where it stood in the draft."""

    text: str
    places: tuple[tuple[int, int], ...] | None
    """None where every character stands where it stood."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the normal text stands in the draft."""
        return (start, end) if self.places is None else (self.places[start][0], self.places[end - 1][1])

    def is_quoted(self, start: int, end: int) -> bool:
        return any(opened <= start and end <= closed for opened, closed in self.quoted)

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """What is quoted from elsewhere. Who puts the whole draft in brackets quotes nothing."""
        return tuple(found.span() for found in _QUOTED.finditer(self.text) if len(found[0]) * 2 < len(self.text))


def readings(draft: str, spellings: Spellings) -> list[Reading]:
    """The one or two ways to read a draft."""
    read = Reading(draft, None)
    if "<" in draft or "&" in draft:
        read = _apply(read, _MARKUP)
    read = _apply(read, _MARKS)
    both = (_PARTING, _WRAPPING) if _BREAK.search(read.text) else ((),)
    ways = {}
    for spaces in both:
        way = _apply(read, (*spaces, *_STOPS, spellings.rule))
        ways.setdefault(way.text, way)
    return list(ways.values())


def _apply(reading: Reading, rules: Sequence[_Rule]) -> Reading:
    for pattern, by in rules:
        reading = _replace(reading, pattern, by)
    return reading


def _replace(reading: Reading, pattern: re.Pattern[str], by: str | Callable[[Match[str]], str]) -> Reading:
    text, places = reading.text, reading.places
    pieces: list[str] = []
    moved: list[tuple[int, int]] = []
    done = 0
    for found in pattern.finditer(text):
        start = found.end("keep") if "keep" in pattern.groupindex else found.start()
        end = found.end()
        written = by if isinstance(by, str) else by(found)
        if written == text[start:end]:
            continue
        if places is None:
            places = tuple((index, index + 1) for index in range(len(text)))
        pieces += (text[done:start], written)
        moved += places[done:start]
        if written and end > start:
            moved += [(places[start][0], places[end - 1][1])] * len(written)
        done = end
    if not pieces:
        return reading
    return Reading("".join([*pieces, text[done:]]), tuple([*moved, *places[done:]]))
