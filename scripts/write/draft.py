"""What somebody wants to say, before it is a file: where the file goes, what it is called, and its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Mapping

from scripts.check.run import check
from scripts.corpus.load import load
from scripts.corpus.model import Corpus
from scripts.corpus.problem import Problem
from scripts.corpus.source import SourceError, read_source
from scripts.corpus.template import yaml_value
from scripts.write.mend import mend

Values = Mapping[str, Any]
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Draft:
    """A file of corpus/`folder`. `values` holds its keys in order; `place` the scene and stage of a phrase."""

    folder: str
    name: str
    values: Values
    place: tuple[str, ...] = ()

    @property
    def path(self) -> PurePosixPath:
        return PurePosixPath("corpus", self.folder, *self.place, f"{self.name}.yml")

    @property
    def text(self) -> str:
        return "".join(_lines(self.values))


@dataclass(frozen=True, slots=True)
class Tried:
    """The file as it would be written, and what `check` would say of it."""

    path: PurePosixPath
    data: bytes
    problems: tuple[Problem, ...]

    @property
    def twins(self) -> tuple[Problem, ...]:
        """Those that say somebody has said it already."""
        return tuple(problem for problem in self.problems if problem.code in ("E150", "E151", "E152"))


def try_out(root: Path, draft: Draft) -> Tried:
    """Check the draft among the files of `root`, with what can be mended mended. Writes nothing."""
    data = draft.text.encode()
    for _ in range(_ROUNDS):
        problems = [problem for problem in check(load(root, {draft.path: data})) if problem.path == draft.path or f"{draft.path}:" in problem.message]
        mended = mend(data, [problem for problem in problems if problem.path == draft.path])
        if mended == data:
            break
        data = mended
    return Tried(draft.path, data, tuple(problems))


def faithful(draft: Draft) -> bool:
    """Whether the text holds exactly the draft's values: nothing in them was read as YAML."""
    try:
        return read_source(draft.text.encode()).plain.value == _plain(draft.values)
    except SourceError:
        return False


def free_name(corpus: Corpus, known: Mapping[str, Any], *parts: str) -> str:
    """The first name made of `parts` that no entry has or had."""
    base = "-".join(parts)
    taken = {*known, *corpus.redirects}
    number = 1
    while (name := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return name


def save(root: Path, path: PurePosixPath, data: bytes) -> None:
    """Write a new file. Raises FileExistsError; a file that could not be written whole is gone."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as stream:
        try:
            stream.write(data)
        except BaseException:
            target.unlink()
            raise


def tidy(text: str) -> str:
    """Words as they were typed or pasted: one kind of line break, nothing around them, no spaces at the end of a line."""
    lines = [line.rstrip() for line in re.sub("\r\n?", "\n", text).replace("\t", " ").split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


def _lines(values: Values, indent: str = "") -> list[str]:
    lines: list[str] = []
    for key, value in values.items():
        if isinstance(value, (list, tuple)) and value and isinstance(value[0], Mapping):
            lines.append(f"{indent}{key}:\n")
            for item in value:
                inner = _lines(item, f"{indent}    ")
                lines += [f"{indent}  - {inner[0].lstrip()}", *inner[1:]]
        elif isinstance(value, str) and "\n" in value:
            lines.append(f"{indent}{key}: |{'2' if value[0] == ' ' else ''}\n")
            lines += [f"{indent}  {line}\n" if line else "\n" for line in value.split("\n")]
        else:
            lines.append(f"{indent}{key}: {yaml_value(list(value) if isinstance(value, tuple) else value)}\n")
    return lines


def _plain(value: Any) -> Any:
    """As the file is read: a text of several lines ends in a line break."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return f"{value}\n" if "\n" in value else value
