"""Read corpus/ into a Corpus, with every problem of every file on the way.

A file with a problem contributes no entry, but its id still counts as known, so
that one mistake is reported once and not again at every reference to it.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Callable, Iterable, Iterator, Mapping, Sequence

from pydantic import BaseModel, TypeAdapter, ValidationError

from scripts.corpus.beside import in_turn
from scripts.corpus.guess import did_you_mean
from scripts.corpus.messages import explain
from scripts.corpus.model import DRAFT_FILES, FILES, Corpus, Drafts, Entry, Goals, Group, Redirect, Source
from scripts.corpus.place import Misplaced, Place, place_of
from scripts.corpus.problem import Edit, Problem
from scripts.corpus.source import MAX_BYTES, Document, Mark, SourceError, read_source
from scripts.corpus.vocabulary import FACETS, NEEDED, Term, Vocabularies, Vocabulary

_KEYS = {folder: frozenset(model.model_fields) for folder, (model, *_) in FILES.items()}
_ALWAYS = {"ng", "helplines"}
"""What words are held against, wherever they stand."""
SINGLE_FILES = {"sources.yml", "redirects.yml", "coverage.yml"}
LEARNING = "learning"
"""The folder of what `make learn` learns from (scripts/drafts): no entries, and no page is made from it."""
LIST_FOLDERS = {"vocabulary": "corpus/vocabulary/<facet>.yml", "search": "corpus/search/<name>.yml", "drafts": "corpus/drafts/<name>.yml"}
NO_LINKS = "シンボリックリンクは使えません。ファイルそのものを置いてください。"
_MANY = 500
"""From so many files on, all processors read them."""
_PARTS = 64
"""Into how many the files are divided, so that nobody waits long for the first, nor for the last."""
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(slots=True)
class Loaded:
    """The result of one reading: `corpus` holds what was sound."""

    corpus: Corpus
    problems: list[Problem]
    known_ids: Mapping[str, PurePosixPath]


@dataclass(slots=True)
class Memory:
    """What was sound at the last reading: a file with the same bytes, under the same vocabularies, is not worked through again."""

    documents: dict[PurePosixPath, tuple[bytes, Document]] = field(default_factory=dict)
    entries: dict[PurePosixPath, tuple[Document, Entry]] = field(default_factory=dict)
    vocabularies: Vocabularies = field(default_factory=dict)


@dataclass(slots=True)
class _Reading:
    root: Path
    unsaved: Mapping[PurePosixPath, bytes] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    only: Callable[[PurePosixPath], bool] | None = None
    vocabularies: dict[str, Vocabulary] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    documents: dict[PurePosixPath, Document] = field(default_factory=dict)
    entries: dict[str, dict[str, Entry]] = field(default_factory=lambda: {name: {} for name in FILES})
    ids: dict[str, PurePosixPath] = field(default_factory=dict)
    misplaced: dict[str, PurePosixPath] = field(default_factory=dict)

    def report(self, path: PurePosixPath, mark: Mark, code: str, message: str, edits: tuple[Edit, ...] = ()) -> None:
        self.problems.append(Problem(path=path, line=mark.line, column=mark.column, code=code, message=message, edits=edits))


def load(root: Path, unsaved: Mapping[PurePosixPath, bytes] | None = None, memory: Memory | None = None, only: Callable[[PurePosixPath], bool] | None = None) -> Loaded:
    """Read `root`/corpus, as if the files of `unsaved` stood there. Raises nothing for bad files: they become problems.

    `memory` carries over what stays the same from one reading to the next. With `only`, of other entries than
    these (and those that rules for all are made from) nothing but the id is known.
    """
    reading = _Reading(root, unsaved or {}, memory or Memory(), only)
    _read_vocabularies(reading)
    if reading.vocabularies != reading.memory.vocabularies:
        reading.memory.entries.clear()
        reading.memory.vocabularies = reading.vocabularies
    corpus_dir = root / "corpus"
    files = {name: is_link for name, is_link in standing(corpus_dir, reading.unsaved).items()
             if not (name.rpartition("/")[2].startswith(".") or name.partition("/")[0] == LEARNING or name in SINGLE_FILES)}
    early = {} if unsaved or memory or only else {name: None for name, is_link in files.items() if not is_link and name.partition("/")[0] in FILES}
    ahead = _read_ahead(corpus_dir, [*early])
    for name, is_link in files.items():
        relative = PurePosixPath(f"corpus/{_printable(name)}")
        folder = name.partition("/")[0]
        if folder in LIST_FOLDERS:
            _expect_list(reading, relative)
        else:
            _read_entry(reading, name, relative, is_link, next(ahead, None) if name in early else None)
    sources = {s.id: s for s in _read_list(reading, "sources.yml", Source, "id")}
    redirects = {r.old: r.new for r in _read_list(reading, "redirects.yml", Redirect, "old")}
    searched = {PurePosixPath("corpus/search") / _printable(path.name): path.name for path in sorted((corpus_dir / "search").glob("[!.]*.yml"))}
    groups = {path: _read_list(reading, f"search/{name}", Group) for path, name in searched.items()} if not only or any(map(only, searched)) else {}
    corpus = Corpus(vocabularies=reading.vocabularies, sources=sources, redirects=redirects, groups=groups, goals=_read_goals(reading),
                    drafts=Drafts(**{name: _read_list(reading, f"drafts/{name}.yml", model) for name, model in DRAFT_FILES.items()}),
                    documents=reading.documents, **reading.entries)
    return Loaded(corpus, reading.problems, {**reading.misplaced, **reading.ids})


def _read_vocabularies(reading: _Reading) -> None:
    """corpus/vocabulary/<facet>.yml, in the order the files give."""
    for facet in FACETS:
        relative = PurePosixPath(f"corpus/vocabulary/{facet}.yml")
        if terms := _read_list(reading, f"vocabulary/{facet}.yml", Term, "id"):
            reading.vocabularies[facet] = Vocabulary(facet=facet, terms={t.id: t for t in terms})
            _expect_needed(reading, relative, reading.vocabularies[facet])
        elif not any(problem.path == relative for problem in reading.problems):
            reading.report(relative, Mark(1, 1), "F305", f"{facet} の語彙がありません。ファイルを元に戻してください。")


def _expect_needed(reading: _Reading, relative: PurePosixPath, vocabulary: Vocabulary) -> None:
    """Report an id that the site can't do without, and a kind that it doesn't know."""
    needed = NEEDED.get(vocabulary.facet, ())
    if missing := [term_id for term_id in needed if term_id not in vocabulary]:
        reading.report(relative, Mark(1, 1), "F306", f"id「{'、'.join(missing)}」がありません。サイトのしくみが使う id なので、元に戻してください。")
    for index, term in enumerate(vocabulary):
        if vocabulary.facet == "kind" and term.id not in needed:
            reading.report(relative, reading.documents[relative].mark((index, "id")), "F306", f"「{term.id}」という種類はありません。使える id: {'、'.join(needed)}。")


def _printable(name: str) -> str:
    """A file's name as a message may show it: on one line, in characters that exist."""
    return _HIDDEN.sub(lambda found: f"\\x{ord(found[0]):02x}", name)


def _expect_list(reading: _Reading, relative: PurePosixPath) -> None:
    """Report a file that nothing would read."""
    folder = relative.parts[1]
    if len(relative.parts) != 3 or relative.suffix != ".yml":
        reading.report(relative, Mark(1, 1), "F303", f"このファイルは読まれません。{LIST_FOLDERS[folder]} の形で置いてください。")
    elif folder == "vocabulary" and relative.stem not in FACETS:
        reading.report(relative, Mark(1, 1), "F302", f"「{relative.stem}」という語彙はありません。{did_you_mean(relative.stem, FACETS)}"
                       f"使える名前: {'、'.join(FACETS)}。")
    elif folder == "drafts" and relative.stem not in DRAFT_FILES:
        reading.report(relative, Mark(1, 1), "F302", f"「{relative.stem}」は下書きチェックのファイルの名前にありません。{did_you_mean(relative.stem, DRAFT_FILES)}"
                       f"使える名前: {'、'.join(DRAFT_FILES)}。")


def standing(folder: Path, unsaved: Iterable[PurePosixPath] = ()) -> dict[str, bool]:
    """The names of all files below the folder, in the order of their parts, and whether each is a link."""
    found = {**{path.relative_to("corpus").as_posix(): False for path in unsaved}, **dict(_below(str(folder)))}
    return {name: found[name] for name in sorted(found, key=lambda name: name.split("/"))}


def _below(folder: str, above: str = "") -> Iterator[tuple[str, bool]]:
    """The files and links in a folder and those below it; what can't be opened holds none."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, f"{above}{entry.name}/")
            elif entry.is_symlink() or entry.is_file():
                yield above + entry.name, entry.is_symlink()


def _read_ahead(folder: Path, names: Sequence[str]) -> Iterator[Document | None]:
    """Many files, read by all processors while those before them are worked through; what is wrong with one that is None is said when its turn comes."""
    def some(start: int) -> list[Document | None]:
        read: list[Document | None] = []
        for name in names[start:start + size]:
            try:
                read.append(read_source(content_of(f"{folder}/{name}")))
            except (OSError, SourceError):
                read.append(None)
        return read

    size = len(names) // _PARTS + 1
    if len(names) >= _MANY:
        for read in in_turn([functools.partial(some, start) for start in range(0, len(names), size)]):
            yield from read


def _document_of(reading: _Reading, path: str | Path, relative: PurePosixPath) -> Document | None:
    """Read one file; what keeps it from being read becomes a problem."""
    try:
        content = reading.unsaved[relative] if relative in reading.unsaved else content_of(path)
        known = reading.memory.documents.get(relative)
        if known is None or known[0] != content:
            known = reading.memory.documents[relative] = content, read_source(content)
        return known[1]
    except SourceError as error:
        for fault in error.findings:
            reading.report(relative, *fault)
    except OSError as error:
        reading.report(relative, Mark(1, 1), "F301", f"ファイルを開けません({error.strerror})。")
    return None


def content_of(path: str | Path) -> bytes:
    """What a file holds, as far as anything is read."""
    with open(path, "rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _read_entry(reading: _Reading, name: str, relative: PurePosixPath, is_link: bool, ahead: Document | None) -> None:
    if is_link:
        reading.report(relative, Mark(1, 1), "F301", NO_LINKS)
    else:
        try:
            _read_placed(reading, name, relative, place_of(relative, reading.vocabularies), ahead)
            return
        except Misplaced as error:
            for fault in error.faults:
                reading.report(relative, Mark(1, 1), *fault)
    reading.misplaced[relative.stem] = relative


def _read_placed(reading: _Reading, name: str, relative: PurePosixPath, place: Place, ahead: Document | None) -> None:
    file_model, entry_model, _ = FILES[place.folder]
    entry_id = relative.stem
    if entry_id in reading.ids:
        reading.report(relative, Mark(1, 1), "F304", f"id「{entry_id}」は {reading.ids[entry_id]} がすでに使っています。別の名前にしてください。")
        return
    reading.ids[entry_id] = relative
    if reading.only and not reading.only(relative) and place.folder not in _ALWAYS:
        return
    document = ahead or _document_of(reading, f"{reading.root}/corpus/{name}", relative)
    if document is None:
        return
    if (kind := _other_kind(document, place.folder)) is not None:
        reading.report(relative, Mark(1, 1), "F302", f"この中身は {FILES[kind][2]} の形です。そこに移すか、{FILES[place.folder][2]} の形に書き直してください。")
        return
    reading.documents[relative] = document
    known = reading.memory.entries.get(relative)
    if known is not None and known[0] is document:
        reading.entries[place.folder][entry_id] = known[1]
    elif (body := _validated(reading, relative, document, file_model)) is not None:
        entry = entry_model.model_construct(id=entry_id, path=relative, **place.said, **vars(body))
        reading.memory.entries[relative] = document, entry
        reading.entries[place.folder][entry_id] = entry


def _other_kind(document: Document, folder: str) -> str | None:
    """The folder that a file's keys belong to, if they are far from those of the folder it stands in."""
    keys = set(document.keys(()))
    if len(keys & _KEYS[folder]) * 2 > len(keys) or len(keys) < 4:
        return None
    return next((name for name, known in _KEYS.items() if keys <= known), None)


def _validated(reading: _Reading, relative: PurePosixPath, document: Document, model: type[BaseModel]) -> BaseModel | None:
    try:
        return model.model_validate(document.plain.value, context=reading.vocabularies)
    except ValidationError as error:
        for fault in explain(error, document, model, reading.vocabularies):
            reading.report(relative, *fault)
        return None


def _read_list(reading: _Reading, name: str, model: type[BaseModel], unique: str = "") -> tuple[Any, ...]:
    """corpus/<name>: one list of `model`, no two with the same value of the key `unique`; an absent file is an empty list."""
    relative = PurePosixPath("corpus") / _printable(name)
    if (document := _document(reading, reading.root / "corpus" / name, relative)) is None:
        return ()
    try:
        items = TypeAdapter(tuple[model, ...]).validate_python(document.plain.value, context=reading.vocabularies)
    except ValidationError as error:
        for fault in explain(error, document, model, reading.vocabularies):
            reading.report(relative, *fault)
        return ()
    seen: set[str] = set()
    for index, item in enumerate(items if unique else ()):
        if (value := getattr(item, unique)) in seen:
            reading.report(relative, document.mark((index, unique)), "S207", f"{unique}「{value}」が二度あります。片方を消してください。")
        seen.add(value)
    return items


def _read_goals(reading: _Reading) -> Goals:
    """corpus/coverage.yml; an absent file asks for nothing."""
    relative = PurePosixPath("corpus/coverage.yml")
    if (document := _document(reading, reading.root / relative, relative)) is None:
        return Goals()
    return _validated(reading, relative, document, Goals) or Goals()


def _document(reading: _Reading, path: Path, relative: PurePosixPath) -> Document | None:
    """A file that may be absent."""
    if path.is_symlink():
        reading.report(relative, Mark(1, 1), "F301", NO_LINKS)
        return None
    if not path.exists() or (document := _document_of(reading, path, relative)) is None:
        return None
    reading.documents[relative] = document
    return document
