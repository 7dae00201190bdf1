"""A help line's number stands once, in corpus/helplines: a copy goes stale and nobody sees it.

- E140 a number of corpus/helplines anywhere else, in any spelling: ０１２０, with hyphens, brackets, spaces or none, 〇一二〇
- E141 anything else that can be called: #nnnn, 0120…, 03-…, ten digits that begin with 0
- E142 an address (https://…, www., name@…) in words that are sent

110 and 119 may stand anywhere.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Iterable, Iterator, Mapping

from scripts.check.report import at_text
from scripts.check.text import RAW_KEYS, strings
from scripts.check.wordings import Said
from scripts.corpus.model import Corpus
from scripts.corpus.problem import Problem
from scripts.corpus.source import Document

_PLAIN = {**{ord(wide): str(n % 10) for n, wide in enumerate("０１２３４５６７８９〇一二三四五六七八九")}, ord("零"): "0",
          **dict.fromkeys(map(ord, "‐‑‒–—―−－ー・.．/／"), "-"), **dict.fromkeys(map(ord, "＃♯"), "#"),
          **dict.fromkeys(map(ord, "（）()　"), " "), ord("＋"): "+"}
"""One letter for one letter, so that an offset stays what it was."""
_DIGITS = re.compile("[0-9#０-９＃♯〇一二三四五六七八九零]{2}|[0-9０-９][^0-9０-９]")
_ID = re.compile("[a-z][a-z0-9-]*")
"""The id of an entry, which may be named after its number."""
_GAP = "[- ]{0,3}"
_COUNTED = r"(?! ?[円人件年個字枚冊点名歩回行通本mk㎡,-]|[0-9])"
_CALLABLE = re.compile(
    rf"(?<![0-9a-z])(?:#(?!11[09](?![0-9]))[0-9]{{3,5}}(?![0-9])|(?:\+81{_GAP}|0)[1-9][0-9]{{0,3}}[- ]{{1,2}}[0-9]{{1,4}}[- ]{{1,2}}[0-9]{{3,4}}(?![0-9])"
    rf"|0(?:120|570|800|990|180){_GAP}[0-9]{{2,4}}{_GAP}[0-9]{{3,4}}(?![0-9])|0[1-9][0-9]{{8,9}}(?![0-9])|(?:118|171|177|188|189)番(?![目地線札号席]))")


_ANY_DIGIT = "0-9０-９〇一二三四五六七八九零"
_BETWEEN = r"\-‐‑‒–—―−－ー・.．/／（）()　 "
HINTS = f"[{_ANY_DIGIT}](?:[{_BETWEEN}]{{0,3}}[{_ANY_DIGIT}]){{2}}"
"""Three digits, with as much between them as `_GAP` allows: no number is shorter."""


def check(corpus: Corpus, files: Iterable[tuple[PurePosixPath, Document]]) -> Iterator[Problem]:
    lines = helplines(corpus)
    for path, document in files:
        if path.parts[1] == "helplines":
            continue
        for loc, text in strings(document.root):
            if not RAW_KEYS & set(loc) and not _ID.fullmatch(text):
                for offset, code, message in findings(text, lines):
                    yield at_text(corpus, path, loc, offset, code, message)


def addresses(corpus: Corpus, words: Iterable[Said]) -> Iterator[Problem]:
    """Problems of words that are sent (E142)."""
    for one in words:
        if _IN_ADDRESS.search(one.text) and (found := _ADDRESS.search(one.text)):
            yield one.problem(corpus, found.start(), "E142", f"「{found[0]}」のような宛先は書けません。〔リンク〕〔連絡先〕のような空欄にしてください。")


_IN_ADDRESS = re.compile("[@＠.]|[:：]/")
_ADDRESS = re.compile(r"(?i)(?:https?|ftp)[:：]/{1,2}[^\s、。」)]*|(?<![a-z0-9@.])www\.[a-z0-9.-]+|[a-z0-9._+-]+[@＠][a-z0-9-]+\.[a-z.]+|(?<![a-z0-9])[a-z0-9-]+\.(?:com|net|org|co\.jp|ne\.jp|jp|io)(?![a-z0-9])")


def helplines(corpus: Corpus) -> Mapping[PurePosixPath, re.Pattern[str]]:
    """By file: what finds its number in a text of plain digits."""
    return {entry.path: _spellings(entry.number) for entry in corpus.helplines.values() if entry.number and re.search("[0-9]{3}", entry.number)}


def findings(text: str, lines: Mapping[PurePosixPath, re.Pattern[str]]) -> Iterator[tuple[int, str, str]]:
    """(offset, code, message) for each number that can be called."""
    if not _DIGITS.search(text):
        return
    plain = text.translate(_PLAIN)
    known: list[tuple[int, int]] = []
    for path, number in lines.items():
        for found in number.finditer(plain):
            known.append(found.span())
            yield found.start(), "E140", (f"相談窓口の番号「{text[found.start():found.end()]}」は {path} だけに置きます。"
                                          "番号を消して窓口の名前だけを書くか、安全の項目の helplines に id を書いてください。")
    for found in _CALLABLE.finditer(plain):
        if not any(start < found.end() and found.start() < end for start, end in known):
            yield found.start(), "E141", (f"電話番号のような数字「{text[found.start():found.end()]}」があります。窓口の番号は corpus/helplines に置き、"
                                          "連絡先は〔電話番号〕のような空欄にしてください(110番と119番は書けます)。")


def _spellings(number: str) -> re.Pattern[str]:
    digits = _GAP.join(re.findall("[0-9]", number.translate(_PLAIN)))
    # In plain letters シャープ is シャ-プ.
    short = len(re.findall("[0-9]", number)) <= 5
    return re.compile(rf"(?<![0-9])(?:# ?|シャ-プ ?)?{digits}{_COUNTED if short else '(?![0-9])'}")
