"""The checker, one planted fault at a time: each case lists the exact lines that `check` must print.

An expected line is the beginning of the printed one; no line may be missing and none may be extra.
"""

from __future__ import annotations

import os
import random
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Callable

import pytest

from scripts.check.duplicates import Text, Twin, twins
from scripts.check.layout import advise
from scripts.check.ng_words import Rules
from scripts.check.numbers import findings, helplines
from scripts.check.patterns import recogniser_of
from scripts.check.run import check
from scripts.corpus.load import load
from scripts.drafts.examples import read_examples
from scripts.project import ROOT
from tests.processes import calls

Step = Callable[[Path], None]

PHRASE = "corpus/phrases/friend/apology/film-missed.yml"
REBUILDING = "corpus/phrases/friend/rebuilding/film-missed-on-time-now.yml"
CLIENT = "corpus/phrases/client/apology/sample-sent-late.yml"
QA = "corpus/qa/slept-through-it.yml"
CAUSE = "corpus/causes/broken-promise.yml"
NG = "corpus/ng/train-was-slow.yml"
GUIDE = "corpus/guides/while-they-wait.yml"
SAFETY = "corpus/safety/kept-from-leaving.yml"
HELPLINE = "corpus/helplines/police-soudan.yml"
SOURCES = "corpus/sources.yml"
REDIRECTS = "corpus/redirects.yml"
SEARCH = "corpus/search/words.yml"
CHANNELS = "corpus/vocabulary/channel.yml"
NEW = "corpus/phrases/friend/waiting/new-words.yml"
REFUSED = "corpus/phrases/friend/refused/new-words.yml"
TEXT = "待たせてごめん。"
TEXT_FILES = {".py", ".jinja", ".html", ".js", ".css", ".md", ".yml", ".json", ".svg"}

SMALL = """\
intent: 待たせた友人に、ひとこと詫びる
causes: [broken-promise]
severity: minor
components: [regret]
wordings:
  - tone: casual
    channels: [chat]
    text: 待たせてごめん。
why: 短いほうが、返しやすいからです。
"""


def write(path: str, content: str | bytes) -> Step:
    """Put a whole file."""
    def step(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    return step


def swap(path: str, old: str, new: str) -> Step:
    """Replace one passage of a file of the sample."""
    def step(root: Path) -> None:
        text = (root / path).read_bytes().decode()
        assert text.count(old) == 1, f"{path} holds {old!r} {text.count(old)} times"
        (root / path).write_bytes(text.replace(old, new).encode())
    return step


def move(path: str, to: str) -> Step:
    """Rename a file of the sample."""
    def step(root: Path) -> None:
        (root / to).parent.mkdir(parents=True, exist_ok=True)
        (root / path).rename(root / to)
    return step


def remove(path: str) -> Step:
    """Delete a file."""
    return lambda root: (root / path).unlink()


def link(path: str, target: str) -> Step:
    """Put a symbolic link."""
    def step(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        (root / path).symlink_to(target)
    return step


def folder(path: str) -> Step:
    """Make a folder."""
    return lambda root: (root / path).mkdir(parents=True)


def small(old: str, new: str) -> Step:
    """SMALL as a new phrase, with one passage replaced."""
    assert SMALL.count(old) == 1
    return write(NEW, SMALL.replace(old, new))


def placed(scene: str, stage: str, add: str = "") -> Step:
    """SMALL in another scene or stage, with keys added at its end."""
    return write(f"corpus/phrases/{scene}/{stage}/new-words.yml", SMALL + add)


def says(text: str, tone: str = "casual", severity: str = "minor") -> Step:
    """SMALL with another text, in another tone or for something graver."""
    return write(NEW, SMALL.replace(TEXT, text).replace("casual", tone).replace("severity: minor", f"severity: {severity}"))


def after_refusal(text: str) -> Step:
    """SMALL with another text, as the last words after a refusal."""
    return write(REFUSED, SMALL.replace(TEXT, text) + "requires: [conversation-open]\n")


@dataclass(frozen=True)
class Case:
    """Steps that plant a fault, and the beginning of each line that must be printed."""

    name: str
    steps: tuple[Step, ...]
    expected: tuple[str, ...]


def case(name: str, *parts: Step | str) -> Case:
    return Case(name, tuple(p for p in parts if not isinstance(p, str)), tuple(p for p in parts if isinstance(p, str)))


OVERSLEPT = "寝坊した(?:だけ|くらい)"

BROKEN_YAML = (
    case("unclosed-double-quote", small("why: 短い", 'why: "短い'),
         f"{NEW}:9:6: Y103 YAML として読めません(引用符が閉じられていません)"),
    case("unclosed-single-quote", small("intent: 待た", "intent: '待た"),
         f"{NEW}:1:9: Y103 YAML として読めません(引用符が閉じられていません)"),
    case("bad-indent", small("    text:", "   text:"),
         f"{NEW}:8:4: Y103 YAML として読めません(「- 」で始まる行があるはずの場所です。字下げをそろえてください)"),
    case("bad-indent-key", small("severity:", " severity:"),
         f"{NEW}:3:2: Y103 YAML として読めません(キーがあるはずの場所です。字下げがそろっていないか、引用符を閉じたあとに文字が続いています)"),
    case("missing-colon", small("severity: minor", "severity minor"),
         f"{NEW}:3:1: Y103 YAML として読めません(キーのあとの「:」が見つかりません)"),
    case("missing-space-after-colon", small("severity: minor", "severity:minor"),
         f"{NEW}:3:1: Y103 YAML として読めません(キーのあとの「:」が見つかりません)"),
    case("colon-in-value", small(TEXT, "件名: 遅刻のお詫び"),
         f"{NEW}:8:13: Y103 YAML として読めません(ここに「キー: 値」は書けません。値の中に「: 」があるなら値全体を引用符で囲み、なければ前の行を確かめてください)"),
    case("unclosed-bracket", small("[regret]", "[regret"),
         f"{NEW}:4:13: Y103 YAML として読めません(「[」または「{{」が閉じられていません)"),
    case("unclosed-brace-at-end", write(NEW, SMALL + "requires: {a: b"),
         f"{NEW}:10:11: Y103 YAML として読めません(「[」または「{{」が閉じられていません)"),
    case("open-bracket-at-the-very-end", write(NEW, "# 書きかけ\ncauses: ["),
         f"{NEW}:2:10: Y103 YAML として読めません(値があるはずの場所です。開いたかっこを閉じるか、値全体を引用符で囲んでください)"),
    case("text-after-quote", small(TEXT, '"待たせて"ごめん。'),
         f"{NEW}:8:17: Y103 YAML として読めません(キーがあるはずの場所です。字下げがそろっていないか、引用符を閉じたあとに文字が続いています)"),
    case("value-begins-with-at", small(TEXT, "@あなた、ごめん。"),
         f"{NEW}:8:11: Y103 YAML として読めません(値をこの記号で始めることはできません。値全体を引用符 \"…\" で囲んでください)"),
    case("value-begins-with-star", small(TEXT, "*ごめん*"),
         f"{NEW}:8:12: Y103 YAML として読めません(「*」や「&」で値を始めることはできません。値全体を引用符 \"…\" で囲んでください)"),
    case("value-begins-with-bang", small(TEXT, "!ごめん"),
         f"{NEW}:8:12: Y103 YAML として読めません(「!」で値を始めることはできません。値全体を引用符 \"…\" で囲んでください)"),
    case("text-on-the-pipe", small(TEXT, "|ごめん\n      待たせた。"),
         f"{NEW}:8:12: Y103 YAML として読めません(「|」や「>」のあとには何も書かず、次の行から本文を書いてください)"),
    case("bad-escape", small(TEXT, '"待たせて\\ごめん。"'),
         f"{NEW}:8:16: Y103 YAML として読めません(引用符 \"…\" の中の「\\」が読めません。'…' で囲んでください)"),
    case("dash-in-value", small(TEXT, "- ごめん。"),
         f"{NEW}:8:11: Y103 YAML として読めません(ここに「- 」の並びは書けません)"),
    case("tab-indent", small("    text:", "\ttext:"),
         f"{NEW}:8:1: Y108 タブ文字があります"),
    case("tab-in-text", small(TEXT, "待たせて\tごめん。"),
         f"{NEW}:8:15: Y108 タブ文字があります"),
    case("tabs-on-two-lines", small("    channels: [chat]\n    text: ", "\t\tchannels: [chat]\n    text:\t"),
         f"{NEW}:7:1: Y108 タブ文字があります",
         f"{NEW}:8:10: Y108 タブ文字があります"),
    case("duplicate-key", write(NEW, SMALL + "severity: serious\n"),
         f"{NEW}:10:1: Y114 キー「severity」が二度あります(一度めは 3 行目)"),
    case("duplicate-nested-key", small("    text:", "    tone: soft\n    text:"),
         f"{NEW}:8:5: Y114 キー「tone」が二度あります(一度めは 6 行目)"),
    case("duplicate-in-flow", swap(SEARCH, "{scene: [friend]}", "{scene: [friend], scene: [family]}"),
         f"{SEARCH}:4:28: Y114 キー「scene」が二度あります(一度めは 4 行目)"),
    case("alias", small("severity: minor", "severity: *minor"),
         f"{NEW}:3:11: Y110 別名(*minor)は使えません"),
    case("anchor", small("severity: minor", "severity: &level minor"),
         f"{NEW}:3:11: Y110 アンカー(&level)は使えません"),
    case("merge-key", small("severity: minor", "<<: *base"),
         f"{NEW}:3:5: Y110 別名(*base)は使えません"),
    case("python-tag", small(TEXT, "!!python/object/apply:os.system [ls]"),
         f"{NEW}:8:11: Y111 タグ(tag:yaml.org,2002:python/object/apply:os.system)は使えません"),
    case("local-tag", small("minor", "!id minor"),
         f"{NEW}:3:11: Y111 タグ(!id)は使えません"),
    case("second-document", write(NEW, SMALL + "---\n" + SMALL),
         f"{NEW}:10:1: Y109 「---」で区切った二つめの文書があります"),
    case("text-after-end-mark", write(NEW, SMALL + "...\nwhy: もう一つ\n"),
         f"{NEW}:11:1: Y103 YAML として読めません(一つのファイルに書けるのは一つの項目だけです)"),
    case("directive", write(NEW, "%foo: bar\n" + SMALL),
         f"{NEW}:1:5: Y103 YAML として読めません(行の先頭に「%」は書けません)"),
    case("complex-key", small("severity: minor", "? [severity]\n: minor"),
         f"{NEW}:3:3: Y113 キーには文字だけを書いてください"),
    case("deep-nesting", small("[regret]", "[[[[[[[[[regret]]]]]]]]]"),
         f"{NEW}:4:20: Y112 入れ子が深すぎます(8 段まで)"),
    case("bare-text", write(NEW, "ごめんね\n"),
         f"{NEW}:1:1: Y106 いちばん外側は「キー: 値」の並びで書いてください"),
    case("bare-quoted-nothing", write(NEW, "''\n"),
         f"{NEW}:1:1: Y106 いちばん外側は「キー: 値」の並びで書いてください"),
    case("empty-file", write(NEW, ""),
         f"{NEW}:1:1: Y105 中身がありません"),
    case("blank-file", write(NEW, "\n \n\n"),
         f"{NEW}:1:1: Y105 中身がありません"),
    case("comments-only", write(NEW, "# あとで書く\n# まだ\n"),
         f"{NEW}:1:1: Y105 中身がありません"),
    case("empty-document", write(NEW, "---\n"),
         f"{NEW}:1:1: Y105 中身がありません"),
    case("not-utf8", write(NEW, SMALL.replace(TEXT, "待たせてX").encode().replace(b"X", b"\xff\xfe")),
         f"{NEW}:8:15: Y102 UTF-8 ではない文字があります"),
    case("shift-jis", write(NEW, SMALL.encode("cp932")),
         f"{NEW}:1:9: Y102 UTF-8 ではない文字があります"),
    case("cut-in-a-character", write(NEW, SMALL.encode()[:-2]),
         f"{NEW}:9:21: Y102 UTF-8 ではない文字があります"),
    case("utf8-bom", write(NEW, b"\xef\xbb\xbf" + SMALL.encode()),
         f"{NEW}:1:1: Y101 ファイルの先頭に BOM があります"),
    case("utf16-bom", write(NEW, SMALL.encode("utf-16")),
         f"{NEW}:1:1: Y101 ファイルの先頭に BOM があります"),
    case("oversized-file", write(NEW, SMALL + "# " + "x" * 65536),
         f"{NEW}:1:1: Y107 ファイルが大きすぎます"),
    case("control-character", small(TEXT, "待たせて\x0bごめん。"),
         f"{NEW}:8:15: Y104 使えない文字 U+000B があります"),
    case("nul", small(TEXT, "待たせて\0ごめん。"),
         f"{NEW}:8:15: Y104 使えない文字 U+0000 があります"),
    case("delete-character", small(TEXT, "待たせて\x7fごめん。"),
         f"{NEW}:8:15: Y104 使えない文字 U+007F があります"),
    case("noncharacter", small(TEXT, "待たせて\uffffごめん。"),
         f"{NEW}:8:15: Y104 使えない文字 U+FFFF があります"),
    case("lone-carriage-return", small("minor\n", "minor\r"),
         f"{NEW}:3:16: Y104 使えない文字 U+000D があります"),
    case("line-separator", small(TEXT, "待たせて\u2028ごめん。"),
         f"{NEW}:8:15: Y104 使えない文字 U+2028 があります"),
    case("next-line", small("minor\n", "minor\x85\n"),
         f"{NEW}:3:16: Y104 使えない文字 U+0085 があります"),
)

SHAPE = (
    case("unknown-key", small("why:", "whyy:"),
         f"{NEW}:9:1: S202 「whyy」というキーはありません。もしかして「why」"),
    case("unknown-key-no-near-miss", write(NEW, SMALL + "xyz: 1\n"),
         f"{NEW}:10:1: S202 「xyz」というキーはありません"),
    case("unknown-key-underscore", swap(NG, "say_instead:", "say-instead:"),
         f"{NG}:13:1: S202 「say-instead」というキーはありません。もしかして「say_instead」"),
    case("nested-unknown-key", small("  - tone: casual\n", "  - tone: casual\n    chanels: [chat]\n"),
         f"{NEW}:7:5: S202 「chanels」というキーはありません。もしかして「channels」ですか。使えるキー: tone、channels、subject、text。"),
    case("unknown-key-in-section", swap(GUIDE, "    phrases: [film-missed]", "    phrase: [film-missed]"),
         f"{GUIDE}:10:5: S202 「phrase」というキーはありません。もしかして「phrases」"),
    case("unknown-key-in-list-file", swap(SEARCH, "  stop: true", "  stopp: true"),
         f"{SEARCH}:8:3: S202 「stopp」というキーはありません。もしかして「stop」"),
    case("unknown-key-in-vocabulary", swap(CHANNELS, "  max: 120", "  maxx: 120"),
         f"{CHANNELS}:16:3: S202 「maxx」というキーはありません。もしかして「max」"),
    case("missing-key", small("severity: minor\n", ""),
         f"{NEW}:1:1: S201 「severity」がありません。「severity」(相手にとっての重さ)を書き足してください"),
    case("missing-key-below-a-comment", write(NEW, "# 待たせたとき\n\n" + SMALL.replace("severity: minor\n", "")),
         f"{NEW}:1:1: S201 「severity」がありません"),
    case("missing-nested-key", small("    channels: [chat]\n", ""),
         f"{NEW}:6:5: S201 「wordings[1].channels」がありません。「channels」(この言い方が似合う手段)を書き足してください"),
    case("missing-key-in-list-file", swap(SOURCES, "  detail: 謝罪の六つの要素をくらべた研究。\n", ""),
         f"{SOURCES}:1:3: S201 「[1].detail」がありません。「detail」を書き足してください"),
    case("missing-many", write("corpus/qa/short.yml", "question: どう謝る?\n"),
         "corpus/qa/short.yml:1:1: S201 「answer」がありません",
         "corpus/qa/short.yml:1:1: S201 「examples」がありません",
         "corpus/qa/short.yml:1:1: S201 「reason」がありません"),
    case("string-for-list", small("causes: [broken-promise]", "causes: broken-promise"),
         f"{NEW}:2:9: S203 「causes」は「- 」で始まる行の並び、または [a, b] の形で書いてください"),
    case("list-for-string", small("minor", "[minor]"),
         f"{NEW}:3:11: S203 「severity」には文字を一つだけ書いてください(並びや入れ子は書けません)"),
    case("mapping-for-string", small("minor", "{level: minor}"),
         f"{NEW}:3:11: S203 「severity」には文字を一つだけ書いてください(並びや入れ子は書けません)"),
    case("string-for-mapping", small("  - tone: casual\n    channels: [chat]\n    text: ", "  - "),
         f"{NEW}:6:5: S203 「wordings[1]」には「キー: 値」の並びを書いてください"),
    case("mapping-for-list", small("wordings:\n  - tone", "wordings:\n    tone"),
         f"{NEW}:6:5: S203 「wordings」は「- 」で始まる行の並び、または [a, b] の形で書いてください"),
    case("list-for-file", write(NEW, "- a\n- b\n"),
         f"{NEW}:1:1: S203 「ファイル全体」には「キー: 値」の並びを書いてください"),
    case("mapping-for-list-file", write(SOURCES, "id: lewicki-2016\nlabel: 名\ndetail: 書\n"),
         f"{SOURCES}:1:1: S203 「ファイル全体」は「- 」で始まる行の並び、または [a, b] の形で書いてください"),
    case("not-a-truth-value", swap(SEARCH, "stop: true", "stop: たぶん"),
         f"{SEARCH}:8:9: S203 「[4].stop」は true か false で書いてください"),
    case("not-a-number", swap(CHANNELS, "max: 120", "max: 百二十"),
         f"{CHANNELS}:16:8: S203 「[3].max」は半角の数字で書いてください"),
    case("empty-value", small("why: 短いほうが、返しやすいからです。", "why:"),
         f"{NEW}:9:5: S205 「why」が空か、足りません"),
    case("comment-eats-value", swap(HELPLINE, '"#9110"', "#9110"),
         f"{HELPLINE}:2:8: S205 「number」が空です"),
    case("blank-string", small(TEXT, '"　 "'),
         f"{NEW}:8:11: S205 「wordings[1].text」が空か、足りません"),
    case("empty-list", small("[regret]", "[]"),
         f"{NEW}:4:13: S205 「components」が空か、足りません"),
    case("too-few", swap(GUIDE, "  - 待たせた時間に触れる。\n", ""),
         f"{GUIDE}:15:3: S205 「summary」が空か、足りません"),
    case("oversized-string", small("待たせた友人に、ひとこと詫びる", "あ" * 61),
         f"{NEW}:1:9: S206 「intent」が長すぎます(61 文字)"),
    case("oversized-list", small("wordings:", f"situations: [{', '.join(map(str, range(13)))}]\nwordings:"),
         f"{NEW}:5:13: S206 「situations」が多すぎます(13 個)"),
    case("repeated-item", small("[broken-promise]", "[broken-promise, lie, broken-promise]"),
         f"{NEW}:2:31: S207 「causes」に同じ値が二度あります"),
    case("repeated-source", write(SOURCES, "- {id: lewicki-2016, label: 一, detail: 一}\n- {id: lewicki-2016, label: 二, detail: 二}\n"),
         f"{SOURCES}:2:8: S207 id「lewicki-2016」が二度あります"),
    case("repeated-redirect", write(REDIRECTS, "- old: a\n  new: film-missed\n- old: b\n  new: film-missed\n- old: a\n  new: slept-through-it\n"),
         f"{REDIRECTS}:5:8: S207 old「a」が二度あります"),
    case("repeated-term", swap(CHANNELS, "id: phone", "id: chat"),
         f"{REBUILDING}:7:27: S204 「phone」は channel の id にありません",
         f"{CHANNELS}:12:7: S207 id「chat」が二度あります"),
    case("two-lines-for-one", small("待たせた友人に、ひとこと詫びる", "|\n  待たせた友人に、\n  ひとこと詫びる"),
         f"{NEW}:1:9: S208 「intent」は一行で書いてください"),
    case("not-https", swap(HELPLINE, "https://www.npa.go.jp/", "http://www.npa.go.jp/"),
         f"{HELPLINE}:5:6: S208 「url」は https:// で始まる URL を書いてください"),
    case("javascript-address", swap(SOURCES, "https://ncmr.lps.library.cmu.edu/article/id/264/", "javascript:alert(1)"),
         f"{SOURCES}:4:8: S208 「[1].url」は https:// で始まる URL を書いてください"),
    case("bad-source-id", swap(SOURCES, "id: lewicki-2016", "id: Lewicki_2016"),
         f"{SOURCES}:1:7: S208 「[1].id」は半角の小文字・数字・ハイフンだけで書いてください(例: late-for-dinner)"),
    case("bad-date", swap(HELPLINE, "2026-11-22", "2026-11-31"),
         f"{HELPLINE}:7:13: S209 「checked_on」は 2026-08-31 の形の日付で書いてください"),
    case("date-in-seconds", swap(HELPLINE, "2026-11-22", "1795305600"),
         f"{HELPLINE}:7:13: S209 「checked_on」は 2026-08-31 の形の日付で書いてください"),
    case("date-with-a-time", swap(HELPLINE, "2026-11-22", "2026-11-22T00:00:00"),
         f"{HELPLINE}:7:13: S209 「checked_on」は 2026-08-31 の形の日付で書いてください"),
    case("date-in-words", swap(HELPLINE, "2026-11-22", "昨日"),
         f"{HELPLINE}:7:13: S209 「checked_on」は 2026-08-31 の形の日付で書いてください"),
)

FACETS = (
    case("unknown-scene-in-path", move(REBUILDING, "corpus/phrases/freind/rebuilding/film-missed-on-time-now.yml"),
         "corpus/phrases/freind/rebuilding/film-missed-on-time-now.yml:1:1: F302 「freind」は scene の id にありません。もしかして「friend」"),
    case("unknown-stage-in-path", move(REBUILDING, "corpus/phrases/friend/rebuild/film-missed-on-time-now.yml"),
         "corpus/phrases/friend/rebuild/film-missed-on-time-now.yml:1:1: F302 「rebuild」は stage の id にありません。もしかして「rebuilding」"),
    case("unknown-cause", small("[broken-promise]", "[broken-promises]"),
         f"{NEW}:2:10: S204 「broken-promises」は cause の id にありません。もしかして「broken-promise」"),
    case("unknown-cause-in-path", move(CAUSE, "corpus/causes/broken-promises.yml"),
         "corpus/causes/broken-promises.yml:1:1: F302 「broken-promises」は cause の id にありません。もしかして「broken-promise」"),
    case("unknown-tone", small("casual", "casul"),
         f"{NEW}:6:11: S204 「casul」は tone の id にありません。もしかして「casual」"),
    case("unknown-channel", small("[chat]", "[chat, e-mail]"),
         f"{NEW}:7:22: S204 「e-mail」は channel の id にありません。もしかして「email」"),
    case("unknown-severity", small("minor", "miner"),
         f"{NEW}:3:11: S204 「miner」は severity の id にありません。もしかして「minor」"),
    case("unknown-component", small("[regret]", "[regrets]"),
         f"{NEW}:4:14: S204 「regrets」は component の id にありません。もしかして「regret」"),
    case("unknown-condition", write(NEW, SMALL + "requires: [forgive]\n"),
         f"{NEW}:10:12: S204 「forgive」は condition の id にありません。もしかして「forgiven」"),
    case("unknown-ng-type", swap(NG, "type: excuse", "type: excuses"),
         f"{NG}:2:7: S204 「excuses」は ng-type の id にありません。もしかして「excuse」"),
    case("unknown-kind", swap(SEARCH, "means: {scene: [friend]}", "means: {kind: [phrases]}"),
         f"{SEARCH}:4:18: S204 「phrases」は kind の id にありません。もしかして「phrase」"),
    case("unknown-scene", swap(GUIDE, "scenes: [friend]", "scenes: [friends]"),
         f"{GUIDE}:18:10: S204 「friends」は scene の id にありません。もしかして「friend」"),
    case("unknown-stage", swap(QA, "stages: [apology]", "stages: [apologies]"),
         f"{QA}:10:10: S204 「apologies」は stage の id にありません。もしかして「apology」"),
    case("unknown-stage-in-road", swap(CAUSE, "stage: days-later", "stage: day-later"),
         f"{CAUSE}:13:12: S204 「day-later」は stage の id にありません。もしかして「days-later」"),
    case("unknown-means", swap(SEARCH, "{cause: [broken-promise]}", "{cause: [broken-promise], tone: [rude]}"),
         f"{SEARCH}:2:43: S204 「rude」は tone の id にありません"),
    case("unknown-id-no-near-miss", small("minor", "重い"),
         f"{NEW}:3:11: S204 「重い」は severity の id にありません"),
    case("id-in-capitals", small("casual", "Casual"),
         f"{NEW}:6:11: S204 「Casual」は tone の id にありません。もしかして「casual」"),
    case("id-with-a-line-break", small("severity: minor", "severity: |\n  minor"),
         f"{NEW}:3:11: S204 「minor 」は severity の id にありません"),
    case("number-like-strings", small("minor", "010"),
         f"{NEW}:3:11: S204 「010」は severity の id にありません"),
    case("vocabulary-gone", remove("corpus/vocabulary/tone.yml"), remove(CHANNELS), remove("corpus/vocabulary/kind.yml"), swap(QA, "examples: [film-missed]", "examples: [film]"),
         f"{QA}:7:12: R401 「film」という id のphraseはありません",
         f"{CHANNELS}:1:1: F305 channel の語彙がありません",
         "corpus/vocabulary/kind.yml:1:1: F305 kind の語彙がありません",
         "corpus/vocabulary/tone.yml:1:1: F305 tone の語彙がありません"),
    case("vocabulary-empty", write("corpus/vocabulary/tone.yml", "[]\n"),
         "corpus/vocabulary/tone.yml:1:1: F305 tone の語彙がありません"),
    case("vocabulary-without-what-the-site-needs", swap("corpus/vocabulary/kind.yml", "- id: ng\n", "- id: no-good\n"),
         "corpus/vocabulary/kind.yml:1:1: F306 id「ng」がありません",
         "corpus/vocabulary/kind.yml:14:7: F306 「no-good」という種類はありません"),
    case("vocabulary-id-that-leaves-its-folder", swap("corpus/vocabulary/channel.yml", "- id: letter\n", "- id: ../../letter\n"),
         "corpus/vocabulary/channel.yml:22:7: E162 間を置くときの「..」",
         "corpus/vocabulary/channel.yml:22:7: S208 「[5].id」は半角の小文字・数字・ハイフンだけで"),
    case("vocabulary-broken", write("corpus/vocabulary/scene.yml", "- id: friend\n  label: 友人\n"),
         "corpus/vocabulary/scene.yml:1:3: S201 「[1].description」がありません",
         "corpus/vocabulary/scene.yml:1:3: S201 「[1].short」がありません"),
)

REFERENCES = (
    case("dangling-next", swap(PHRASE, "next: film-missed-ticket-paid", "next: film-missed-ticket-payed"),
         f"{PHRASE}:23:7: R401 「film-missed-ticket-payed」という id の言葉はありません。もしかして「film-missed-ticket-paid」"),
    case("dangling-avoid", swap(PHRASE, "avoid: [train-was-slow]", "avoid: [train-is-slow]"),
         f"{PHRASE}:22:9: R401 「train-is-slow」という id のNGはありません。もしかして「train-was-slow」"),
    case("dangling-example", swap(QA, "examples: [film-missed]", "examples: [film-missed, film-mised]"),
         f"{QA}:7:25: R401 「film-mised」という id の言葉はありません。もしかして「film-missed」"),
    case("dangling-qa-avoid", swap(QA, "avoid: [train-was-slow]", "avoid: [xyz]"),
         f"{QA}:8:9: R401 「xyz」という id のNGはありません"),
    case("dangling-see", swap(QA, "see: [while-they-wait]", "see: [while-they-waited]"),
         f"{QA}:9:7: R401 「while-they-waited」という id のQ&A・ガイド・原因・安全・NGはありません。もしかして「while-they-wait」"),
    case("dangling-source", swap(QA, "sources: [lewicki-2016]", "sources: [lewicki-2015]"),
         f"{QA}:13:11: R401 「lewicki-2015」という id の出典はありません。もしかして「lewicki-2016」"),
    case("dangling-road-phrase", swap(CAUSE, "phrases: [film-missed-ticket-paid]", "phrases: [film-missed-ticket]"),
         f"{CAUSE}:15:15: R401 「film-missed-ticket」という id の言葉はありません。もしかして「film-missed-ticket-paid」"),
    case("dangling-cause-avoid", swap(CAUSE, "avoid: [train-was-slow]", "avoid: [bus-was-slow]"),
         f"{CAUSE}:18:9: R401 「bus-was-slow」という id のNGはありません。もしかして「train-was-slow」"),
    case("dangling-instead", swap(NG, "instead: [film-missed]", "instead: [film-missing]"),
         f"{NG}:14:11: R401 「film-missing」という id の言葉はありません。もしかして「film-missed」"),
    case("dangling-section-phrase", swap(GUIDE, "    phrases: [film-missed]", "    phrases: [film-miss]"),
         f"{GUIDE}:10:15: R401 「film-miss」という id の言葉はありません。もしかして「film-missed」"),
    case("dangling-section-avoid", swap(GUIDE, "    avoid: [train-was-slow]", "    avoid: [train-slow]"),
         f"{GUIDE}:11:13: R401 「train-slow」という id のNGはありません。もしかして「train-was-slow」"),
    case("dangling-guide-see", swap(GUIDE, "see: [slept-through-it]", "see: [sleep-through-it]"),
         f"{GUIDE}:17:7: R401 「sleep-through-it」という id のQ&A・ガイド・原因・安全・NGはありません。もしかして「slept-through-it」"),
    case("dangling-helpline", swap(SAFETY, "helplines: [police-soudan]", "helplines: [police-sodan]"),
         f"{SAFETY}:13:13: R401 「police-sodan」という id の相談窓口はありません。もしかして「police-soudan」"),
    case("dangling-redirect", swap(REDIRECTS, "new: film-missed", "new: film-mised"),
         f"{REDIRECTS}:2:8: R401 「film-mised」という id の言葉・Q&A・ガイド・安全・NGはありません。もしかして「film-missed」"),
    case("dangling-lead", swap(SEARCH, "leads: kept-from-leaving", "leads: kept-from-leave"),
         f"{SEARCH}:6:10: R401 「kept-from-leave」という id の安全はありません。もしかして「kept-from-leaving」"),
    case("wrong-kind", swap(PHRASE, "avoid: [train-was-slow]", "avoid: [slept-through-it]"),
         f"{PHRASE}:22:9: R401 「slept-through-it」という id のNGはありません(その id は corpus/qa/slept-through-it.yml"),
    case("redirect-to-wrong-kind", swap(REDIRECTS, "new: film-missed", "new: police-soudan"),
         f"{REDIRECTS}:2:8: R401 「police-soudan」という id の言葉・Q&A・ガイド・安全・NGはありません(その id は corpus/helplines/police-soudan.yml"),
    case("redirect-chain", write(REDIRECTS, "- old: film-overslept\n  new: film-late\n- old: film-late\n  new: film-missed\n"),
         f"{REDIRECTS}:2:8: R403 「film-late」は名前が変わりました"),
    case("lead-to-wrong-kind", swap(SEARCH, "leads: kept-from-leaving", "leads: film-missed"),
         f"{SEARCH}:6:10: R401 「film-missed」という id の安全はありません(その id は corpus/phrases/friend/apology/film-missed.yml"),
    case("self-reference", swap(PHRASE, "next: film-missed-ticket-paid", "next: film-missed"),
         f"{PHRASE}:23:7: R402 「film-missed」は自分自身です"),
    case("self-reference-in-list", swap(GUIDE, "see: [slept-through-it]", "see: [slept-through-it, while-they-wait]"),
         f"{GUIDE}:17:25: R402 「while-they-wait」は自分自身です"),
    case("renamed", swap(NG, "instead: [film-missed]", "instead: [film-overslept]"),
         f"{NG}:14:11: R403 「film-overslept」は名前が変わりました"),
    case("redirect-from-a-live-id", swap(REDIRECTS, "old: film-overslept", "old: slept-through-it"),
         f"{REDIRECTS}:1:8: R404 「slept-through-it」はいまも使われている id です"),
    case("reported-once", swap(PHRASE, "severity: moderate", "severity: moderat"),
         f"{PHRASE}:3:11: S204 「moderat」は severity の id にありません。もしかして「moderate」"),
    case("sources-broken", swap(SOURCES, "label: Lewicki", "lable: Lewicki"),
         f"{SOURCES}:2:3: S202 「lable」というキーはありません。もしかして「label」"),
)

PLACES = (
    case("id-twice", write("corpus/qa/film-missed.yml", (ROOT / "tests/sample/qa/slept-through-it.yml").read_bytes()),
         "corpus/qa/film-missed.yml:1:1: F304 id「film-missed」は corpus/phrases/friend/apology/film-missed.yml がすでに使っています"),
    case("wrong-folder", move(QA, "corpus/q-and-a/slept-through-it.yml"),
         "corpus/q-and-a/slept-through-it.yml:1:1: F302 このフォルダーに置けるものではありません"),
    case("near-folder", move(GUIDE, "corpus/guide/while-they-wait.yml"),
         "corpus/guide/while-they-wait.yml:1:1: F302 このフォルダーに置けるものではありません。もしかして「guides」"),
    case("phrase-too-high", write("corpus/phrases/friend/new-words.yml", SMALL),
         "corpus/phrases/friend/new-words.yml:1:1: F302 置き場所が違います"),
    case("phrase-too-deep", write("corpus/phrases/friend/waiting/more/new-words.yml", SMALL),
         "corpus/phrases/friend/waiting/more/new-words.yml:1:1: F302 置き場所が違います"),
    case("qa-too-deep", move(QA, "corpus/qa/friend/slept-through-it.yml"),
         "corpus/qa/friend/slept-through-it.yml:1:1: F302 置き場所が違います"),
    case("file-in-root", write("corpus/new-words.yml", SMALL),
         "corpus/new-words.yml:1:1: F302 このフォルダーに置けるものではありません"),
    case("readme-in-root", write("corpus/README.md", "# corpus\n"),
         "corpus/README.md:1:1: F302 このフォルダーに置けるものではありません"),
    case("name-with-underscore", write("corpus/phrases/friend/waiting/new_words.yml", SMALL),
         "corpus/phrases/friend/waiting/new_words.yml:1:1: F303 ファイル名は半角の小文字・数字・ハイフン"),
    case("name-in-capitals", write("corpus/phrases/friend/waiting/New-words.yml", SMALL),
         "corpus/phrases/friend/waiting/New-words.yml:1:1: F303 ファイル名は半角の小文字・数字・ハイフン"),
    case("name-in-japanese", write("corpus/phrases/friend/waiting/待たせた.yml", SMALL),
         "corpus/phrases/friend/waiting/待たせた.yml:1:1: F303 ファイル名は半角の小文字・数字・ハイフン"),
    case("name-with-a-line-break", write("corpus/phrases/friend/waiting/a\nb.yml", SMALL),
         "corpus/phrases/friend/waiting/a\\x0ab.yml:1:1: F303 ファイル名は半角の小文字・数字・ハイフン"),
    case("name-too-long", write(f"corpus/phrases/friend/waiting/{'a' * 61}.yml", SMALL),
         "corpus/phrases/friend/waiting/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.yml:1:1: F303 ファイル名は半角の小文字・数字・ハイフン"),
    case("yaml-suffix", write("corpus/phrases/friend/waiting/new-words.yaml", SMALL),
         "corpus/phrases/friend/waiting/new-words.yaml:1:1: F303 ファイル名は「new-words.yml」のように .yml で終えてください"),
    case("upper-suffix", write("corpus/phrases/friend/waiting/new-words.YML", SMALL),
         "corpus/phrases/friend/waiting/new-words.YML:1:1: F303 ファイル名は「new-words.yml」のように .yml で終えてください"),
    case("text-file", write("corpus/qa/notes.txt", "あとで\n"),
         "corpus/qa/notes.txt:1:1: F303 ファイル名は「notes.yml」のように .yml で終えてください"),
    case("yaml-suffix-in-search", write("corpus/search/more.yaml", "- words: [寝坊]\n"),
         "corpus/search/more.yaml:1:1: F303 このファイルは読まれません"),
    case("deep-in-search", write("corpus/search/more/words.yml", "- words: [寝坊]\n"),
         "corpus/search/more/words.yml:1:1: F303 このファイルは読まれません"),
    case("unknown-vocabulary", move("corpus/vocabulary/tone.yml", "corpus/vocabulary/tones.yml"),
         "corpus/vocabulary/tone.yml:1:1: F305 tone の語彙がありません",
         "corpus/vocabulary/tones.yml:1:1: F302 「tones」という語彙はありません。もしかして「tone」"),
    case("folder-named-as-a-file", folder("corpus/qa/late.yml"), write("corpus/qa/late.yml/inner.yml", SMALL),
         "corpus/qa/late.yml/inner.yml:1:1: F302 置き場所が違います"),
    case("list-file-is-a-folder", remove(REDIRECTS), folder(REDIRECTS),
         f"{REDIRECTS}:1:1: F301 ファイルを開けません(Is a directory)"),
    case("search-file-is-a-folder", folder("corpus/search/more.yml"),
         "corpus/search/more.yml:1:1: F301 ファイルを開けません(Is a directory)"),
    case("symlink", link(QA, "../guides/while-they-wait.yml"),
         f"{QA}:1:1: F301 シンボリックリンクは使えません"),
    case("symlink-out", link("corpus/qa/passwords.yml", "/etc/passwd"),
         "corpus/qa/passwords.yml:1:1: F301 シンボリックリンクは使えません"),
    case("symlink-endless", link("corpus/search/endless.yml", "/dev/zero"),
         "corpus/search/endless.yml:1:1: F301 シンボリックリンクは使えません"),
    case("symlink-nowhere", link(SOURCES, "nowhere.yml"),
         f"{SOURCES}:1:1: F301 シンボリックリンクは使えません"),
    case("symlink-folder", link("corpus/qa/more", "../guides"),
         "corpus/qa/more:1:1: F301 シンボリックリンクは使えません"),
)

TEXTS = (
    case("html-tag", small(TEXT, "待たせて<b>ごめん</b>。"),
         f"{NEW}:8:15: T504 HTML のタグは書けません"),
    case("html-comment", small(TEXT, "待たせて<!-- -->ごめん。"),
         f"{NEW}:8:15: T504 HTML のタグは書けません"),
    case("entity", small(TEXT, "待たせて&nbsp;ごめん。"),
         f"{NEW}:8:15: T504 HTML の文字参照は書けません"),
    case("numeric-entity", small(TEXT, "待たせて&#x27;ごめん。"),
         f"{NEW}:8:15: T504 HTML の文字参照は書けません"),
    case("markdown-link", small(TEXT, "待たせて、[ここ](https://example.com)。"),
         f"{NEW}:8:16: T504 Markdown のリンクは書けません"),
    case("markdown-heading", small(TEXT, "|\n      ごめん。\n      # 見出し"),
         f"{NEW}:10:7: T504 Markdown の見出しは書けません"),
    case("markdown-emphasis", small(TEXT, "待たせて**ごめん**。"),
         f"{NEW}:8:15: T504 Markdown の強調は書けません"),
    case("markdown-code", small(TEXT, "待たせて`ごめん`。"),
         f"{NEW}:8:15: T504 Markdown の「`」は書けません"),
    case("markdown-rule", small(TEXT, "|\n      ごめん。\n\n      ---\n      また。"),
         f"{NEW}:11:7: T504 Markdown の区切りは書けません"),
    case("template-mark", small(TEXT, "待たせて{{ name }}ごめん。"),
         f"{NEW}:8:15: T504 テンプレートの記号は書けません"),
    case("template-tag", small(TEXT, "待たせて{% raw %}ごめん。"),
         f"{NEW}:8:15: T504 テンプレートの記号は書けません"),
    case("script-address", small(TEXT, "待たせてjavascript:alert(1)"),
         f"{NEW}:8:15: T504 スクリプトの URL は書けません"),
    case("zero-width-space", small(TEXT, "待たせて\u200bごめん。"),
         f"{NEW}:8:15: T501 見えない文字 U+200B があります"),
    case("zero-width-joiner-between-kana", small(TEXT, "待たせて\u200dごめん。"),
         f"{NEW}:8:15: T501 見えない文字 U+200D があります"),
    case("zero-width-joiner-at-the-start", small(TEXT, "\u200d👩待たせてごめん👩"),
         f"{NEW}:8:11: T501 見えない文字 U+200D があります"),
    case("zero-width-joiner-at-the-end", small(TEXT, "待たせてごめん👩\u200d"),
         f"{NEW}:8:19: T501 見えない文字 U+200D があります"),
    case("zero-width-joiner-after-an-emoji", small(TEXT, "待たせてごめん👩\u200dね。"),
         f"{NEW}:8:19: T501 見えない文字 U+200D があります"),
    case("byte-order-mark-inside", small(TEXT, "待たせて\ufeffごめん。"),
         f"{NEW}:8:15: T501 見えない文字 U+FEFF があります"),
    case("soft-hyphen", small(TEXT, "待たせて\u00adごめん。"),
         f"{NEW}:8:15: T501 見えない文字 U+00AD があります"),
    case("hangul-filler", small(TEXT, "待たせて\u3164ごめん。"),
         f"{NEW}:8:15: T501 見えない文字 U+3164 があります"),
    case("bidi-override", small(TEXT, "待たせて\u202eごめん。"),
         f"{NEW}:8:15: T501 文字の向きを変える見えない文字 U+202E があります"),
    case("control-character-by-escape", small(TEXT, '"待たせて\\x07ごめん。"'),
         f"{NEW}:8:11: T501 見えない制御文字 U+0007 があります"),
    case("private-use", small(TEXT, "待たせて\ue000ごめん。"),
         f"{NEW}:8:15: T501 見えない文字 U+E000 があります"),
    case("nfd", small(TEXT, "待たせて、こ\u3099めん。"),
         f"{NEW}:8:16: T503 濁点などが文字と分かれています(NFD)"),
    case("half-width-kana", small(TEXT, "待たせてｺﾞﾒﾝ。"),
         f"{NEW}:8:15: T505 半角カナ「ｺﾞﾒﾝ」があります"),
    case("no-break-space", small(TEXT, "待たせて\u00a0ごめん。"),
         f"{NEW}:8:15: T502 特殊な空白 U+00A0 があります"),
    case("thin-space", small(TEXT, "待たせて\u2009ごめん。"),
         f"{NEW}:8:15: T502 特殊な空白 U+2009 があります"),
    case("in-a-list", small("[regret]", "[regret]\nsituations: [寝坊, '<b>']"),
         f"{NEW}:5:19: T504 HTML のタグは書けません"),
    case("in-a-source", swap(SOURCES, "謝罪の六つの要素をくらべた研究。", "謝罪の<i>六つ</i>の要素。"),
         f"{SOURCES}:3:14: T504 HTML のタグは書けません"),
    case("in-a-vocabulary", swap(CHANNELS, "顔を見て、声で。", "顔を見て、<b>声</b>で。"),
         f"{CHANNELS}:5:21: T504 HTML のタグは書けません"),
    case("in-search-words", swap(SEARCH, "寝過ごす", "ﾈｺﾞｽ"),
         f"{SEARCH}:1:15: T505 半角カナ「ﾈｺﾞｽ」があります"),
    case("in-literal-block", small(TEXT, "|\n      待たせて、\n\n        字下げした\u200b行。"),
         f"{NEW}:11:14: T501 見えない文字 U+200B があります"),
    case("in-folded-block", small(TEXT, ">\n      待たせて、\n      ご\u200bめん。"),
         f"{NEW}:8:11: T506 この書き方では、改行が消えて空白になります",
         f"{NEW}:10:8: T501 見えない文字 U+200B があります"),
    case("in-double-quotes", small(TEXT, '"待たせて\u200bごめん。"'),
         f"{NEW}:8:16: T501 見えない文字 U+200B があります"),
    case("in-single-quotes", small(TEXT, "'待たせて\u200bごめん。'"),
         f"{NEW}:8:16: T501 見えない文字 U+200B があります"),
    case("in-quotes-with-escapes", small(TEXT, '"待たせて\\n\u200bごめん。"'),
         f"{NEW}:8:11: T501 見えない文字 U+200B があります"),
    case("in-single-quotes-with-quotes", small(TEXT, "'待た''せて\n      ご\u200bめん。'"),
         f"{NEW}:8:11: T506 この書き方では、改行が消えて空白になります",
         f"{NEW}:9:8: T501 見えない文字 U+200B があります"),
    case("in-plain-lines", small(TEXT, "待たせて\n      ご\u200bめん。"),
         f"{NEW}:8:11: T506 この書き方では、改行が消えて空白になります",
         f"{NEW}:9:8: T501 見えない文字 U+200B があります"),
    case("with-crlf", write(NEW, SMALL.replace(TEXT, "|\n      待たせて、\n      ご\u200bめん。").replace("\n", "\r\n")),
         f"{NEW}:10:8: T501 見えない文字 U+200B があります"),
)

WORDS = (
    case("word-in-two-groups", swap(SEARCH, "- words: [すぐ]", "- words: [連れ, ダチ]\n  means: {scene: [family]}\n- words: [すぐ]"),
         f"{SEARCH}:7:15: W701 「ダチ」は corpus/search/words.yml:3 のまとまり"),
    case("word-with-a-sign", swap(SEARCH, "寝過ごす", "寝過ごす!"),
         f"{SEARCH}:1:15: W702 「寝過ごす!」には空白や記号があるので、検索で見つかりません"),
    case("near-word-with-a-space", swap(SEARCH, "- words: [すぐ]", "- words: [置き去り]\n  means: {scene: [friend]}\n  near: [雨の中, 駅 前, 夜　道]\n- words: [すぐ]"),
         f"{SEARCH}:9:15: W703 「駅 前」は空白のところで別々の語に分かれ、片方だけでも効きます。",
         f"{SEARCH}:9:20: W703 「夜　道」は"),
)

EDITORIAL = (
    case("too-long-for-chat", small(TEXT, "あ" * 121),
         f"{NEW}:7:16: E101 LINE・チャットの言葉は 120 文字までです(いま 121 文字)"),
    case("too-long-for-speech", write(NEW, SMALL.replace(TEXT, "あ" * 81).replace("[chat]", "[letter, phone, in-person]")),
         f"{NEW}:7:24: E101 電話の言葉は 80 文字までです(いま 81 文字)",
         f"{NEW}:7:31: E101 会って話すの言葉は 80 文字までです(いま 81 文字)"),
    case("too-many-blanks", small(TEXT, "〔名前〕〔日〕〔場所〕〔品〕、ごめん。"),
         f"{NEW}:8:11: E102 空欄が 4 種類あります"),
    case("blank-not-closed", small(TEXT, "〔名前、ごめん。"),
         f"{NEW}:8:11: E103 空欄の〔 〕が対になっていません"),
    case("blank-not-opened", small(TEXT, "|\n\n      待たせて、\n      名前〕、ごめん。"),
         f"{NEW}:11:9: E103 空欄の〔 〕が対になっていません"),
    case("too-many-blanks-with-the-subject", swap(CLIENT, "subject: 見本の", "subject: 〔品名〕の〔日〕の"),
         f"{CLIENT}:9:11: E102 空欄が 4 種類あります"),
    case("blank-not-closed-after-a-sound-one", small(TEXT, "〔名前〕、〔場所で、ごめん。"),
         f"{NEW}:8:16: E103 空欄の〔 〕が対になっていません"),
    case("blank-empty", small(TEXT, "〔〕、ごめん。"),
         f"{NEW}:8:11: E103 空欄の〔 〕に見出しがありません"),
    case("blank-label-too-long", small(TEXT, f"〔{'名' * 17}〕、ごめん。"),
         f"{NEW}:8:11: E103 空欄の〔 〕の見出しが 16 文字を超えています(いま 17 文字)"),
    case("blank-in-subject", swap(CLIENT, "subject: 見本の", "subject: 〔見本の"),
         f"{CLIENT}:8:14: E103 空欄の〔 〕が対になっていません"),
    case("mail-without-subject", swap(CLIENT, "    subject: 見本の発送遅れのお詫び\n", ""),
         f"{CLIENT}:7:5: E104 メールの言葉には件名(subject)が要ります"),
    case("subject-without-mail", small("[chat]", "[chat]\n    subject: お詫び"),
         f"{NEW}:8:5: E104 件名はメールの言葉だけに書きます"),
    case("subject-of-blanks", swap(PHRASE, "今朝の約束のお詫び", "〔日〕の約束のお詫び(〔相手の名前〕様、〔自分の名前〕)"),
         f"{PHRASE}:12:14: E105 件名の空欄が 3 種類あります。2 種類までにしてください"),
    case("mail-of-one-line", small("[chat]", "[email]\n    subject: 昨日のお詫び"),
         f"{NEW}:9:11: E106 メールの本文は、宛名かあいさつの一行(40 文字まで)と、そのあとの二行以上で書いてください"),
    case("mail-without-an-opening", swap(PHRASE, "〔相手の名前〕さん\n\n      今朝は", "〔相手の名前〕さん、昨日の約束のことで、どうしても先にお伝えしたいことがあって、メールを書いています。今朝は"),
         f"{PHRASE}:13:11: E106 メールの本文は、宛名かあいさつの一行(40 文字まで)と、そのあとの二行以上で書いてください"),
    case("ex-partner-without-consent", placed("ex-partner", "waiting"),
         "corpus/phrases/ex-partner/waiting/new-words.yml:1:1: E110 元恋人への言葉は、requires に contact-ok(または conversation-open)が要ります"),
    case("ex-partner-wrong-consent", placed("ex-partner", "waiting", "requires: [replied]\n"),
         "corpus/phrases/ex-partner/waiting/new-words.yml:10:11: E110 元恋人への言葉は、requires に contact-ok(または conversation-open)が要ります"),
    case("refused-without-conversation", placed("friend", "refused"),
         "corpus/phrases/friend/refused/new-words.yml:1:1: E111 拒絶のあとの言葉は、いまの会話の中で一度だけです"),
    case("refused-on-another-condition", placed("friend", "refused", "requires: [replied]\n"),
         "corpus/phrases/friend/refused/new-words.yml:10:11: E111 拒絶のあとの言葉は、いまの会話の中で一度だけです"),
    case("refused-and-on", placed("friend", "refused", "requires: [conversation-open]\nnext: film-missed\n"),
         "corpus/phrases/friend/refused/new-words.yml:11:1: E111 拒絶のあとに続ける言葉はありません"),
)

REGISTER = (
    case("desu-in-casual", says("悪いのはこっちです。ごめん。"),
         f"{NEW}:8:18: E120 くだけた言葉に「です」が混じっています。「〜だ」「〜した」「〜して」にそろえるか"),
    case("masu-in-casual", says("ごめん、今から行きます。"),
         f"{NEW}:8:20: E120 くだけた言葉に「ます」が混じっています"),
    case("mashita-in-casual", says("ごめん、寝ていました。"),
         f"{NEW}:8:18: E120 くだけた言葉に「ました」が混じっています"),
    case("deshita-in-casual", says("昨日は失礼でした。"),
         f"{NEW}:8:16: E120 くだけた言葉に「でした」が混じっています"),
    case("masen-in-casual", says("ごめん、まだ着けません。"),
         f"{NEW}:8:19: E120 くだけた言葉に「ません」が混じっています"),
    case("kudasai-in-casual", says("遅れる。先に入ってください。"),
         f"{NEW}:8:20: E120 くだけた言葉に「ください」が混じっています"),
    case("desu-in-a-casual-subject", write(NEW, SMALL.replace("[chat]", "[email]\n    subject: 昨日のことです").replace(TEXT, "|\n      ねえさんへ\n      昨日はごめん。\n      また書く。")),
         f"{NEW}:8:19: E120 くだけた言葉に「です」が混じっています"),
    case("gomen-in-formal", says("お待たせして、ごめんなさい。", "formal"),
         f"{NEW}:8:18: E121 改まった言葉に「ごめんなさい」は使えません。「申し訳ございません」"),
    case("dayo-in-polite", says("お待たせしました。私のせいだよ。", "polite"),
         f"{NEW}:8:24: E122 丁寧な言葉に、くだけた語尾「だよ」があります。「です」「ます」で終えるか"),
    case("jan-in-polite", says("お待たせしました。すぐ着くじゃん。", "polite"),
         f"{NEW}:8:24: E122 丁寧な言葉に、くだけた語尾「じゃん」があります"),
    case("rune-in-formal", says("お待たせいたしました。すぐ参るね。", "formal"),
         f"{NEW}:8:25: E122 丁寧な言葉に、くだけた語尾「るね」があります"),
    case("double-honorific", says("昨日お読みになられた手紙のことで、お詫びします。", "polite"),
         f"{NEW}:8:13: E123 「お読みになられ」は敬語を二つ重ねています。お〜になり(お読みになりました、お帰りになります)と書いてください"),
    case("ossharareru", says("おっしゃられたとおりです。", "polite"),
         f"{NEW}:8:11: E123 「おっしゃられ」は敬語を二つ重ねています。おっしゃい(おっしゃいました、おっしゃる)と書いてください"),
    case("goran-ni-narareru", says("書面をご覧になられたとのこと、申し訳ございません。", "formal"),
         f"{NEW}:8:14: E123 「ご覧になられ」は敬語を二つ重ねています"),
    case("suimasen", says("遅れてすいません。", "polite"),
         f"{NEW}:8:14: E124 「すいません」は話し言葉の崩れた形です。「すみません」と書いてください"),
    case("exclamation-in-formal", says("お待たせして申し訳ございません！", "formal"),
         f"{NEW}:8:26: E125 改まった言葉に「！」は使えません。「。」で終えてください"),
    case("emoji-in-formal", says("お待たせいたしました🙏", "formal"),
         f"{NEW}:8:21: E126 改まった言葉や重い出来事の言葉に「🙏」は軽く見えます"),
    case("laugh-about-something-grave", says("嘘ついてた、ごめん笑", severity="serious"),
         f"{NEW}:8:20: E126 改まった言葉や重い出来事の言葉に「笑」は軽く見えます"),
)

APOLOGY = (
    case("if-hurt", says("もし傷つけたなら、ごめん。"),
         f"{NEW}:8:11: E130 「もし傷つけたなら」は条件つきの謝り方です。「なら」「たら」を取り"),
    case("if-it-seemed-so", says("昨日の返事が冷たく聞こえたのであれば、お詫びします。", "polite"),
         f"{NEW}:8:17: E130 「冷たく聞こえたのであれば」は条件つきの謝り方です"),
    case("if-anything-was-amiss", says("先日の席で失礼がありましたら、お詫び申し上げます。", "formal"),
         f"{NEW}:8:16: E130 「失礼がありましたら」は条件つきの謝り方です"),
    case("sorry-if", says("ごめん、もし嫌な思いをさせたなら。"),
         f"{NEW}:8:15: E130 「もし嫌な思いをさせたなら」は条件つきの謝り方です"),
    case("absolutely", says("遅れてごめん。絶対に直す。"),
         f"{NEW}:8:18: E131 「絶対に」は守りきれない約束です。いつ、何を、どうするかを小さく書いてください"),
    case("never-again", says("遅れてごめん。もう二度と待たせない。"),
         f"{NEW}:8:18: E131 「もう二度と」は守りきれない約束です"),
    case("anything", says("ごめん、何でもする。"),
         f"{NEW}:8:15: E131 「何でもする」は守りきれない約束です"),
    case("whole-life", says("一生かけて返す。ごめん。"),
         f"{NEW}:8:11: E131 「一生」は守りきれない約束です"),
    case("promise-in-a-subject", swap(CLIENT, "subject: 見本の", "subject: 二度と遅らせません、見本の"),
         f"{CLIENT}:8:14: E131 「二度と」は守りきれない約束です"),
    case("reply-wanted", says("待たせてごめん。返事、待ってる。"),
         f"{NEW}:8:19: E132 「返事、待ってる」は返事や許しを求めています。消すか、「返事は気にしないで」"),
    case("reply-asked-politely", says("お待たせしました。お返事をいただけますか。", "polite"),
         f"{NEW}:8:20: E132 「お返事をいただけますか」は返事や許しを求めています"),
    case("forgiveness-wanted", says("待たせてごめん。許してほしい。"),
         f"{NEW}:8:19: E132 「許してほしい」は返事や許しを求めています"),
    case("forgiveness-asked-formally", says("お待たせいたしました。どうかご容赦ください。", "formal"),
         f"{NEW}:8:25: E132 「ご容赦ください」は返事や許しを求めています"),
    case("trust-wanted", says("嘘はつかないから信じてください。", "soft"),
         f"{NEW}:8:19: E132 「信じてください」は返事や許しを求めています"),
)

AFTER_REFUSAL = (
    case("refused-and-asking", after_refusal("わかった。理由を聞いてもいい?"),
         f"{REFUSED}:8:25: E112 拒絶のあとの言葉で問いかけると、相手に返事の負担が残ります"),
    case("refused-and-returning", after_refusal("わかった。落ち着いたら連絡するね。"),
         f"{REFUSED}:8:16: E113 「落ち着いたら連絡する」は、拒まれたあとの連絡や待つことを予告しています"),
    case("refused-and-waiting", after_refusal("わかった。ずっと待ってる。"),
         f"{REFUSED}:8:16: E113 「ずっと待ってる」は、拒まれたあとの連絡や待つことを予告しています"),
)

OWN_NG = (
    case("wording-that-an-ng-marks", says("ごめん、電車が遅れたから間に合わない。"),
         f"{NEW}:8:15: E133 「電車が遅れたから」は NG の train-was-slow({NG})に当たります。待たせた時間を先に謝り"),
    case("subject-that-an-ng-marks", swap(CLIENT, "subject: 見本の", "subject: バスが混んだから見本の"),
         f"{CLIENT}:8:14: E133 「バスが混んだから」は NG の train-was-slow({NG})に当たります"),
)

NUMBERS = (
    case("helpline-number", swap(QA, "答えてください。", "答えてください。困ったら#9110へ。"),
         f"{QA}:6:46: E140 相談窓口の番号「#9110」は {HELPLINE} だけに置きます。番号を消して窓口の名前だけを書くか"),
    case("helpline-number-in-full-width", swap(SAFETY, "人のいる所へ行く。", "人のいる所へ行く。＃９１１０に電話する。"),
         f"{SAFETY}:7:21: E140 相談窓口の番号「＃９１１０」は {HELPLINE} だけに置きます",
         f"{SAFETY}:7:22: E164 全角の英数字「９１１０」は半角にしてください"),
    case("helpline-number-in-kanji", swap(SAFETY, "何時間も話が終わらない", "九一一〇番にかけたくなる"),
         f"{SAFETY}:5:5: E140 相談窓口の番号「九一一〇」は {HELPLINE} だけに置きます"),
    case("helpline-number-in-other-gaps", write("corpus/helplines/dv.yml", (ROOT / "corpus/helplines/dv-soudan-plus.yml").read_bytes()), swap(GUIDE, "着く時刻を一つだけ伝えます。", "0120(279)889に電話します。"),
         f"{GUIDE}:6:7: E140 相談窓口の番号「0120(279)889」は corpus/helplines/dv.yml だけに置きます"),
    case("helpline-number-among-situations", swap(QA, "situations: [寝坊, すっぽかし]", "situations: [寝坊, シャープ9110]"),
         f"{QA}:12:18: E140 相談窓口の番号「シャープ9110」は {HELPLINE} だけに置きます"),
    case("telephone-number", says("ごめん、03-1234-5678にかけて。"),
         f"{NEW}:8:15: E141 電話番号のような数字「03-1234-5678」があります"),
    case("free-call", swap(SAFETY, "  - ドアの前に立たれる", "  - 0120-000-111から電話が来る"),
         f"{SAFETY}:4:5: E141 電話番号のような数字「0120-000-111」があります"),
    case("short-number", swap(SAFETY, "  - ドアの前に立たれる", "  - 友人に#7119を勧められた"),
         f"{SAFETY}:4:8: E141 電話番号のような数字「#7119」があります"),
    case("number-without-gaps", says("ごめん、09012345678にかけて。"),
         f"{NEW}:8:15: E141 電話番号のような数字「09012345678」があります"),
)

TWINS = (
    case("wording-again", says("寝坊して、今朝の試合に行けなかった。二人分の席を取って待っていてくれたのに、ごめん。切符代は明日送るね。"),
         f"{NEW}:8:11: E150 この言葉は {PHRASE}:9 とほとんど同じです(文字の並びの "),
    case("wording-again-in-another-tone", says("〔名前〕、寝坊して今朝の映画に行けなかった！二人分の席を取って、待っていてくれたのに、ごめんね。チケット代は今日送るね。", "soft"),
         f"{NEW}:8:11: E150 この言葉は {PHRASE}:9 とほとんど同じです"),
    case("one-tone-twice", write(NEW, SMALL.replace("why:", "  - tone: casual\n    channels: [phone]\n    text: 待たせてごめんね。\nwhy:")),
         f"{NEW}:11:11: E150 この言葉は {NEW}:8 とほとんど同じです"),
    case("intent-again", small("待たせた友人に、ひとこと詫びる", "映画の約束に寝坊して、席を空けてしまったことを詫びる"),
         f"{NEW}:1:9: E151 この intent は {PHRASE}:1 とほとんど同じです"),
    case("question-again", write("corpus/qa/tell-why.yml", (ROOT / "tests/sample/qa/slept-through-it.yml").read_text("utf-8").replace("理由は言うべき?", "理由を言うべき?")),
         f"corpus/qa/tell-why.yml:1:11: E152 この問いは {QA}:1 とほとんど同じです"),
)

PUNCTUATION = (
    case("comma-in-japanese", says("待たせて,ごめん。"),
         f"{NEW}:8:15: E160 日本語の文の「,」は「、」か「。」にしてください"),
    case("full-stop-in-japanese", swap(QA, "一言だけ、謝ったあとに。", "一言だけ、謝ったあとに."),
         f"{QA}:2:20: E160 日本語の文の「.」は「、」か「。」にしてください"),
    case("full-width-comma", says("待たせて，ごめん。"),
         f"{NEW}:8:15: E160 日本語の文の「，」は「、」か「。」にしてください"),
    case("quotation-not-closed", says("「待たせた、ごめん。"),
         f"{NEW}:8:11: E161 かっこ「「」に相手がありません"),
    case("quotation-not-opened", swap(CAUSE, "心配と腹立ちのあいだ", "心配と腹立ち」のあいだ"),
         f"{CAUSE}:3:20: E161 かっこ「」」に相手がありません"),
    case("brackets-crossed", says("『「待たせた』」。ごめん。"),
         f"{NEW}:8:12: E161 かっこ「「」に相手がありません"),
    case("brackets-of-two-widths", says("待たせて(十分も）ごめん。"),
         f"{NEW}:8:19: E161 かっこ「）」に相手がありません"),
    case("blank-not-closed-outside-wordings", swap(GUIDE, "着く時刻を一つだけ", "〔着く時刻を一つだけ"),
         f"{GUIDE}:6:7: E161 かっこ「〔」に相手がありません"),
    case("three-dots", says("待たせて...ごめん。"),
         f"{NEW}:8:15: E162 間を置くときの「...」は「……」と書くか"),
    case("middle-dots", says("待たせて・・・ごめん。"),
         f"{NEW}:8:15: E162 間を置くときの「・・・」は「……」と書くか"),
    case("full-stop-twice", says("待たせてごめん。。"),
         f"{NEW}:8:18: E163 「。。」は記号が重なっています"),
    case("exclamation-twice", says("待たせてごめん!!"),
         f"{NEW}:8:18: E163 「!!」は記号が重なっています"),
    case("full-width-digits", says("１０分待たせてごめん。"),
         f"{NEW}:8:11: E164 全角の英数字「１０」は半角にしてください"),
    case("full-width-letters", says("待たせてごめん。ＬＩＮＥする。"),
         f"{NEW}:8:19: E164 全角の英数字「ＬＩＮＥ」は半角にしてください"),
    case("spaces-at-the-end", says("|\n      待たせて \n      ごめん。　"),
         f"{NEW}:9:11: E165 行の終わりに空白があります",
         f"{NEW}:10:11: E165 行の終わりに空白があります"),
    case("ascii-tilde", says("ごめん~、待たせた。"),
         f"{NEW}:8:14: E166 「~」は「〜」(波ダッシュ、U+301C)にしてください"),
    case("full-width-tilde", says("9時～10時に着く。ごめん。"),
         f"{NEW}:8:13: E166 「～」は「〜」(波ダッシュ、U+301C)にしてください"),
    case("half-width-full-stop", says("待たせてごめん｡"),
         f"{NEW}:8:18: T505 半角句読点「｡」があります。全角の「。」にしてください"),
)

PATTERNS = (
    case("nested-set", swap(NG, OVERSLEPT, "'[[寝]坊'"),
         f"{NG}:5:5: P601 正規表現として読めません(Possible nested set at position 1)"),
    case("unbounded", swap(NG, OVERSLEPT, "寝坊.*だけ"),
         f"{NG}:5:5: P601 くり返しは {{0,20}} までの数で書いてください(「*」「+」は使えません)"),
    case("unbounded-plus", swap(NG, OVERSLEPT, "寝坊.+だけ"),
         f"{NG}:5:5: P601 くり返しは {{0,20}} までの数で書いてください(「*」「+」は使えません)"),
    case("possessive", swap(NG, OVERSLEPT, "寝坊し?+ただけ"),
         f"{NG}:5:5: P601 「?+」「++」のようなくり返しはブラウザにありません"),
    case("too-often", swap(NG, OVERSLEPT, "寝坊.{0,21}だけ"),
         f"{NG}:5:5: P601 くり返しは {{0,20}} までの数で書いてください(「*」「+」は使えません)"),
    case("nested-repeat", swap(NG, OVERSLEPT, "寝坊(?:た{1,3}だ){1,3}け"),
         f"{NG}:5:5: P601 くり返しの中にくり返しは書けません"),
    case("too-many-ways", swap(NG, OVERSLEPT, "寝" + ".{0,20}" * 5 + "だけ"),
         f"{NG}:5:5: P601 当てはめ方が多すぎて、読者の端末が止まるおそれがあります"),
    case("too-many-ways-in-groups", swap(NG, OVERSLEPT, "寝" + "(.{0,20})" * 5 + "だけ"),
         f"{NG}:5:5: P601 当てはめ方が多すぎて、読者の端末が止まるおそれがあります"),
    case("overlapping-branches", swap(NG, OVERSLEPT, "寝坊(?:.|し){20}.?.?.?だけ"),
         f"{NG}:5:5: P601 当てはめ方が多すぎて、読者の端末が止まるおそれがあります"),
    case("back-reference", swap(NG, OVERSLEPT, r"(寝坊)\1"),
         f"{NG}:5:5: P601 「\\1」は使えません(記号を文字として書くときの \\ だけが使えます)"),
    case("class-escape", swap(NG, OVERSLEPT, r"\d分だけ"),
         f"{NG}:5:5: P601 「\\d」は使えません(記号を文字として書くときの \\ だけが使えます)"),
    case("look-behind", swap(NG, OVERSLEPT, "(?<=寝坊)した"),
         f"{NG}:5:5: P601 「(?」のあとは「:」「=」「!」だけが使えます"),
    case("flags", swap(NG, OVERSLEPT, "(?i)寝坊した"),
         f"{NG}:5:5: P601 「(?」のあとは「:」「=」「!」だけが使えます"),
    case("not-a-pattern", swap(NG, OVERSLEPT, "寝坊した(?:だけ"),
         f"{NG}:5:5: P601 正規表現として読めません(missing ), unterminated subpattern at position 4)"),
    case("two-meanings", swap(NG, OVERSLEPT, "寝坊し{,3}だけ"),
         f"{NG}:5:5: P601 「{{,」は Python とブラウザで意味が変わるので使えません"),
    case("matches-nothing", swap(NG, OVERSLEPT, "(?:寝坊)?"),
         f"{NG}:5:5: P601 何もないところにも一致してしまいます"),
    case("example-not-found", swap(NG, "寝坊しただけなのに。", "寝過ごしただけなのに。"),
         f"{NG}:8:5: P602 この例文を patterns のどれも見つけません"),
    case("fine-found", swap(NG, "電車が遅れて、着くのが三十分後になります。", "電車が遅れるから、先に行って。"),
         f"{NG}:10:5: P603 問題のない例文なのに patterns が見つけてしまいます"),
)

TOGETHER = (
    case("many-in-one-file", write(NEW, "intent: ''\ncauses: [lies]\nseverity: minor\ncomponents: regret\nwordings:\n  - tone: casual\n    text: <b>\nwhen: ｱ\n"),
         f"{NEW}:1:1: S201 「why」がありません",
         f"{NEW}:1:9: S205 「intent」が空か、足りません",
         f"{NEW}:2:10: S204 「lies」は cause の id にありません。もしかして「lie」",
         f"{NEW}:4:13: S203 「components」は「- 」で始まる行の並び、または [a, b] の形で書いてください",
         f"{NEW}:6:5: S201 「wordings[1].channels」がありません",
         f"{NEW}:7:11: T504 HTML のタグは書けません",
         f"{NEW}:8:7: T505 半角カナ「ｱ」があります"),
    case("many-files", small("minor", "miner"), swap(QA, "question:", "qestion:"), swap(GUIDE, "summary:", "summary"),
         write("corpus/qa/Bad.yml", ""), swap(PHRASE, "next: film-missed-ticket-paid", "next: nobody"), write("corpus/causes/lie.yml", b"\xff"),
         "corpus/causes/lie.yml:1:1: Y102 UTF-8 ではない文字があります",
         f"{GUIDE}:14:1: Y103 YAML として読めません(キーのあとの「:」が見つかりません)",
         f"{PHRASE}:23:7: R401 「nobody」という id の言葉はありません",
         f"{NEW}:3:11: S204 「miner」は severity の id にありません。もしかして「minor」",
         "corpus/qa/Bad.yml:1:1: F303 ファイル名は半角の小文字・数字・ハイフン",
         f"{QA}:1:1: S202 「qestion」というキーはありません。もしかして「question」"),
)

NEWCOMERS = (
    case("wide-colon", small("severity: minor", "severity：minor"),
         f"{NEW}:3:9: Y103 YAML として読めません(コロンが全角の「：」です)。半角にして「severity: minor」と書いてください。"),
    case("wide-colon-on-the-first-line", small("intent: ", "intent："),
         f"{NEW}:1:7: Y103 YAML として読めません(コロンが全角の「：」です)。半角にして「intent: 待たせた友人に、ひとこと詫びる」"),
    case("two-wide-colons", small("severity: minor", "severity：minor\ncomponents：[change]"),
         f"{NEW}:3:9: Y103 YAML として", f"{NEW}:4:11: Y103 YAML として読めません(コロンが全角の「：」です)。半角にして「components: [change]」"),
    case("wide-indent", small("    channels", "　　channels"),
         f"{NEW}:7:1: Y103 YAML として読めません(字下げに全角の空白があります)。半角の空白に直してください"),
    case("no-break-space-as-indent", small("    channels", "\u00a0\u00a0\u00a0\u00a0channels"),
         f"{NEW}:7:1: Y103 YAML として読めません(字下げに特殊な空白 U+00A0 があります)"),
    case("wide-space-after-colon", small("severity: minor", "severity:　minor"),
         f"{NEW}:3:1: Y103 YAML として読めません(キーのあとの「:」が見つかりません)。「:」のあとの空白を半角にして「severity: minor」"),
    case("equals-sign", small("severity: minor", "severity = minor"),
         f"{NEW}:3:1: Y103 YAML として読めません(キーのあとの「:」が見つかりません)。「=」ではなく「severity: minor」"),
    case("wide-dash", small("  - tone", "  － tone"),
         f"{NEW}:6:3: Y103 YAML として読めません(「－」では並びになりません)。半角のハイフンと空白で「- tone: casual」"),
    case("star-as-bullet", small("causes: [broken-promise]", "causes:\n  * broken-promise"),
         f"{NEW}:3:3: Y103 YAML として読めません(「*」では並びになりません)。半角のハイフンと空白で「- broken-promise」"),
    case("unindented-block", small(TEXT, "|\n待たせてごめん。"),
         f"{NEW}:9:1: Y103 YAML として読めません(「|」の下の本文が字下げされていません)。この行の頭に半角の空白を 6 個入れてください。"),
    case("uneven-block", small(TEXT, "|\n        待たせてごめん。\n      今行く。"),
         f"{NEW}:10:7: Y103 YAML として読めません(本文の字下げがそろっていません)。上の行と同じ、空白 8 個にしてください。"),
    case("blank-in-brackets-first", small(TEXT, "[名前]、待たせてごめん。"),
         f"{NEW}:8:11: Y103 YAML として読めません(「[」で始まる値は、並びとして読まれます)。空欄なら〔名前〕と書いてください。"),
    case("says-how-to-quote", small(TEXT, "遅れた: ごめん"),
         f"{NEW}:8:14: Y103 YAML として読めません(ここに「キー: 値」は書けません。値の中に「: 」があるなら値全体を引用符で囲み、なければ前の行を確かめてください)。"
         "全体を引用符で囲んで text: '遅れた: ごめん' と書いてください。"),
    case("says-how-far-to-indent", small("    channels", "   channels"),
         f"{NEW}:7:4: Y103 YAML として読めません(「- 」で始まる行があるはずの場所です。字下げをそろえてください)。この行は空白 3 個です。上の「tone」にそろえて空白 4 個にしてください。"),
    case("merge-conflict", small("severity: minor", "<<<<<<< HEAD\nseverity: minor\n=======\nseverity: serious\n>>>>>>> other"),
         f"{NEW}:3:1: Y115 二つの版がぶつかった印(<<<<<<<、=======、>>>>>>>)が残っています"),
    case("merge-conflict-in-a-text", small(TEXT, "|\n      <<<<<<< HEAD\n      ごめん。\n      =======\n      すまん。\n      >>>>>>> x"),
         f"{NEW}:9:1: Y115 二つの版がぶつかった印"),
    case("shift-jis-is-named", write(NEW, SMALL.encode("cp932")), f"{NEW}:1:9: Y102 UTF-8 ではない文字があります(Shift_JIS のようです)"),
    case("utf-16-is-named", write(NEW, SMALL.encode("utf-16")), f"{NEW}:1:1: Y101 ファイルの先頭に BOM があります(文字コードは UTF-16)"),
    case("japanese-key", small("causes:", "原因:"), f"{NEW}:2:1: S202 「原因」というキーはありません。もしかして「causes」ですか。"),
    case("japanese-key-as-people-say-it", small("why:", "理由:"), f"{NEW}:9:1: S202 「理由」というキーはありません。もしかして「why」ですか。"),
    case("singular-key", small("causes:", "cause:"), f"{NEW}:2:1: S202 「cause」というキーはありません。もしかして「causes」ですか。"),
    case("key-in-capitals", small("severity:", "Severity:"), f"{NEW}:3:1: S202 「Severity」というキーはありません。もしかして「severity」ですか。"),
    case("keys-of-a-wording-outside", small("  - tone: casual\n    channels: [chat]\n    text: ", "tone: casual\nchannels: [chat]\ntext: "),
         f"{NEW}:6:1: S202 「tone」は「wordings」の中に書くキーです。「wordings:」の下に、空白2つと「- 」で始めて字下げしてください"),
    case("scene-in-the-file", small("severity:", "scene: friend\nseverity:"), f"{NEW}:3:1: S202 「scene」というキーはありません。場面は、フォルダーが決めます。この行を消してください。"),
    case("label-for-an-id", small("casual", "くだけた"), f"{NEW}:6:11: S204 「くだけた」は tone の id にありません。もしかして「casual」ですか。"),
    case("part-of-a-label", small("[chat]", "[LINE]"), f"{NEW}:7:16: S204 「LINE」は channel の id にありません。もしかして「chat」ですか。"),
    case("wide-letters-are-one-mistake", small("minor", "ｍｉｎｏｒ"), f"{NEW}:3:11: S204 「ｍｉｎｏｒ」は severity の id にありません。もしかして「minor」ですか。"),
    case("japanese-comma-in-a-list", small("[broken-promise]", "[broken-promise、lie]"),
         f"{NEW}:2:10: S204 「broken-promise、lie」は cause の id にありません。「broken-promise, lie」のように、半角のコンマと空白で分けてください。"),
    case("list-without-brackets", small("[broken-promise]", "broken-promise, lie"),
         f"{NEW}:2:9: S203 「causes」は「- 」で始まる行の並び、または [a, b] の形で書いてください。ここでは [broken-promise, lie] です。"),
    case("emptied-example", small("minor", "# 例: minor"), f"{NEW}:3:10: S205 「severity」が空です。「#」から後ろはコメントになります。"),
    case("another-kind", write("corpus/qa/new-words.yml", SMALL),
         "corpus/qa/new-words.yml:1:1: F302 この中身は corpus/phrases/<scene>/<stage>/<id>.yml の形です。"),
    case("scene-and-stage-swapped", write("corpus/phrases/waiting/friend/new-words.yml", SMALL),
         "corpus/phrases/waiting/friend/new-words.yml:1:1: F302 場面と段階のフォルダーが逆です。corpus/phrases/friend/waiting/new-words.yml に置いてください。"),
    case("folders-in-japanese", write("corpus/phrases/友人/謝る/new-words.yml", SMALL),
         "corpus/phrases/友人/謝る/new-words.yml:1:1: F302 フォルダー「友人」「謝る」は id ではありません。corpus/phrases/friend/apology/new-words.yml に置いてください。"),
    case("stage-folder-missing", write("corpus/phrases/friend/new-words.yml", SMALL),
         "corpus/phrases/friend/new-words.yml:1:1: F302 置き場所が違います。段階のフォルダーがありません。"),
    case("better-name", write("corpus/qa/Late_For Dinner.yml", ""), "corpus/qa/Late_For Dinner.yml:1:1: F303 ファイル名は半角の小文字・数字・ハイフンだけ、60 文字以内にしてください(例: late-for-dinner.yml)。"),
    case("two-suffixes", write("corpus/qa/late.yml.txt", ""), "corpus/qa/late.yml.txt:1:1: F303 ファイル名は「late.yml」のように .yml で終えてください。"),
    case("id-with-a-path", write(NEW, SMALL + "next: corpus/phrases/friend/apology/film-missed.yml\n"),
         f"{NEW}:10:7: R401 「corpus/phrases/friend/apology/film-missed.yml」という id の言葉はありません。もしかして「film-missed」ですか。"),
    case("circle-of-next", write(NEW, SMALL + "next: film-missed\n"), swap(PHRASE, "next: film-missed-ticket-paid", "next: new-words"),
         f"{NEW}:10:7: R405 next をたどると元に戻ります(new-words → film-missed → new-words)。"),
    case("words-not-in-the-draft", write("corpus/learning/drafts/new.yml", "- text: ごめん。忙しくて。\n  ng:\n    excuse: [忙しくて, いそがしくて]\n"),
         "corpus/learning/drafts/new.yml:3:20: R406 「いそがしくて」は、この下書きの中にありません。"),
    case("folded-text", small(TEXT, ">\n      待たせてごめん。\n      今行く。"), f"{NEW}:8:11: T506 この書き方では、改行が消えて空白になります。"),
    case("text-over-two-lines", small(TEXT, "待たせてごめん。\n      今行く。"), f"{NEW}:8:11: T506 この書き方では、改行が消えて空白になります。"),
    case("hash-in-a-text", small(TEXT, "待たせてごめん #反省"), f"{NEW}:8:19: T507 「#反省」から後ろはコメントになり、読者に届きません。"),
    case("blank-as-parentheses", small(TEXT, "(相手の名前)、待たせてごめん。"), f"{NEW}:8:11: E107 空欄は「(相手の名前)」ではなく、何を書くかの見出しをつけて〔相手の名前〕のように"),
    case("blank-as-empty-parentheses", small(TEXT, "（　　）、待たせてごめん。"), f"{NEW}:8:11: E107 空欄は「（　　）」ではなく"),
    case("blank-as-underlines", small(TEXT, "＿＿＿、待たせてごめん。"), f"{NEW}:8:11: E107 空欄は「＿＿＿」ではなく"),
    case("blank-as-plain-underlines", small(TEXT, "____、待たせてごめん。"), f"{NEW}:8:11: E107 空欄は「____」ではなく"),
    case("blank-as-circles", small(TEXT, "〇〇さん、待たせてごめん。"), f"{NEW}:8:11: E107 空欄は「〇〇」ではなく"),
    case("blank-as-template", small(TEXT, "待たせた{{名前}}、ごめん。"), f"{NEW}:8:15: E107 空欄は「{{{{名前}}}}」ではなく、何を書くかの見出しをつけて〔名前〕のように"),
    case("blank-of-a-space", small(TEXT, "〔　〕、待たせてごめん。"), f"{NEW}:8:11: E103 空欄の〔 〕に見出しがありません"),
    case("unfinished", small(TEXT, "TODO"), f"{NEW}:8:11: E108 「TODO」が残っています。送れる言葉に書き直してください。"),
    case("address-of-a-site", small(TEXT, "ごめん。https://example.com/a を見て。"), f"{NEW}:8:15: E142 「https://example.com/a」のような宛先は書けません。"),
    case("address-of-a-mail", small(TEXT, "ごめん。foo@example.com まで。"), f"{NEW}:8:15: E142 「foo@example.com」のような宛先は書けません。"),
    case("curly-quotes", small(TEXT, "“すぐ行く”と言ったのに、ごめん。"), f"{NEW}:8:11: E167 引用の「“」は「 」(かぎかっこ)にしてください。"),
    case("demand-is-one-mistake", small(TEXT, "ごめん。返信ください。"), f"{NEW}:8:15: E132 「返信ください」は返事や許しを求めています。"),
)

CASES = (*NEWCOMERS, *BROKEN_YAML, *SHAPE, *FACETS, *REFERENCES, *PLACES, *TEXTS, *WORDS, *EDITORIAL, *REGISTER, *APOLOGY, *AFTER_REFUSAL, *OWN_NG,
         *NUMBERS, *TWINS, *PUNCTUATION, *PATTERNS, *TOGETHER)

LAYOUT = (
    case("crlf", write(NEW, SMALL.replace("\n", "\r\n")), f"{NEW}:1:1: K801 改行が CRLF です"),
    case("no-line-break-at-the-end", write(NEW, SMALL.rstrip("\n")), f"{NEW}:9:22: K802 ファイルの終わりを、改行一つにそろえられます"),
    case("keys-in-another-order", small("causes: [broken-promise]\nseverity: minor\n", "severity: minor\ncauses: [broken-promise]\n"), f"{NEW}:3:1: K803 キーの並びをそろえられます"),
    case("quotes-for-nothing", small("minor", "'minor'"), f"{NEW}:3:11: K804 引用符がなくても同じに読めます"),
)
"""Not problems: what `make fix` would make alike."""

SOUND = {
    "emoji-of-several-characters": small(TEXT, "待たせてごめん👨‍👩‍👧🏃🏽‍♀️❤️‍🔥🙏🏽。"),
    "crlf": write(NEW, SMALL.replace("\n", "\r\n")),
    "no-line-break-at-the-end": write(NEW, SMALL.rstrip("\n")),
    "comment-and-blank-lines": write(NEW, "# 待たせたとき\n\n" + SMALL + "\n# おわり\n"),
    "quotes": small(TEXT, "「待たせて、ごめん」と『すぐ』に。"),
    "signs-of-everyday-text": small(TEXT, "9:30の約束に30分遅れ、5,000円&交通費は私が。1 < 2、A&B、C#、50%、3*4、10〜15分。"),
    "number-like-words": small("[regret]", "[regret]\nsituations: [no, 1:30, 010, 2026-01-01, ~, null, yes, 1e3]"),
    "three-blanks-used-twice": small(TEXT, "〔名前〕、〔日〕に〔場所〕で待たせてごめん。〔名前〕の〔日〕を空けてもらったのに。"),
    "as-long-as-allowed": small(TEXT, "あ" * 120),
    "ex-partner-with-consent": placed("ex-partner", "waiting", "requires: [contact-ok]\n"),
    "refused-in-the-conversation": placed("friend", "refused", "requires: [conversation-open]\n"),
    "safe-pattern": swap(NG, OVERSLEPT, r"'^\(?寝坊(?=した)(?!しそう)[^。]{0,3}だけ(?:なのに)?。?$|100\.?%'"),
    "ex-partner-in-the-conversation": placed("ex-partner", "waiting", "requires: [conversation-open]\n"),
    "longest-name": write(f"corpus/phrases/friend/waiting/{'a' * 60}.yml", SMALL),
    "hidden-file": write("corpus/qa/.DS_Store", b"\0\1"),
    "one-message-in-two-tones": write(NEW, SMALL.replace("why:", "  - tone: soft\n    channels: [chat]\n    text: 待たせてごめんね。\nwhy:")),
    "number-where-it-belongs": swap(HELPLINE, "事件になる前の心配ごとも", "事件になる前の心配ごとも。#9110は平日の昼"),
    "draft-as-people-type-it": swap(NG, "寝坊しただけなのに。", "寝坊しただけなのに...。。!!"),
    "reference-to-a-misplaced-file": swap(QA, "examples: [film-missed]", "examples: [film-missed-ticket-paid]"),
}

NEAR_MISSES = {
    "casual-without-desu-masu": ("casual", (
        "頭を冷ます時間をくれて、助かった。", "目を覚ますのが遅れた。ごめん。", "自分でした約束なのに、ごめん。", "自分ですると言ったのに、ごめん。", "電話ですませて、ごめん。",
        "「すみません」が言えなかった。ごめん。", "「聞いてください」って渡した。", "そこですぐ言えばよかった。", "いますぐ向かう。ごめん。", "だました。ごめん。", "疲れたでしょう。待たせてごめん。",
        "ますます悪かった。", "そこですかさず謝ればよかった。", "どうするかは任せるよ。")),
    "casual-with-a-picture": ("casual", ("ごめん🙏", "ごめん笑、いや、笑えない。")),
    "formal-with-a-quoted-gomen": ("formal", ("「ごめん」の一言で済ませました。申し訳ございません。", "ごめんください、〔名前〕と申します。")),
    "polite-endings": ("polite", (
        "お困りでしたよね。申し訳ありません。", "聞かずにいてくれましたね。", "今日は休んでくださいね。", "大変だったでしょうね。", "「読んだよ」の一行があれば足りました。", "お待たせしました!", "わかりませんよね。すみません。")),
    "keigo-that-is-right": ("polite", (
        "お伺いいたします。", "お見えになったと聞きました。", "お元気になられて、安心しました。", "お一人になられた夜に、すみませんでした。", "お嫌いになられても当然です。", "ご病気になられたときのことです。",
        "おっしゃるとおりです。", "ご覧になりましたか。", "お叱りを受けて当然です。", "拝見いたしました。")),
    "condition-on-something-else": ("soft", (
        "もし今日が無理なら、日を改めて謝ります。", "帰りたければ、日を改めて謝ります。", "もう足りていれば、次に直接お詫びします。", "また嫌なことを言ったら、その時は怒ってね。", "迷惑でなければ、明日の朝に謝りに行きます。",
        "不安にさせたら悪いと思い、言えませんでした。ごめんなさい。", "「傷つけたなら」と書いたのは逃げでした。ごめんなさい。", "話したくなったら、いつでも聞きます。")),
    "strong-words-that-promise-nothing": ("casual", (
        "絶対とは言えない。だから日を決める。", "二度としないとは言えない。代わりに、やり方を変える。", "一生懸命つくってくれたのに、ごめん。", "一生に一度の日だった。ごめん。", "何でも聞いて。", "何でもない日に電話する。",
        "「絶対に返す」と言ったのに、返していない。", "絶対行くって言ったのに、行かなかった。", "予定は必ず全員に出す。", "二度手間をかけて、ごめん。")),
    "replies-that-nobody-asks-for": ("soft", (
        "許してもらえるとは思っていません。", "お返事はいりません。", "ご返信には及びません。", "許してほしいと言うつもりはありません。", "許してくれて、ありがとう。", "お返事をくれて、ありがとう。", "返事は気にしないでね。",
        "先方の返事を待っています。", "信じてくれていたのに、裏切りました。", "許すかどうかは任せます。", "お返事のご心配はなさらないでください。", "「許して」と何度も言ってごめんなさい。", "わかってもらえなくて当然です。",
        "お返事を待っているあいだに、直しておきました。")),
    "numbers-of-everyday-life": ("soft", (
        "110番か119番に電話してください。", "10時30分に、5,000円を返します。", "9110円を振り込みました。", "会議は2026-11-22に変えました。", "第3章の12ページ、#3の写真です。", "注文番号12345678の品です。", "二〇二六年の春でした。",
        "会費は二〇〇〇円でした。")),
    "signs-that-are-right": ("soft", (
        "ごめんなさい……。", "え!?と言わせてしまいました。", "「『また』と言った」と聞きました。", "No.3の席で、3.5時間も待たせました。", "十時〜十一時に着きます。", "佐藤さんと鈴木さん(隣の席)に話しました。")),
}
"""By what they come near to: (tone, texts that must pass)."""

SOUND_AFTER_REFUSAL = (
    "わかった。もう連絡しない。", "わかった。日を改めて伺うこともしない。", "わかった。また会おうとは言わない。", "わかった。待ってくれた週末は返せない。", "わかった。考え直してほしいとは言わない。", "わかった。次の集まりには出ない。返済は続ける。")


def printed(root: Path) -> list[str]:
    loaded = load(root)
    return [str(problem) for problem in sorted([*check(loaded), *read_examples(root, loaded)[1]])]


def test_sample_is_sound(project: Path):
    """If a sound project were refused, every pull request would be, and no case below would prove anything."""
    assert printed(project) == []


@pytest.mark.parametrize("fault", [pytest.param(c, id=c.name) for c in CASES])
def test_fault_is_reported_at_its_place(project: Path, fault: Case):
    """A contributor who makes this mistake must be told what and where, once, in words; otherwise it reaches readers or wastes an evening."""
    for step in fault.steps:
        step(project)
    lines = printed(project)
    assert [line[:len(begin)] for line, begin in zip(lines, fault.expected)] + lines[len(fault.expected):] == list(fault.expected)


@pytest.mark.parametrize("fault", [pytest.param(c, id=c.name) for c in LAYOUT])
def test_layout_is_offered_and_no_problem(project: Path, fault: Case):
    """The order of keys is a matter for a machine; nobody may be stopped by it."""
    for step in fault.steps:
        step(project)
    offered = [str(one) for one in advise(load(project)) if str(one.path) == NEW]
    assert len(offered) == 1 and offered[0].startswith(fault.expected) and printed(project) == []


@pytest.mark.parametrize("step", [pytest.param(step, id=name) for name, step in SOUND.items()])
def test_sound_text_is_accepted(project: Path, step: Step):
    """A checker that refuses good Japanese drives contributors away."""
    step(project)
    assert printed(project) == []


@pytest.mark.parametrize(("tone", "text"), [pytest.param(tone, text, id=f"{name}-{number}")
                                            for name, (tone, texts) in NEAR_MISSES.items() for number, text in enumerate(texts, 1)])
def test_near_miss_is_accepted(project: Path, tone: str, text: str):
    """Words that only look like an offence are the ones a careful writer chooses."""
    says(text, tone)(project)
    assert printed(project) == []


@pytest.mark.parametrize("text", SOUND_AFTER_REFUSAL, ids=range(1, len(SOUND_AFTER_REFUSAL) + 1))
def test_acceptance_of_a_refusal_is_accepted(project: Path, text: str):
    """To say that one will not write again takes the very words that announce it."""
    after_refusal(text)(project)
    assert printed(project) == []


def test_ng_prefilter_loses_nothing():
    """If a pair of letters were wrongly held to be needed, phrases with NG words would slip through unseen."""
    corpus = load(ROOT).corpus
    rules, recogniser = Rules(corpus), recogniser_of(corpus)
    patterns = {entry.id: [recogniser.compiled(pattern) for pattern in entry.patterns] for entry in corpus.ng.values()}
    for text in (text for entry in corpus.ng.values() for text in (*entry.examples, *entry.fine)):
        found = {ng for reading in recogniser.readings(text) for ng, compiled in patterns.items() if any(recogniser.found(reading, compiled))}
        assert {entry.id for entry, _ in rules.marks(text)} == found, text


@pytest.mark.timeout(60)
def test_twins_are_found_among_thousands_without_comparing_all():
    """The check runs on every save; comparing each of ten thousand phrases with each other would take a quarter of an hour."""
    words = random.Random(1)
    texts = ["".join(words.choices("あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほ", k=60)) for _ in range(6000)]
    again = [text[:40] + "今日は本当にごめん" + text[45:] for text in texts[::100]]
    given = [Text(PurePosixPath("a"), (), text, str(number)) for number, text in enumerate(texts + again)]
    found: list[Twin] = []
    assert calls(lambda: found.extend(twins(given, 0.5))) < 100 * len(given)
    assert [(twin.first.owner, twin.later.owner) for twin in found] == [(str(number * 100), str(6000 + number)) for number in range(60)]


def test_no_helpline_number_outside_the_corpus():
    """A number typed into a template would stay behind when the help line's file is corrected."""
    lines = helplines(load(ROOT).corpus)
    files = [path for folder in ("docs", "overrides", "scripts", ".github") for path in (ROOT / folder).rglob("*") if path.suffix in TEXT_FILES]
    for path in (*files, *ROOT.glob("*.md"), ROOT / "mkdocs.yml"):
        assert [message for _, code, message in findings(path.read_text("utf-8"), lines) if code == "E140"] == [], path


def test_sample_has_every_folder_of_the_corpus(project: Path):
    """The sample stands for the corpus only while it has every folder that the corpus has."""
    assert {p.name for p in (ROOT / "corpus").iterdir() if p.is_dir()} == {p.name for p in (project / "corpus").iterdir() if p.is_dir()}


def test_every_code_has_a_case():
    """A rule without a failing example may have stopped working without anyone noticing."""
    source = "".join(path.read_text("utf-8") for path in (ROOT / "scripts").rglob("*.py"))
    codes = set(re.findall(r"""["']([A-Z]\d{3})["']""", source))
    tried = {re.search(r" ([A-Z]\d{3}) ", line)[1] for c in (*CASES, *LAYOUT) for line in c.expected}
    assert sorted(codes - tried) == [], "codes without a case"
    assert sorted(tried - codes) == [], "cases of a code that is gone"


def test_case_names_are_unique():
    """Two cases of one name would hide which of them failed."""
    assert len({c.name for c in CASES}) == len(CASES)


def test_every_problem_is_one_line_of_the_agreed_form(project: Path):
    """Editors and scripts read `path:line:column: CODE message`; a value with line breaks must not tear a line apart."""
    (project / "corpus/qa/a\nb\x1b[31m.yml").write_text(SMALL, "utf-8")
    write(NEW, SMALL.replace("severity: minor", "severity: |\n  mi\n  nor\n\"a\\nb\\e[31m\": c"))(project)
    lines = printed(project)
    assert len(lines) == 3
    for line in lines:
        assert re.fullmatch(r"corpus/[^\x00-\x1f:]+:\d+:\d+: [A-Z]\d{3} [^\x00-\x1f]+", line), line


def test_file_name_that_is_not_utf8(project: Path):
    """A file unpacked from an old archive must be named in the report, not end it in a traceback."""
    try:
        with open(os.fsencode(project / "corpus/qa") + b"/\xff.yml", "wb") as stream:
            stream.write(SMALL.encode())
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    lines = printed(project)
    assert [line.encode("utf-8").decode()[:30] for line in lines] == [r"corpus/qa/\xdcff.yml:1:1: F303"]


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]\n" for n in range(1, 40))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("content", [
    pytest.param(BOMB, id="alias-bomb"),
    pytest.param("[" * 65_000, id="open-brackets"),
    pytest.param("a: " + "[" * 30_000 + "]" * 30_000, id="closed-brackets"),
    pytest.param("{a: " * 16_000, id="open-braces"),
    pytest.param("- " * 32_000, id="dashes"),
    pytest.param("? " * 32_000, id="question-marks"),
    pytest.param("a: b\n" * 13_000, id="one-key-again"),
    pytest.param("&a " * 21_000, id="anchors"),
    pytest.param("\x01\n" * 32_000, id="control-characters"),
    pytest.param("causes: [" + "ｱ, " * 10_000 + "]", id="long-list"),
    pytest.param("why: " + "<" * 60_000, id="signs"),
    pytest.param("why: " + "[" * 30_000 + "](", id="almost-a-link"),
])
def test_hostile_file_costs_little_time(project: Path, content: str):
    """One file of a pull request must not keep the checks of everyone waiting."""
    write(NEW, content)(project)
    lines: list[str] = []
    assert calls(lambda: lines.extend(printed(project))) < 300_000 + 100 * len(content)
    assert lines and all(line.startswith(NEW) for line in lines)


def test_alias_bomb_is_named(project: Path):
    """The writer of an anchor learns which line to change, for each of them."""
    write(NEW, BOMB)(project)
    assert printed(project)[0].startswith(f"{NEW}:1:5: Y110 アンカー(&a0)は使えません")
    assert len(printed(project)) == 40 + 39 * 8


def test_bad_source_list_is_not_repeated_at_every_citation(project: Path):
    """With a typo in sources.yml, hundreds of entries that cite it must not be blamed."""
    write(SOURCES, "- id: lewicki-2016\n")(project)
    assert {line.split(":")[0] for line in printed(project)} == {SOURCES}
