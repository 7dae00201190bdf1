"""The pages where a reader or contributor does something: search, check, tags, data, contribute."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any, Iterator

from scripts.coverage.count import Hole
from scripts.pages.page import TEMPLATES, VOCABULARY, Crumb, Page
from scripts.pages.site import Site

FILTERS = ("scene", "stage", "cause", "tone", "channel", "kind")


def search(site: Site) -> Iterator[Page]:
    yield Page(
        url="search/", title="言葉を探す", sources=(PurePosixPath("corpus/search"),), crumbs=(Crumb("さがす", "search/"),),
        description="状況をそのまま打つと、そのまま送れる言い方が出ます。場面、段階、原因、口調、手段でしぼり込めます。",
        body=site.render("search.md.jinja", "search/", filters=[(f, site.vocabulary(f)) for f in FILTERS]))


def check(site: Site) -> Iterator[Page]:
    yield Page(
        url="check/", title="下書きチェック", sources=(PurePosixPath("corpus/ng"),), crumbs=(Crumb("下書きチェック", "check/"),),
        description="謝る文の下書きを、送る前に確かめます。壊してしまう言葉を見つけ、理由と代わりの言い方を示します。文はこの端末の外に出ません。",
        body=site.render("check.md.jinja", "check/"))


def tags(site: Site) -> Iterator[Page]:
    yield Page(
        url="tags/", title="場面と段階のタグ", sources=(VOCABULARY / "scene.yml", VOCABULARY / "stage.yml",), crumbs=(Crumb("タグ", "tags/"),),
        description="場面と段階のタグから、すべてのページを一覧できます。",
        body=site.render("tags.md.jinja", "tags/"))


def data(site: Site) -> Iterator[Page]:
    yield Page(
        url="data/", title="データとして使う", sources=(TEMPLATES / "data.md.jinja",), crumbs=(Crumb("データ", "data/"),),
        description="このサイトの言葉はすべて、JSON と CSV で自由に使えます。形式、使い方、利用の条件。",
        body=site.render("data.md.jinja", "data/", counts=_counts(site)))


def contribute(site: Site) -> Iterator[Page]:
    yield Page(
        url="contribute/", title="言葉を足す、直す", sources=(TEMPLATES / "contribute.md.jinja",), crumbs=(Crumb("参加する", "contribute/"),),
        description="もっと良い言い方を知っている方へ。一つの言葉を直すところから、どなたでも参加できます。",
        body=site.render("contribute.md.jinja", "contribute/"))


def coverage(site: Site) -> Iterator[Page]:
    here = "contribute/coverage/"
    yield Page(
        url=here, title="言葉の足りないところ", crumbs=(Crumb("参加する", "contribute/"), Crumb("足りないところ", here)),
        description="場面、段階、原因の組み合わせごとに、言葉がいくつあるか、どこに足りないかの一覧。足したいところを選ぶと、書き方の入った画面が開きます。",
        sources=(PurePosixPath("corpus/coverage.yml"),),
        body=site.render("coverage.md.jinja", here, coverage=site.coverage, lacking=[_lacking(site, hole) for hole in site.coverage.holes]))


def _lacking(site: Site, hole: Hole) -> dict[str, Any]:
    """A hole as a line of the list."""
    return {"name": " × ".join(site.short(facet, term) for facet, term in hole.what.items()), "count": hole.count,
            "place": f"corpus/{hole.path}/", "url": site.new_url(hole.folder, **hole.given)}


def _counts(site: Site) -> dict[str, int]:
    corpus = site.corpus
    return {"phrase": len(corpus.phrases), "qa": len(corpus.qa), "cause": len(corpus.causes), "ng": len(corpus.ng),
            "guide": len(corpus.guides), "safety": len(corpus.safety)}
