"""Read one YAML file into plain values that remember their line and column.

YAML is read by its failsafe schema: every scalar is a string, so `no`, `1:30`
and `010` stay what the writer typed; the typed model decides what is a number
or a date. Anchors, aliases, tags, several documents and duplicate keys are
refused here, which also makes alias bombs impossible. The file is walked as a
stream of libyaml events, so nothing is built that is not wanted.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import Iterator, Sequence

import yaml

from scripts.corpus.compose import Composer, Finding, Node, Odd, Plain, Values
from scripts.corpus.problem import Edit, Mark
from scripts.corpus.slips import Slip, conflict, slips

MAX_BYTES = 64 * 1024
_ILLEGAL = re.compile("[^\n\t -~\u00a0-\u2027\u202a-\ufffd\U00010000-\U0010ffff]")
"""What YAML can't hold, and the line breaks that only YAML sees: an editor's and GitHub's line numbers would differ from ours."""

_QUOTES, _BLOCKS = ("'", '"'), ("|", ">")

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: its text, and what it says."""

    text: str
    plain: Plain
    crlf: bool = False
    _lines: list[tuple[str, ...]] = field(default_factory=list, repr=False, compare=False)
    _root: list[Node] = field(default_factory=list, repr=False, compare=False)
    _places: dict[Loc, tuple[list[int], list[Mark]]] = field(default_factory=dict, repr=False, compare=False)

    def __reduce__(self) -> tuple[type[Document], tuple[str, Plain, bool]]:
        """From one process to the other goes only what was read: ten thousand files are on their way in half the time."""
        return Document, (self.text, self.plain, self.crlf)

    @property
    def lines(self) -> tuple[str, ...]:
        """The text line by line; made when first asked for."""
        if not self._lines:
            self._lines.append(tuple(self.text.split("\n")))
        return self._lines[0]

    @property
    def root(self) -> Node:
        """The values with their places; made when first asked for."""
        if not self._root and (root := Composer(self.text).document()):
            self._root.append(root)
        return self._root[0]

    def mark(self, loc: Loc) -> Mark:
        """The place of the value at `loc`; of the nearest parent where the path ends early."""
        return self._find(loc)[1].mark

    def key_mark(self, loc: Loc) -> Mark:
        """The place of the key that `loc` ends in (of the value, inside a list)."""
        return self._find(loc)[0].mark

    def value(self, loc: Loc) -> str:
        """The string at `loc` as the file has it (a model may have trimmed it); '' where there is none."""
        value = self._said(loc)
        return value if isinstance(value, str) else ""

    def style(self, loc: Loc) -> str:
        """How the string at `loc` is written: '' plain, a quote, | or >."""
        return self._find(loc)[1].style

    def keys(self, loc: Loc) -> tuple[str, ...]:
        """The keys of the mapping at `loc`."""
        value = self._said(loc)
        return tuple(value) if isinstance(value, dict) else ()

    def rest_of_line(self, loc: Loc) -> str:
        """The file's text from the value at `loc` to the end of that line."""
        mark = self.mark(loc)
        return self.lines[mark.line - 1][mark.column - 1:]

    def text_mark(self, loc: Loc, offset: int) -> Mark:
        """The place of character `offset` of the string at `loc`; the start of the value where an escape hides it.

        Whatever the style, the file holds the same visible characters in the
        same order, so both are walked together.
        """
        return self._written(loc, offset) or self.mark(loc)

    def span(self, loc: Loc, offset: int, text: str) -> tuple[Mark, Mark] | None:
        """From where to where `text`, which is at `offset` of the string at `loc`, stands in the file; None where it is written in another way."""
        mark = self._written(loc, offset)
        if mark is None or not self.lines[mark.line - 1].startswith(text, mark.column - 1):
            return None
        return mark, Mark(mark.line, mark.column + len(text))

    def _written(self, loc: Loc, offset: int) -> Mark | None:
        """The place of a visible character of the string at `loc`; None where an escape hides it."""
        node = self._find(loc)[1]
        if not isinstance(node.value, str):
            return None
        if loc not in self._places:
            self._places[loc] = self._walk(node)
        visible, marks = self._places[loc]
        number = visible[min(offset, len(node.value))]
        return marks[number] if number < len(marks) else None

    def _walk(self, node: Node) -> tuple[list[int], list[Mark]]:
        """How many visible characters stand before each offset of a string, and where in the file each of them is, up to the first that is escaped.

        Walked once: a text with a thousand findings would take a thousand times as long.
        """
        visible = [0]
        for char in node.value:
            visible.append(visible[-1] + (char not in " \n"))
        marks: list[Mark] = []
        for char, (found, mark) in zip((char for char in node.value if char not in " \n"), self._visible(node)):
            if char != found:
                break
            marks.append(mark)
        return visible, marks

    def _visible(self, node: Node) -> Iterator[tuple[str, Mark]]:
        """The characters of the file from the beginning of a string, without spaces."""
        line, column = node.line - 1, node.column - 1 + (node.style in _QUOTES)
        if node.style in _BLOCKS:
            line, column = line + 1, 0
        for number in range(line, len(self.lines)):
            quote = False
            for index, char in enumerate(self.lines[number][column:], column):
                quote = node.style == "'" == char and not quote
                if char != " " and (char != "'" or node.style != "'" or quote):
                    yield char, Mark(number + 1, index + 1)
            column = 0

    def _said(self, loc: Loc) -> Values:
        """What stands at `loc`, or at the nearest parent."""
        value = self.plain.value
        for step in loc:
            if isinstance(value, dict) and step in value or isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                break
        return value

    def _find(self, loc: Loc) -> tuple[Node, Node]:
        """The key that `loc` ends in (inside a list the value itself), and the value."""
        key = node = self.root
        for step in loc:
            if isinstance(node.value, dict) and step in node.value:
                key, node = node.value[str(step)]
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                key = node = node.value[step]
            else:
                break
        return key, node


class SourceError(Exception):
    """The file can't be read as one plain YAML value. Carries every finding at once."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(findings)
        self.findings = findings


def read_source(data: bytes) -> Document:
    """Parse the bytes of one file.

    Raises SourceError with (mark, code, message) for each finding.
    """
    text = _decode(data)
    if _ILLEGAL.search(text):
        raise SourceError(_illegal(text.split("\n")))
    if (marked := conflict(text)) is not None:
        raise SourceError([(Mark(marked, 1), "Y115", "二つの版がぶつかった印(<<<<<<<、=======、>>>>>>>)が残っています。残すほうだけにして、印の行を消してください。")])
    try:
        if "\t" not in text:
            return Document(text, Plain(text), b"\r\n" in data)
    except (Odd, yaml.MarkedYAMLError):
        pass
    raise SourceError(_faults(text, text.split("\n")))


def _faults(text: str, lines: Sequence[str]) -> list[Finding]:
    """Everything that keeps a text from being read plainly."""
    findings = _tabs(text, lines)
    composer = Composer(text)
    try:
        root = composer.document()
    except yaml.MarkedYAMLError as error:
        mark = _place(error, lines)
        findings += composer.findings
        if not any(found.line == mark.line for found, *_ in findings):
            findings += _unreadable(lines, mark, error)
        return findings
    findings += composer.findings
    if findings:
        return findings
    if root is None:
        return [(Mark(1, 1), "Y105", "中身がありません。`make new` の雛形か、CONTRIBUTING の例から書き始めてください。")]
    if found := slips(lines):
        return [_slip(one) for one in found]
    return [(root.mark, "Y106", "いちばん外側は「キー: 値」の並びで書いてください。")]


def _unreadable(lines: Sequence[str], mark: Mark, error: yaml.MarkedYAMLError) -> list[Finding]:
    """The slips that made YAML give up; its own words where none is seen."""
    began = _starts_open(error)
    found = [] if began else slips(lines, mark.line)
    if found:
        return [_slip(one, _explain(error)) for one in found]
    return [(mark, "Y103", f"YAML として読めません({_explain(error)})。{'閉じる記号を書き足してください。' if began else _FORM}")]


_FORM = "字下げは半角の空白2つ、「キー: 値」のコロンのあとに半角の空白を入れてください。"


def _slip(slip: Slip, said: str = "") -> Finding:
    return Mark(slip.line, slip.column), "Y103", f"YAML として読めません({slip.what or said})。{slip.instead}。"


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise SourceError([(Mark(1, 1), "Y107", f"ファイルが大きすぎます。{MAX_BYTES:,} バイト以内に分けてください。")])
    if data.startswith(codecs.BOM_UTF8):
        raise SourceError([(Mark(1, 1), "Y101", "ファイルの先頭に BOM があります。「UTF-8(BOMなし)」で保存し直してください。", (Edit(Mark(1, 1), Mark(1, 2), ""),))])
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise SourceError([(Mark(1, 1), "Y101", "ファイルの先頭に BOM があります(文字コードは UTF-16)。「UTF-8(BOMなし)」で保存し直してください。")])
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8")
        mark = Mark(good.count("\n") + 1, len(good.rpartition("\n")[2]) + 1)
        raise SourceError([(mark, "Y102", f"UTF-8 ではない文字があります{_guessed_encoding(data)}。文字コードを UTF-8 にして保存し直してください。")]) from None


def _guessed_encoding(data: bytes) -> str:
    if data.count(0) > 2:
        return "(文字のファイルではないか、UTF-16 のようです)"
    for name, encoding in (("Shift_JIS", "cp932"), ("EUC-JP", "euc_jp")):
        try:
            if re.search("[ぁ-んァ-ヶ]{2}", data.decode(encoding)):
                return f"({name} のようです)"
        except UnicodeDecodeError:
            continue
    return ""


def _tabs(text: str, lines: Sequence[str]) -> list[Finding]:
    """Every line with tabs; with spaces for them, if the file can then be read in one way only."""
    if "\t" not in text:
        return []
    readable = {width: plain for width in (2, 4) if (plain := _plain("\n".join(_spaced(line, width) for line in lines))) is not None}
    width = min(readable, default=0) if all(plain == readable[min(readable)] for plain in readable.values()) else 0
    return [(Mark(number, line.index("\t") + 1), "Y108", "タブ文字があります。半角の空白に置き換えてください(字下げは空白2つ)。",
             *([(Edit(Mark(number, 1), Mark(number, len(line) + 1), _spaced(line, width)),)] if width else ()))
            for number, line in enumerate(lines, 1) if "\t" in line]


def _spaced(line: str, width: int) -> str:
    """Spaces for tabs: `width` for each that indents, one for any other, none at the end."""
    indent = line[:len(line) - len(line.lstrip(" \t"))]
    return (indent.replace("\t", " " * width) + line[len(indent):].replace("\t", " ")).rstrip(" ") if "\t" in line else line


def _plain(text: str) -> object:
    """What the text holds, without places; None where it can't be read."""
    composer = Composer(text)
    try:
        root = composer.document()
    except yaml.MarkedYAMLError:
        return None
    return None if root is None or composer.findings else root.plain()


def _illegal(lines: Sequence[str]) -> list[Finding]:
    found = ((number, _ILLEGAL.search(line)) for number, line in enumerate(lines, 1))
    return [(Mark(number, match.start() + 1), "Y104", f"使えない文字 U+{ord(match[0]):04X} があります。消すか、ふつうの改行にしてください。",
             (Edit(Mark(number, match.start() + 1), Mark(number, match.end() + 1), ""),) if match[0] < " " and match[0] != "\r" or match[0] == "\x7f" else ())
            for number, match in found if match]


def _place(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Mark:
    """Where to look: what was opened and never closed, else the first thing that doesn't fit. Always inside the file."""
    began = any(words in (error.problem or "") for words in _SEEN_LATE)
    at = began and error.context_mark or error.problem_mark
    if at is None:
        return Mark(1, 1)
    line = min(at.line, len(lines) - 1)
    return Mark(line + 1, min(at.column, len(lines[line])) + 1 if line == at.line else len(lines[line]) + 1)


def _starts_open(error: yaml.MarkedYAMLError) -> bool:
    return any(words in (error.problem or "") for words in _SEEN_LATE[:3])


_SEEN_LATE = ("unexpected end of stream", "unexpected document indicator", "expected ',' or", "could not find expected ':'")
"""Faults that the parser notices lines below the quote, bracket or key they come from."""

_EXPLANATIONS = {
    "mapping values are not allowed": "ここに「キー: 値」は書けません。値の中に「: 」があるなら値全体を引用符で囲み、なければ前の行を確かめてください",
    "could not find expected ':'": "キーのあとの「:」が見つかりません",
    "did not find expected key": "キーがあるはずの場所です。字下げがそろっていないか、引用符を閉じたあとに文字が続いています",
    "expected ',' or": "「[」または「{」が閉じられていません",
    "did not find expected node content": "値があるはずの場所です。開いたかっこを閉じるか、値全体を引用符で囲んでください",
    "did not find expected '-' indicator": "「- 」で始まる行があるはずの場所です。字下げをそろえてください",
    "did not find expected <document start>": "一つのファイルに書けるのは一つの項目だけです",
    "unexpected end of stream": "引用符が閉じられていません",
    "unexpected document indicator": "引用符が閉じられていません",
    "cannot start any token": "値をこの記号で始めることはできません。値全体を引用符 \"…\" で囲んでください",
    "alphabetic or numeric character": "「*」や「&」で値を始めることはできません。値全体を引用符 \"…\" で囲んでください",
    "tag": "「!」で値を始めることはできません。値全体を引用符 \"…\" で囲んでください",
    "comment or line break": "「|」や「>」のあとには何も書かず、次の行から本文を書いてください",
    "escape c": "引用符 \"…\" の中の「\\」が読めません。'…' で囲んでください",
    "block sequence entries are not allowed": "ここに「- 」の並びは書けません",
    "directive": "行の先頭に「%」は書けません",
}
"""What libyaml says → what the writer should look for; the first that fits."""


def _explain(error: yaml.MarkedYAMLError) -> str:
    said = f"{error.context} {error.problem}"
    return next((japanese for english, japanese in _EXPLANATIONS.items() if english in said), "書き方が途中で崩れています")
