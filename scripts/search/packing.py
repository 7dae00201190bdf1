"""Pagefind's index, packed so that a search loads little of it.

Pagefind cuts its index into chunks of about 35 kB and names every page by a hash.
A query needs the chunks of some ten tokens, so we cut them smaller; pages are named
by their number, in whatever order Pagefind came to them; and a token that stands nearly everywhere, which says nothing and
takes Pagefind longest (its time grows with the square of what a word matches), goes.
Pagefind reads the result as its own.
"""

from __future__ import annotations

import json
from functools import partial
from heapq import merge
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Iterable, Iterator, Sequence

from scripts.corpus.beside import at_once
from scripts.search.analyser import SIZES
from scripts.search.places import Places
from scripts.search.raw import PROGRAMS, ChangedFormat, Raw, told, write_packed
from scripts.site.files import write_if_changed

CHUNK, CHUNKS = 2500, 2500
"""The fewest places in a chunk (about 4 kB), and about the most chunks: every search loads the list of them."""
COMMON = {"b": 1000, "r": 1000, "t": 800}
"""Tokens of more pages than this are left out, by the letter they begin with. Others than these are no tokens of ours."""
_LETTER = 3000
"""Above the number of chunks that the tokens of a letter take, so that each is named apart from the others."""
_MANY = 200_000
"""From so many places on, each letter may be written by another processor."""


def pack(raws: Sequence[Raw], places: Places, output: Path, version: str) -> set[str]:
    """Write what the binary made of some batches, and where their grams stand, as one index; the tokens that were left out.

    Raises ChangedFormat.
    """
    ranges = _Ranges()
    left: set[str] = set()
    tasks = [partial(_write_letter, letter, raws, places, output, version) for letter in COMMON]
    try:
        for chunks, common in at_once(tasks, worth=len(places) > _MANY):
            left |= common
            for chunk in chunks:
                ranges.add(*chunk)
    except (ValueError, KeyError, IndexError, TypeError, OSError) as error:
        raise ChangedFormat from error
    _finish(raws[0], output, version, sorted(number for raw in raws for number in raw.numbers), ranges.rows())
    return left


def _write_letter(letter: str, raws: Sequence[Raw], places: Places, output: Path, version: str) -> tuple[list[tuple[str, str, str]], set[str]]:
    """Write the chunks of the tokens that begin with a letter; their names, each with its first and last token, and the tokens that were left out."""
    common: set[str] = set()
    written: list[tuple[str, str, str]] = []
    words = places.words(letter) if letter in SIZES else _raw_words(raws)
    first = [*COMMON].index(letter) * _LETTER
    for number, chunk in enumerate(_cut(_worth_keeping(words, letter, common), max(CHUNK, len(places) // CHUNKS)), first):
        written.append((f"{version}/{_digits(number, 4)}", chunk[0][0], chunk[-1][0]))
        write_packed(output / f"index/{written[-1][0]}.pf_index", [chunk])
    return written, common


def page(number: int) -> list[Any]:
    """How the index names a record. One length for all: how long an entry is must not count."""
    return [_digits(number, 5), 1]


def _digits(number: int, size: int) -> str:
    """32100 is the number 123: digits that change first compress best, and every search loads the names of all pages and chunks."""
    return f"{number:0{size}d}"[::-1]


def _finish(raw: Raw, output: Path, version: str, numbers: Sequence[int], chunks: Sequence[Any]) -> None:
    pages = [page(number) for number in numbers]
    name = f"und_{version}"
    write_packed(output / f"pagefind.{name}.pf_meta", [raw.meta[0], pages, chunks, *raw.meta[3:]])
    languages = {code: {**language, "hash": name} for code, language in raw.entry["languages"].items()}
    write_if_changed(output / "pagefind-entry.json", json.dumps({**raw.entry, "languages": languages}, ensure_ascii=False))
    for program in PROGRAMS:
        write_if_changed(output / program, (raw.folder / program).read_bytes())


def _raw_words(raws: Sequence[Raw]) -> Iterator[list[Any]]:
    """The words of all batches, each page with the number of its record: one word may stand in several."""
    for token, same in groupby(merge(*(raw.words() for raw in raws), key=itemgetter(0)), key=itemgetter(0)):
        _, pages, *more = next(same)
        yield [token, [*pages, *chain.from_iterable(others for _, others, *_ in same)], *more]


def _worth_keeping(words: Iterable[list[Any]], letter: str, common: set[str]) -> Iterator[list[Any]]:
    """The words that say something, as the index tells them. The others go to `common`."""
    for token, pages, *more in words:
        if token[0] != letter or len(pages) > COMMON[letter]:
            common.add(token)
        else:
            yield [token, told(pages), *more]


def _cut(words: Iterable[list[Any]], most: int) -> Iterator[list[list[Any]]]:
    """The words in chunks of about `most` places."""
    chunk: list[list[Any]] = []
    size = 0
    for word in words:
        chunk.append(word)
        size += len(word[1]) + sum(map(len, map(itemgetter(1), word[1])))
        if size >= most:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


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
