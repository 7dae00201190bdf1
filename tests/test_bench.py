"""The judge and the known items: what the bench and the search tests rest on."""

from __future__ import annotations

import random
from typing import Any

import pytest

from scripts.bench.judge import Judged, Query, figures, judge, percentile, reciprocal_rank, relevant
from scripts.bench.known import KINDS, LENGTH, draw, mistype


def entry(kind: str = "phrase", **facets: list[str]) -> dict[str, Any]:
    """A row of entries.json."""
    return {"kind": kind, "scene": [], "stage": [], "cause": [], "tone": [], "channel": [], **facets}


@pytest.mark.parametrize(("row", "want", "expected"), [
    (entry(scene=["friend"], cause=["lie"]), {"scene": ["friend", "family"], "cause": ["lie"]}, True),
    (entry(scene=["friend"], cause=["lie"]), {"scene": ["family"], "cause": ["lie"]}, False),
    (entry(scene=["friend"]), {"scene": ["friend"], "cause": ["lie"]}, False),
    (entry("qa", cause=["lie"]), {"scene": ["friend"], "cause": ["lie"]}, True),
    (entry("qa"), {"scene": ["friend"]}, False),
    (entry("qa", scene=["friend"]), {"scene": ["friend"], "cause": ["lie"]}, False),
    (entry("safety"), {"kind": ["safety"]}, True),
    (entry("safety", cause=["lie"]), {"cause": ["lie"]}, False),
    (entry("guide"), {"kind": ["qa", "guide"]}, True),
])
def test_relevant(row: dict[str, Any], want: dict[str, list[str]], expected: bool) -> None:
    """A search would be praised or blamed for the wrong hits."""
    assert relevant(row, want) is expected


def test_figures() -> None:
    """One wrong division would bend every comparison."""
    lie, safety = Query("嘘", "single", {"cause": ["lie"]}), Query("殴られた", "single", {"kind": ["safety"]})
    got = figures([Judged(lie, (False, True, True)), Judged(lie, ()), Judged(safety, (True,)), Judged(lie, (False,) * 3 + (True,) * 7)])
    assert (got.queries, got.success_1, got.success_3, got.no_hit) == (4, 0.25, 0.5, 0.25)
    assert got.precision_5 == pytest.approx((2 / 5 + 0 + 2 / 5) / 3)
    assert percentile(list(range(1, 101)), 0.95) == 95 and percentile([7.0], 0.95) == 7
    assert reciprocal_rank([None, "a", "b"], "b") == pytest.approx(1 / 3) and reciprocal_rank(["a"], "b") == 0


def test_a_hit_without_an_entry_is_no_answer() -> None:
    """A page that holds no entry would count as one, or stop the run."""
    assert judge(Query("嘘", "single", {"cause": ["lie"]}), [None, "a"], {"a": entry(cause=["lie"])}).verdicts == (False, True)


def test_known_items_are_pieces_of_one_entry_and_stay_the_same() -> None:
    """Two runs could not be compared, or the entry to find would not be the only right one."""
    entries = [entry(id=i, texts=[text]) for i, text in (("late", "ごめん、家を出るのが遅れた。〔着く時刻〕に着く。"), ("lie", "行き先を偽りました。隠したのは私です。")
                                                         )] + [entry("qa", id="qa", texts=["答えはここにあります。"])]
    known = draw(entries, count=2)
    assert known == draw(entries, count=2) and [item.kind for item in known] == [*KINDS] * 2
    for item in known:
        (text,) = next(e["texts"] for e in entries if e["id"] == item.id)
        if item.kind == "text":
            assert len(item.query) == LENGTH and item.query in text and "〔" not in item.query
        if item.kind == "reading":
            assert not any("一" <= char <= "鿿" for char in item.query)


def test_mistype_makes_one_slip() -> None:
    """A typo that changes nothing, or everything, would measure something else."""
    pool = {"kana": list("あいうえお"), "kanji": list("嘘謝約束"), "latin": ["a", "b"]}
    for seed in range(50):
        text = mistype("嘘をついた、私", random.Random(seed), pool)
        assert text != "嘘をついた、私" and len(text) in (6, 7, 8)
