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
from dataclasses import dataclass
from functools import lru_cache
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Iterable, Iterator, Sequence

import libipld

from scripts.site.files import write_if_changed

MARK = b"pagefind_dcd"
"""What Pagefind's files begin with once unpacked."""
CHUNK, CHUNKS = 2500, 2500
"""The fewest places in a chunk (about 4 kB), and about the most chunks: every search loads the list of them."""
COMMON = {"b": 1000, "r": 1000, "t": 800}
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
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OSError) as error:
        raise ChangedFormat from error
    return raw


def tidy(raw: Raw) -> None:
    """Pagefind leaves what it wrote before and no longer needs."""
    kept = {f"{page}.pf_fragment" for page, _ in raw.meta[1]} | {f"{name}.pf_index" for _, _, name in raw.meta[2]}
    for folder in ("fragment", "index"):
        for path in (raw.folder / folder).iterdir():
            if path.name not in kept:
                path.unlink()


def pack(raws: Sequence[Raw], output: Path, version: str, places: int) -> None:
    """Write what the binary made of some batches as one index; `places` is about how many tokens they hold.

    The page 000123.html is named `version`/32100: digits that change first compress best. Raises ChangedFormat.
    """
    ranges = _Ranges()
    try:
        for name, chunk in enumerate(_cut(_merged(raws), max(CHUNK, places // CHUNKS))):
            _pack(output / f"index/{version}/{name}.pf_index", [chunk])
            ranges.add(f"{version}/{name}", chunk[0][0], chunk[-1][0])
    except (ValueError, KeyError, IndexError, TypeError, OSError) as error:
        raise ChangedFormat from error
    _finish(raws[0], output, version, sorted(number for raw in raws for number in raw.numbers), ranges.rows())


def _finish(raw: Raw, output: Path, version: str, numbers: Sequence[int], chunks: Sequence[Any]) -> None:
    # One length for all pages: how long an entry is must not count.
    pages = [[f"{version}/{f'{number:05d}'[::-1]}", 1] for number in numbers]
    name = f"und_{version}"
    _pack(output / f"pagefind.{name}.pf_meta", [raw.meta[0], pages, chunks, *raw.meta[3:]])
    languages = {code: {**language, "hash": name} for code, language in raw.entry["languages"].items()}
    write_if_changed(output / "pagefind-entry.json", json.dumps({**raw.entry, "languages": languages}, ensure_ascii=False))
    for program in PROGRAMS:
        write_if_changed(output / program, (raw.folder / program).read_bytes())


def _number(folder: Path, page: str) -> int:
    found = PAGE_URL.fullmatch(json.loads(_read(folder / f"fragment/{page}.pf_fragment"))["url"])
    if found is None:
        raise ValueError(page)
    return int(found[1])


def _merged(raws: Sequence[Raw]) -> Iterator[list[Any]]:
    """The words worth keeping, in their order, with their pages by record: [token, pages, more]."""
    def words(at: int) -> Iterator[tuple[str, int, list[Any]]]:
        for _, _, name in raws[at].meta[2]:
            for word in _unpack(raws[at].chunk(name))[0]:
                yield word[0], at, word

    for token, same in groupby(merge(*map(words, range(len(raws)))), key=itemgetter(0)):
        found = [(raws[at].numbers, word) for _, at, word in same]
        if sum(len(word[1]) for _, word in found) <= COMMON.get(token[0], 0):
            yield [token, _renumbered([(numbers, word[1]) for numbers, word in found]), *found[0][1][2:]]


def _cut(words: Iterable[list[Any]], most: int) -> Iterator[list[list[Any]]]:
    """The words in chunks of about `most` places."""
    chunk: list[list[Any]] = []
    size = 0
    for word in words:
        chunk.append(word)
        size += sum([1 + len(page[1]) for page in word[1]])
        if size >= most:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _renumbered(found: Sequence[tuple[Sequence[int], Sequence[Sequence[Any]]]]) -> list[list[Any]]:
    """Pages of some batches by the numbers of their records, and in that order; each is told by how far it is from the one before."""
    ordered = []
    for numbers, pages in found:
        at = 0
        for page in pages:
            at += page[0]
            ordered.append((numbers[at], page))
    ordered.sort(key=itemgetter(0))
    before = 0
    for number, page in ordered:
        page[0] = number - before
        before = number
    return [page for _, page in ordered]


class _Ranges:
    """For each chunk where it begins and ends: short texts, the end of one and the beginning of the next the same where
    that is no word, since every search loads them.
    """

    def __init__(self) -> None:
        self._rows: list[list[str]] = []
        self._last = ""

    def add(self, name: str, first: str, last: str) -> None:
        """The next chunk, by its first and last token."""
        start = ""
        if self._rows:
            end = next((first[:size] for size in range(1, len(first)) if first[:size] > self._last), self._last)
            self._rows[-1][1] = end
            start = first if end == self._last else end
        self._rows.append([start, "~", name])
        self._last = last

    def rows(self) -> list[list[str]]:
        """[first, last, chunk], as Pagefind's meta lists them."""
        return self._rows


def _read(path: Path) -> bytes:
    body = gzip.decompress(path.read_bytes())
    if not body.startswith(MARK):
        raise ValueError(path)
    return body.removeprefix(MARK)


def _unpack(path: Path) -> Any:
    return libipld.decode_dag_cbor(_read(path))


def _pack(path: Path, value: Any) -> None:
    write_if_changed(path, _compressed(MARK + libipld.encode_dag_cbor(value)))


@lru_cache(maxsize=1024)
def _compressed(data: bytes) -> bytes:
    """The preview packs the same chunks again, but for a few."""
    return gzip.compress(data, 6, mtime=0)
