"""The form on GitHub by which a phrase is sent without a file: its fields, once, for the form itself and for reading what comes of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Iterator

from scripts.corpus.model import PhraseFile, Wording
from scripts.corpus.vocabulary import Vocabularies

PATH = ".github/ISSUE_TEMPLATE/phrase.yml"
EMPTY = "_No response_"
"""What GitHub writes for a field that was left empty."""
CONSENT = "この文は自分で書いたもので、どこかの文を写したり少し変えたりしたものではありません。CC BY 4.0 で公開してかまいません。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. `facet`: its answers are the labels of a vocabulary; `many`: several may be chosen."""

    id: str
    label: str
    help: str
    facet: str = ""
    many: bool = False
    needed: bool = True
    long: bool = False
    example: str = ""


def _title(name: str) -> str:
    model = PhraseFile if name in PhraseFile.model_fields else Wording
    return model.model_fields[name].title or name


FIELDS = (
    Field(id="scene", label="場面", help="だれに向けた言葉ですか。", facet="scene"),
    Field(id="stage", label="段階", help="いつの言葉ですか。", facet="stage"),
    Field(id="causes", label=_title("causes"), help="何があったときの言葉ですか。いくつでも選べます。", facet="cause", many=True),
    Field(id="intent", label=_title("intent"), help="何をするための言葉かを、60 文字までの一行で。", example="待ち合わせに遅れることを、着く前に謝る"),
    Field(id="tone", label=_title("tone"), help="どんな話し方ですか。", facet="tone"),
    Field(id="channels", label=_title("channels"), help="何で伝える言葉ですか。いくつでも選べます。", facet="channel", many=True),
    Field(id="subject", label=_title("subject"), help="メールの言葉のときだけ。", needed=False),
    Field(id="text", label=_title("text"), help="そのまま送れる文を。相手によって変わるところは〔相手の名前〕のような空欄にします(三つまで)。LINE は 120 文字、話す言葉は 80 文字まで。",
          long=True, example="ごめん、家を出るのが遅れた。〔着く時刻〕に着く。先にお店に入ってて。"),
    Field(id="why", label=_title("why"), help="なぜ届くのかを、一、二文で(200 文字まで)。", long=True,
          example="遅れる理由より先に、着く時刻と相手の居場所を考えた一言があると、待つ時間の不安が減ります。"),
    Field(id="when", label=_title("when"), help="使うときが決まっていれば(160 文字まで)。", needed=False),
    Field(id="severity", label=_title("severity"), help="相手にとっての重さ。わからなければ選ばなくてかまいません。", facet="severity", needed=False),
    Field(id="components", label=_title("components"), help="入っている要素。わからなければ選ばなくてかまいません。", facet="component", many=True, needed=False),
    Field(id="id", label="id", help="ファイルの名前。半角の小文字・数字・ハイフンだけ(例: late-for-dinner)。書かなければ、こちらでつけます。", needed=False),
)
CHECKED = Field(id="consent", label="確認", help="")


def form(vocabularies: Vocabularies) -> str:
    """The text of the form's file."""
    return "\n".join(_lines(vocabularies)) + "\n"


def _lines(vocabularies: Vocabularies) -> Iterator[str]:
    yield "# `python -m scripts generate` が scripts/write/form.py と corpus/vocabulary/ から作ります。直すのはそちらです。"
    yield "name: 言葉を送る"
    yield "description: 場面、言葉、なぜ届くのかを書くだけで、言葉を足せます"
    yield 'title: "言葉: "'
    yield "labels: [phrase]"
    yield "body:"
    yield from _element("markdown", {"value": "書いていただいた文は、形を整えたあと、人が読んでから載せます。足りないところは、返事でお知らせします。"})
    for field in FIELDS:
        attributes: dict[str, object] = {"label": field.label, "description": field.help}
        if field.facet:
            attributes |= {"multiple": field.many, "options": [term.label for term in vocabularies[field.facet]]}
        elif field.example:
            attributes["placeholder"] = field.example
        kind = "dropdown" if field.facet else "textarea" if field.long else "input"
        yield from _element(kind, attributes, field)
    yield from _element("checkboxes", {"label": CHECKED.label, "options": [{"label": CONSENT, "required": True}]}, CHECKED, required=False)


def _element(kind: str, attributes: dict[str, object], field: Field | None = None, required: bool = True) -> Iterator[str]:
    yield f"  - type: {kind}"
    if field:
        yield f"    id: {field.id}"
    yield "    attributes:"
    for key, value in attributes.items():
        if isinstance(value, list):
            yield f"      {key}:"
            for item in value:
                pairs = list(item.items()) if isinstance(item, dict) else [(None, item)]
                yield from (f"        {' ' if number else '-'} {f'{name}: ' if name else ''}{json.dumps(one, ensure_ascii=False)}" for number, (name, one) in enumerate(pairs))
        else:
            yield f"      {key}: {json.dumps(value, ensure_ascii=False)}"
    if field and required:
        yield "    validations:"
        yield f"      required: {'true' if field.needed else 'false'}"
