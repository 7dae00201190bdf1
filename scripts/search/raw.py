"""Pagefind's index as its binary writes it, and the files it is made of."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any, Iterator, Sequence

import libipld

from scripts.site.files import write_if_changed

MARK = b"pagefind_dcd"
"""What Pagefind's files begin with once unpacked."""
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
    packed: tuple[tuple[str, bytes], ...]
    """Token → pages and more: as objects, those of many batches at once would take a tenth of all memory."""

    def words(self) -> Iterator[list[Any]]:
        """[token, pages, more] in the order of their tokens, each page with the number of its record."""
        for token, rest in self.packed:
            yield [token, *libipld.decode_dag_cbor(rest)]


def read_raw(folder: Path) -> Raw:
    """Raises ChangedFormat."""
    try:
        entry = json.loads((folder / "pagefind-entry.json").read_bytes())
        (language,) = entry["languages"].values()
        meta = unpack(folder / f"pagefind.{language['hash']}.pf_meta")
        _, pages, chunks, *_ = meta
        numbers = tuple(_number(folder, page) for page, _ in pages)
        packed = tuple((token, libipld.encode_dag_cbor([numbered(found, numbers), *more]))
                       for _, _, name in chunks for token, found, *more in unpack(folder / f"index/{name}.pf_index")[0])
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OSError) as error:
        raise ChangedFormat from error
    return Raw(folder, entry, meta, numbers, packed)


def tidy(raw: Raw) -> None:
    """Pagefind leaves what it wrote before and no longer needs."""
    kept = {f"{page}.pf_fragment" for page, _ in raw.meta[1]} | {f"{name}.pf_index" for _, _, name in raw.meta[2]}
    for folder in ("fragment", "index"):
        for path in (raw.folder / folder).iterdir():
            if path.name not in kept:
                path.unlink()


def _number(folder: Path, page: str) -> int:
    found = PAGE_URL.fullmatch(json.loads(_read(folder / f"fragment/{page}.pf_fragment"))["url"])
    if found is None:
        raise ValueError(page)
    return int(found[1])


def numbered(pages: list[list[Any]], numbers: Sequence[int] | range) -> list[list[Any]]:
    """The same pages of a word, each with the number of its record where Pagefind tells how far it is from the one before."""
    at = 0
    for page in pages:
        at += page[0]
        page[0] = numbers[at]
    return pages


def told(pages: list[list[Any]]) -> list[list[Any]]:
    """The other way round, in the order of their numbers."""
    pages.sort(key=itemgetter(0))
    before = 0
    for page in pages:
        number = page[0]
        page[0] = number - before
        before = number
    return pages


def unpack(path: Path) -> Any:
    """What a file of the index holds. Raises ValueError, OSError."""
    return libipld.decode_dag_cbor(_read(path))


def write_packed(path: Path, value: Any) -> None:
    """The other way round."""
    write_if_changed(path, gzip.compress(MARK + libipld.encode_dag_cbor(value), 6, mtime=0))


def _read(path: Path) -> bytes:
    body = gzip.decompress(path.read_bytes())
    if not body.startswith(MARK):
        raise ValueError(path)
    return body.removeprefix(MARK)
