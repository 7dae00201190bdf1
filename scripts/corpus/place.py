"""What the path of a file says of its entry, and what is wrong with a path."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Iterator, Mapping

from scripts.corpus.guess import did_you_mean, guess
from scripts.corpus.messages import term_names
from scripts.corpus.model import FILES
from scripts.corpus.vocabulary import ID_PATTERN, Vocabularies

LONGEST_NAME = 60
_SUFFIX = re.compile(r"(?i)(?:\.(?:ya?ml|txt))+$")
_ID = re.compile(ID_PATTERN)


@dataclass(frozen=True, slots=True)
class Place:
    """The folder that names the kind, and what a phrase's path says besides: its scene and stage."""

    folder: str
    said: Mapping[str, str]


class Misplaced(Exception):
    """The path is not one of an entry. Carries (code, message) of each fault."""

    def __init__(self, *faults: tuple[str, str]) -> None:
        super().__init__(faults)
        self.faults = faults


def place_of(path: PurePosixPath, vocabularies: Vocabularies) -> Place:
    """Read corpus/<folder>/…/<id>.yml. Raises Misplaced."""
    parts = path.parts[1:-1]
    folder = parts[0] if parts else ""
    if folder not in FILES:
        hint = did_you_mean(folder, FILES) if folder else ""
        raise Misplaced(("F302", f"このフォルダーに置けるものではありません。{hint}置き場所: {'、'.join(form for *_, form in FILES.values())}。"))
    if path.suffix != ".yml":
        raise Misplaced(("F303", f"ファイル名は「{_better_name(path.name) or path.stem}.yml」のように .yml で終えてください。"))
    if not is_id(path.stem):
        better = _better_name(path.name)
        raise Misplaced(("F303", f"ファイル名は半角の小文字・数字・ハイフンだけ、{LONGEST_NAME} 文字以内にしてください(例: {better or 'late-for-dinner'}.yml)。"))
    if folder == "phrases":
        return _phrase(path, parts, vocabularies)
    if len(parts) != 1:
        raise Misplaced(("F302", f"置き場所が違います。{FILES[folder][2]} に置いてください。"))
    if folder == "causes" and (faults := list(_unknown({"cause": path.stem}, vocabularies))):
        raise Misplaced(*faults)
    return Place(folder, {})


def is_id(name: str) -> bool:
    """Whether an entry may have this name."""
    return bool(_ID.fullmatch(name)) and len(name) <= LONGEST_NAME


def _phrase(path: PurePosixPath, parts: tuple[str, ...], vocabularies: Vocabularies) -> Place:
    if len(parts) != 3:
        known = [facet for facet in ("scene", "stage") if facet in vocabularies and len(parts) == 2 and parts[1] in vocabularies[facet]]
        lacking = {"scene": "段階のフォルダーがありません。", "stage": "場面のフォルダーがありません。"}.get(known[0] if known else "", "")
        raise Misplaced(("F302", f"置き場所が違います。{lacking}{FILES['phrases'][2]} に置いてください(例: {_example(path, parts, vocabularies)})。"))
    scene, stage = parts[1:]
    if all(_has(vocabularies, facet, name) for facet, name in (("scene", stage), ("stage", scene))) and not _has(vocabularies, "scene", scene):
        raise Misplaced(("F302", f"場面と段階のフォルダーが逆です。corpus/phrases/{stage}/{scene}/{path.name} に置いてください。"))
    if faults := list(_unknown({"scene": scene, "stage": stage}, vocabularies)):
        meant = [guess(term, term_names(vocabularies[facet])) for facet, term in (("scene", scene), ("stage", stage)) if facet in vocabularies]
        if len(faults) == 2 and all(one and one.sure for one in meant):
            folder = "/".join(("corpus/phrases", *(one.word for one in meant if one)))
            raise Misplaced(("F302", f"フォルダー「{scene}」「{stage}」は id ではありません。{folder}/{path.name} に置いてください。"))
        raise Misplaced(*faults)
    return Place("phrases", {"scene": scene, "stage": stage})


def _example(path: PurePosixPath, parts: tuple[str, ...], vocabularies: Vocabularies) -> str:
    """The path with a scene and a stage of what is there, or any."""
    chosen = {facet: next((part for part in parts[1:] if _has(vocabularies, facet, part)), default) for facet, default in (("scene", "friend"), ("stage", "apology"))}
    return f"corpus/phrases/{chosen['scene']}/{chosen['stage']}/{path.name}"


def _has(vocabularies: Vocabularies, facet: str, term: str) -> bool:
    return facet in vocabularies and term in vocabularies[facet]


def _unknown(said: Mapping[str, str], vocabularies: Vocabularies) -> Iterator[tuple[str, str]]:
    for facet, term in said.items():
        if facet in vocabularies and term not in vocabularies[facet]:
            meant = guess(term, term_names(vocabularies[facet]))
            hint = f"もしかして「{meant.word}」ですか。" if meant else ""
            yield "F302", f"「{term}」は {facet} の id にありません。{hint}使える id: {'、'.join(f'{t.id}({t.short})' for t in vocabularies[facet])}。"


def _better_name(name: str) -> str:
    """The name in the letters that a name may have; '' where none are left."""
    stem = unicodedata.normalize("NFKC", _SUFFIX.sub("", name)).lower()
    return re.sub("[^a-z0-9]+", "-", stem).strip("-")[:LONGEST_NAME].strip("-") if re.search("[a-z]", stem) else ""
