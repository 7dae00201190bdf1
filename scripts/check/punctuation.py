"""Signs and widths: one way to write each, so that pages look alike and search finds them.

- E160 、。 in Japanese, not , . ， ．
- E161 brackets come in pairs
- E162 …… for a pause, not ... ・・・ ‥
- E163 one 。 、 ! ? at a time
- E164 digits and letters are half-width
- E165 no spaces at the end of a line
- E166 〜, not ~ or ～

Drafts and search words are written the way people type them and are left alone:
NG examples, `situations`, corpus/search. T505 holds half-width kana and ｡､｢｣.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Iterator

from scripts.check.report import at_text
from scripts.check.text import RAW_KEYS, strings
from scripts.corpus.load import Loaded
from scripts.corpus.problem import Problem
from scripts.corpus.source import Document, Loc

_AS_TYPED = {"examples", "fine", "situations"}
_JAPANESE = "ぁ-ヶー一-鿿々」』〕）"
_SIGNS = (
    (re.compile(rf"[，．]|(?<=[{_JAPANESE}])[,.](?![,.])(?=[{_JAPANESE}「『〔(（\s]|$)"), "E160", "日本語の文の「{}」は「、」か「。」にしてください。"),
    (re.compile(r"\.{2,}|・{2,}|‥+|。{3,}|、{3,}|．{2,}"), "E162", "間を置くときの「{}」は「……」と書くか、「。」で終えてください。"),
    (re.compile(r"(?<!。)。{2}(?!。)|(?<!、)、{2}(?!、)|[!！]{2,}|[?？]{2,}|[!！?？]。|、。|。、"), "E163", "「{}」は記号が重なっています。一つにしてください。"),
    (re.compile("[０-９Ａ-Ｚａ-ｚ]+"), "E164", "全角の英数字「{}」は半角にしてください。"),
    (re.compile("[~～]"), "E166", "「{}」は「〜」(波ダッシュ、U+301C)にしてください。"),
)
_ANY_SIGN = re.compile("[，．,.・‥～~０-９Ａ-Ｚａ-ｚ]|[。、!！?？]{2}")
_PAIRS = {"」": "「", "』": "『", "〕": "〔", ")": "(", "）": "（", "】": "【", "》": "《", "〉": "〈"}
_BRACKETS = re.compile("[「」『』〔〕()（）【】《》〈〉]")
_TRAILING = re.compile(r"[ \u3000]+$")


def check(loaded: Loaded) -> Iterator[Problem]:
    for path, document in loaded.corpus.documents.items():
        yield from _trailing(path, document)
        if path.parts[1] == "search":
            continue
        for loc, text in strings(document.root):
            if not (RAW_KEYS | _AS_TYPED) & set(loc):
                for offset, code, message in findings(text, blanks=not _has_blanks(loc)):
                    yield at_text(loaded.corpus, path, loc, offset, code, message)


def findings(text: str, *, blanks: bool = True) -> Iterator[tuple[int, str, str]]:
    """(offset, code, message) for the first offence of each kind; `blanks`: 〔〕 too are held to pairs."""
    if _ANY_SIGN.search(text):
        for pattern, code, message in _SIGNS:
            if found := pattern.search(text):
                yield found.start(), code, message.format(found[0])
    if _BRACKETS.search(text) and (offset := _unpaired(text, blanks)) is not None:
        yield offset, "E161", f"かっこ「{text[offset]}」に相手がありません。開くかっこと閉じるかっこを同じ形で対にしてください。"


def _trailing(path: PurePosixPath, document: Document) -> Iterator[Problem]:
    """In the file's own lines: a value's trailing spaces can't be pointed at otherwise."""
    for number, line in enumerate(document.lines, 1):
        if found := _TRAILING.search(line):
            yield Problem(path=path, line=number, column=found.start() + 1, code="E165", message="行の終わりに空白があります。消してください。")


def _has_blanks(loc: Loc) -> bool:
    """Texts of wordings: E103 looks after their 〔〕."""
    return loc[0] == "wordings"


def _unpaired(text: str, blanks: bool) -> int | None:
    """Where the first bracket without its partner stands."""
    opened: list[tuple[str, int]] = []
    for found in _BRACKETS.finditer(text):
        sign = found[0]
        if sign in "〔〕" and not blanks:
            continue
        if sign not in _PAIRS:
            opened.append((sign, found.start()))
        elif opened and opened[-1][0] == _PAIRS[sign]:
            opened.pop()
        elif any(opener == _PAIRS[sign] for opener, _ in opened):
            return opened[-1][1]
        else:
            return found.start()
    return opened[-1][1] if opened else None
