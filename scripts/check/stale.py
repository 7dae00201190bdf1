"""Help lines that nobody has looked at for a year. No rule of `check`: the build never looks at the clock, a scheduled workflow does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Iterator

from scripts.check.report import at
from scripts.corpus.model import Corpus
from scripts.corpus.problem import Problem

YEAR = timedelta(days=365)
CODE = "窓口"
"""What stands where a rule has its number."""


def stale(corpus: Corpus, on: date) -> Iterator[Problem]:
    """Those whose `checked_on` lies more than a year before `on`."""
    for line in corpus.helplines.values():
        if on - line.checked_on > YEAR:
            yield at(corpus, line.path, ("checked_on",), CODE,
                     f"「{line.name}」を最後に確かめたのは {line.checked_on} です。{line.url} で番号と受付を確かめ、checked_on を今日の日付にしてください。")
