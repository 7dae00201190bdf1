"""The form of a phrase: where it may stand, how long its words are, blanks, subject and body of a mail.

- E101 no longer than its channels allow
- E102 at most three blanks; E103 blanks are closed and labelled
- E104 a subject with e-mail, and only there; E105 at most two blanks in it
- E106 a mail opens with a line of its own (a name, a greeting) and has two lines more
- E110 words for a former partner need consent; E111 those after a refusal an open conversation, and end there

What the words themselves may say is held by register, apology, refused, ng_words and duplicates.
"""

from __future__ import annotations

import re
from typing import Iterator

from scripts.check.report import at, at_text
from scripts.check.wordings import BLANK
from scripts.corpus.load import Loaded
from scripts.corpus.model import Corpus, Phrase
from scripts.corpus.problem import Problem
from scripts.corpus.source import Loc

MAX_BLANKS = 3
MAX_BLANKS_IN_SUBJECT = 2
MAX_OPENING = 40


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


def _brackets(corpus: Corpus, phrase: Phrase, loc: Loc) -> Iterator[Problem]:
    written = corpus.documents[phrase.path].value(loc)
    for found in re.finditer(r"[〔〕]", BLANK.sub(lambda m: " " * len(m[0]), written)):
        yield at_text(corpus, phrase.path, loc, found.start(), "E103", "空欄の〔 〕が対になっていないか、見出しが 16 文字を超えています。〔相手の名前〕のように書いてください。")


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
