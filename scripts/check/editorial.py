"""The form of a phrase: where it may stand, how long its words are, blanks, subject and body of a mail.

- E101 no longer than its channels allow
- E102 at most three blanks; E103 blanks are closed and labelled
- E107 a blank is written 〔…〕, not ( ), ＿＿ or 〇〇; E108 nothing is left to be written
- E104 a subject with e-mail, and only there; E105 at most two blanks in it
- E106 a mail opens with a line of its own (a name, a greeting) and has two lines more
- E110 words for a former partner need consent; E111 those after a refusal an open conversation, and end there

What the words themselves may say is held by register, apology, refused, ng_words and duplicates.
"""

from __future__ import annotations

import re
from typing import Iterable, Iterator

from scripts.check.holds import holds
from scripts.check.report import at, at_text
from scripts.check.wordings import BLANK, Said
from scripts.corpus.load import Loaded
from scripts.corpus.model import Corpus, Phrase
from scripts.corpus.problem import Problem
from scripts.corpus.source import Loc

MAX_BLANKS = 3
MAX_BLANKS_IN_SUBJECT = 2
MAX_OPENING = 40
MAX_LABEL = 16


def check(loaded: Loaded) -> Iterator[Problem]:
    corpus = loaded.corpus
    for phrase in corpus.phrases.values():
        yield from _placement(corpus, phrase)
        for index, wording in enumerate(phrase.wordings):
            loc = ("wordings", index)
            yield from _length(corpus, phrase, index)
            yield from _mail(corpus, phrase, index)
            blanks = BLANK.findall(f"{wording.text}\n{wording.subject or ''}")
            if len(set(blanks)) > MAX_BLANKS:
                yield at(corpus, phrase.path, (*loc, "text"), "E102", f"空欄が {len(set(blanks))} 種類あります。{MAX_BLANKS} 種類までにしてください。")
            for name in ("text", "subject"):
                yield from _brackets(corpus, phrase, (*loc, name))


def check_words(corpus: Corpus, words: Iterable[Said]) -> Iterator[Problem]:
    """Problems of the words themselves (E107, E108)."""
    for one in words:
        yield from _other_blanks(corpus, one)
        if _any_unfinished(one.own) and (unfinished := _UNFINISHED.search(one.own)):
            yield one.problem(corpus, unfinished.start(), "E108", f"「{unfinished[0]}」が残っています。送れる言葉に書き直してください。")


_UNFINISHED = re.compile(r"TODO|FIXME|TBD|(?:あと|後)で書く|(?:ここに|以下に)(?:本文|言葉|文|入力|記入)|ダミー(?:文|テキスト)|サンプル(?:文|テキスト)|^例[:：]|ほげ|hoge", re.IGNORECASE)

_any_unfinished = holds("[TtFfHh]|で書く|ここに|以下に|ダミー|サンプル|例|ほげ")


def _brackets(corpus: Corpus, phrase: Phrase, loc: Loc) -> Iterator[Problem]:
    written = corpus.documents[phrase.path].value(loc)
    for found in re.finditer(r"〔[^〔〕\n]*〕|[〔〕]", written):
        if len(found[0]) == 1:
            yield at_text(corpus, phrase.path, loc, found.start(), "E103", f"空欄の〔 〕が対になっていません。「{found[0]}」の相手を書いて、〔相手の名前〕のようにしてください。")
        elif not found[0][1:-1].strip():
            yield at_text(corpus, phrase.path, loc, found.start(), "E103", "空欄の〔 〕に見出しがありません。何を書くところか、〔相手の名前〕のように書いてください。")
        elif not BLANK.fullmatch(found[0]):
            yield at_text(corpus, phrase.path, loc, found.start(), "E103",
                          f"空欄の〔 〕の見出しが {MAX_LABEL} 文字を超えています(いま {len(found[0]) - 2} 文字)。〔相手の名前〕のように短くしてください。")


def _other_blanks(corpus: Corpus, one: Said) -> Iterator[Problem]:
    for pattern, label in _NOT_BLANKS if _any_blank(one.own) else ():
        if found := pattern.search(one.own):
            name = found[label].strip() if label and found[label] else "相手の名前"
            swaps = ((found.start(), found[0], f"〔{name}〕"),) if label and found[label] else ()
            yield at_text(corpus, one.phrase.path, one.loc, found.start(), "E107",
                          f"空欄は「{found[0].strip()}」ではなく、何を書くかの見出しをつけて〔{name}〕のように書いてください。", swaps)
            return


_LABEL = (r"(?:(?:お?相手|自分|あなた|私)の)?(?:お?名前|氏名|宛名|会社名|部署名?|役職|日時|日付|月日|曜日|時刻|時間|場所|お?店名?|金額|商品名?|品名|品物|案件名?|件名|理由|内容|番号|注文番号|電話番号|連絡先|URL)(?:さん|様)?")
_NOT_BLANKS = (
    (re.compile(r"(?P<open>[(（\[［【<＜{｛「『]{1,2}) *(?P<label>" + _LABEL + r") *[)）\]］】>＞}｝」』]{1,2}"), "label"),
    (re.compile(r"[\[［{｛＜][ \u3000]*(?P<label>[^\x00-\x7f\]］}｝＞]{1,16}?)[ \u3000]*[\]］}｝＞](?!\()"), "label"),
    (re.compile(r"[(（\[［{｛][\s\u3000_＿…・.]*[)）\]］}｝]"), ""),
    (re.compile(r"(?<![〇一二三四五六七八九十百千])[〇○●◯△▲□■×✕]{2,}|＿{2,}|[_＿]{3,}|(?<![A-Za-z])[xXｘＸ]{2,}(?![A-Za-z])"), ""),
)
"""What people write for a blank, and the group that holds its label."""
_any_blank = holds("[(（\\[［【<＜{｛「『〇○●◯△▲□■×✕＿_xXｘＸ]")


def _placement(corpus: Corpus, phrase: Phrase) -> Iterator[Problem]:
    if phrase.scene == "ex-partner" and "contact-ok" not in phrase.requires and "conversation-open" not in phrase.requires:
        yield at(corpus, phrase.path, ("requires",) if phrase.requires else (), "E110",
                 "元恋人への言葉は、requires に contact-ok(または conversation-open)が要ります。")
    if phrase.stage == "refused":
        if "conversation-open" not in phrase.requires:
            yield at(corpus, phrase.path, ("requires",) if phrase.requires else (), "E111",
                     "拒絶のあとの言葉は、いまの会話の中で一度だけです。requires に conversation-open を書いてください。")
        if phrase.next:
            yield at(corpus, phrase.path, ("next",), "E111", "拒絶のあとに続ける言葉はありません。next を消してください。", key=True)


def _length(corpus: Corpus, phrase: Phrase, index: int) -> Iterator[Problem]:
    wording = phrase.wordings[index]
    size = len(wording.text)
    channels = corpus.vocabularies.get("channel")
    for channel_index, channel in enumerate(wording.channels if channels else ()):
        most = channels[channel].max
        if most is not None and size > most:
            yield at(corpus, phrase.path, ("wordings", index, "channels", channel_index), "E101",
                     f"{channels[channel].label}の言葉は {most} 文字までです(いま {size} 文字)。短くするか、手段を分けてください。")


def _mail(corpus: Corpus, phrase: Phrase, index: int) -> Iterator[Problem]:
    wording, loc = phrase.wordings[index], ("wordings", index)
    if wording.subject is not None and "email" not in wording.channels:
        yield at(corpus, phrase.path, (*loc, "subject"), "E104", "件名はメールの言葉だけに書きます。channels に email を足すか、subject を消してください。", key=True)
    if "email" not in wording.channels:
        return
    if wording.subject is None:
        yield at(corpus, phrase.path, (*loc, "channels"), "E104", "メールの言葉には件名(subject)が要ります。", key=True)
    elif len(blanks := set(BLANK.findall(wording.subject))) > MAX_BLANKS_IN_SUBJECT:
        yield at(corpus, phrase.path, (*loc, "subject"), "E105", f"件名の空欄が {len(blanks)} 種類あります。{MAX_BLANKS_IN_SUBJECT} 種類までにしてください。")
    lines = [line for line in wording.text.splitlines() if line.strip()]
    if len(lines) < 3 or len(lines[0]) > MAX_OPENING:
        yield at(corpus, phrase.path, (*loc, "text"), "E106",
                 f"メールの本文は、宛名かあいさつの一行({MAX_OPENING} 文字まで)と、そのあとの二行以上で書いてください。短い言葉なら、手段を chat にしてください。")
