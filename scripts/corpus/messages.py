"""Say in Japanese, at the true place, what a pydantic error means and what to write instead.

One mistake gives one message: a misspelt key is not also called missing, and keys
at a wrong depth are reported once.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any, Iterator, Sequence

from pydantic import BaseModel, ValidationError

from scripts.corpus.guess import Guess, guess
from scripts.corpus.problem import Edit
from scripts.corpus.source import Document, Loc, Mark
from scripts.corpus.vocabulary import Vocabularies, Vocabulary

Fault = tuple[Mark, str, str, tuple[Edit, ...]]
"""Where, which code, what to write instead, and the edits that do so where only one way is right."""

_ALSO = {"intent": ("意図", "ねらい", "目的"), "why": ("理由", "なぜ"), "severity": ("深刻さ", "重大さ"), "text": ("文", "文面", "本文"), "subject": ("題名", "タイトル"),
         "when": ("いつ", "タイミング"), "next": ("次", "つぎ"), "components": ("要素", "構成要素"), "situations": ("状況",), "wordings": ("言葉", "文例", "言い回し"),
         "avoid": ("避ける", "言わないこと"), "requires": ("条件",), "relation": ("関係",), "question": ("質問",), "answer": ("回答",), "examples": ("例", "例文")}
"""Names of keys that people try, besides the title that the model gives them."""
_BY_PATH = {"scene": "場面は、フォルダー", "stage": "段階は、フォルダー", "id": "id は、ファイルの名前", "kind": "種類は、フォルダー"}
_SEPARATORS = re.compile(r"\s*[,、，・/]\s*|\s+[-*]?\s*")


def explain(error: ValidationError, document: Document, model: type[BaseModel], vocabularies: Vocabularies) -> Iterator[Fault]:
    """A pydantic error → what to say of each fault."""
    faults = [item for item in error.errors() if not _long_enough(item)]
    yield from _Explainer(document, model, vocabularies, faults).all()


def _long_enough(item: Any) -> bool:
    """pydantic leaves the items out that have faults of their own, and then misses them."""
    return item["type"] == "too_short" and len(item["input"]) >= item["ctx"]["min_length"]


@dataclass(slots=True)
class _Explainer:
    document: Document
    model: type[BaseModel]
    vocabularies: Vocabularies
    faults: Sequence[Any]

    def all(self) -> Iterator[Fault]:
        """Every fault but those that another one explains."""
        unknown = {tuple(item["loc"]): self._meant(tuple(item["loc"])) for item in self.faults if item["type"] == "extra_forbidden"}
        inner = self._of_an_inner_model(unknown)
        explained = {(*loc[:-1], found.word) for loc, found in unknown.items() if found and found.word not in self.document.keys(loc[:-1])} | {loc[:1] for _, loc in inner.values()}
        for item in self.faults:
            loc = tuple(item["loc"])
            if item["type"] == "extra_forbidden":
                if loc in inner:
                    first, owner = inner[loc]
                    if first:
                        yield self._one_deeper(loc, owner)
                else:
                    yield self._unknown(loc, unknown[loc])
            elif item["type"] == "missing" and loc in explained or loc in explained and self.document.value(loc) == "":
                continue
            else:
                yield self._explain(item, loc)

    def _of_an_inner_model(self, unknown: dict[Loc, Guess | None]) -> dict[Loc, tuple[bool, Loc]]:
        """Keys that belong one step deeper (`text` beside `wordings`): whether it is the first of its kind, and whose they are."""
        found: dict[Loc, tuple[bool, Loc]] = {}
        for loc in unknown:
            for name, field in _model_at(self.model, loc[:-1]).model_fields.items():
                inner = _inner_model(field.annotation)
                if inner and loc[-1] in inner.model_fields:
                    owner = (*loc[:-1], name)
                    found[loc] = (owner not in [other for _, other in found.values()], owner)
        return found

    def _one_deeper(self, loc: Loc, owner: Loc) -> Fault:
        name = owner[-1]
        return self.document.key_mark(loc), "S202", \
            f"「{loc[-1]}」は「{name}」の中に書くキーです。「{name}:」の下に、空白2つと「- 」で始めて字下げしてください(例: 「  - {loc[-1]}: …」)。", ()

    def _meant(self, loc: Loc) -> Guess | None:
        """The key that the unknown one at `loc` stands for; one that is there already is only like it."""
        if loc[-1] in _BY_PATH:
            return None
        names = _names(_model_at(self.model, loc[:-1]))
        there = self.document.keys(loc[:-1])
        meant = guess(str(loc[-1]), {key: also for key, also in names.items() if key not in there})
        like = guess(str(loc[-1]), names)
        return meant if meant and meant.sure else Guess(like.word, False) if like else None

    def _unknown(self, loc: Loc, meant: Guess | None) -> Fault:
        mark, name = self.document.key_mark(loc), str(loc[-1])
        keys = _model_at(self.model, loc[:-1]).model_fields
        if name in _BY_PATH and name not in keys:
            return mark, "S202", f"「{name}」というキーはありません。{_BY_PATH[name]}が決めます。この行を消してください。", ()
        hint = f"もしかして「{meant.word}」ですか。" if meant else ""
        return mark, "S202", f"「{name}」というキーはありません。{hint}使えるキー: {'、'.join(keys)}。", \
            self._swap(mark, name, meant.word) if meant and meant.sure else ()

    def _swap(self, mark: Mark, old: str, new: str) -> tuple[Edit, ...]:
        """Replace what stands at `mark`, if it stands there as it was read."""
        rest = self.document.lines[mark.line - 1][mark.column - 1:]
        written = next((form for form in (old, f'"{old}"', f"'{old}'") if old and rest.startswith(form)), "")
        return (Edit(mark, Mark(mark.line, mark.column + len(written)), new),) if written else ()

    def _explain(self, item: Any, loc: Loc) -> Fault:
        if item["type"] == "missing":
            mark = self.document.key_mark(loc[:-1]) if len(loc) > 1 else Mark(1, 1)
            return mark, "S201", f"「{_name(loc)}」がありません。{_described(self.model, loc)}を書き足してください。", ()
        if item["type"] == "repeated_item":
            at = (*loc, int(item["ctx"]["index"]))
            return self.document.mark(at), "S207", f"「{_name(loc)}」に同じ値が二度あります。片方を消してください。", self._without(at)
        if item["type"] == "unknown_term" and item["input"].strip():
            return self._unknown_term(item, loc)
        if item["type"] in ("tuple_type", "list_type"):
            return self._no_list(item, loc)
        code, message = _say(item, loc, self.document, self.model, self.vocabularies)
        mark = self.document.mark(loc)
        return mark, code, message, self._swap(mark, str(item["input"]), _as_date(item["input"])) if code == "S209" and _as_date(item["input"]) else ()

    def _unknown_term(self, item: Any, loc: Loc) -> Fault:
        vocabulary = self.vocabularies[item["ctx"]["facet"]]
        word, mark = str(item["input"]), self.document.mark(loc)
        meant = guess(word, term_names(vocabulary))
        several = _several(word, vocabulary) if isinstance(loc[-1], int) and not (meant and meant.sure) else ()
        hint = f"「{', '.join(several)}」のように、半角のコンマと空白で分けてください。" if several else f"もしかして「{meant.word}」ですか。" if meant else ""
        edits = self._swap(mark, word, ", ".join(several)) if several else self._swap(mark, word, meant.word) if meant and meant.sure else ()
        return mark, "S204", f"「{word}」は {vocabulary.facet} の id にありません。{hint}使える id: {'、'.join(f'{t.id}({t.label})' for t in vocabulary)}。", edits

    def _no_list(self, item: Any, loc: Loc) -> Fault:
        """Something else where a list belongs: its words in brackets, if they are words of a vocabulary."""
        mark, name, value = self.document.mark(loc), _name(loc), item["input"]
        facet = _facet_at(self.model, loc)
        ids = _several(value, self.vocabularies[facet]) if facet in self.vocabularies and isinstance(value, str) else ()
        if ids:
            return mark, "S203", f"「{name}」は「- 」で始まる行の並び、または [a, b] の形で書いてください。ここでは [{', '.join(ids)}] です。", \
                self._swap(mark, str(value), f"[{', '.join(ids)}]")
        return mark, "S203", f"「{name}」は「- 」で始まる行の並び、または [a, b] の形で書いてください。", ()

    def _without(self, loc: Loc) -> tuple[Edit, ...]:
        """Take an item out of its list: with the comma before it, or with its whole line."""
        mark, word = self.document.mark(loc), self.document.value(loc)
        line = self.document.lines[mark.line - 1]
        before, after = line[:mark.column - 1], line[mark.column - 1:]
        if re.fullmatch(r"\s*- ", before) and after.rstrip() == word and mark.line < len(self.document.lines):
            return (Edit(Mark(mark.line, 1), Mark(mark.line + 1, 1), ""),)
        comma = re.search(r",\s*$", before)
        if comma and after.startswith(word):
            return (Edit(Mark(mark.line, comma.start() + 1), Mark(mark.line, mark.column + len(word)), ""),)
        return ()


def _several(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The ids that a list in one string holds, if it holds nothing else."""
    names = term_names(vocabulary)
    bare = text.strip("()（）［］[]-・* ")
    whole = guess(bare, names)
    if whole and whole.sure:
        return (whole.word,)
    found = [guess(part, names) for part in _SEPARATORS.split(bare)]
    return tuple(dict.fromkeys(one.word for one in found if one)) if all(one and one.sure for one in found) else ()


def term_names(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """The ids of a vocabulary with what pages call them."""
    return {term.id: (term.label, term.short) for term in vocabulary}


def _say(item: Any, loc: Loc, document: Document, model: type[BaseModel], vocabularies: Vocabularies) -> tuple[str, str]:
    """(code, message) for a fault of one value."""
    kind, context, name = item["type"], item.get("ctx", {}), _name(loc)
    match kind:
        case "string_type":
            return "S203", f"「{name}」には文字を一つだけ書いてください(並びや入れ子は書けません)。{_bracket_hint(document, loc)}"
        case "model_type" | "model_attributes_type" | "dict_type":
            return "S203", f"「{name}」には「キー: 値」の並びを書いてください。"
        case "string_too_short" | "unknown_term" if "#" in document.rest_of_line(loc):
            return "S205", f"「{name}」が空です。「#」から後ろはコメントになります。言葉の一部なら値全体を引用符 \"…\" で囲み、例なら消して自分の言葉を書いてください。"
        case "unknown_term":
            return "S205", f"「{name}」が空です。{_described(model, loc)}を書いてください。使える id: {'、'.join(term.id for term in vocabularies[context['facet']])}。"
        case "string_too_short" | "too_short":
            return "S205", f"「{name}」が空か、足りません。{_described(model, loc)}を書いてください。"
        case "string_too_long":
            return "S206", f"「{name}」が長すぎます({len(item['input'])} 文字)。{context['max_length']} 文字以内にしてください。"
        case "too_long":
            return "S206", f"「{name}」が多すぎます({context.get('actual_length', '')} 個)。{context['max_length']} 個以内にしてください。"
        case "string_pattern_mismatch" if "n]*" in context["pattern"]:
            return "S208", f"「{name}」は一行で書いてください。"
        case "string_pattern_mismatch" if "https" in context["pattern"]:
            return "S208", f"「{name}」は https:// で始まる URL を書いてください。"
        case "string_pattern_mismatch":
            return "S208", f"「{name}」は半角の小文字・数字・ハイフンだけで書いてください(例: late-for-dinner)。"
        case _ if kind.startswith("bool"):
            return "S203", f"「{name}」は true か false で書いてください。"
        case _ if kind.startswith("int"):
            return "S203", f"「{name}」は半角の数字で書いてください。"
        case _ if kind.startswith("date"):
            return "S209", f"「{name}」は 2026-08-31 の形の日付で書いてください。"
        case _:
            return "S203", f"「{name}」の値を読み取れません。{_described(model, loc)}を書いてください。"


def _bracket_hint(document: Document, loc: Loc) -> str:
    """[ ] and { } that were meant as a blank to fill in."""
    rest = document.rest_of_line(loc)
    return "空欄は〔相手の名前〕のように書きます。" if re.match(r"[\[{]+[^\x00-\x7f]", rest) else ""


def _as_date(value: Any) -> str:
    """2026/8/31 and 2026年8月31日 in the form that is read; '' for what is no day."""
    found = re.fullmatch(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?", unicodedata.normalize("NFKC", str(value)).strip())
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def _name(loc: Loc) -> str:
    text = ""
    for step in loc:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text or "ファイル全体"


@functools.cache
def _names(model: type[BaseModel]) -> dict[str, tuple[str, ...]]:
    """The keys of a model with the names that people try."""
    return {key: tuple(filter(None, (field.title, *_ALSO.get(key, ())))) for key, field in model.model_fields.items()}


def _facet_at(model: type[BaseModel], loc: Loc) -> str:
    """The vocabulary that the items of the list at `loc` come from; '' for none."""
    names = [step for step in loc if isinstance(step, str)]
    schema = _model_at(model, loc[:-1]).model_json_schema()["properties"].get(names[-1], {}) if names else {}
    return schema.get("items", {}).get("x-vocabulary", "")


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel]:
    for step in loc:
        if isinstance(step, str) and step in model.model_fields:
            inner = _inner_model(model.model_fields[step].annotation)
            model = inner or model
    return model


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()) or ():
        if found := _inner_model(part):
            return found
    return None


def _described(model: type[BaseModel], loc: Loc) -> str:
    names = [step for step in loc if isinstance(step, str)]
    field = _model_at(model, loc[:-1]).model_fields.get(names[-1]) if names else None
    return f"「{names[-1]}」({field.description})" if field and field.description else f"「{names[-1] if names else '中身'}」"
