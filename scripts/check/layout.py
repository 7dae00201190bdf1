"""Ways of writing that nobody has to mind and `make fix` makes alike. Not problems: a file may stay as it is.

- K801 lines end in LF
- K802 the file ends in one line break
- K803 keys stand in their usual order
- K804 no quotation marks that YAML does not need
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Iterator, Mapping, Sequence

from scripts.check.text import RAW_KEYS, strings
from scripts.corpus.load import Loaded
from scripts.corpus.model import FILES, FacetedFile, Section, Stop, Wording
from scripts.corpus.problem import Edit, Mark, Problem
from scripts.corpus.source import Document, Node, SourceError, read_source
from scripts.corpus.template import plain_scalar

_TYPED = re.compile(r"(?i)(?:y|n|yes|no|true|false|on|off|null|~|[-+.]?[0-9].*|[-+]?\.(?:inf|nan))")
"""What other readers of YAML take for a number, a date or a truth value."""
_FIRST = {"qa": ("question",), "ng": ("words", "type")}
"""What stands above the facets; in other kinds the facets come last."""
_FACETS = tuple(name for name in FacetedFile.model_fields if name != "sources")


def advise(loaded: Loaded) -> Iterator[Problem]:
    """What could be written more alike, in files that have no problem of their own."""
    troubled = {problem.path for problem in loaded.problems}
    for path, document in loaded.corpus.documents.items():
        if path not in troubled:
            yield from _ends(path, document)
            yield from _quotes(path, document)
            if path.parts[1] in FILES:
                yield from _order(path, document)


def order(folder: str) -> tuple[str, ...]:
    """The keys of a file in the order in which the corpus has them."""
    model = FILES[folder][0]
    own = [name for name in model.model_fields if name not in FacetedFile.model_fields]
    if not issubclass(model, FacetedFile):
        return tuple(model.model_fields)
    first = _FIRST.get(folder)
    if first is None:
        return (*own, *_FACETS, "sources")
    return (*first, *_FACETS, *(name for name in own if name not in first), "sources")


_INNER: Mapping[str, tuple[str, ...]] = {"wordings": tuple(Wording.model_fields), "sections": tuple(Section.model_fields), "road": tuple(Stop.model_fields)}


def _ends(path: PurePosixPath, document: Document) -> Iterator[Problem]:
    lines = document.lines
    if document.crlf:
        yield Problem(path=path, line=1, column=1, code="K801", message="改行が CRLF です。LF にそろえられます。", edits=(Edit(Mark(1, 1), Mark(1, 1), ""),))
    full = max((number for number, line in enumerate(lines, 1) if line.strip()), default=0)
    if full and list(lines[full:]) != [""]:
        end = Mark(full, len(lines[full - 1]) + 1)
        yield Problem(path=path, line=end.line, column=end.column, code="K802", message="ファイルの終わりを、改行一つにそろえられます。",
                      edits=(Edit(end, Mark(len(lines), len(lines[-1]) + 1), "\n"),))


def _quotes(path: PurePosixPath, document: Document) -> Iterator[Problem]:
    for loc, text in strings(document.root):
        quote = document.style(loc)
        if quote not in ("'", '"') or RAW_KEYS & set(loc) or _TYPED.fullmatch(text) or not plain_scalar(text) or not document.rest_of_line(loc).startswith(f"{quote}{text}{quote}"):
            continue
        mark = document.mark(loc)
        yield Problem(path=path, line=mark.line, column=mark.column, code="K804", message=f"引用符がなくても同じに読めます({text[:20]})。",
                      edits=(Edit(mark, Mark(mark.line, mark.column + len(text) + 2), text),))


def _order(path: PurePosixPath, document: Document) -> Iterator[Problem]:
    """One mapping at a time, the outer one first."""
    for node, wanted in _mappings(document.root, path.parts[1]):
        there = list(node.value)
        places = {key: number for number, key in enumerate(wanted)}
        best = sorted(there, key=lambda key: places.get(key, len(places)))
        if best == there or (edit := _reordered(document, node, best)) is None:
            continue
        moved = next(key for key, other in zip(best, there) if key != other)
        mark = node.value[moved][0].mark
        yield Problem(path=path, line=mark.line, column=mark.column, code="K803", message=f"キーの並びをそろえられます({'、'.join(best)})。", edits=(edit,))
        return


def _mappings(root: Node, folder: str) -> Iterator[tuple[Node, Sequence[str]]]:
    if isinstance(root.value, dict):
        yield root, order(folder)
        for key, inner in _INNER.items():
            items = root.value[key][1].value if key in root.value else ()
            yield from ((item, inner) for item in items if isinstance(item, Node) and isinstance(item.value, dict))


def _reordered(document: Document, node: Node, keys: Sequence[str]) -> Edit | None:
    """The lines of a mapping with its keys in another order: comments go with the key below them. None where that can't be done surely."""
    lines = document.lines
    marks = {key: written.mark for key, (written, _) in node.value.items()}
    column = next(iter(marks.values())).column
    if any(mark.column != column or lines[mark.line - 1][:column - 1].strip(" -") for mark in marks.values()) or len({mark.line for mark in marks.values()}) != len(marks):
        return None
    there = list(marks)
    starts = [marks[there[0]].line - 1, *(_beginning(lines, marks[key].line - 1, column - 1) for key in there[1:])]
    if not lines[starts[0]][:column - 1].strip():
        starts[0] = _beginning(lines, starts[0], column - 1, blanks=False)
    ends = [*starts[1:], _ending(lines, marks[there[-1]].line - 1, column - 1)]
    blocks = {key: list(lines[start:end]) for key, start, end in zip(there, starts, ends)}
    dash = lines[marks[there[0]].line - 1][:column - 1]
    moved = [blocks[key] for key in keys]
    if keys[0] != there[0]:
        _swap_heads(blocks[there[0]], blocks[keys[0]], dash, column - 1)
    edit = Edit(Mark(starts[0] + 1, 1), Mark(ends[-1], len(lines[ends[-1] - 1]) + 1), "\n".join(line for block in moved for line in block))
    return edit if _same(document, edit) else None


def _swap_heads(old: list[str], new: list[str], dash: str, indent: int) -> None:
    """Give the dash of a list's item, and the blank lines above a key, to the keys that now stand there."""
    blanks = 0
    while not new[blanks].strip():
        blanks += 1
    if dash.strip():
        head = next(number for number, line in enumerate(new) if line.strip() and not line.lstrip().startswith("#"))
        new[head] = dash + new[head][indent:]
        old[0] = " " * indent + old[0][indent:]
    old[:0] = new[:blanks]
    del new[:blanks]


def _beginning(lines: Sequence[str], at: int, indent: int, blanks: bool = True) -> int:
    """The first line of what belongs to the key on line `at`: its comments, and the blank lines above them."""
    while at and lines[at - 1].strip().startswith("#") and len(lines[at - 1]) - len(lines[at - 1].lstrip(" ")) == indent:
        at -= 1
    while blanks and at and not lines[at - 1].strip():
        at -= 1
    return at


def _ending(lines: Sequence[str], at: int, indent: int) -> int:
    """The line after the value of the key on line `at`."""
    end = at + 1
    for number in range(at + 1, len(lines)):
        line = lines[number]
        deep = len(line) - len(line.lstrip(" "))
        if line.strip() and deep <= indent and not (deep == indent and line.lstrip().startswith("- ")):
            break
        if line.strip():
            end = number + 1
    return end


def _same(document: Document, edit: Edit) -> bool:
    """Whether the file still holds the same values."""
    text = "\n".join([*document.lines[:edit.start.line - 1], edit.text, *document.lines[edit.end.line:]])
    try:
        return read_source(text.encode()).plain.value == document.plain.value
    except SourceError:
        return False
