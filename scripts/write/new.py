"""`make new`: ask, show what is near, try the file out, write it. Ends without a trace until the last yes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Mapping, Sequence

from scripts.corpus.load import Loaded
from scripts.corpus.place import is_id
from scripts.corpus.problem import Problem
from scripts.write.draft import Draft, Tried, faithful, free_name, try_out
from scripts.write.nearest import Near, nearest
from scripts.write.phrase import PhraseDraft, Said
from scripts.write.questions import Question, Unusable, questions, wording_questions

KINDS = {"phrase": "phrases", "qa": "qa", "ng": "ng"}
END = "."


class Missing(Exception):
    """Something that was not given and can't be asked for. Carries one line for each."""

    def __init__(self, *lines: str) -> None:
        super().__init__(lines)
        self.lines = lines


@dataclass(slots=True)
class Talk:
    """Questions go out by `tell`, answers come in by `ask`; `given` answers them beforehand. Without `ask`, nothing is asked."""

    loaded: Loaded
    given: dict[str, list[str]]
    tell: Callable[[str], None]
    ask: Callable[[str], str] | None = None
    missing: list[str] = field(default_factory=list)

    def value(self, question: Question) -> Any:
        """The answer to one question, asked again until it can be used."""
        if self.given.get(question.key):
            try:
                return question.read(self.given[question.key].pop(0), self.loaded.corpus)
            except Unusable as error:
                self._refuse(f"{question.key}: {error}")
        elif self.ask is None:
            if question.needed:
                self.missing.append(f"{question.key}: 「{question.label}」がありません。--set {question.key}=… で渡してください。{question.help}")
            return () if question.many else ""
        while self.ask:
            self._show(question)
            try:
                return question.read(self._answer(question), self.loaded.corpus)
            except Unusable as error:
                self.tell(f"  {error}")
        return () if question.many else ""

    def _refuse(self, line: str) -> None:
        if self.ask is None:
            self.missing.append(line)
        else:
            self.tell(f"  {line}")

    def _show(self, question: Question) -> None:
        how = "" if question.needed else "(なければ Enter)"
        many = "(いくつでも。「,」で区切る)" if question.many else ""
        self.tell(f"\n{question.label}{many}{how}" + (f" — {question.help}" if question.help else ""))
        for number, term in enumerate(question.choices or (), 1):
            self.tell(f"  {number}. {term.label}({term.id})")
        if question.lines:
            self.tell(f"  何行でも書けます。「{END}」だけの行で終わります。")

    def _answer(self, question: Question) -> str:
        assert self.ask is not None
        first = self.ask("> ")
        if not question.lines:
            return first
        lines = [first]
        while lines[-1].strip() != END:
            lines.append(self.ask("  "))
        return "\n".join(lines[:-1])

    def agrees(self, text: str) -> bool:
        """A yes or a no; yes where nothing can be asked."""
        if self.ask is None:
            return True
        while True:
            answer = self.ask(f"{text} [y/n] ").strip().lower()
            if answer in ("y", "yes", "はい", "ｙ"):
                return True
            if answer in ("n", "no", "いいえ", "ｎ"):
                return False


def compose(talk: Talk, kind: str, root: Path) -> Tried | None:
    """Ask for a file of `kind` until it passes `check`; None when the writer stops. Raises Missing."""
    folder = KINDS[kind]
    values = {question.key: talk.value(question) for question in questions(folder, talk.loaded.corpus)}
    wordings = _wordings(talk) if folder == "phrases" else []
    if talk.missing:
        raise Missing(*talk.missing)
    name = ""
    while True:
        draft = _draft(folder, name or "new-entry", values, wordings)
        _show_near(talk, nearest(talk.loaded.corpus, draft))
        name = name or _name(talk, draft)
        tried = try_out(root, _draft(folder, name, values, wordings))
        if not tried.problems and faithful(_draft(folder, name, values, wordings)):
            talk.tell(f"\n{tried.path}\n\n{tried.data.decode()}")
            return tried if talk.agrees("このファイルを書きますか?") else None
        talk.tell("\n直すところがあります。")
        for problem in tried.problems:
            talk.tell(f"  {problem.code} {problem.said}")
        if talk.ask is None:
            raise Missing(*(str(problem) for problem in tried.problems))
        if not talk.agrees("書き直しますか?"):
            return None
        _again(talk, folder, tried, values, wordings)


def _wordings(talk: Talk) -> list[Said]:
    found: list[Said] = []
    while not found or (talk.given.get("tone") if talk.ask is None else talk.agrees("\nほかの口調の言い方も書きますか?")):
        found.append(_wording(talk))
        if talk.missing:
            break
    return found


def _wording(talk: Talk) -> Said:
    tone, channels = (talk.value(question) for question in wording_questions(talk.loaded.corpus)[:2])
    rest = {question.key: talk.value(question) for question in wording_questions(talk.loaded.corpus, channels)[2:]}
    return Said(tone=tone, channels=channels, **rest)


def _draft(folder: str, name: str, values: Mapping[str, Any], wordings: Sequence[Said]) -> Draft:
    if folder == "phrases":
        return PhraseDraft(**values, wordings=tuple(wordings)).draft(name)
    return Draft(folder, name, {key: value for key, value in values.items() if value})


def _name(talk: Talk, draft: Draft) -> str:
    """An id that nobody has; the one that is offered says where the file stands."""
    parts = (*draft.place[:1], *(draft.values.get("causes") or (draft.folder,))[:1], *draft.place[1:])
    offered = free_name(talk.loaded.corpus, talk.loaded.known_ids, *parts)
    given = talk.given.get("name") or []
    while True:
        if given:
            answer = given.pop(0)
        elif talk.ask is None:
            return offered
        else:
            talk.tell("\nファイルの名前 — 半角の小文字・数字・ハイフン。あとから変えません(例: late-for-dinner)")
            answer = talk.ask(f"[{offered}] > ").strip() or offered
        taken = answer in talk.loaded.known_ids or answer in talk.loaded.corpus.redirects
        if is_id(answer) and not taken:
            return answer
        fault = f"「{answer}」はもう使われています。別の名前にしてください。" if taken else "半角の小文字・数字・ハイフンだけ、60 文字以内にしてください。"
        if talk.ask is None:
            raise Missing(f"name: {fault}")
        talk.tell(f"  {fault}")


def _show_near(talk: Talk, near: Sequence[Near]) -> None:
    if near:
        talk.tell("\n似た言葉が、もうあります。同じことなら、そちらを直すほうが早いかもしれません。")
    for one in near:
        text = re.sub(r"\s+", " ", one.text)
        talk.tell(f"  {one.nearness:.0%} {one.id}: {text[:60]}{'…' if len(text) > 60 else ''}")


def _again(talk: Talk, folder: str, tried: Tried, values: dict[str, Any], wordings: list[Said]) -> None:
    """Ask again for the answers that the problems are about."""
    keys = [_key(tried, problem) for problem in tried.problems]
    for question in questions(folder, talk.loaded.corpus):
        if any(key == question.key for key, _ in keys):
            values[question.key] = talk.value(question)
    for number in sorted({number for _, number in keys if number}):
        talk.tell(f"\n{number} つめの言い方")
        wordings[number - 1] = _wording(talk)


def _key(tried: Tried, problem: Problem) -> tuple[str, int]:
    """The key at the top that a problem stands under, and which wording (from 1; 0 for none)."""
    wording, inside = 0, False
    for line in tried.data.decode().split("\n")[:problem.line]:
        if top := re.match(r"([a-z_]+):", line):
            key, inside = top[1], top[1] == "wordings"
        wording += inside and line.startswith("  - ")
    return key, wording if key == "wordings" else 0
