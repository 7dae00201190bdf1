"""Corpus → every page of the site. Pure: the same corpus gives the same pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, Iterator

from scripts.history import History, day
from scripts.pages import articles, contribute, news, overview, phrases, rules, tags, tools
from scripts.pages.page import Page
from scripts.pages.site import Site

RENDERERS: tuple[Callable[[Site], Iterator[Page]], ...] = (
    overview.home, overview.scenes, overview.stages, overview.situations, phrases.pages,
    articles.causes, articles.ng, articles.qa, articles.guides, articles.safety,
    tools.search, news.new, tools.check, tools.mine, tools.data, tools.offline, contribute.contribute, contribute.coverage, contribute.style, rules.pages)


def render(site: Site) -> Iterator[Page]:
    """Every page, in a stable order."""
    tagged: list[Page] = []
    for renderer in RENDERERS:
        for page in renderer(site):
            if page.tags:
                tagged.append(page)
            yield _dated(page, site.history)
    for page in tags.pages(site, tagged):
        yield _dated(page, site.history)


def _dated(page: Page, history: History) -> Page:
    """The page with the days on which its sources came and last changed."""
    updated = history.last(page.sources)
    published = min((history.added[path] for path in page.sources if path in history.added), default=None)
    return replace(page, updated=day(updated) if updated else None, published=day(published) if published else None)
