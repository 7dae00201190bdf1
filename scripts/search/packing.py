"""Pagefind's index, packed so that a search loads little of it.

Pagefind cuts its index into chunks of about 35 kB and names every page by a hash.
A query needs the chunks of some ten tokens, so we cut them smaller; pages are named
by their number, in whatever order Pagefind came to them; and a token that stands nearly everywhere, which says nothing and
takes Pagefind longest (its time grows with the square of what a word matches), goes.
Pagefind reads the result as its own.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Iterator, Sequence

import cbor2

MARK = b"pagefind_dcd"
"""What Pagefind's files begin with once unpacked."""
CHUNK, CHUNKS = 2500, 2500
"""The fewest places in a chunk (about 4 kB), and about the most chunks: every search loads the list of them."""
COMMON = {"b": 1000, "r": 1000, "t": 1500}
"""Tokens of more pages than this are left out, by the letter they begin with. Others than these are no tokens of ours."""
PAGE_URL = re.compile(r"/(\d+)\.html")
PROGRAMS = ("pagefind.js", "pagefind-worker.js", "wasm.unknown.pagefind")
"""What Pagefind's binary adds and the search page loads."""


class ChangedFormat(Exception):
    """Pagefind's files are not as this module knows them."""


@dataclass(frozen=True, slots=True)
class Raw:
    """What Pagefind's binary wrote. `meta`: its format, [page, length], [first token, last token, chunk], and what we leave as it is."""

    folder: Path
    entry: dict[str, Any]
    meta: list[Any]
    numbers: tuple[int, ...]
    """The record of each page, in Pagefind's order."""

    def chunk(self, name: str) -> Path:
        return self.folder / f"index/{name}.pf_index"


def read_raw(folder: Path) -> Raw:
    """Raises ChangedFormat."""
    try:
        entry = json.loads((folder / "pagefind-entry.json").read_bytes())
        (language,) = entry["languages"].values()
        meta = _unpack(folder / f"pagefind.{language['hash']}.pf_meta")
        _, pages, chunks, *_ = meta
        raw = Raw(folder, entry, meta, tuple(_number(folder, page) for page, _ in pages))
        if not all(raw.chunk(name).is_file() for _, _, name in chunks):
            raise ValueError(chunks)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OSError, cbor2.CBORDecodeError) as error:
        raise ChangedFormat from error
    return raw


def tidy(raw: Raw) -> None:
    """Pagefind leaves what it wrote before and no longer needs."""
    kept = {f"{page}.pf_fragment" for page, _ in raw.meta[1]} | {f"{name}.pf_index" for _, _, name in raw.meta[2]}
    for folder in ("fragment", "index"):
        for path in (raw.folder / folder).iterdir():
            if path.name not in kept:
                path.unlink()


def pack(raw: Raw, output: Path, version: str) -> None:
    """Write the index anew. The page 000123.html is named `version`/32100: digits that change first compress best.

    Raises ChangedFormat.
    """
    try:
        words = [word for _, _, name in raw.meta[2] for word in _unpack(raw.chunk(name))[0]]
        packed = list(_cut(words, raw.numbers))
    except (ValueError, KeyError, IndexError, TypeError, OSError, cbor2.CBORDecodeError) as error:
        raise ChangedFormat from error
    (output / "index" / version).mkdir(parents=True)
    for name, chunk in enumerate(packed):
        _pack(output / f"index/{version}/{name}.pf_index", [chunk])
    _finish(raw, output, version, sorted(raw.numbers), [[start, end, f"{version}/{name}"] for name, (start, end) in enumerate(_ranges(packed))])


def copy(raw: Raw, output: Path, version: str) -> None:
    """The index as Pagefind cut it, pages named as `pack` names them: more to load, but there at once."""
    (output / "index").mkdir(parents=True)
    for _, _, name in raw.meta[2]:
        shutil.copy(raw.chunk(name), output / "index")
    _finish(raw, output, version, raw.numbers, raw.meta[2])


def _finish(raw: Raw, output: Path, version: str, numbers: Sequence[int], chunks: Sequence[Any]) -> None:
    # One length for all pages: how long an entry is must not count.
    pages = [[f"{version}/{f'{number:05d}'[::-1]}", 1] for number in numbers]
    name = f"und_{version}"
    _pack(output / f"pagefind.{name}.pf_meta", [raw.meta[0], pages, chunks, *raw.meta[3:]])
    languages = {code: {**language, "hash": name} for code, language in raw.entry["languages"].items()}
    (output / "pagefind-entry.json").write_text(json.dumps({**raw.entry, "languages": languages}, ensure_ascii=False), "utf-8")
    for program in PROGRAMS:
        shutil.copyfile(raw.folder / program, output / program)


def _number(folder: Path, page: str) -> int:
    found = PAGE_URL.fullmatch(json.loads(_read(folder / f"fragment/{page}.pf_fragment"))["url"])
    if found is None:
        raise ValueError(page)
    return int(found[1])


def _cut(words: Sequence[Sequence[Any]], numbers: Sequence[int]) -> Iterator[list[Sequence[Any]]]:
    """The words worth keeping, their pages by number, in chunks."""
    most = max(CHUNK, sum(len(word[1]) for word in words) // CHUNKS)
    chunk: list[Sequence[Any]] = []
    size = 0
    for word in words:
        token, pages, *rest = word
        if len(pages) > COMMON.get(token[0], 0):
            continue
        chunk.append([token, _renumbered(pages, numbers), *rest])
        size += sum(1 + len(page[1]) for page in pages)
        if size >= most:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _renumbered(pages: Sequence[Sequence[Any]], numbers: Sequence[int]) -> list[list[Any]]:
    """The pages by our number and in its order; each is told by how far it is from the one before."""
    ordered = sorted((numbers[at], rest) for at, (_, *rest) in zip(accumulate(page[0] for page in pages), pages))
    return [[number - before, *rest] for before, (number, rest) in zip((0, *(number for number, _ in ordered)), ordered)]


def _ranges(chunks: Sequence[Sequence[Sequence[Any]]]) -> Iterator[tuple[str, str]]:
    """For each chunk where it begins and ends: short texts, the end of one and the beginning of the next the same where
    that is no word, since every search loads them.
    """
    start = ""
    for chunk, following in zip(chunks, chunks[1:]):
        last, first = chunk[-1][0], following[0][0]
        end = next((first[:size] for size in range(1, len(first)) if first[:size] > last), last)
        yield start, end
        start = first if end == last else end
    if chunks:
        yield start, "~"


def _read(path: Path) -> bytes:
    body = gzip.decompress(path.read_bytes())
    if not body.startswith(MARK):
        raise ValueError(path)
    return body.removeprefix(MARK)


def _unpack(path: Path) -> Any:
    return cbor2.loads(_read(path))


def _pack(path: Path, value: Any) -> None:
    path.write_bytes(gzip.compress(MARK + cbor2.dumps(value), 9, mtime=0))
