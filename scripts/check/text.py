"""No text may carry markup, invisible characters or anything else a reader can't see."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Iterable, Iterator

from scripts.check.report import Swap, at_text
from scripts.corpus.model import Corpus
from scripts.corpus.problem import Problem
from scripts.corpus.source import Document, Loc, Node

_BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANK = set("\u034f\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs by their category, but drawn as nothing."""
_MARKUP = (
    (re.compile(r"<[A-Za-z/!?]"), "HTML のタグ"),
    (re.compile(r"&(#\d+|#x[0-9a-fA-F]+|[A-Za-z]+\d*);"), "HTML の文字参照"),
    (re.compile(r"`"), "Markdown の「`」"),
    (re.compile(r"\*\*|__"), "Markdown の強調"),
    (re.compile(r"!?\[[^\[\]]*\]\(|\]\("), "Markdown のリンク"),
    (re.compile(r"(?m)^\s{0,3}#{1,6} "), "Markdown の見出し"),
    (re.compile(r"(?m)^[^\S\n]*(```|~~~|:::|---+[^\S\n]*$)"), "Markdown の区切り"),
    (re.compile(r"\{[{%#:]"), "テンプレートの記号"),
    (re.compile(r"(?i)(?<![a-z])(javascript|data|vbscript):"), "スクリプトの URL "),
)
_PARTED = re.compile(r"[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+")
"""A letter and the marks that should be a part of it."""
_HALF_WIDTH = re.compile("[\uff61-\uff9f]+")
_LAST_PIECE = re.compile(r"[ \n](\S+)\s*$")
_COMMENT = re.compile(r"\s+(?P<sign>#[^\s#]\S{0,11})")
_ODD_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
RAW_KEYS = {"patterns", "url"}
"""Fields that are not prose: regular expressions and addresses have checks of their own."""
ODD = re.compile("[^\n -~\u3000-\u3029\u3030-\u3098\u309b-\u3163\u3165-\u9fff…！？（）]")
"""What is not surely fine wherever it stands: unseen, of an unusual width, or a mark that may belong to the letter before it."""
HINTS = r"<[A-Za-z/!?]|&[#A-Za-z]|`|\*\*|__|\]\(|:::|[A-Za-z]:|---|\{[{%#:]"
"""What any of `_MARKUP` holds, but for #."""


def check(corpus: Corpus, files: Iterable[tuple[PurePosixPath, Document]]) -> Iterator[Problem]:
    for path, document in files:
        for loc, node in scalars(document.root):
            for finding in findings(node.value, raw=bool(RAW_KEYS & set(loc))):
                yield at_text(corpus, path, loc, *finding)
            yield from _cut(path, document, loc, node)


def _cut(path: PurePosixPath, document: Document, loc: Loc, node: Node) -> Iterator[Problem]:
    """What YAML takes out of a text without a word: line breaks, and what follows a #."""
    text, line = node.value, document.lines[node.line - 1]
    last = _LAST_PIECE.search(text) if document.plain.folded and node.style != "|" else None
    if last and document.text_mark(loc, last.start(1)).line > node.line + (node.style == ">"):
        yield Problem(path=path, line=node.line, column=node.column, code="T506",
                      message="この書き方では、改行が消えて空白になります。改行を残すなら「|」だけを書いて次の行から本文を、残さないなら一行で書いてください。")
    elif "#" in line and node.style == "" and text and (found := _COMMENT.match(line[node.column - 1:], len(text))):
        yield Problem(path=path, line=node.line, column=node.column + found.start("sign"), code="T507",
                      message=f"「{found['sign']}」から後ろはコメントになり、読者に届きません。言葉の一部なら値全体を引用符 '…' で囲み、コメントなら「# 」と空白をあけてください。")


def strings(node: Node, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Every string of a document with its path; keys are not included."""
    return ((here, scalar.value) for here, scalar in scalars(node, loc))


def scalars(node: Node, loc: Loc = ()) -> Iterator[tuple[Loc, Node]]:
    """Every string of a document with its path and its place."""
    if isinstance(node.value, str):
        yield loc, node
    elif isinstance(node.value, list):
        for index, item in enumerate(node.value):
            yield from scalars(item, (*loc, index))
    else:
        for key, (_, item) in node.value.items():
            yield from scalars(item, (*loc, key))


def findings(text: str, *, raw: bool = False) -> Iterator[tuple[int, str, str, tuple[Swap, ...]]]:
    """(offset, code, message, swaps that mend it) for each character or mark-up that must not stand in a text."""
    odd = ODD.search(text)
    if odd:
        if (normal := unicodedata.normalize("NFC", text)) != text:
            offset = next((i for i, (a, b) in enumerate(zip(text, normal)) if a != b), len(normal) - 1)
            parted = ((one.start(), one[0], unicodedata.normalize("NFC", one[0])) for one in _PARTED.finditer(text))
            yield offset, "T503", "濁点などが文字と分かれています(NFD)。この文字を打ち直してください。", tuple(swap for swap in parted if swap[1] != swap[2])
        for kana in _HALF_WIDTH.finditer(text):
            name, full = "カナ" if any(char >= "\uff66" for char in kana[0]) else "句読点", unicodedata.normalize("NFKC", kana[0])
            yield kana.start(), "T505", f"半角{name}「{kana[0]}」があります。全角の「{full}」にしてください。", ((kana.start(), kana[0], full),)
        for offset, char in enumerate(text):
            if char < "\u3000" and char > "\x7f" or char > "\u9fff" or char in _BLANK:
                yield from _character(offset, char, text)
            elif char < " " and char != "\n" or char == "\x7f":
                yield offset, "T501", f"見えない制御文字 U+{ord(char):04X} があります。消してください。", ((offset, char, ""),)
    if raw:
        return
    for pattern, name in _MARKUP:
        if found := pattern.search(text):
            yield found.end() - len(found[0].lstrip()), "T504", f"{name}は書けません。ふつうの文字だけで書いてください(記号が要るときは全角で)。", ()
    if odd and (spaces := list(_ODD_SPACE.finditer(text))):
        yield (spaces[0].start(), "T502", f"特殊な空白 U+{ord(spaces[0][0]):04X} があります。ふつうの空白に置き換えてください。",
               tuple((found.start(), found[0], " ") for found in spaces))


def _character(offset: int, char: str, text: str) -> Iterator[tuple[int, str, str, tuple[Swap, ...]]]:
    category = unicodedata.category(char)
    if char in _BIDI:
        yield offset, "T501", f"文字の向きを変える見えない文字 U+{ord(char):04X} があります。消してください。", ((offset, char, ""),)
    elif (category in ("Cf", "Cc", "Co", "Cn", "Cs", "Zl", "Zp") or char in _BLANK) and not _in_emoji(offset, char, text):
        yield offset, "T501", f"見えない文字 U+{ord(char):04X} があります。消してください。", ((offset, char, ""),)


def _in_emoji(offset: int, char: str, text: str) -> bool:
    """A zero-width joiner between two pictographs is part of one emoji."""
    return char == "\u200d" and 0 < offset < len(text) - 1 and all(
        beside == "\ufe0f" or unicodedata.category(beside).startswith("S") for beside in (text[offset - 1], text[offset + 1]))
