"""A packed index, brought up to date where a few records changed: the preview can't wait until all is packed again."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from itertools import chain
from pathlib import Path
from typing import Any, Collection, Iterable

from scripts.search.packing import page
from scripts.search.places import Places
from scripts.search.raw import ChangedFormat, Raw, numbered, told, unpack, write_packed


def patch(raw: Raw | None, places: Places, output: Path, left: Collection[int], before: Iterable[str], common: Collection[str], size: int) -> None:
    """Put the records of `raw` and `places` in the place of what the index in `output` holds of them; they may be new at its end.

    `left`: numbers that are no record's any more or another's. `before`: the tokens by which all of these were found.
    `common`: tokens that the index leaves out. `size`: how many records there are now. Raises ChangedFormat.
    """
    old = {*left, *(raw.numbers if raw else ())}
    try:
        (language,) = json.loads((output / "pagefind-entry.json").read_bytes())["languages"].values()
        path = output / f"pagefind.{language['hash']}.pf_meta"
        meta = unpack(path)
        chunks = meta[2]
        words = {word[0]: word for word in chain(places.words(), raw.words() if raw else ()) if word[0] not in common}
        starts = [first for first, _, _ in chunks]
        touched: dict[int, set[str]] = defaultdict(set)
        for token in {*words, *before}.difference(common):
            touched[bisect_right(starts, token) - 1].add(token)
        for at, tokens in touched.items():
            chunks[at][1] = max(chunks[at][1], *tokens, key=lambda end: (end == "~", end))
            _patch_chunk(output / f"index/{chunks[at][2]}.pf_index", old, words, tokens)
        meta[1] = [page(number) for number in range(size)]
        write_packed(path, meta)
    except (ValueError, KeyError, IndexError, TypeError, OSError) as error:
        raise ChangedFormat from error


def _patch_chunk(path: Path, left: Collection[int], words: dict[str, list[Any]], tokens: Iterable[str]) -> None:
    chunk, *more = unpack(path)
    kept = {word[0]: word for word in chunk}
    for token in tokens:
        old, new = kept.pop(token, None), words.get(token)
        pages = [found for found in numbered(old[1], range(1 << 30)) if found[0] not in left] if old else []
        pages += new[1] if new else []
        if pages:
            kept[token] = [token, told(pages), *(old or new)[2:]]
    write_packed(path, [sorted(kept.values(), key=lambda word: word[0]), *more])
