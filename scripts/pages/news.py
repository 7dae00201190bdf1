"""/new/: the entries that came last, by git's dates. The Atom feed (overrides/feed.xml) is made from the same list."""

from __future__ import annotations

from itertools import groupby
from typing import Any, Iterator

from scripts.corpus.model import Entry, Phrase
from scripts.history import day, instant
from scripts.pages.environment import shorten
from scripts.pages.page import TEMPLATES, Crumb, Page
from scripts.pages.site import Site

NEWEST = 60
SUMMARY = 120


def new(site: Site) -> Iterator[Page]:
    here = "new/"
    dated = sorted(((site.history.added[e.path], e) for e in site.corpus if e.path in site.history.added), key=lambda item: (-item[0], item[1].kind, item[1].id))[:NEWEST]
    days = [(name, [entry for _, entry in group]) for name, group in groupby(dated, key=lambda item: day(item[0]))]
    yield Page(
        url=here, title="新しく加わった言葉", crumbs=(Crumb("新しい言葉", here),), sources=(TEMPLATES / "news.md.jinja",),
        description="新しく加わった言葉、Q&A、ガイドを、日付の新しい順に。Atom フィードでも届きます。",
        extra={"feed": [_item(site, added, entry) for added, entry in dated]},
        body=site.render("news.md.jinja", here, days=days))


def _item(site: Site, added: int, entry: Entry) -> dict[str, Any]:
    """An entry of the feed."""
    summary = entry.wordings[0].text if isinstance(entry, Phrase) else entry.texts[0]
    return {"url": site.urls[entry.id], "title": entry.title, "kind": site.label("kind", entry.kind), "summary": shorten(summary, SUMMARY),
            "published": instant(added), "updated": instant(site.history.last([entry.path]) or added)}
