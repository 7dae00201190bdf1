"""What to ask for a new file: made from the model, so that a new key is asked for by itself. Pure."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import Any, Mapping, Sequence

from scripts.check.layout import order
from scripts.corpus.guess import Names, did_you_mean, guess
from scripts.corpus.messages import term_names
from scripts.corpus.model import FILES, Corpus, Wording
from scripts.corpus.vocabulary import Vocabulary
from scripts.write.draft import tidy

_WORTH_ASKING = {"phrases": ("situations", "when", "next"), "qa": ("stages", "causes", "situations", "avoid"), "ng": ("causes", "situations", "fine")}
"""Keys that may be left out, and that a newcomer has an answer to."""
_GROUPS = {"phrase": "phrases", "ng": "ng", "qa": "qa", "guide": "guides", "cause": "causes", "safety": "safety", "helpline": "helplines", "source": "sources"}


class Unusable(Exception):
    """An answer that can't be taken; the message says what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One key. `help`: what the label does not say; `choices`: the only answers; `ids`: what it may refer to; `most`: letters."""

    key: str
    label: str
    help: str
    needed: bool
    many: bool = False
    least: int = 0
    most: int = 0
    choices: Vocabulary | None = None
    ids: tuple[str, ...] = ()
    lines: bool = False
    """Whether the answer may have several lines."""

    def read(self, answer: str, corpus: Corpus) -> Any:
        """The value that an answer stands for; '' or () for none. Raises Unusable."""
        text = tidy(answer)
        if not text:
            if self.needed:
                raise Unusable(f"「{self.label}」は空にできません。{self.help}")
            return () if self.many else ""
        if not self.many:
            return self._one(text, corpus)
        parts = [part for part in re.split(r"\s*[,、，\n]\s*" if self.choices or self.ids else r"\s*\n\s*|\s*[,、，]\s*(?=\S{1,20}(?:[,、，]|$))", text) if part]
        found = tuple(dict.fromkeys(self._one(part, corpus) for part in parts))
        if len(found) < self.least:
            raise Unusable(f"{self.least} つ以上書いてください。")
        return found

    def _one(self, text: str, corpus: Corpus) -> str:
        if self.choices:
            return _chosen(text, self.choices)
        if self.ids:
            return _known(text, self.ids, corpus)
        if "\n" in text and not self.lines:
            raise Unusable("一行で書いてください。")
        if self.most and len(text) > self.most:
            raise Unusable(f"{self.most} 文字までです(いま {len(text)} 文字)。短くしてください。")
        return text


def _chosen(text: str, vocabulary: Vocabulary) -> str:
    terms = list(vocabulary)
    if text.isdecimal() and 1 <= int(text) <= len(terms):
        return terms[int(text) - 1].id
    meant = guess(text, term_names(vocabulary))
    if meant and meant.sure:
        return meant.word
    raise Unusable(f"「{text}」は選べません。番号(1〜{len(terms)})か、名前を書いてください。{did_you_mean(text, vocabulary.terms)}")


def _known(text: str, kinds: Sequence[str], corpus: Corpus) -> str:
    names: Names = {entry_id: () for kind in kinds for entry_id in getattr(corpus, _GROUPS[kind])}
    if text in names:
        return text
    raise Unusable(f"「{text}」という id はありません。{did_you_mean(text, names)}")


def questions(folder: str, corpus: Corpus) -> list[Question]:
    """The questions for a file of corpus/`folder`, but for the wordings of a phrase."""
    schema = _schema(folder)
    asked = [key for key in order(folder) if key in schema["required"] or key in _WORTH_ASKING.get(folder, ())]
    places = [_question(facet, {"title": title, "x-vocabulary": facet}, True, corpus) for facet, title in (("scene", "場面"), ("stage", "段階"))] if folder == "phrases" else []
    return places + [_question(key, schema["properties"][key], key in schema["required"], corpus) for key in asked if key != "wordings"]


def wording_questions(corpus: Corpus, channels: Sequence[str] = ()) -> list[Question]:
    """The questions for one wording; those after `channels` depend on them."""
    schema = Wording.model_json_schema()
    made = {key: _question(key, schema["properties"][key], key in schema["required"], corpus) for key in Wording.model_fields}
    long = bool({"email", "letter"} & set(channels))
    made["subject"] = replace(made["subject"], needed="email" in channels)
    made["text"] = replace(made["text"], lines=long)
    return [question for key, question in made.items() if key != "subject" or "email" in channels]


def _question(key: str, field: Mapping[str, Any], needed: bool, corpus: Corpus) -> Question:
    plain = next((option for option in field.get("anyOf", ()) if option.get("type") != "null"), field)
    items = plain.get("items", {})
    inner = items or plain
    facet = inner.get("x-vocabulary")
    label, told = field.get("title", key), field.get("description", "")
    return Question(
        key=key, label=label, help=told if told != label else "", needed=needed, many=bool(items), least=plain.get("minItems", 0),
        most=inner.get("maxLength", 0), choices=corpus.vocabularies[facet] if facet else None, ids=tuple(inner.get("x-refers-to", ())))


@functools.cache
def _schema(folder: str) -> Mapping[str, Any]:
    return FILES[folder][0].model_json_schema()
