"""A page for each tag, and the list of them. One page for all tags would hold every page several times."""

from __future__ import annotations

from collections import defaultdict
from typing import Iterator, Mapping, Sequence

from scripts.pages.articles import item
from scripts.pages.page import VOCABULARY, Crumb, Page
from scripts.pages.site import TAGS, Site

KINDS = {"scenes": "phrase", "stages": "phrase", "phrases": "phrase", "situations": "phrase", "causes": "cause", "qa": "qa", "guides": "guide", "ng": "ng", "safety": "safety"}
"""The first folder of an address → the kind of what is there, in the order in which they are listed."""
FACETS = ("scene", "stage")


def pages(site: Site, others: Sequence[Page]) -> Iterator[Page]:
    """The pages of the tags that `others` have."""
    tagged: dict[str, list[Page]] = defaultdict(list)
    for page in others:
        for tag in page.tags:
            tagged[tag.url].append(page)
    yield Page(
        url=TAGS, title="場面と段階のタグ", sources=tuple(VOCABULARY / f"{facet}.yml" for facet in FACETS), crumbs=(Crumb("タグ", TAGS),),
        description="場面(だれに)と段階(いつ)のタグから、言葉、Q&A、ガイドのすべてのページを一覧できます。",
        body=site.render("tags.md.jinja", TAGS, tagged=tagged, facets={facet: _of(site, facet, tagged) for facet in FACETS}))
    for facet in FACETS:
        for tag in _of(site, facet, tagged):
            yield Page(
                url=tag.url, title=f"タグ「{tag.label}」", head=f"「{tag.label}」のタグがついたページ", sources=(VOCABULARY / f"{facet}.yml",), crumbs=(Crumb("タグ", TAGS), tag),
                description=f"「{tag.label}」のタグがついたページのすべて。言葉、Q&A、ガイド、原因を種類ごとに並べました。",
                body=site.render("listing.md.jinja", tag.url, title=f"タグ「{tag.label}」", groups=_groups(site, tagged[tag.url]),
                                 lead=f"「{tag.label}」のタグがついているのは、{len(tagged[tag.url])} ページです。"))


def _of(site: Site, facet: str, tagged: Mapping[str, list[Page]]) -> list[Crumb]:
    """The tags of a facet that any page has, in the order of its vocabulary."""
    return [tag for term in site.vocabulary(facet) if (tag := site.tag(facet, term.id)).url in tagged]


def _groups(site: Site, found: Sequence[Page]) -> list[tuple[str, list[dict[str, str]]]]:
    """(kind, its pages), those of phrases in the order of scenes and stages."""
    order = {site.tag(facet, term.id).url: number for number, (facet, term) in enumerate((f, term) for f in FACETS for term in site.vocabulary(f))}
    folders = [*KINDS]
    by_kind: dict[str, list[Page]] = defaultdict(list)
    for page in found:
        by_kind[KINDS[_folder(page)]].append(page)
    by_kind["phrase"].sort(key=lambda page: (folders.index(_folder(page)), [order[tag.url] for tag in page.tags]))
    return [(site.label("kind", kind), [item(page.url, page.title) for page in by_kind[kind]]) for kind in dict.fromkeys(KINDS.values()) if by_kind[kind]]


def _folder(page: Page) -> str:
    return page.url.partition("/")[0]
