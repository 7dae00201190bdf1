"""Corpus → every page of the site. Pure: the same corpus gives the same pages."""

from __future__ import annotations

from typing import Callable, Iterator

from scripts.pages import articles, contribute, overview, phrases, rules, tools
from scripts.pages.page import Page
from scripts.pages.site import Site

RENDERERS: tuple[Callable[[Site], Iterator[Page]], ...] = (
    overview.home, overview.scenes, overview.stages, overview.situations, phrases.pages,
    articles.causes, articles.ng, articles.qa, articles.guides, articles.safety,
    tools.search, tools.check, tools.mine, tools.tags, tools.data, tools.offline, contribute.contribute, contribute.coverage, contribute.style, rules.pages)


def render(site: Site) -> Iterator[Page]:
    """Every page, in a stable order."""
    for renderer in RENDERERS:
        yield from renderer(site)
