"""Read corpus/learning: sentences and drafts that people labelled, for `make learn` and for `check`.

- said/<ng-id>.yml: how people say what an NG entry is about, and what only sounds like it
- drafts/<name>.yml: whole drafts, with the words that a careful editor would mark, by NG type
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Callable, Iterator, Mapping

from pydantic import BeforeValidator, Field, StringConstraints, TypeAdapter, ValidationError

from scripts.corpus.guess import did_you_mean
from scripts.corpus.load import Loaded
from scripts.corpus.messages import explain
from scripts.corpus.model import Frozen, NgType
from scripts.corpus.problem import Problem
from scripts.corpus.source import MAX_BYTES, Document, Loc, SourceError, read_source

FOLDER = PurePosixPath("corpus/learning")
_Text = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


class Said(Frozen):
    """corpus/learning/said/<ng-id>.yml."""

    said: tuple[_Text, ...] = Field(min_length=1, description="その NG に当たる言い方")
    fine: tuple[_Text, ...] = Field((), description="似ているが、当たらない言い方")


class Labelled(Frozen):
    """One draft of corpus/learning/drafts/<name>.yml."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)] = Field(description="下書き")
    ng: Mapping[NgType, Annotated[tuple[_Text, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)]] = Field(
        default_factory=dict, description="NG の型ごとに、印をつける箇所(text の中の文字のまま)。書かなければ、直すところのない下書き")


@dataclass(frozen=True, slots=True)
class Examples:
    """All that was labelled. `said`: NG entry → what says it and what doesn't."""

    said: Mapping[str, Said]
    drafts: tuple[Labelled, ...]


def read_examples(root: Path, loaded: Loaded, wanted: Callable[[PurePosixPath], bool] = lambda path: True) -> tuple[Examples, list[Problem]]:
    """The sound files of `root`/corpus/learning that are wanted, and what is wrong with the others."""
    vocabularies = loaded.corpus.vocabularies
    ng = [entry_id for entry_id, path in loaded.known_ids.items() if path.parts[1] == "ng"]
    said: dict[str, Said] = {}
    drafts: list[Labelled] = []
    problems: list[Problem] = []
    for path in sorted((root / FOLDER).rglob("*")):
        relative = PurePosixPath(path.relative_to(root).as_posix())
        if path.is_dir() or path.name.startswith(".") or not wanted(relative):
            continue
        if len(relative.parts) != 4 or relative.parts[2] not in ("said", "drafts") or path.suffix != ".yml":
            problems.append(Problem(path=relative, line=1, column=1, code="F303", message=f"このファイルは読まれません。{FOLDER}/said/<NG の id>.yml か {FOLDER}/drafts/<name>.yml の形で置いてください。"))
        elif relative.parts[2] == "said" and path.stem not in ng:
            problems.append(Problem(path=relative, line=1, column=1, code="F302", message=f"「{path.stem}」という NG はありません。{did_you_mean(path.stem, ng)}ファイルの名前は corpus/ng/ の id と同じにしてください。"))
        elif (document := _document(path, relative, problems)) is not None:
            model = Said if relative.parts[2] == "said" else Labelled
            try:
                plain = document.root.plain()
                read = [Said.model_validate(plain, context=vocabularies)] if model is Said else TypeAdapter(tuple[Labelled, ...]).validate_python(plain, context=vocabularies)
            except ValidationError as error:
                problems += [Problem(path=relative, line=mark.line, column=mark.column, code=code, message=message, edits=tuple(*edits))
                             for mark, code, message, *edits in explain(error, document, model, vocabularies)]
                continue
            if model is Said:
                said[path.stem] = read[0]
            else:
                drafts += read
                problems += _absent(relative, document, read)
    return Examples(said, tuple(drafts)), problems


def _document(path: Path, relative: PurePosixPath, problems: list[Problem]) -> Document | None:
    try:
        with path.open("rb") as stream:
            return read_source(stream.read(MAX_BYTES + 1))
    except SourceError as error:
        problems += [Problem(path=relative, line=mark.line, column=mark.column, code=code, message=message) for mark, code, message, *_ in error.findings]
    except OSError as error:
        problems.append(Problem(path=relative, line=1, column=1, code="F301", message=f"ファイルを開けません({error.strerror})。"))
    return None


def _absent(relative: PurePosixPath, document: Document, drafts: tuple[Labelled, ...]) -> Iterator[Problem]:
    """Words to be marked that the draft doesn't hold."""
    for at, draft in enumerate(drafts):
        for kind, words in draft.ng.items():
            for index, word in enumerate(words):
                if word not in draft.text:
                    loc: Loc = (at, "ng", kind)
                    mark = document.mark(loc if document.value(loc) else (*loc, index))
                    yield Problem(path=relative, line=mark.line, column=mark.column, code="R406",
                                  message=f"「{word}」は、この下書きの中にありません。下書きの文字のまま書いてください。")
