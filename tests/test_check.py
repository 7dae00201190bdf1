"""The checker, one planted fault at a time: each case lists the exact lines that `check` must print.

An expected line is the beginning of the printed one; no line may be missing and none may be extra.
"""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import pytest

from scripts.check.run import check
from scripts.corpus.load import load
from scripts.project import ROOT

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


@dataclass(frozen=True)
class Case:
    """Steps that plant a fault, and the beginning of each line that must be printed."""

    name: str
    steps: tuple[Step, ...]
    expected: tuple[str, ...]


def case(name: str, *parts: Step | str) -> Case:
    return Case(name, tuple(p for p in parts if not isinstance(p, str)), tuple(p for p in parts if isinstance(p, str)))


TEXT = "待たせてごめん。"
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
         f"{NEW}:1:1: S201 「why」がありません",
         f"{NEW}:9:1: S202 「whyy」というキーはありません。もしかして「why」"),
    case("unknown-key-no-near-miss", write(NEW, SMALL + "xyz: 1\n"),
         f"{NEW}:10:1: S202 「xyz」というキーはありません"),
    case("unknown-key-underscore", swap(NG, "say_instead:", "say-instead:"),
         f"{NG}:1:1: S201 「say_instead」がありません",
         f"{NG}:13:1: S202 「say-instead」というキーはありません。もしかして「say_instead」"),
    case("nested-unknown-key", small("  - tone: casual\n", "  - tone: casual\n    chanels: [chat]\n"),
         f"{NEW}:7:5: S202 「chanels」というキーはありません。もしかして「channels」"),
    case("unknown-key-in-section", swap(GUIDE, "    phrases: [film-missed]", "    phrase: [film-missed]"),
         f"{GUIDE}:10:5: S202 「phrase」というキーはありません。もしかして「phrases」"),
    case("unknown-key-in-list-file", swap(SEARCH, "  stop: true", "  stopp: true"),
         f"{SEARCH}:8:3: S202 「stopp」というキーはありません。もしかして「stop」"),
    case("unknown-key-in-vocabulary", swap(CHANNELS, "  max: 120", "  maxx: 120"),
         f"{CHANNELS}:16:3: S202 「maxx」というキーはありません。もしかして「max」"),
    case("missing-key", small("severity: minor\n", ""),
         f"{NEW}:1:1: S201 「severity」がありません"),
    case("missing-nested-key", small("    channels: [chat]\n", ""),
         f"{NEW}:6:5: S201 「wordings[1].channels」がありません"),
    case("missing-key-in-list-file", swap(SOURCES, "  detail: 謝罪の六つの要素をくらべた研究。\n", ""),
         f"{SOURCES}:1:3: S201 「[1].detail」がありません"),
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
    case("empty-value", small("短いほうが、返しやすいからです。", ""),
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
         f"{SOURCES}:1:3: S201 「[1].label」がありません",
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
         f"{NEW}:10:8: T501 見えない文字 U+200B があります"),
    case("in-double-quotes", small(TEXT, '"待たせて\u200bごめん。"'),
         f"{NEW}:8:16: T501 見えない文字 U+200B があります"),
    case("in-single-quotes", small(TEXT, "'待たせて\u200bごめん。'"),
         f"{NEW}:8:16: T501 見えない文字 U+200B があります"),
    case("in-quotes-with-escapes", small(TEXT, '"待たせて\\n\u200bごめん。"'),
         f"{NEW}:8:11: T501 見えない文字 U+200B があります"),
    case("in-single-quotes-with-quotes", small(TEXT, "'待た''せて\n      ご\u200bめん。'"),
         f"{NEW}:9:8: T501 見えない文字 U+200B があります"),
    case("in-plain-lines", small(TEXT, "待たせて\n      ご\u200bめん。"),
         f"{NEW}:9:8: T501 見えない文字 U+200B があります"),
    case("with-crlf", write(NEW, SMALL.replace(TEXT, "|\n      待たせて、\n      ご\u200bめん。").replace("\n", "\r\n")),
         f"{NEW}:10:8: T501 見えない文字 U+200B があります"),
)

WORDS = (
    case("word-in-two-groups", swap(SEARCH, "- words: [すぐ]", "- words: [連れ, ダチ]\n  means: {scene: [family]}\n- words: [すぐ]"),
         f"{SEARCH}:7:15: W701 「ダチ」は corpus/search/words.yml:3 のまとまり"),
    case("word-with-a-sign", swap(SEARCH, "寝過ごす", "寝過ごす!"),
         f"{SEARCH}:1:15: W702 「寝過ごす!」には空白や記号があるので、検索で見つかりません"),
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
         f"{NEW}:8:11: E103 空欄の〔 〕が対になっていないか、見出しが 16 文字を超えています"),
    case("blank-not-opened", small(TEXT, "|\n\n      待たせて、\n      名前〕、ごめん。"),
         f"{NEW}:11:9: E103 空欄の〔 〕が対になっていないか、見出しが 16 文字を超えています"),
    case("blank-empty", small(TEXT, "〔〕、ごめん。"),
         f"{NEW}:8:11: E103 空欄の〔 〕が対になっていないか、見出しが 16 文字を超えています",
         f"{NEW}:8:12: E103 空欄の〔 〕が対になっていないか、見出しが 16 文字を超えています"),
    case("blank-label-too-long", small(TEXT, f"〔{'名' * 17}〕、ごめん。"),
         f"{NEW}:8:11: E103 空欄の〔 〕が対になっていないか、見出しが 16 文字を超えています",
         f"{NEW}:8:29: E103 空欄の〔 〕が対になっていないか、見出しが 16 文字を超えています"),
    case("blank-in-subject", swap(CLIENT, "subject: 見本の", "subject: 〔見本の"),
         f"{CLIENT}:8:14: E103 空欄の〔 〕が対になっていないか、見出しが 16 文字を超えています"),
    case("mail-without-subject", small("[chat]", "[email]"),
         f"{NEW}:7:5: E104 メールの言葉には件名(subject)が要ります"),
    case("subject-without-mail", small("[chat]", "[chat]\n    subject: お詫び"),
         f"{NEW}:8:5: E104 件名はメールの言葉だけに書きます"),
    case("ex-partner-without-consent", placed("ex-partner", "waiting"),
         "corpus/phrases/ex-partner/waiting/new-words.yml:1:1: E110 元恋人への言葉は、requires に contact-ok(または conversation-open)が要ります"),
    case("ex-partner-wrong-consent", placed("ex-partner", "waiting", "requires: [replied]\n"),
         "corpus/phrases/ex-partner/waiting/new-words.yml:10:11: E110 元恋人への言葉は、requires に contact-ok(または conversation-open)が要ります"),
    case("refused-without-conversation", placed("friend", "refused"),
         "corpus/phrases/friend/refused/new-words.yml:1:1: E111 拒絶のあとの言葉は、いまの会話の中で一度だけです"),
    case("refused-and-on", placed("friend", "refused", "requires: [conversation-open]\nnext: film-missed\n"),
         "corpus/phrases/friend/refused/new-words.yml:11:1: E111 拒絶のあとに続ける言葉はありません"),
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
         f"{QA}:1:1: S201 「question」がありません",
         f"{QA}:1:1: S202 「qestion」というキーはありません。もしかして「question」"),
)

CASES = (*BROKEN_YAML, *SHAPE, *FACETS, *REFERENCES, *PLACES, *TEXTS, *WORDS, *EDITORIAL, *PATTERNS, *TOGETHER)

SOUND = {
    "emoji-of-several-characters": small(TEXT, "待たせてごめん👨‍👩‍👧🏃🏽‍♀️❤️‍🔥🙏🏽。"),
    "crlf": write(NEW, SMALL.replace("\n", "\r\n")),
    "no-line-break-at-the-end": write(NEW, SMALL.rstrip("\n")),
    "comment-and-blank-lines": write(NEW, "# 待たせたとき\n\n" + SMALL + "\n# おわり\n"),
    "quotes": small(TEXT, "「待たせて、ごめん」と『すぐ』に。"),
    "signs-of-everyday-text": small(TEXT, "9:30の約束に30分遅れ、5,000円&交通費は私が。1 < 2、A&B、C#、50%、3*4、~10分。"),
    "number-like-words": small("[regret]", "[regret]\nsituations: [no, 1:30, 010, 2026-01-01, ~, null, yes, 1e3]"),
    "three-blanks-used-twice": small(TEXT, "〔名前〕、〔日〕に〔場所〕で待たせてごめん。〔名前〕の〔日〕を空けてもらったのに。"),
    "as-long-as-allowed": small(TEXT, "あ" * 120),
    "ex-partner-with-consent": placed("ex-partner", "waiting", "requires: [contact-ok]\n"),
    "refused-in-the-conversation": placed("friend", "refused", "requires: [conversation-open]\n"),
    "safe-pattern": swap(NG, OVERSLEPT, r"'^\(?寝坊(?=した)(?!しそう)[^。]{0,3}だけ(?:なのに)?。?$|100\.?%'"),
    "hidden-file": write("corpus/qa/.DS_Store", b"\0\1"),
    "reference-to-a-misplaced-file": swap(QA, "examples: [film-missed]", "examples: [film-missed-ticket-paid]"),
}


def printed(root: Path) -> list[str]:
    return [str(problem) for problem in check(load(root))]


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


@pytest.mark.parametrize("step", [pytest.param(step, id=name) for name, step in SOUND.items()])
def test_sound_text_is_accepted(project: Path, step: Step):
    """A checker that refuses good Japanese drives contributors away."""
    step(project)
    assert printed(project) == []


def test_sample_has_every_folder_of_the_corpus(project: Path):
    """The sample stands for the corpus only while it has every folder that the corpus has."""
    assert {p.name for p in (ROOT / "corpus").iterdir() if p.is_dir()} == {p.name for p in (project / "corpus").iterdir() if p.is_dir()}


def test_every_code_has_a_case():
    """A rule without a failing example may have stopped working without anyone noticing."""
    source = "".join(path.read_text("utf-8") for path in (ROOT / "scripts").rglob("*.py"))
    codes = set(re.findall(r'"([A-Z]\d{3})"', source))
    tried = {re.search(r" ([A-Z]\d{3}) ", line)[1] for c in CASES for line in c.expected}
    assert codes - tried == set(), "codes without a case"
    assert tried - codes == set(), "cases of a code that is gone"


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
    start = time.process_time()
    lines = printed(project)
    assert lines and all(line.startswith(NEW) for line in lines)
    assert time.process_time() - start < 2


def test_alias_bomb_is_named(project: Path):
    """The writer of an anchor learns which line to change, for each of them."""
    write(NEW, BOMB)(project)
    assert printed(project)[0].startswith(f"{NEW}:1:5: Y110 アンカー(&a0)は使えません")
    assert len(printed(project)) == 40 + 39 * 8


def test_bad_source_list_is_not_repeated_at_every_citation(project: Path):
    """With a typo in sources.yml, hundreds of entries that cite it must not be blamed."""
    write(SOURCES, "- id: lewicki-2016\n")(project)
    assert {line.split(":")[0] for line in printed(project)} == {SOURCES}
