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

from scripts.check.holds import holds
from scripts.corpus.model import Spelling

_KANA = "ぁ-ゖァ-ヺー"
_LETTER = "ぁ-ゖァ-ヺー一-鿿々〆A-Za-z0-9"
_EMOJI = "[\U0001f000-\U0001faff\u2190-\u21ff\u2600-\u27bf\u2b50\u2b55\u200d\ufe0f]"
_ENTITIES = {"&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'}

_Rule = tuple[re.Pattern[str], "str | Callable[[Match[str]], str]"]
"""What is replaced and by what, as `re.sub` takes it. A group `keep` at the beginning of a match stays as it is."""


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
    (re.compile(rf"(?P<keep>[{_KANA}。、!?一-鿿])(?:\((?:笑|泣|汗)\)|笑+|草|[wW]+)(?![{_LETTER}])"), r"\g<keep>。笑。"),
    (re.compile(r"\.{2,}|。{2,}|・{2,}|…+|,{2,}|、{2,}"), "…"),
    (re.compile(f"(?P<keep>[ぁ-ゖ])[ー〜~]+(?=[{_LETTER}])"), r"\g<keep>"),
    (re.compile("(?P<keep>[ぁ-ゖ])[ー〜~]+"), r"\g<keep>。"),
    (re.compile(rf"(?P<keep>[ぁ-ゖ])[っッ]+(?![{_LETTER}])"), r"\g<keep>"),
)
_has_sign = holds(
    "[^…、。「」『』〔〕ぁ-ゖァ-ヺー一-鿿々〆a-zA-Z0-9 \n!?,.:;・〜]|[ァ-ヶ][ァ-ヶー]{6}|[ぁ-ゖ][ー〜]|……|\\.\\.|。。|・・|,,|、、"
    rf"|[っッ](?:[^{_LETTER}]|$)|[{_KANA}。、!?一-鿿][笑草wW]")
"""Whether one of `_MARKS` may change something; few texts have any."""
_PARTING: Sequence[_Rule] = (
    (re.compile(r"(?<=[。!?…、」])[ \t]*\n[ \t\r\n]*"), ""),
    (re.compile(r"[ \t]*\n[ \t\r\n]*"), "。"),
    (re.compile(rf"(?<=[ぁ-ゖァ-ヺー一-鿿々]) +(?=[{_LETTER}「])"), "、"),
    (re.compile(" +"), ""),
)
_WRAPPING: Sequence[_Rule] = (
    (re.compile(r"(?<=[。!?…、」])[ \t\r\n]+"), ""),
    (re.compile(r"[ \t]*\n[ \t]*\n[ \t\r\n]*"), "。"),
    (re.compile(r"[ \t\r\n]+"), ""),
)
_STOPS: Sequence[_Rule] = ((re.compile("(?<=[。!?…])。+"), ""),)
_has_stops = holds("[。!?…]。")
_BREAK = re.compile(r"[ \t\r\n]")
_QUOTED = re.compile('「[^「」]{1,80}」|『[^『』]{1,80}』|"[^"]{1,80}"|“[^“”]{1,80}”')


class Spellings:
    """How else a word of the patterns is written: いそがし for 忙し. Latin letters become small."""

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        self.write = {other: spelling.write for spelling in spellings for other in spelling.also}
        self.rule: _Rule = (re.compile(f"{_longest_of(self.write) or '(?!)'}|[A-Z]+"), lambda found: self.write.get(found[0]) or found[0].lower())
        self.occur_in = holds("|".join([*map(re.escape, self.write), "[A-Z]"]))
        """Whether a text holds any of them; most hold none."""
        self._in_pattern = re.compile(rf"\\.|\[[^\]]*\]|{self.rule[0].pattern}")

    def pattern(self, pattern: str) -> str:
        """A pattern in the spelling of what it will be tried on; what stands in […] is left alone, but for capitals."""
        return self._in_pattern.sub(lambda found: found[0].lower() if found[0][0] in "\\[" else self.rule[1](found), pattern)


def _longest_of(words: Iterable[str]) -> str:
    """A pattern for the longest of some words that stands in a place, letter by letter: one after the other they would take three times as long."""
    after: dict[str, list[str]] = {}
    for word in words:
        after.setdefault(word[:1], []).append(word[1:])
    ends = after.pop("", None)
    branches = "|".join(re.escape(letter) + _longest_of(rests) for letter, rests in after.items())
    return f"(?:{branches}){'?' if ends else ''}" if branches else ""


@dataclass(frozen=True)
class Reading:
    """The normal text of a draft, and the rules that made it so."""

    draft: str
    text: str
    rules: tuple[_Rule, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the normal text stands in the draft."""
        return self._places[start][0], self._places[end - 1][1]

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        """For each character of the text, where it stood in the draft. Few drafts are asked: the rules are applied again, with an eye on the places."""
        text, places = self.draft, [(index, index + 1) for index in range(len(self.draft))]
        for rule in self.rules:
            text, places = _replaced(text, places, *rule)
        return places

    def is_quoted(self, start: int, end: int) -> bool:
        return any(opened <= start and end <= closed for opened, closed in self.quoted)

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """What is quoted from elsewhere. Who puts the whole draft in brackets quotes nothing."""
        return tuple(found.span() for found in _QUOTED.finditer(self.text) if len(found[0]) * 2 < len(self.text))


def readings(draft: str, spellings: Spellings) -> list[Reading]:
    """The one or two ways to read a draft."""
    rules = tuple(_MARKUP) if "<" in draft or "&" in draft else ()
    text = _rewritten(draft, rules)
    if _has_sign(text):
        rules += tuple(_MARKS)
        text = _rewritten(text, _MARKS)
    ways = {}
    for spaces in (_PARTING, _WRAPPING) if _BREAK.search(text) else ((),):
        way = _rewritten(text, spaces)
        way = _rewritten(way, _STOPS) if _has_stops(way) else way
        way = _rewritten(way, (spellings.rule,)) if spellings.occur_in(way) else way
        ways.setdefault(way, Reading(draft, way, (*rules, *spaces, *_STOPS, spellings.rule)))
    return list(ways.values())


def _rewritten(text: str, rules: Iterable[_Rule]) -> str:
    for pattern, by in rules:
        text = pattern.sub(by, text)
    return text


def _replaced(text: str, places: list[tuple[int, int]], pattern: re.Pattern[str], by: str | Callable[[Match[str]], str]) -> tuple[str, list[tuple[int, int]]]:
    """What `pattern.sub(by, text)` makes of it, and of the places of its characters."""
    pieces: list[str] = []
    moved: list[tuple[int, int]] = []
    done = 0
    for found in pattern.finditer(text):
        start, end = found.end("keep") if "keep" in pattern.groupindex else found.start(), found.end()
        written = (found.expand(by) if isinstance(by, str) else by(found))[start - found.start():]
        if written == text[start:end]:
            continue
        pieces += (text[done:start], written)
        moved += places[done:start]
        if end > start:
            moved += [(places[start][0], places[end - 1][1])] * len(written)
        done = end
    return "".join([*pieces, text[done:]]), moved + places[done:]
