"""The pages that explain: causes, NG, Q&A, guides, safety."""

from __future__ import annotations

from itertools import groupby
from pathlib import PurePosixPath
from typing import Iterator

from scripts.corpus.model import Entry
from scripts.pages.environment import shorten
from scripts.pages.page import VOCABULARY, Crumb, Page
from scripts.pages.paging import contents, page_url
from scripts.pages.site import NG, Site

SUMMARY = 110
"""Characters of a page's description: about what a result page shows."""


def causes(site: Site) -> Iterator[Page]:
    yield _listing(site, "causes/", "原因から考える", "何が相手を傷つけ、どこから直すか。十の原因ごとに、相手に起きることと、段階ごとの道のりをまとめました。",
                   [("", [item(site.urls[c.id], c.title, site.label("cause", c.id)) for c in site.corpus.causes.values()])], sources=(VOCABULARY / "cause.yml",),
                   head="傷つけた原因から、謝り方を考える")
    for entry in site.corpus.causes.values():
        here = site.urls[entry.id]
        scenes = [s for s in site.vocabulary("scene") if (s.id, entry.id) in site.situations]
        about = [e for group in (site.corpus.qa, site.corpus.guides) for e in group.values() if entry.id in e.causes]
        yield Page(
            url=here, title=entry.title, description=shorten(entry.lead, SUMMARY), sources=(entry.path,), article=True,
            head=f"「{entry.title}」の謝り方と、そのあと", crumbs=(Crumb("原因", "causes/"), Crumb(site.short("cause", entry.id), here)),
            tags=site.tags([s.id for s in scenes], [stop.stage for stop in entry.road]),
            body=site.render("cause.md.jinja", here, e=entry, scenes=scenes, more=about[:10]))


def ng(site: Site) -> Iterator[Page]:
    pages = site.paged[NG]
    types = {kind: list(of) for kind, of in groupby(site.ng, key=lambda e: e.type)}
    nav = [(site.vocabulary("ng-type")[kind], f"{site.urls[of[0].id].partition('#')[0]}#type-{kind}", len(of)) for kind, of in types.items()]
    for number, shown in enumerate(pages, 1):
        here = page_url(NG, number)
        title = "謝るときに言ってはいけないこと" + (f"({number})" if number > 1 else "")
        groups = [(site.vocabulary("ng-type")[kind], list(of)) for kind, of in groupby(shown, key=lambda e: e.type)]
        yield Page(
            url=here, title=title, crumbs=(Crumb("NG", here),),
            description=f"謝罪を壊す言葉とふるまいを{len(site.ng)}。なぜ傷つけるのか、言うとどうなるか、代わりに何と言うか。",
            tags=site.tags(stages=["apology", "right-after"]), sources=(PurePosixPath("corpus/ng"),), add=(("NG を足す", site.new_link("ng")),),
            body=site.render("ng.md.jinja", here, title=title, types=nav, groups=groups, contents=contents(NG, number, pages) if len(pages) > 1 else None,
                             before=page_url(NG, number - 1) if number > 1 else "", after=page_url(NG, number + 1) if number < len(pages) else ""))


def qa(site: Site) -> Iterator[Page]:
    groups = [(stage.label, [item(site.urls[q.id], q.question) for q in site.corpus.qa.values() if q.stages[:1] == (stage.id,)])
              for stage in site.vocabulary("stage")]
    groups.append(("どの段階でも", [item(site.urls[q.id], q.question) for q in site.corpus.qa.values() if not q.stages]))
    yield _listing(site, "qa/", "よくある問い", "許してもらえない、返事がない、LINEで謝ってよいか。迷ったところから読んでください。", [g for g in groups if g[1]],
                   add=(("問いを足す", site.new_link("qa")),), head="謝ることと、そのあとの、よくある問い")
    for entry in site.corpus.qa.values():
        here = site.urls[entry.id]
        yield Page(
            url=here, title=entry.question, description=shorten(entry.answer, SUMMARY), sources=(entry.path,), article=True,
            crumbs=(Crumb("Q&A", "qa/"), Crumb(entry.question, here)), tags=site.tags(entry.scenes, entry.stages),
            faq=((entry.question, entry.answer + "\n" + entry.reason),),
            body=site.render("qa.md.jinja", here, e=entry, more=_more(site, entry)))


def guides(site: Site) -> Iterator[Page]:
    yield _listing(site, "guides/", "ガイド", "謝る順番、LINEや手紙の書き方、返事の待ち方、信頼の積み直し方。ひとつながりに知りたいときに。",
                   [("", [item(site.urls[g.id], g.title) for g in site.corpus.guides.values()])], add=(("ガイドを足す", site.new_link("guides")),),
                   head="謝り方と、そのあとのガイド")
    for entry in site.corpus.guides.values():
        here = site.urls[entry.id]
        headings = [(f"section-{n}", s.heading) for n, s in enumerate(entry.sections, 1)] + [("summary", "まとめ")]
        yield Page(
            url=here, title=entry.title, description=shorten(entry.lead, SUMMARY), sources=(entry.path,), article=True,
            crumbs=(Crumb("ガイド", "guides/"), Crumb(entry.title, here)), tags=site.tags(entry.scenes, entry.stages),
            body=site.render("guide.md.jinja", here, e=entry, headings=headings, more=_more(site, entry)))


def safety(site: Site) -> Iterator[Page]:
    entries = list(site.corpus.safety.values())
    title = "言葉より先に、安全のこと"
    yield Page(
        url="safety/", title=title, crumbs=(Crumb("安全", "safety/"),),
        sources=(PurePosixPath("corpus/safety"), PurePosixPath("corpus/helplines")), add=(("安全の項目を足す", site.new_link("safety")),),
        description="暴力、脅し、つきまとい、拒まれたあとの連絡、死にたい気持ち。謝る言葉の前に読むページと、相談できる窓口。",
        body=site.render("safety_index.md.jinja", "safety/", title=title, entries=entries))
    for entry in entries:
        here = site.urls[entry.id]
        yield Page(
            url=here, title=entry.title, description=shorten(entry.lead, SUMMARY), sources=(entry.path,), article=True,
            crumbs=(Crumb("安全", "safety/"), Crumb(entry.title, here)), tags=site.tags(entry.scenes, entry.stages),
            body=site.render("safety.md.jinja", here, e=entry, more=site.pick(site.relations.related[entry.id])))


def _more(site: Site, entry: Entry) -> list[Entry]:
    """What the writer names, then what names it, then what is near."""
    ids = (*entry.see, *site.named_by(entry.id, "guide"), *site.named_by(entry.id, "qa"), *entry.causes, *site.relations.related[entry.id],
           *site.relations.qa.get(entry.id, ()))
    return [e for e in site.pick(dict.fromkeys(ids)) if e.id != entry.id][:7]


def item(url: str, label: str, note: str = "") -> dict[str, str]:
    """A line of listing.md.jinja."""
    return {"url": url, "label": label, "note": note}


def _listing(site: Site, here: str, title: str, lead: str, groups: list[tuple[str, list[dict[str, str]]]], *,
             head: str, add: tuple[tuple[str, str], ...] = (), sources: tuple[PurePosixPath, ...] = ()) -> Page:
    return Page(url=here, title=title, description=lead, sources=(PurePosixPath("corpus") / here.strip("/"), *sources), add=add, crumbs=(Crumb(title, here),), head=head,
                body=site.render("listing.md.jinja", here, title=title, lead=lead, groups=groups))
