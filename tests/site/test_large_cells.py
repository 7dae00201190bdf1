"""A cell with more phrases than a page holds: every old address of an entry still arrives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from scripts.corpus.load import load
from scripts.pages import phrases, site as pages_site
from scripts.site.build import site_of

MOVED = '<li id="moved" data-moved><a href="{there}">moved</a></li>'


def test_first_page_knows_where_each_entry_went(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry shared before its cell grew would be lost."""
    (project / "mkdocs.yml").write_text("site_url: https://example.org/\nrepo_url: https://example.org/repo\n", "utf-8")
    path = project / "corpus/phrases/friend/apology/film-missed.yml"
    for number in (2, 3):
        text = path.read_text("utf-8")
        path.with_name(f"film-missed-{number}.yml").write_text(text.replace("\nnext:", "\n# next:"), "utf-8")
    for module in (phrases, pages_site):
        monkeypatch.setattr(module, "CARDS_PER_PAGE", 1)
    made = {page.url: str(page.body) for page in phrases.pages(site_of(load(project), project)) if page.url.startswith("phrases/friend/apology/")}
    first = made["phrases/friend/apology/"]
    ids = [re.search(r'data-entry="([^"]+)"', body)[1] for body in made.values()]
    assert len(ids) == 3 and "data-whole" not in first
    for number, moved in enumerate(ids[1:], 2):
        assert f'id="{moved}" data-moved><a href="{number}/#{moved}"' in first
        assert 'data-whole="../"' in made[f"phrases/friend/apology/{number}/"]


def test_old_addresses_arrive(page: Page, origin: str) -> None:
    """A reader who kept the address of an entry would land beside it: on the first page, or on one that it has left."""
    def stand(path: str, body: str) -> None:
        html = f'<!doctype html><title>t</title><link rel="icon" href="data:,"><script type="module" src="/assets/js/site.js"></script>{body}'
        page.route(f"{origin}/phrases/x/y/{path}", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))

    stand("", MOVED.format(there="3/#moved"))
    stand("2/", '<nav data-whole="../"></nav>')
    stand("3/", '<nav data-whole="../"></nav><p id="moved">here</p>')
    for old in ("", "2/", "3/"):
        page.goto(f"{origin}/phrases/x/y/{old}#moved")
        page.wait_for_url(f"{origin}/phrases/x/y/3/#moved")
    page.goto(f"{origin}/phrases/x/y/2/#gone")
    page.wait_for_url(f"{origin}/phrases/x/y/#gone")
