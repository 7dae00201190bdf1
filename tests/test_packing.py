"""Pagefind's index as we pack it anew: every word is where Pagefind looks for it."""

from __future__ import annotations

import gzip
from itertools import accumulate
from pathlib import Path

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.search import packing
from scripts.search.packing import MARK, ChangedFormat, repack

TOKENS = st.lists(st.text("b3048q", min_size=1, max_size=8), min_size=1, max_size=40, unique=True).map(sorted)


@given(TOKENS, st.integers(1, 5))
def test_every_word_is_in_the_range_of_its_chunk_alone(tokens: list[str], size: int) -> None:
    """Pagefind would not load the chunk that holds a word, or load others for nothing."""
    chunks = [[[token, []] for token in tokens[at:at + size]] for at in range(0, len(tokens), size)]
    ranges = list(packing._ranges(chunks))
    for number, chunk in enumerate(chunks):
        for token, _ in chunk:
            assert [at for at, (start, end) in enumerate(ranges) if start <= token <= end] == [number]


@given(st.lists(st.booleans(), min_size=1, max_size=30).filter(any), st.randoms(use_true_random=False))
def test_pages_keep_their_places_under_their_own_numbers(held: list[bool], rng) -> None:
    """A word would be found in the entry beside the one that holds it."""
    numbers = rng.sample(range(len(held)), len(held))
    pages = [at for at, here in enumerate(held) if here]
    told = [[page - before, [page * 10]] for before, page in zip([0, *pages], pages)]
    packed = packing._renumbered(told, numbers)
    assert list(accumulate(page[0] for page in packed)) == sorted(numbers[page] for page in pages)
    assert {number: places for number, (_, places) in zip(accumulate(page[0] for page in packed), packed)} == {numbers[page]: [page * 10] for page in pages}


@pytest.mark.parametrize("broken", ["mark", "shape", "url"])
def test_another_format_is_told(tmp_path: Path, broken: str) -> None:
    """A new Pagefind would come with an index that finds nothing, and the site with it."""
    (tmp_path / "index").mkdir()
    (tmp_path / "fragment").mkdir()
    mark = b"other" if broken == "mark" else MARK
    meta = ["2", [["p", 1]], [["b", "b", "c"]]] if broken != "shape" else {"pages": []}
    (tmp_path / "und.pf_meta").write_bytes(gzip.compress(mark + cbor2.dumps(meta)))
    (tmp_path / "index/c.pf_index").write_bytes(gzip.compress(MARK + cbor2.dumps([[["b30q", [[0, [1]]]]]])))
    (tmp_path / "fragment/p.pf_fragment").write_bytes(gzip.compress(MARK + (b'{"url":"/x.html"}' if broken == "url" else b'{"url":"/000000.html"}')))
    with pytest.raises(ChangedFormat):
        repack(tmp_path, "v")
    assert (tmp_path / "index/c.pf_index").exists()
