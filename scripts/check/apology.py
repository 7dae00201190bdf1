"""What turns an apology into something else: a condition, a promise nobody can keep, a demand.

- E130 no condition on the hurt (傷つけたなら、ごめん)
- E131 no promise beyond what anyone can keep (絶対, 二度と, 一生, 何でもする)
- E132 no demand for a reply, for forgiveness or for trust (返信ください, 許して, わかってほしい)

Only wordings are held to this: examples of NG entries are meant to break it. What
stands in 「」 is someone's earlier words and is left alone. A condition on
anything but the hurt (もし今日が無理なら、日を改めて謝ります) is fine.
"""

from __future__ import annotations

import re
from typing import Iterable, Iterator

from scripts.check.holds import holds
from scripts.check.wordings import Said
from scripts.corpus.model import Corpus
from scripts.corpus.problem import Problem

_REST = r"[^。!！?？\n]"
_HURT = (r"(?:傷つ|きずつ|不快|気に障|気を悪く|(?:嫌|いや|イヤ|つら|悲し|さびし|寂し)[いな]?(?:思い|気持ち|気分)|怒らせ|悲しませ|泣かせ|困らせ|怖がらせ|不安に(?:させ|思)|迷惑"
         r"|失礼(?:が|な(?:点|こと|ところ))|誤解(?:を|させ)|(?:悪|至らな|まず|足りな|行き届かな)(?:い|かった)(?:ところ|点|部分|こと)"
         r"|(?:そう|そういうふうに|そんなふうに|そのように|冷たく|きつく|軽く|失礼に|嫌味に|[いや嫌]だと)(?:感じ|思[いっわ]|聞こえ|受け取|受けと|見え|映))")
_IF = r"(?:なら(?!な)|たら|だら|としたら|とすれば|であれば|(?:の|ん)でしたら|あれば|かもしれ)"
_SORRY = r"(?:ごめん|すみません|すまな|申し訳|申しわけ|お詫び|おわび|詫び|謝(?:り|る|罪|ら)|悪かった|失礼(?:し|いた))"
_CONDITION = re.compile(
    rf"(?:もしも?、?|仮に、?)?{_HURT}{_REST}{{0,16}}?{_IF}(?!、?(?:困る|悪い|いけない|まずい|嫌だ|と思))(?={_REST}{{0,20}}{_SORRY})"
    rf"|もし{_REST}{{0,20}}{_HURT}{_REST}{{0,16}}?(?:なら|たら|としたら|とすれば|であれば)(?=[。…!！\n]|$)")
_TOLD = r"(?!.{0,24}(?:とは|なんて|って|と)、?(?:言|申し上げ|申しません|思って(?:い)?(?:な|ま)|書(?:け|か)|約束(?:した|して(?:い|お|た)|でき|しない|しません)))"
"""Not a promise: 「絶対に」とは言えません, or what was once said."""
_PROMISE = re.compile(
    r"(?:(?:絶対|ぜったい|ゼッタイ)に?(?!とは|という|って|では|じゃ|的)|(?:もう)?(?:二度と|2度と|にどと)|金輪際|今後一切|永遠に|未来永劫"
    r"|一生(?!懸命|に一度|の(?!お願い)|もの|分)|(?:神|命)にかけて|神に誓って|(?:何|なん|どんなこと)でも(?:する|します|いたします|やる|やります)"
    rf"|(?:必ず|かならず)(?:変わ|直[しりす]|なお[しりす]|幸せに|償)|生まれ変わ[るりっ]){_TOLD}")
_END = r"(?=[。!！…〜\n]|$)"
_GIVE = (rf"(?:ください|下さい|ちょうだい|頂戴|ほしい|欲しい|もらいたい|いただきたい|くれ(?:ないか|よ|ない?(?=[?？。])|ませんか|(?:たら|ると)(?:うれ|嬉|助)|る?[?？]|{_END})"
         r"|(?:もらえ|いただけ)(?:ない(?=か|で(?:しょ|す)|[?？])|ませんか|ますか|ますよう|れば|たら|ると(?!は)|ましたら|る[?？]))")
_REPLY = (rf"(?<!の)(?<!の[おご])[おご]?(?:返信|返事)(?:(?:だけ|を|は|も|でも)*、?(?:{_GIVE}|お願い|待って(?:る|ます|い(?:る|ます)(?!あいだ|間|うち))|待つ[。ねよ]|お待ち)"
          rf"|して(?:{_GIVE}|[ねよ]?{_END}))")
_FORGIVE = (rf"(?:許|ゆる)して(?:{_GIVE}|お願い|[ねよ]?{_END})|お許しを?(?:ください|いただけ(?:ます|れば|ない|ません)|願い)"
            r"|ご(?:容赦|勘弁)(?:を|の|ください|くださ|いた|願)|勘弁して|チャンスを?(?:ください|下さい|くれ|ちょうだい)|水に流し")
_NOT_ASKED = r"(?!.{0,14}(?:とは|つもり|資格|なんて|わけでは|と(?:言[えいわう]|思って(?:い)?(?:な|ま)|頼[まみ])))"
_DEMAND = re.compile(rf"(?:{_REPLY}|{_FORGIVE}|(?:信じ|しんじ|わかっ|分かっ)て{_GIVE}|無視は?しないで){_NOT_ASKED}")

# What each of them needs: nearly all texts hold nothing of it.
_any_condition = holds(_HURT)
_any_promise = holds("絶対|ぜったい|ゼッタイ|度と|にどと|金輪際|今後一切|永遠に|未来永劫|一生|かけて|誓って|でも[すしいや]|必ず|かならず|生まれ変わ")
_any_demand = holds("返信|返事|許して|ゆるして|お許し|容赦|勘弁|チャンス|水に流し|信じて|しんじて|わかって|分かって|無視")


def check(corpus: Corpus, words: Iterable[Said]) -> Iterator[Problem]:
    for one in words:
        for offset, code, message in findings(one.own):
            yield one.problem(corpus, offset, code, message)


def findings(text: str) -> Iterator[tuple[int, str, str]]:
    """(offset, code, message) for each condition, promise and demand."""
    for found in _CONDITION.finditer(text) if _any_condition(text) else ():
        yield found.start(), "E130", f"「{found[0]}」は条件つきの謝り方です。「なら」「たら」を取り、「〜と言って、傷つけた」のように、したことを言い切ってください。"
    for found in _PROMISE.finditer(text) if _any_promise(text) else ():
        yield found.start(), "E131", f"「{found[0]}」は守りきれない約束です。いつ、何を、どうするかを小さく書いてください(前に口にした言葉なら「 」で囲みます)。"
    for found in _DEMAND.finditer(text) if _any_demand(text) else ():
        yield found.start(), "E132", f"「{found[0]}」は返事や許しを求めています。消すか、「返事は気にしないで」「どうするかは任せます」のように相手に預けてください。"
