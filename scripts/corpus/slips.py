"""Slips of the hand in a file that YAML can't read: where each is, and what to write there instead.

The parser only knows where it gave up, often lines below the slip, and in its own
words. Someone who has never seen YAML needs the line as it should be.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Callable, Iterator, Sequence

_CONFLICT = re.compile(r"\s*(?:<{7}|>{7}|\|{7})(?: |$)|\s*={7}$")
_KEY = r"(?P<indent> *)(?P<dash>- +)?(?P<key>[A-Za-z_]{2,20})"
_BLOCK = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")
_SHOWN = 40
"""Letters of a value that a message shows."""


@dataclass(frozen=True, slots=True, order=True)
class Slip:
    """`line` and `column` count from 1. `what` is '' where the parser has said it."""

    line: int
    column: int
    what: str
    instead: str


def conflict(text: str) -> int | None:
    """The line on which a merge left its first mark."""
    if not any(sign * 7 in text for sign in "<>|="):
        return None
    marks = [number for number, line in enumerate(text.split("\n"), 1) if _CONFLICT.match(line)]
    return marks[0] if len(marks) > 1 else None


def slips(lines: Sequence[str], at: int | None = None) -> list[Slip]:
    """What is surely wrong anywhere; if nothing is, what is most likely wrong on line `at` (from 1), where the parser gave up."""
    code = list(_code(lines))
    sure = [slip for number, line in code for rule in _SURE if (slip := rule(number, line))]
    if sure:
        return sorted({slip.line: slip for slip in reversed(sure)}.values())
    if at is None:
        return []
    line = lines[at - 1]
    return [slip for rule in _LIKELY if (slip := rule(at, line))][:1] or [slip for slip in (_unindented(lines, at), _uneven(code, at)) if slip][:1]


def _code(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines that are structure: no comments, and not what stands under a | or >."""
    inside = None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        indent = len(line) - len(line.lstrip(" "))
        if inside is not None and indent > inside:
            continue
        inside = None
        if re.search(r"(?:^|[:-]) *[|>][-+0-9]*\s*(?:#.*)?$", line) and not line.lstrip().startswith(('"', "'")):
            inside = indent + (2 if line.lstrip().startswith("- ") and ":" in line else 0)
        yield number, line


def _line(found: re.Match[str], value: str) -> str:
    """The line as it should be, cut where it is long."""
    value = value.strip()
    shown = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
    return f"{(found['dash'] or '').strip()} {found['key']}: {shown}".strip()


def _wide_colon(number: int, line: str) -> Slip | None:
    found = re.match(_KEY + r"(?P<sign> *：)(?P<value>.*)$", line)
    return found and Slip(number, found.start("sign") + 1, "コロンが全角の「：」です", f"半角にして「{_line(found, found['value'])}」と書いてください")


def _wide_indent(number: int, line: str) -> Slip | None:
    found = re.match(r"(?P<space> *[\u3000\u00a0][\s\u3000]*)\S", line)
    name = "全角の空白" if found and "\u3000" in found["space"] else "特殊な空白 U+00A0 "
    return found and Slip(number, found["space"].find("\u3000" if "\u3000" in found["space"] else "\u00a0") + 1, f"字下げに{name}があります", "半角の空白に直してください(一段ごとに2つ)")


def _no_space(number: int, line: str) -> Slip | None:
    found = re.match(_KEY + r"(?P<sign>:)(?P<value>[^\s:/].*|[\u3000\u00a0].*)$", line)
    if not found:
        return None
    wide = found["value"][0] in "\u3000\u00a0"
    return Slip(number, found.start() + 1 + len(found["indent"]) + len(found["dash"] or ""), "キーのあとの「:」が見つかりません",
                f"「:」のあと{'の空白を半角にして' if wide else 'に半角の空白を入れて'}「{_line(found, found['value'].lstrip(chr(0x3000) + chr(0xa0)))}」と書いてください")


def _other_sign(number: int, line: str) -> Slip | None:
    found = re.match(_KEY + r"\s*(?P<sign>[=;；＝])\s*(?P<value>.*)$", line)
    return found and Slip(number, found.start("key") + 1, "キーのあとの「:」が見つかりません", f"「{found['sign']}」ではなく「{_line(found, found['value'])}」と書いてください")


def _bullet(number: int, line: str) -> Slip | None:
    found = re.match(r"(?P<indent> *)(?P<sign>[－−‐–—―・•●○▪*＊])\s*(?P<value>[^\s*].*)$", line)
    return found and Slip(number, found.start("sign") + 1, f"「{found['sign']}」では並びになりません", f"半角のハイフンと空白で「- {found['value'][:_SHOWN]}」と書いてください")


def _dash(number: int, line: str) -> Slip | None:
    found = re.match(r"(?P<indent> *)-(?P<value>[^\s-].*)$", line)
    return found and Slip(number, len(found["indent"]) + 1, "「-」のあとに空白がありません", f"「- {found['value'][:_SHOWN]}」と書いてください")


def _no_colon(number: int, line: str) -> Slip | None:
    found = re.match(_KEY + r"[ \u3000\u00a0]+(?P<value>[^:：\s].*)$", line)
    return found and Slip(number, found.start("key") + 1, "キーのあとの「:」が見つかりません", f"「{_line(found, found['value'])}」と書いてください")


def _blank(number: int, line: str) -> Slip | None:
    found = re.match(_KEY + r": +(?P<value>(?P<open>[\[{]+) *(?P<label>[^\x00-\x7f][^\[\]{}]{0,15})[\]}]+.*)$", line)
    return found and Slip(number, found.start("value") + 1, f"「{found['open']}」で始まる値は、並びとして読まれます", f"空欄なら〔{found['label'].strip()}〕と書いてください")


def _colon_inside(number: int, line: str) -> Slip | None:
    found = re.match(_KEY + r": +(?P<value>[^\"'\[{|>#].*?)(?P<colon>: |:$)", line)
    if not found:
        return None
    value = line[found.start("value"):].strip()
    return Slip(number, found.start("colon") + 1, "ここに「キー: 値」は書けません。値の中に「: 」があるなら値全体を引用符で囲み、なければ前の行を確かめてください", _in_quotes(found, value))


def _after_quote(number: int, line: str) -> Slip | None:
    found = re.match(_KEY + r": +(?P<value>(?P<quote>[\"'])[^\"']*(?P=quote)(?P<rest>[^\s#].*))$", line)
    if not found:
        return None
    return Slip(number, found.start("rest") + 1, "キーがあるはずの場所です。字下げがそろっていないか、引用符を閉じたあとに文字が続いています",
                "引いた言葉は「 」で囲むか、" + _in_quotes(found, found["value"]))


def _first_sign(number: int, line: str) -> Slip | None:
    found = re.match(_KEY + r": +(?P<value>(?P<sign>[@`%&*!])[^\n]*)$", line)
    if not found:
        return None
    what = {"&": "「*」や「&」で値を始めることはできません。値全体を引用符 \"…\" で囲んでください", "!": "「!」で値を始めることはできません。値全体を引用符 \"…\" で囲んでください"}
    return Slip(number, found.start("sign") + 1 + (found["sign"] in "&*!"),
                what.get("&" if found["sign"] == "*" else found["sign"], "値をこの記号で始めることはできません。値全体を引用符 \"…\" で囲んでください"), _in_quotes(found, found["value"]))


def _after_block(number: int, line: str) -> Slip | None:
    found = re.match(_KEY + r": +(?P<sign>[|>])[-+]?\s*(?P<value>[^\s#0-9+-].*)$", line)
    return found and Slip(number, found.start("value") + 1, "「|」や「>」のあとには何も書かず、次の行から本文を書いてください",
                          f"一行なら「{_line(found, found['value'])}」と書いてください")


def _in_quotes(found: re.Match[str], value: str) -> str:
    quoted = json.dumps(value, ensure_ascii=False) if "'" in value else f"'{value}'"
    return f"全体を引用符で囲んで {found['key']}: {quoted if len(quoted) <= _SHOWN + 2 else quoted[:_SHOWN] + '…' + quoted[-1]} と書いてください"


def _unindented(lines: Sequence[str], at: int) -> Slip | None:
    """Words that were meant to stand under the text above them."""
    line = lines[at - 1]
    above = next((lines[i] for i in range(at - 2, -1, -1) if lines[i].strip()), "")
    if re.match(r"\s*(?:- +)?[A-Za-z_]+:(?: |$)", line) or not re.search(r"[^\x00-\x7f]", line):
        return None
    column, deep = len(line) - len(line.lstrip(" ")), len(above) - len(above.lstrip(" "))
    if _BLOCK.search(above) and ":" in above:
        return Slip(at, 1, "「|」の下の本文が字下げされていません", f"この行の頭に半角の空白を {deep + 2 + 2 * above.lstrip().startswith('- ')} 個入れてください")
    if deep > column and not re.match(r"\s*(?:- +)?[A-Za-z_]+:", above):
        return Slip(at, column + 1, "本文の字下げがそろっていません", f"上の行と同じ、空白 {deep} 個にしてください")
    return Slip(at, column + 1, "キーのあとの「:」が見つかりません", "前の行の続きなら、キーのあとに「|」だけを書いて改行し、本文を空白2つ深く字下げしてください")


def _uneven(code: Sequence[tuple[int, str]], at: int) -> Slip | None:
    """A key that does not stand under the keys beside it."""
    line = next((text for number, text in code if number == at), "")
    if not re.match(r" *(?:- +)?[A-Za-z_]+ *:", line):
        return None
    column = len(line) - len(line.lstrip(" "))
    above = [_columns(text) for number, text in code if number < at]
    fitting = sorted({key for pair in above for key in pair}, key=lambda key: (abs(key - column), -key))
    if not fitting or column in fitting[:1] and not line.lstrip().startswith("-") and column in [pair[-1] for pair in above[-1:]]:
        return None
    target = next((key for key in fitting if key != column or line.lstrip().startswith("- ")), None)
    if target is None:
        return None
    beside = next((text.strip() for number, text in reversed(code) if number < at and target in _columns(text)), "")
    name = beside.removeprefix("- ").partition(":")[0]
    return Slip(at, column + 1, "", f"この行は空白 {column} 個です。上の「{name}」にそろえて{f'空白 {target} 個に' if target else '字下げをなしに'}してください")


def _columns(line: str) -> tuple[int, ...]:
    """Where a line's dash and its key stand."""
    start = len(line) - len(line.lstrip(" "))
    return (start, start + 2) if line.lstrip().startswith("- ") else (start,)


_Rule = Callable[[int, str], Slip | None]
_SURE: tuple[_Rule, ...] = (_wide_colon, _wide_indent, _no_space, _other_sign, _bullet, _dash)
_LIKELY: tuple[_Rule, ...] = (_no_colon, _blank, _after_block, _after_quote, _colon_inside, _first_sign)
