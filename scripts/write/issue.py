"""The body of an issue → a new phrase, or what is missing. The body is anybody's: nothing in it is believed.

Headings are those of the form and no others, answers are labels of a vocabulary, the name
is an id, and the file that would be written must hold exactly what was read and pass `check`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping

from scripts.corpus.guess import guess
from scripts.corpus.load import Loaded
from scripts.corpus.messages import term_names
from scripts.corpus.place import is_id
from scripts.corpus.problem import Problem
from scripts.write.draft import Tried, faithful, free_name, tidy, try_out
from scripts.write.form import CHECKED, EMPTY, FIELDS, Field
from scripts.write.phrase import PhraseDraft, Said

MOST = 20_000
"""Letters of a body; the longest honest one has 2,000."""
_HEADING = re.compile(r"^### +(.+?) *$", re.MULTILINE)


class Incomplete(Exception):
    """Nothing can be made of the body. Carries (label of a field, what to do), one for each fault."""

    def __init__(self, *faults: tuple[str, str]) -> None:
        super().__init__(faults)
        self.faults = faults


def phrase_of(body: str, loaded: Loaded, root: Path) -> Tried:
    """The phrase that the body describes, tried among the files of `root`. Raises Incomplete."""
    answers = _answers(body)
    if any(field.facet and field.facet not in loaded.corpus.vocabularies for field in FIELDS):
        raise Incomplete(("本文", "語彙のファイルを読めないので、いまは受け取れません。直るまでお待ちください。"))
    reader = _Reader(answers, loaded)
    said = reader.phrase()
    name = reader.name(said)
    draft = said.draft(name)
    if not faithful(draft):
        raise Incomplete(("言葉", "YAML の記号として読まれる文字の並びがあります。ふつうの文字だけで書いてください。"))
    tried = try_out(root, draft)
    if tried.problems:
        raise Incomplete(*dict.fromkeys((_label(tried, problem), problem.message) for problem in tried.problems))
    return tried


def comment(faults: tuple[tuple[str, str], ...]) -> str:
    """What is missing, as a comment in Markdown in which nothing of the body acts: no links, pictures, mentions."""
    lines = "\n".join(f"- **{_inert(label)}**: {_inert(text)}" for label, text in faults)
    return f"ありがとうございます。次のところを直していただくと、言葉として足せます。\n\n{lines}\n\nこの Issue の本文を編集すると、もう一度確かめます。\n"


def _inert(text: str) -> str:
    flat = re.sub(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+", " ", text).replace("@", "＠")
    flat = re.sub(r"(?i)\bwww\.", "www。", flat.replace("://", "：//"))
    flat = re.sub(r"#(?=\d)", "＃", flat if len(flat) <= 400 else flat[:400] + "…")
    return re.sub(r"([\\`*_{}\[\]()<>|~&!])", lambda found: f"&#{ord(found[0])};", flat)


def _answers(body: str) -> Mapping[str, str]:
    """Field id → what was answered ('' for nothing)."""
    if len(body) > MOST:  # before anything looks at it
        raise Incomplete(("本文", f"長すぎます({len(body):,} 文字)。{MOST:,} 文字までにしてください。"))
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    fields = {field.label: field for field in (*FIELDS, CHECKED)}
    found = [heading for heading in _HEADING.finditer(text) if heading[1] in fields]
    if not found:
        raise Incomplete(("本文", "フォームの見出し(### 場面 など)がありません。「言葉を送る」のフォームから書いてください。"))
    answers: dict[str, str] = {}
    twice = []
    for heading, following in zip(found, [*found[1:], None]):
        field = fields[heading[1]]
        if field.id in answers:
            twice.append((field.label, "この見出しが二度あります。本文の中では「###」で始まる行を使わないでください。"))
        value = tidy(text[heading.end():following.start() if following else len(text)])
        answers[field.id] = "" if value == EMPTY else value
    if twice:
        raise Incomplete(*dict.fromkeys(twice))
    return answers


@dataclass(slots=True)
class _Reader:
    answers: Mapping[str, str]
    loaded: Loaded

    def phrase(self) -> PhraseDraft:
        """Everything that was answered, in ids; every fault at once."""
        faults = [fault for field in FIELDS if (fault := self._fault(field))]
        if not re.search(r"- \[[xX]\] ", self.answers.get(CHECKED.id, "")) or "- [ ]" in self.answers.get(CHECKED.id, ""):
            faults.append((CHECKED.label, "自分で書いたことと、CC BY 4.0 で公開してよいことに、印をつけてください。"))
        channels = self._ids("channels")
        if "email" in channels and not self._said("subject"):
            faults.append(("件名", "メールの言葉には件名が要ります。"))
        if faults:
            raise Incomplete(*faults)
        wording = Said(tone=self._ids("tone")[0], channels=channels, subject=self._said("subject") if "email" in channels else "", text=self._said("text"))
        return PhraseDraft(
            scene=self._ids("scene")[0], stage=self._ids("stage")[0], causes=self._ids("causes"), intent=self._said("intent"), wordings=(wording,),
            why=self._said("why").replace("\n", ""), when=self._said("when").replace("\n", ""),
            severity="".join(self._ids("severity")[:1]), components=self._ids("components"))

    def name(self, said: PhraseDraft) -> str:
        """The name that was chosen, or one that says where the phrase stands."""
        chosen = self._said("id")
        if not chosen:
            return free_name(self.loaded.corpus, self.loaded.known_ids, said.scene, said.causes[0], said.stage)
        if chosen in self.loaded.known_ids or chosen in self.loaded.corpus.redirects:
            raise Incomplete(("id", f"「{chosen}」はもう使われています。別の名前にするか、空けておいてください。"))
        return chosen

    def _said(self, field_id: str) -> str:
        return self.answers.get(field_id, "")

    def _fault(self, field: Field) -> tuple[str, str] | None:
        value = self._said(field.id)
        if not value:
            return (field.label, f"書かれていません。{field.help}") if field.needed else None
        if field.id == "id" and not is_id(value):
            return field.label, "半角の小文字・数字・ハイフンだけ、60 文字以内にしてください(例: late-for-dinner)。空けておけば、こちらでつけます。"
        if field.facet:
            unknown = [part for part, term in self._terms(field) if term is None]
            labels = "、".join(term.label for term in self.loaded.corpus.vocabularies[field.facet])
            if unknown:
                return field.label, f"「{unknown[0][:40]}」は選べません。選べるもの: {labels}。"
            if not field.many and len(self._terms(field)) > 1:
                return field.label, "一つだけ選んでください。"
        elif not field.long and "\n" in value:
            return field.label, "一行で書いてください。"
        return None

    def _ids(self, field_id: str) -> tuple[str, ...]:
        field = next(field for field in FIELDS if field.id == field_id)
        return tuple(dict.fromkeys(term for _, term in self._terms(field) if term))

    def _terms(self, field: Field) -> list[tuple[str, str | None]]:
        """Each answer with the id it stands for."""
        names = term_names(self.loaded.corpus.vocabularies[field.facet])
        value = self._said(field.id)
        parts = [value] if value in {label for also in names.values() for label in also} else re.split(r" *[,、\n] *", value)
        found = ((part, guess(part.strip("- "), names)) for part in parts if part)
        return [(part, meant.word if meant and meant.sure else None) for part, meant in found]


def _label(tried: Tried, problem: Problem) -> str:
    """The field that a problem of the file is about."""
    if problem.path != tried.path:
        return "言葉"
    labels = {field.id: field.label for field in FIELDS}
    for line in reversed(tried.data.decode().split("\n")[:problem.line]):
        key = re.match(r" *(?:- )?([a-z_]+):", line)
        if key and key[1] in labels:
            return labels[key[1]]
    return "本文"
