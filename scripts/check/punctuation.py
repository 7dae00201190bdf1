"""Signs and widths: one way to write each, so that pages look alike and search finds them.

- E160 、。 in Japanese, not , . ， ．
- E161 brackets come in pairs
- E162 …… for a pause, not ... ・・・ ‥
- E163 one 。 、 ! ? at a time
- E164 digits and letters are half-width
- E165 no spaces at the end of a line
- E166 〜, not ~ or ～
- E167 「」, not “ ” or " "

Drafts and search words are written the way people type them and are left alone:
NG examples, `situations`, corpus/search. T505 holds half-width kana and ｡､｢｣.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Callable, Iterable, Iterator, Mapping

from scripts.check.report import Swap, at_text
from scripts.check.text import RAW_KEYS, strings
from scripts.corpus.model import Corpus
from scripts.corpus.problem import Edit, Problem
from scripts.corpus.source import Document, Loc, Mark

_AS_TYPED = {"examples", "fine", "situations"}
_JAPANESE = "ぁ-ヶー一-鿿々」』〕）"
_SIGNS = (
    (re.compile(rf"[，．]|(?<=[{_JAPANESE}])[,.](?![,.])(?=[{_JAPANESE}「『〔(（\s]|$)"), "E160", "日本語の文の「{}」は「、」か「。」にしてください。"),
    (re.compile(r"\.{2,}|・{2,}|‥+|。{3,}|、{3,}|．{2,}"), "E162", "間を置くときの「{}」は「……」と書くか、「。」で終えてください。"),
    (re.compile(r"(?<!。)。{2}(?!。)|(?<!、)、{2}(?!、)|[!！]{2,}|[?？]{2,}|[!！?？]。|、。|。、"), "E163", "「{}」は記号が重なっています。一つにしてください。"),
    (re.compile("[０-９Ａ-Ｚａ-ｚ]+"), "E164", "全角の英数字「{}」は半角にしてください。"),
    (re.compile("[“”„‟＂]|(?<=[ぁ-ヶー一-鿿。、])\"|\"(?=[ぁ-ヶー一-鿿])"), "E167", "引用の「{}」は「 」(かぎかっこ)にしてください。"),
    (re.compile("[~～]"), "E166", "「{}」は「〜」(波ダッシュ、U+301C)にしてください。"),
)
_ANY_SIGN = re.compile("[，．,.・‥～~“”„‟＂\"０-９Ａ-Ｚａ-ｚ]|[。、!！?？]{2}")
_PAIRS = {"」": "「", "』": "『", "〕": "〔", ")": "(", "）": "（", "】": "【", "》": "《", "〉": "〈"}
_BRACKETS = re.compile("[「」『』〔〕()（）【】《》〈〉]")
_PAIRED = re.compile("|".join(rf"\{opened}[^「」『』〔〕()（）【】《》〈〉\n]*\{closed}" for closed, opened in _PAIRS.items()))
HINTS = rf"[~\"]|[{_JAPANESE}][,.]|\.\.|・・|[。、!！?？]{{2}}"
"""What any of `_SIGNS` holds, but for letters that are odd anyway (see text), and but for brackets, which are counted."""


def check(corpus: Corpus, files: Iterable[tuple[PurePosixPath, Document]]) -> Iterator[Problem]:
    for path, document in files:
        yield from _trailing(path, document)
        if path.parts[1] == "search":
            continue
        for loc, text in strings(document.root):
            if not (RAW_KEYS | _AS_TYPED) & set(loc):
                for finding in findings(text, blanks=not _has_blanks(loc)):
                    yield at_text(corpus, path, loc, *finding)


def findings(text: str, *, blanks: bool = True) -> Iterator[tuple[int, str, str, tuple[Swap, ...]]]:
    """(offset, code, message, swaps for all of its kind) for the first offence of each kind; `blanks`: 〔〕 too are held to pairs."""
    if _ANY_SIGN.search(text):
        for pattern, code, message in _SIGNS:
            if found := list(pattern.finditer(text)):
                yield found[0].start(), code, message.format(found[0][0]), _swaps(code, text, found)
    if _BRACKETS.search(text) and (offset := _unpaired(text, blanks)) is not None:
        yield offset, "E161", f"かっこ「{text[offset]}」に相手がありません。開くかっこと閉じるかっこを同じ形で対にしてください。", ()


def _swaps(code: str, text: str, found: list[re.Match[str]]) -> tuple[Swap, ...]:
    """What belongs in the place of each; nothing where a writer has to choose."""
    if code not in _INSTEAD or code == "E163" and any(one[0] == "。、" for one in found):
        return ()
    return tuple((one.start(), one[0], _INSTEAD[code](one, text)) for one in found)


def _comma(found: re.Match[str], text: str) -> str:
    """Between digits it is a part of a number."""
    number = text[:found.start()][-1:].isdigit() and text[found.end():][:1].isdigit()
    plain = unicodedata.normalize("NFKC", found[0])
    return plain if number else {",": "、", ".": "。"}[plain]


_INSTEAD: Mapping[str, Callable[[re.Match[str], str], str]] = {
    "E160": _comma,
    "E162": lambda found, text: "……",
    "E163": lambda found, text: found[0].strip("、")[:1] or "、",
    "E164": lambda found, text: unicodedata.normalize("NFKC", found[0]),
    "E166": lambda found, text: "〜",
}


def _trailing(path: PurePosixPath, document: Document) -> Iterator[Problem]:
    """In the file's own lines: a value's trailing spaces can't be pointed at otherwise."""
    for number, line in enumerate(document.lines, 1):
        if (kept := len(line.rstrip(" \u3000"))) < len(line):
            start = Mark(number, kept + 1)
            yield Problem(path=path, line=number, column=start.column, code="E165", message="行の終わりに空白があります。消してください。",
                          edits=(Edit(start, Mark(number, len(line) + 1), ""),))


def _has_blanks(loc: Loc) -> bool:
    """Texts of wordings: E103 looks after their 〔〕."""
    return loc[0] == "wordings"


def are_paired(text: str) -> bool:
    """Whether every bracket surely has its partner, on its own line."""
    while _BRACKETS.search(text):
        text, pairs = _PAIRED.subn("", text)
        if not pairs:
            return False
    return True


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
