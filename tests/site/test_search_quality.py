"""The search keeps what it was measured to be (`make bench-search` prints the figures)."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page

from scripts.bench.contenders import Ours
from scripts.bench.judge import figures, judge, load_queries, reciprocal_rank, share
from scripts.bench.known import draw
from scripts.bench.places import Places
from scripts.bench.search import weigh
from scripts.project import ROOT

QUERIES = ROOT / "tests/search/queries.yml"
HEAVY = ("むへほぬつそらみろあくにせ", "もうしわけごじざいまん", "kareshi uso bareta ayamaritai", "友人の結婚式を当日欠席してしまい、まだ謝れていません。今からでも遅くないなら、どんな言葉を送ればいいですか")
"""A reading that stands nowhere, a mistyped one, romaji and a long sentence."""
KNOWN = 25
"""Wordings; each is looked for in four ways."""


def test_judged_queries(page: Page, origin: str, site: Path) -> None:
    """A change to the words, the weights or the corpus made the search worse, and nobody noticed."""
    entries = Places(site).entries
    ours = Ours(site)
    ours.open(page, origin)
    got = figures([judge(query, ours.ask(page, query.q).ids, entries) for query in load_queries(QUERIES)])
    assert got.success_1 >= 0.86 and got.success_3 >= 0.95 and got.precision_5 >= 0.81 and got.no_hit == 0, got


def test_known_items(page: Page, origin: str, site: Path) -> None:
    """A reader who remembers a few characters of a wording could not find it again."""
    ours = Ours(site)
    ours.open(page, origin)
    known = draw(Places(site).entries.values(), KNOWN)
    asked = {query: ours.ask(page, query).ids for query in dict.fromkeys(item.query for item in known)}
    assert share(reciprocal_rank(asked[item.query], item.id) for item in known if item.kind in ("text", "reading")) >= 0.96
    assert share(reciprocal_rank(asked[item.query], item.id) for item in known) >= 0.9


def test_first_search_is_light(browser: Browser, site: Path) -> None:
    """On a slow connection the words would come too late: everything counts, the page, the styles and the engine too."""
    ours = Ours(site)
    for query in (load_queries(QUERIES)[0].q, "謝りたいのに言葉が出ない"[:8], *HEAVY):
        assert sum(weigh(browser, ours, query).values()) <= 230_000, query
