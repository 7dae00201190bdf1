"""Say in Japanese, at the true place, what a pydantic error means and what to write instead."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, Iterable, Iterator

from pydantic import BaseModel, ValidationError

from scripts.corpus.source import Document, Loc, Mark
from scripts.corpus.vocabulary import Vocabularies


def explain(error: ValidationError, document: Document, model: type[BaseModel], vocabularies: Vocabularies) -> Iterator[tuple[Mark, str, str]]:
    """A pydantic error → (mark, code, message) for each fault."""
    for item in error.errors():
        if item["type"] == "too_short" and len(item["input"]) >= item["ctx"]["min_length"]:
            continue  # the list is long enough; pydantic leaves the items out that have faults of their own
        yield _explain(item, document, model, vocabularies)


def _explain(error: Any, document: Document, model: type[BaseModel], vocabularies: Vocabularies) -> tuple[Mark, str, str]:
    loc: Loc = tuple(error["loc"])
    kind, context = error["type"], error.get("ctx", {})
    name = _name(loc)
    match kind:
        case "missing":
            return document.key_mark(loc[:-1]) if len(loc) > 1 else Mark(1, 1), "S201", \
                f"「{name}」がありません。{_described(model, loc)}を書き足してください。"
        case "extra_forbidden":
            keys = _keys(model, loc[:-1])
            return document.key_mark(loc), "S202", \
                f"「{loc[-1]}」というキーはありません。{did_you_mean(str(loc[-1]), keys)}使えるキー: {'、'.join(keys)}。"
        case "unknown_term":
            vocabulary = vocabularies[context["facet"]]
            return document.mark(loc), "S204", \
                f"「{error['input']}」は {context['facet']} の id にありません。{did_you_mean(str(error['input']), vocabulary.terms)}" \
                f"使える id: {'、'.join(f'{t.id}({t.label})' for t in vocabulary)}。"
        case "repeated_item":
            return document.mark((*loc, int(context["index"]))), "S207", f"「{name}」に同じ値が二度あります。片方を消してください。"
        case "string_type":
            return document.mark(loc), "S203", f"「{name}」には文字を一つだけ書いてください(並びや入れ子は書けません)。"
        case "tuple_type" | "list_type":
            return document.mark(loc), "S203", f"「{name}」は「- 」で始まる行の並び、または [a, b] の形で書いてください。"
        case "model_type" | "model_attributes_type" | "dict_type":
            return document.mark(loc), "S203", f"「{name}」には「キー: 値」の並びを書いてください。"
        case "string_too_short" if "#" in document.rest_of_line(loc):
            return document.mark(loc), "S205", f"「{name}」が空です。「#」から後ろはコメントになるので、値全体を引用符 \"…\" で囲んでください。"
        case "string_too_short" | "too_short":
            return document.mark(loc), "S205", f"「{name}」が空か、足りません。{_described(model, loc)}を書いてください。"
        case "string_too_long":
            return document.mark(loc), "S206", \
                f"「{name}」が長すぎます({len(error['input'])} 文字)。{context['max_length']} 文字以内にしてください。"
        case "too_long":
            return document.mark(loc), "S206", f"「{name}」が多すぎます({context.get('actual_length', '')} 個)。{context['max_length']} 個以内にしてください。"
        case "string_pattern_mismatch" if "n]*" in context["pattern"]:
            return document.mark(loc), "S208", f"「{name}」は一行で書いてください。"
        case "string_pattern_mismatch" if "https" in context["pattern"]:
            return document.mark(loc), "S208", f"「{name}」は https:// で始まる URL を書いてください。"
        case "string_pattern_mismatch":
            return document.mark(loc), "S208", f"「{name}」は半角の小文字・数字・ハイフンだけで書いてください(例: late-for-dinner)。"
        case _ if kind.startswith("bool"):
            return document.mark(loc), "S203", f"「{name}」は true か false で書いてください。"
        case _ if kind.startswith("int"):
            return document.mark(loc), "S203", f"「{name}」は半角の数字で書いてください。"
        case _ if kind.startswith("date"):
            return document.mark(loc), "S209", f"「{name}」は 2026-08-31 の形の日付で書いてください。"
        case _:
            return document.mark(loc), "S203", f"「{name}」の値を読み取れません。{_described(model, loc)}を書いてください。"


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """'もしかして「…」。' for the nearest choice, or ''."""
    near = get_close_matches(word.lower().replace("_", "-"), list(choices), n=1, cutoff=0.6) \
        or get_close_matches(word, list(choices), n=1, cutoff=0.6)
    return f"もしかして「{near[0]}」ですか。" if near else ""


def _name(loc: Loc) -> str:
    text = ""
    for step in loc:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text or "ファイル全体"


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


def _keys(model: type[BaseModel], loc: Loc) -> list[str]:
    return list(_model_at(model, loc).model_fields)


def _described(model: type[BaseModel], loc: Loc) -> str:
    names = [step for step in loc if isinstance(step, str)]
    field = _model_at(model, loc[:-1]).model_fields.get(names[-1]) if names else None
    return f"「{names[-1]}」({field.description})" if field and field.description else f"「{names[-1] if names else '中身'}」"
