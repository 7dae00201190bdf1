"""The pages where a reader does something: search, check, data, and what stands in for a page without a network."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Iterator

from pydantic import BaseModel

from scripts.corpus.model import FILES, PhraseFile, Wording
from scripts.data.published import Listed
from scripts.data.table import COLUMNS
from scripts.pages.modules import modules
from scripts.pages.page import TEMPLATES, Crumb, Page
from scripts.pages.site import Site

CHOICES = (("scene", "だれに"), ("tone", "口調"), ("channel", "手段"))
FILTERS = ("scene", "stage", "cause", "tone", "channel", "kind")


def search(site: Site) -> Iterator[Page]:
    yield Page(
        url="search/", title="言葉を探す", head="謝る言葉を、状況から探す", sources=(PurePosixPath("corpus/search/things.yml"), PurePosixPath("corpus/search")), crumbs=(Crumb("さがす", "search/"),),
        description="状況をそのまま打つと、そのまま送れる言い方が出ます。場面、段階、原因、口調、手段でしぼり込めます。",
        extra={"modules": [*modules("assets/js/search/page.js"), "pagefind/pagefind.js"]},
        body=site.render("search.md.jinja", "search/", filters=[(f, site.vocabulary(f)) for f in FILTERS]))


def check(site: Site) -> Iterator[Page]:
    components = site.corpus.drafts.components
    first = [signs for signs in components if signs.rank == "first"]
    named = dict.fromkeys(source for signs in components for source in signs.sources)
    yield Page(
        url="check/", title="下書きチェック", head="謝る文の下書きチェック", sources=(PurePosixPath("corpus/ng"),), crumbs=(Crumb("下書きチェック", "check/"),),
        add=(("見つける NG を足す", site.new_link("ng")),),
        description="謝る文の下書きを、送る前に確かめます。壊してしまう言葉を見つけ、理由と代わりの言い方を示します。文はこの端末の外に出ません。",
        body=site.render("check.md.jinja", "check/", choices=CHOICES, first=first, sources=[site.corpus.sources[s] for s in named if s in site.corpus.sources]))


def mine(site: Site) -> Iterator[Page]:
    yield Page(
        url="list/", title="マイリスト", sources=(TEMPLATES / "list.md.jinja",), crumbs=(Crumb("マイリスト", "list/"),),
        description="保存した言葉を、空欄を埋め、順番を変え、まとめてコピーできます。リストはこの端末だけに残ります。",
        extra={"private": True}, body=site.render("list.md.jinja", "list/"))


def data(site: Site) -> Iterator[Page]:
    yield Page(
        url="data/", title="データとして使う", sources=(TEMPLATES / "data.md.jinja",), crumbs=(Crumb("データ", "data/"),),
        description="このサイトの言葉はすべて、JSON と CSV で自由に使えます。形式、使い方、利用の条件。",
        body=site.render(
            "data.md.jinja", "data/", counts=_counts(site), kinds=[entry.kind for _, entry, _ in FILES.values()],
            fields=_fields(Listed), phrase=_fields(PhraseFile), wording=_fields(Wording), columns=COLUMNS))


def _fields(model: type[BaseModel]) -> list[tuple[str, str]]:
    """What each name means, as the schema says it."""
    return [(name, field.get("description", "")) for name, field in model.model_json_schema()["properties"].items()]


def offline(site: Site) -> Iterator[Page]:
    yield Page(
        url="offline/", title="つながらないとき", sources=(TEMPLATES / "offline.md.jinja",), crumbs=(Crumb("つながらないとき", "offline/"),),
        description="電波がなくて開けないページの代わりに出ます。この端末に入っているところへ進めます。",
        extra={"private": True}, body=site.render("offline.md.jinja", "offline/"))


def _counts(site: Site) -> dict[str, int]:
    corpus = site.corpus
    return {"phrase": len(corpus.phrases), "qa": len(corpus.qa), "cause": len(corpus.causes), "ng": len(corpus.ng),
            "guide": len(corpus.guides), "safety": len(corpus.safety)}
