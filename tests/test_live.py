"""The preview's index gives every record a number, and no number twice."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from scripts.search.live import LiveIndex

IDS = st.lists(st.text("abcdefgh", min_size=1, max_size=2), unique=True, max_size=8)


@given(IDS, IDS)
def test_records_come_and_go(before: list[str], after: list[str]) -> None:
    """A word would be found in the entry that took a deleted one's place, or in none: two files go at once when a branch changes."""
    index = LiveIndex(Path(), Path())
    index._numbers = {entry_id: number for number, entry_id in enumerate(before)}
    left = index._number([entry_id for entry_id in after if entry_id not in before], [entry_id for entry_id in before if entry_id not in after])
    assert sorted(index._numbers.values()) == [*range(len(after))] and {*index._numbers} == {*after}
    assert left == {entry_id: number for number, entry_id in enumerate(before) if index._numbers.get(entry_id) != number}
