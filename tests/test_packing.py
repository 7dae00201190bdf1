"""Pagefind's index as we pack it anew: every word is where Pagefind looks for it."""

from __future__ import annotations

import gzip
import json
from itertools import accumulate
from pathlib import Path
from typing import Any

import libipld
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.search import packing
from scripts.search.analyser import SIZES, fold, grams, stretches
from scripts.search.index import indexed
from scripts.search.packing import pack
from scripts.search.places import Places
from scripts.search.raw import MARK, PROGRAMS, ChangedFormat, numbered, read_raw, tidy, told, unpack

TEXTS = ("ごめん、待たせて。ほんとにごめん", "昨日の約束のこと、ごめん ごめん ごめん", "言いすぎました。すみません")
TOKENS = st.lists(st.text("b3048q", min_size=1, max_size=8), min_size=1, max_size=40, unique=True).map(sorted)


@given(TOKENS, st.integers(1, 5))
def test_every_word_is_in_the_range_of_its_chunk_alone(tokens: list[str], size: int) -> None:
    """Pagefind would not load the chunk that holds a word, or load others for nothing."""
    chunks = [tokens[at:at + size] for at in range(0, len(tokens), size)]
    ranges = packing._Ranges()
    for number, chunk in enumerate(chunks):
        ranges.add(str(number), chunk[0], chunk[-1])
    for number, chunk in enumerate(chunks):
        for token in chunk:
            assert [name for start, end, name in ranges.rows() if start <= token <= end] == [str(number)]


@given(st.lists(st.lists(st.booleans(), min_size=1, max_size=12), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_pages_keep_their_places_under_their_own_numbers(batches: list[list[bool]], rng) -> None:
    """A word would be found in the entry beside the one that holds it."""
    numbers, said, held = [], [], {}
    for first, batch in zip(accumulate((len(batch) for batch in batches), initial=0), batches):
        numbers.append(rng.sample(range(first, first + len(batch)), len(batch)))
        pages = [at for at, here in enumerate(batch) if here]
        said.append([[page - before, [page * 10]] for before, page in zip([0, *pages], pages)])
        held |= {numbers[-1][page]: [page * 10] for page in pages}
    packed = told([page for batch, pages in zip(numbers, said, strict=True) for page in numbered(pages, batch)])
    assert list(zip(accumulate(page[0] for page in packed), (places for _, places in packed))) == sorted(held.items())


def test_places_are_told_as_pagefind_tells_them(tmp_path: Path) -> None:
    """A piece of a wording would be found in another entry, or nowhere, once Pagefind writes places otherwise."""
    told_by_us = Places()
    pages = {}
    for number, text in enumerate(TEXTS):
        told_by_us.add(number, dict.fromkeys(SIZES, tuple(stretches(fold(text)))))
        pages[number] = f'<html lang="und"><body data-pagefind-body>{"".join(f"<p>{chr(32).join(grams(text, letter))}</p>" for letter in SIZES)}</body></html>'
    by_pagefind = {word[0]: [word[0], sorted(word[1]), *word[2:]] for word in indexed(pages, tmp_path, again=True).words()}
    assert any(len(places) > 3 for _, found, _ in told_by_us.words() for _, places, _ in found)
    assert [word for word in told_by_us.words()] == [by_pagefind[word[0]] for word in told_by_us.words()]


def lay_out(folder: Path, *, mark: bytes = MARK, meta: object = None, url: str = "/000001.html", other: str = "/000000.html") -> Path:
    """What Pagefind's binary leaves, for two pages that it came to the other way round."""
    (folder / "index").mkdir(parents=True)
    (folder / "fragment").mkdir()
    (folder / "pagefind-entry.json").write_text('{"version": "2", "languages": {"und": {"hash": "und_0", "page_count": 2}}}')
    (folder / "pagefind.und_0.pf_meta").write_bytes(gzip.compress(mark + libipld.encode_dag_cbor(meta or ["2", [["p", 9], ["q", 5]], [["t30", "t31", "c"]], []])))
    (folder / "index/c.pf_index").write_bytes(gzip.compress(MARK + libipld.encode_dag_cbor([[["t30", [[0, [-25, 1], []], [1, [-25, 2], []]], []], ["t31", [[1, [-25, 7], []]], []]]])))
    (folder / "fragment/p.pf_fragment").write_bytes(gzip.compress(MARK + json.dumps({"url": url}).encode()))
    (folder / "fragment/q.pf_fragment").write_bytes(gzip.compress(MARK + json.dumps({"url": other}).encode()))
    for program in PROGRAMS:
        (folder / program).touch()
    return folder


def held(folder: Path) -> dict[str, dict[str, list[int]]]:
    """token → page → places, of an index that the browser would load."""
    (language,) = json.loads((folder / "pagefind-entry.json").read_text())["languages"].values()
    _, pages, chunks, *_ = unpack(folder / f"pagefind.{language['hash']}.pf_meta")
    return {token: {pages[at][0]: places[1:] for at, (_, places, *_) in zip(accumulate(page[0] for page in found), found)}
            for _, _, name in chunks for token, found, *_ in unpack(folder / f"index/{name}.pf_index")[0]}


def test_an_entry_is_found_under_its_own_number(tmp_path: Path) -> None:
    """The site would show another entry than the one that holds the word."""
    pack([read_raw(lay_out(tmp_path / "raw"))], Places(), tmp_path / "out", "v")
    assert held(tmp_path / "out") == {"t30": {"10000": [1], "00000": [2]}, "t31": {"00000": [7]}}


def test_batches_become_one_index(tmp_path: Path) -> None:
    """With more entries than Pagefind is given at once, only those of the first would be found."""
    raws = [read_raw(lay_out(tmp_path / str(at), url=f"/{at:06d}.html", other=f"/{at + 1:06d}.html")) for at in (0, 2)]
    pack(raws, Places(), tmp_path / "out", "v")
    assert held(tmp_path / "out") == {"t30": {"00000": [1], "10000": [2], "20000": [1], "30000": [2]}, "t31": {"10000": [7], "30000": [7]}}


@pytest.mark.parametrize("many", [0, 10**9])
def test_words_and_grams_become_one_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    """Chunks that two processors wrote would stand in the place of each other, or where nobody looks for them."""
    monkeypatch.setattr(packing, "CHUNK", 2)
    monkeypatch.setattr(packing, "_MANY", many)
    places = Places()
    for number, text in enumerate(TEXTS[:2]):
        places.add(number, dict.fromkeys(SIZES, tuple(stretches(fold(text)))))
    assert not pack([read_raw(lay_out(tmp_path / "raw"))], places, tmp_path / "out", "v")
    found = held(tmp_path / "out")
    assert found.keys() == {*grams(" ".join(TEXTS[:2])), *grams(" ".join(TEXTS[:2]), "r"), "t30", "t31"}
    assert list(found) == sorted(found) and [*found[grams("昨日の約束")[1]]] == ["10000"]
    assert len([*(tmp_path / "out/index/v").iterdir()]) > 20


def test_what_is_of_yesterday_goes(tmp_path: Path) -> None:
    """After an afternoon of saving, the preview would have filled the disk."""
    raw = lay_out(tmp_path)
    for name in ("index/old.pf_index", "fragment/old.pf_fragment"):
        (raw / name).touch()
    tidy(read_raw(raw))
    assert {path.name for folder in ("index", "fragment") for path in (raw / folder).iterdir()} == {"c.pf_index", "p.pf_fragment", "q.pf_fragment"}


@pytest.mark.parametrize("broken", [{"mark": b"other"}, {"meta": {"pages": []}}, {"meta": ["2", [["p", 1]], [["b", "b", "gone"]]]}, {"url": "/x.html"}])
def test_another_format_is_told(tmp_path: Path, broken: dict[str, Any]) -> None:
    """A new Pagefind would come with an index that finds nothing, and the site with it."""
    with pytest.raises(ChangedFormat):
        read_raw(lay_out(tmp_path, **broken))


def test_another_format_of_chunks_is_told(tmp_path: Path) -> None:
    """As above, but deeper in."""
    raw = lay_out(tmp_path / "raw")
    (raw / "index/c.pf_index").write_bytes(gzip.compress(MARK + libipld.encode_dag_cbor({"words": []})))
    with pytest.raises(ChangedFormat):
        pack([read_raw(raw)], Places(), tmp_path / "out", "v")
