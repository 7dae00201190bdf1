"""Numbered ways to damage a corpus: the same number always gives the same damage."""

from __future__ import annotations

import random
import re
from pathlib import PurePosixPath
from typing import Callable

from scripts.corpus.source import MAX_BYTES
from tests.hostile.payloads import PAYLOADS

Files = dict[str, bytes | str | None]
"""By path below corpus/: what the file holds; a str is where a symbolic link leads, None a folder."""

_WORDS = ("intent", "text", "why", "casual", "film-missed", "true", "null", "~", "0", "-1", "1e999", "9" * 400, "0x" + "f" * 300, ".inf", "2026-13-45", "1:30", "\\", "'", '"', "|", ">", "- ", "? ", ": ", "# ",
          "&a ", "*a", "<<: *a", "!!str ", "!x ", "%YAML 1.2\n", "---\n", "...\n", "{", "}", "[", "]", ",", "{{", "}}", "〔", "〕", "「", "ごめん", "返信ください", "0120-279-889", "〇一二〇", "ｶﾞ", "か\u3099", "\u200b", "\u202e", "\ufeff",
          "\u2028", "\u0085", "\x00", "\x1b[31m", "\ud800", "👨‍👩‍👧", "\U0010ffff", "\t", "\r", "\n", "\n\n", "  ", "　")
_FLOODS = ("[", "{", "- ", "a: ", "? ", "'", '"', "\\", "#", " ", "　", "\n", "\n\n ", "\r\n", "\u200b", "ｶ", "か\u3099", "〔", "〔a〕", "「", "『", "(", "![", "[a](", "**", "`", "~~~\n", "&a", "*a ", "<a", "&#", "{%", "0120", "〇一二〇 ", "+81 ", "0-", "もし傷つ",
           "返信", "許してくだ", "です", "すいません", "お読みになられ", "。。", "...", "、", "絶対", "a-", "-", "〜", "ー", "あ", "亜", "𠮷", "👨‍", "x\n", "- x\n", "a:\n ", "a: b\n", "|\n ", "\x07", "\u202e", "%", "ﷺ")
_NAMES = ("", ".", "..", "x", "x.yml", ".x.yml", "X.yml", "x.yaml", "x.yml.yml", "あ.yml", "x y.yml", "a\nb.yml", "a\\x0ab.yml", "-.yml", "--root.yml", "a" * 61 + ".yml", "a" * 200 + ".yml", "con.yml", "index.yml", "readme.md", "constructor.yml", "content.yml", "x\u202e.yml",
          "%2e%2e.yml", "*.yml", "$(id).yml", "film-missed.yml", "lie.yml", "stage.yml", "0.yml", "\udcff.yml", "::error::.yml", "a:1:2: X.yml", "<b>.yml")
_FOLDERS = ("", "phrases", "phrases/friend", "phrases/friend/apology", "phrases/friend/apology/deep", "phrases/nobody/apology", "phrases/friend/never", "qa", "causes", "ng", "guides", "safety", "helplines", "search", "search/deep", "vocabulary", "vocabulary/deep", "unknown", ".git", "Phrases", "qa/x.yml")


def damaged(files: Files, number: int) -> Files:
    """What changes in `files`: damage number `number`, done to one to three files."""
    dice = random.Random(number)
    changed: Files = {}
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        name = dice.choice(sorted(files))
        whole = changed.get(name, files[name])
        if dice.random() < 0.12:
            _misplace(dice, files, changed, name)
        elif isinstance(whole, bytes):
            for _ in range(dice.choice((1, 1, 2, 4, 8))):
                whole = dice.choice(_MUTATIONS)(dice, whole, files)
            changed[name] = whole[:MAX_BYTES * 2]
    return changed


def _misplace(dice: random.Random, files: Files, changed: Files, name: str) -> None:
    """Move, copy, link, remove or replace a file."""
    other = str(PurePosixPath(dice.choice(_FOLDERS)) / dice.choice(_NAMES)).strip("/.") or "x"
    match dice.randrange(6):
        case 0:
            changed[name] = ""
        case 1:
            changed[other] = files[name]
        case 2:
            changed[name], changed[other] = "", files[name]
        case 3:
            changed[other] = dice.choice((name, "../../../etc/passwd", "/dev/zero", ".", "nowhere", other))
        case 4:
            changed[other] = None
        case _:
            changed[name] = files[dice.choice(sorted(files))]


def _flip(dice: random.Random, data: bytes, files: Files) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 3, 30)) if changed else 0):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _cut(dice: random.Random, data: bytes, files: Files) -> bytes:
    start, end = sorted((dice.randint(0, len(data)), dice.randint(0, len(data))))
    return dice.choice((data[:start], data[start:], data[:start] + data[end:], data[:end] + data[start:]))


def _lines(dice: random.Random, data: bytes, files: Files) -> bytes:
    lines = data.split(b"\n")
    at, to = dice.randrange(len(lines)), dice.randrange(len(lines))
    match dice.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(to, lines[at])
        case 2:
            lines[at], lines[to] = lines[to], lines[at]
        case 3:
            lines[at] = b" " * dice.randrange(9) + lines[at].lstrip()
        case 4:
            lines[at] = lines[at].partition(b":")[0] + b":"
        case _:
            lines[at:to] = reversed(lines[at:to])
    return b"\n".join(lines)


def _insert(dice: random.Random, data: bytes, files: Files) -> bytes:
    piece = dice.choice((dice.choice(_WORDS), dice.choice(PAYLOADS), "".join(chr(dice.choice((dice.randrange(128), dice.randrange(0x3000, 0x3100), dice.randrange(0x110000)))) for _ in range(dice.randrange(20)))))
    at = dice.randint(0, len(data))
    return data[:at] + piece.encode("utf-8", "surrogatepass") + data[at + dice.choice((0, 0, len(piece))):]


def _value(dice: random.Random, data: bytes, files: Files) -> bytes:
    """Another value in the place of one: a word, a payload, something nested, something of another type."""
    found = list(re.finditer(rb"(?m)^([ \t]*(?:- )?[a-z_]+: |[ \t]*- )(.+)$", data))
    if not found:
        return data
    one = dice.choice(found)
    depth = dice.choice((3, 9, 40, 3000))
    value = dice.choice((
        dice.choice(_WORDS), dice.choice(PAYLOADS), repr(dice.choice(PAYLOADS)), dice.choice(found)[2].decode("utf-8", "replace"),
        "[" * depth + "]" * depth, "{a: " * depth + "}" * depth, "\n" + "".join(f"{' ' * n}a:\n" for n in range(min(depth, 200))), "[a, [b, {c: d}]]", "{a: 1, a: 2}", "[]", "{}", '""', "|\n    a\n\n    b", '"\\u0000\\u202e\\ud800"',
        "x" * dice.choice((21, 201, 5000)), "あ" * dice.choice((21, 61, 801, 9000)), "[" + ", ".join(f"x{n}" for n in range(dice.choice((7, 400)))) + "]", "[" + ", ".join(["same"] * 9) + "]", "k" * 3000 + ": v"))
    return data[:one.start(2)] + value.encode("utf-8", "surrogatepass") + data[one.end(2):]


def _flood(dice: random.Random, data: bytes, files: Files) -> bytes:
    """As much of one thing as a file may hold: what takes longer than its length says shows here."""
    piece = dice.choice(_FLOODS) + dice.choice(("", "", dice.choice(_FLOODS)))
    flood = piece.encode() * (dice.choice((500, MAX_BYTES)) // len(piece.encode()))
    flood = flood[:max(0, MAX_BYTES - len(data))].decode("utf-8", "ignore").encode()
    start = dice.choice((b"", b"why: ", b"why: |\n  ", b'why: "', b"text: >\n  ", b"# ", b"? ", b"- "))
    at = data.rfind(b"\n", 0, dice.randint(0, len(data))) + 1
    return dice.choice((data[:at] + start + flood + b"\n" + data[at:], start + flood + b"\nx", data + start + flood))


def _encode(dice: random.Random, data: bytes, files: Files) -> bytes:
    text = data.decode("utf-8", "replace")
    code = dice.choice(("utf-16", "utf-16-le", "utf-32", "shift_jis", "euc_jp", "iso2022_jp", "latin-1", "utf-7", "utf-8-sig"))
    half = dice.choice((0, len(text) // 2))
    return text[:half].encode() + text[half:].encode(code, "replace")


def _ends(dice: random.Random, data: bytes, files: Files) -> bytes:
    return data.replace(b"\n", dice.choice((b"\r\n", b"\r", b"\n\n", b"\n ", b" \n", "　\n".encode(), b"\xc2\x85", "\u2028".encode())))


def _join(dice: random.Random, data: bytes, files: Files) -> bytes:
    other = files[dice.choice(sorted(files))]
    return data + dice.choice((b"", b"\n", b"---\n")) + (other if isinstance(other, bytes) else b"")


_MUTATIONS: tuple[Callable[[random.Random, bytes, Files], bytes], ...] = (_flip, _cut, _lines, _lines, _lines, _insert, _insert, _value, _value, _value, _flood, _encode, _ends, _join)
