"""Tone: a wording keeps the manner of speech it is filed under.

- E120 no です・ます in `casual`
- E121 no ごめん in `formal`
- E122 no casual ending (だよ, じゃん, るね) in `polite` and `formal`
- E123 no double honorific
- E124 すみません, not すいません
- E125 no exclamation mark in `formal`
- E126 no emoji and no 笑 in `formal`, nor where severity is `serious`

Quotations are what someone said, and are left alone. E123 holds only what
敬語の指針 (文化審議会, 2007) calls a double honorific (お読みになられる) and its
plain siblings; what it accepts (お伺いする, お見えになる, お召し上がりになる) and what
is debated (〜させていただく, 拝見いたします, ご説明される) is left to the reader's ear.
"""

from __future__ import annotations

import re
from typing import Iterable, Iterator

from scripts.check.holds import holds
from scripts.check.wordings import Said
from scripts.corpus.model import Corpus
from scripts.corpus.problem import Problem

_CLAUSE_END = r"(?=[。、!！?？…〜♪)）\s]|$|か(?!さず)|ね|よ|が|けど|から|ので|って|し[、。])"
_SENTENCE_END = r"(?=[。!！?？…〜♪\n]|$)"
_STEM = "(?<=[いきしちにひみりぎじびぴえけせてねへめれげぜべぺ一-鿿々〓])(?<![冷覚済励悩澄醒])"
"""What stands before a polite ます: さます, すます and 冷ます are plain verbs."""
_CASUAL = re.compile(
    rf"です{_CLAUSE_END}|(?<!自分)(?<!人)(?<!ひとり)(?<!ふたり)でした{_CLAUSE_END}"
    rf"|{_STEM}(?:ます{_CLAUSE_END}|(?<!すい)(?:ました|ません|ましょう))|ください|下さい")
_GOMEN = re.compile(r"(?:ごめん|ゴメン|御免)(?!ください|下さい)(?:なさい|ね)?")
_PLAIN = re.compile(
    r"(?:だ(?:よね?|ね|もん|わ|ぜ|ぞ|な)|じゃんか?|(?<!した)っけ|かも|っす(?:よ|ね)?"
    r"|(?:(?<!まし)(?<!でし)た|[るくつぬむぶぐ]|(?<![まで])す|(?<!しょ)う|(?<!くださ)(?<!なさ)い)(?:よね?|ね))" + _SENTENCE_END)
_STEMS_OF_VERBS = r"(?!(?:好き|嫌い|幸せ|知り合い|年寄り|気に入り))[一-鿿々][一-鿿々ぁ-ん]{0,4}?[いきしちにみりぎじびえけせてねめれげぜべ]"
_DOUBLE = tuple((re.compile(pattern), instead) for pattern, instead in (
    (rf"お(?:{_STEMS_OF_VERBS}|いで)になられ", "お〜になり(お読みになりました、お帰りになります)"),
    (r"ご(?:覧|利用|使用|出席|欠席|参加|入会|退会|記入|確認|注文|購入|到着|出発|帰宅|来店|来社)になられ", "ご〜になり(ご覧になりました)"),
    (r"(?:おっしゃ|仰)られ", "おっしゃい(おっしゃいました、おっしゃる)"),
    (r"召し上がられ", "召し上がり(召し上がりました、召し上がる)"),
    (r"いらっしゃられ", "いらっしゃい(いらっしゃいました、いらっしゃる)"),
    (r"なさられ", "なさい(なさいました、なさる)"),
    (r"くださられ", "ください(くださいました、くださる)"),
))
_any_double = holds("られ")
_SUIMASEN = re.compile("すいません|すいませ(?=ん)")
_PICTURES = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55]|[(（]笑[)）]|(?<=[ぁ-んァ-ヶー。、!！?？])笑(?=[。!！\\s]|$)"
                       "|(?<=[ぁ-ヶー一-鿿。、!！?？])[wｗ]+(?![A-Za-zａ-ｚ0-9])")
_any_polite = holds("です|でした|ます|ました|ません|ましょう|ください|下さい")
_any_plain = holds("だよ|だね|だもん|だわ|だぜ|だぞ|だな|じゃん|っけ|かも|っす|[たるくつぬむぶぐすうい](?:よ|ね)")
_any_picture = holds("[笑wｗ\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff]")
_EXCLAMATION = re.compile("[!！]")


def check(corpus: Corpus, words: Iterable[Said]) -> Iterator[Problem]:
    for one in words:
        for offset, code, message in findings(one):
            yield one.problem(corpus, offset, code, message, ((offset, "すいませ", "すみませ"),) if code == "E124" else ())


def findings(one: Said) -> Iterator[tuple[int, str, str]]:
    """(offset, code, message) for each slip of tone."""
    tone = one.wording.tone
    if tone == "casual" and _any_polite(one.own):
        for found in _CASUAL.finditer(one.own):
            yield found.start(), "E120", f"くだけた言葉に「{found[0]}」が混じっています。「〜だ」「〜した」「〜して」にそろえるか、tone を soft か polite にしてください。"
    if tone == "formal":
        for found in _GOMEN.finditer(one.own):
            yield found.start(), "E121", f"改まった言葉に「{found[0]}」は使えません。「申し訳ございません」「お詫び申し上げます」にしてください。"
        for found in _EXCLAMATION.finditer(one.own):
            yield found.start(), "E125", f"改まった言葉に「{found[0]}」は使えません。「。」で終えてください。"
    if tone in ("polite", "formal") and _any_plain(one.own):
        for found in _PLAIN.finditer(one.own):
            yield found.start(), "E122", f"丁寧な言葉に、くだけた語尾「{found[0]}」があります。「です」「ます」で終えるか、tone を casual か soft にしてください。"
    if (tone == "formal" or one.phrase.severity == "serious") and _any_picture(one.own):
        for found in _PICTURES.finditer(one.own):
            yield found.start(), "E126", f"改まった言葉や重い出来事の言葉に「{found[0]}」は軽く見えます。消して、文字だけで伝えてください。"
    if _any_double(one.own):
        for pattern, instead in _DOUBLE:
            for found in pattern.finditer(one.own):
                yield found.start(), "E123", f"「{found[0]}」は敬語を二つ重ねています。{instead}と書いてください。"
    for found in _SUIMASEN.finditer(one.own):
        yield found.start(), "E124", "「すいません」は話し言葉の崩れた形です。「すみません」と書いてください。"
