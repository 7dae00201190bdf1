"""After a refusal, one last acknowledgement: it accepts, and opens nothing again.

- E112 it asks nothing: an answer would be owed
- E113 it announces no further contact and no waiting
"""

from __future__ import annotations

import re
from typing import Iterable, Iterator

from scripts.check.wordings import Said
from scripts.corpus.model import Corpus
from scripts.corpus.problem import Problem

_ASKS = re.compile(r"[?？]|(?:ます|ません|です|ました|でした|でしょう|ましょう|だろう)か(?:ね|な)?(?=[。、…!！\n]|$)|かな(?=[。…!！\n]|$)")
_AGAIN = re.compile(
    r"(?:また|改めて|あらためて|後日|今度|次は|いつか|折を見て|落ち着いたら|しばらくしたら)、?[^。、!！?？\n]{0,10}?"
    r"(?:(?:ご)?連絡(?:する|し(?:ます|たい)|いたします|させて)|送(?:る|ります)|電話(?:する|します|いたします)|伺(?:う|い(?:ます|たい))|会(?:おう|いたい|いに|って(?:ほしい|ください))"
    r"|話(?:そう|した(?:い|く)|しましょう)|謝(?:る|り(?:ます|たい|に))|行(?:く|きます)|来(?:る|ます))(?!こと|つもり|の|とは)"
    r"|(?:ずっと|いつまでも|いつでも)?(?:待って(?:い)?(?:る|ます)|待ち続け|お待ちし)|気が変わ|考え直し(?:て(?:ほしい(?!とは)|ください|くれ))")


def check(corpus: Corpus, words: Iterable[Said]) -> Iterator[Problem]:
    for one in words:
        if one.phrase.stage == "refused":
            for offset, code, message in findings(one):
                yield one.problem(corpus, offset, code, message)


def findings(one: Said) -> Iterator[tuple[int, str, str]]:
    """(offset, code, message) for the first question and the first promise of more."""
    if found := _ASKS.search(one.own):
        yield found.start(), "E112", "拒絶のあとの言葉で問いかけると、相手に返事の負担が残ります。問わずに、受けとめたと言って終えてください。"
    if found := _AGAIN.search(one.own):
        yield found.start(), "E113", f"「{found[0]}」は、拒まれたあとの連絡や待つことを予告しています。消して、これで終わると言い切ってください。"
