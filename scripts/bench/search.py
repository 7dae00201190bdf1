"""`make bench-search`: one table of four searches over the same corpus, with the same queries, in the same browser, in one run."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Iterator, Mapping, Sequence

from playwright.sync_api import Browser, sync_playwright

from scripts.bench.contenders import SHOWN, Answer, Contender, Material, Ours, Pagefind
from scripts.bench.corpora import write_project
from scripts.bench.host import Host
from scripts.bench.judge import Figures, Query, figures, judge, load_queries, percentile, reciprocal_rank, share
from scripts.bench.known import KINDS, Known, draw
from scripts.bench.places import Places
from scripts.browser import ARGUMENTS, ensure
from scripts.site.build import build

Say = Callable[[str], None]
NAMES = ("material", "extended", "plain", "ours")
WARM = "はじめの一回"
"""Asked first and not measured, so that what is loaded once is there."""
REST = 50
"""Milliseconds between two judged queries, so that what one still does in the background doesn't slow the next."""
FIRST = 5
"""So many judged queries, evenly drawn, are each asked first in a fresh profile to weigh what is loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one contender came to. `weights`: first query → path → bytes."""

    label: str
    figures: Figures
    times: tuple[float, ...]
    weights: Mapping[str, Mapping[str, int]]
    ranks: Mapping[str, tuple[float, ...]]
    asked: Mapping[str, Answer] = field(repr=False)

    @property
    def kilobytes(self) -> float:
        return share(sum(paths.values()) for paths in self.weights.values()) / 1000


def bench(root: Path, work: Path, queries: Path, say: Say, only: Sequence[str] = NAMES, phrases: int | None = None) -> tuple[str, list[Result]]:
    """Build, ask and judge; the table as Markdown, and what it was made of. With `phrases`, of a corpus grown to so many. Raises CannotGrow."""
    judged = load_queries(queries)
    if phrases is not None:
        say(f"言葉を {phrases} に組みかえています")
        write_project(root, work / "project", phrases)
        root = work / "project"
    say("サイトを作っています")
    build(root, work / "site", work=work / "line")
    places = Places(work / "site")
    known = draw(places.entries.values())
    contenders = [made for name in NAMES if name in only for made in [_make(name, root, work, places, say)]]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=ensure(), args=list(ARGUMENTS))
        results = [measure(browser, contender, places, judged, known, say) for contender in contenders]
        version = browser.version
        browser.close()
    head = f"項目 {len(places.entries)}、評価つきの問い {len(judged)}({queries.name})、既知項目の問い {len(known)}、Chromium {version}"
    return "\n".join([head, "", *table(results), "", *NOTES]), results


def _make(name: str, root: Path, work: Path, places: Places, say: Say) -> Contender:
    """A contender, and what it needs on disk."""
    if name == "ours":
        return Ours(work / "site")
    from scripts.bench.prepare import pages_for_pagefind, site_for_material
    if name == "material":
        say("Material の検索つきで、同じページを組み立てています")
        site_for_material(root, work / "line/docs", work / "material")
        return Material(work / "material/site", places)
    package = {"extended": "pagefind_bin_extended", "plain": "pagefind_bin"}[name]
    say(f"{package} で、同じページを索引にしています")
    pages_for_pagefind(work / "site", work / name, package)
    return Pagefind(work / name, places, label=f"{package} そのまま")


def measure(browser: Browser, contender: Contender, places: Places, judged: Sequence[Query], known: Sequence[Known], say: Say) -> Result:
    """Ask one contender everything: first the judged queries in one sitting, then the known items, then first searches in fresh profiles."""
    with Host(contender.folder) as host:
        page = browser.new_page()
        contender.open(page, host.origin)
        contender.ask(page, WARM)
        asked: dict[str, Answer] = {}
        for number, query in enumerate([*(query.q for query in judged), *(item.query for item in known)], 1):
            if query not in asked:
                asked[query] = contender.ask(page, query)
                page.wait_for_timeout(REST if number <= len(judged) else 0)
            if number % 100 == 0:
                say(f"{contender.label}: {number} / {len(judged) + len(known)}")
        page.close()
    rows = [judge(query, asked[query.q].ids, places.entries) for query in judged]
    return Result(label=contender.label, figures=figures(rows), times=tuple(asked[query.q].ms for query in judged), asked=asked,
                  weights={query: weigh(browser, contender, query) for query in _evenly(judged)},
                  ranks={kind: tuple(reciprocal_rank(asked[item.query].ids, item.id) for item in known if item.kind == kind) for kind in KINDS})


def weigh(browser: Browser, contender: Contender, query: str) -> dict[str, int]:
    """Path → bytes of everything that a first search loads in a fresh profile, but for what is kept to be read offline."""
    with Host(contender.folder) as host:
        context = browser.new_context(service_workers="block")
        page = context.new_page()
        contender.open(page, host.origin)
        contender.ask(page, query, SHOWN)
        weight = host.weight()
        context.close()
    return weight


def _evenly(judged: Sequence[Query]) -> list[str]:
    step = max(1, len(judged) // FIRST)
    return [query.q for query in judged[::step][:FIRST]]


def table(results: Sequence[Result]) -> Iterator[str]:
    """Lines of a Markdown table."""
    yield "| 検索 | success@1 | success@3 | precision@5 | 0 件 | 既知項目 MRR | 写し | 読み | 写し(誤字) | 読み(誤字) | p95 ms | kB |"
    yield "|---|---|---|---|---|---|---|---|---|---|---|---|"
    for r in results:
        f = r.figures
        ranks = [share(rank for kind in KINDS for rank in r.ranks[kind]), *(share(r.ranks[kind]) for kind in KINDS)]
        shares = " | ".join(f"{value:.3f}" for value in (f.success_1, f.success_3, f.precision_5, f.no_hit, *ranks))
        yield f"| {r.label} | {shares} | {percentile(r.times, 0.95):.0f} | {r.kilobytes:.0f} |"


NOTES = (
    "- ページを答える検索(上の三つ)の一件は、答えのアンカーが指す項目、なければそのページの項目、それもなければアンカーのあとで最初の項目として数えます。",
    "  項目を指せるように、その三つに渡すページでは、カードの id を見出しに移してあります。一覧のページは、最初にリンクする項目です。",
    "- 既知項目: 150 の文から、ほかの項目にない六文字とその読みを、そのままと、一か所の誤字つきで打ち、先頭 20 件での順位の逆数を平均しています。",
    "- p95 ms: 一度検索したあと、最後の打鍵(Pagefind は API の呼び出し)から結果が出るまで。このサイトは打鍵を待つ 15 ms を含み、Pagefind は先頭 10 件を読むまでで、画面に描く時間を含みません。",
    "- kB: まっさらな状態から最初の検索までに届くもののすべて(gzip)。ページ、CSS、画像、スクリプト、索引、結果を含みます。",
    "  Pagefind の二つには画面の部品がなく、その分は含みません。",
)


def detail(results: Sequence[Result]) -> str:
    """Everything that was asked and answered, as JSON."""
    return json.dumps({r.label: {"weights": r.weights, "asked": {q: {"ids": a.ids, "ms": round(a.ms, 1)} for q, a in r.asked.items()}} for r in results},
                      ensure_ascii=False, indent=1)
