"""A cell with more phrases than a page holds: every old address of an entry still arrives."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from scripts.corpus.load import load
from scripts.data.export import export
from scripts.pages import articles, paging, phrases
from scripts.site.build import site_of

MOVED = '<li id="moved" data-moved><a href="{there}">moved</a></li>'


@pytest.fixture(autouse=True)
def addressed(project: Path) -> None:
    """Pages ask for the addresses of site and repository."""
    (project / "mkdocs.yml").write_text("site_url: https://example.org/\nrepo_url: https://example.org/repo\n", "utf-8")


def test_first_page_knows_where_each_entry_went(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry shared before its cell grew would be lost."""
    path = project / "corpus/phrases/friend/apology/film-missed.yml"
    for number in (2, 3):
        text = path.read_text("utf-8")
        path.with_name(f"film-missed-{number}.yml").write_text(text.replace("\nnext:", "\n# next:"), "utf-8")
    monkeypatch.setitem(paging.MOST, "phrase", 1)
    made = {page.url: str(page.body) for page in phrases.pages(site_of(load(project), project)) if page.url.startswith("phrases/friend/apology/")}
    first = made["phrases/friend/apology/"]
    ids = [re.search(r'data-entry="([^"]+)"', body)[1] for body in made.values()]
    assert len(ids) == 3 and "data-whole" not in first
    for number, moved in enumerate(ids[1:], 2):
        assert f'id="{moved}" data-moved><a href="{number}/#{moved}"' in first
        assert 'data-whole="../"' in made[f"phrases/friend/apology/{number}/"]


def test_no_page_is_too_heavy(project: Path) -> None:
    """Long messages would make a page that a phone waits for, though no more than usual stand on it."""
    path = project / "corpus/phrases/friend/apology/film-missed.yml"
    text = path.read_text("utf-8").replace("\nnext:", "\n# next:")
    long = re.sub(r"(?m)^    text: .*", "    text: " + "遅れた理由を言うより先に、待たせた時間のことを謝ります。" * 12, text)
    for number in range(90):
        path.with_name(f"film-missed-{number:02}.yml").write_text(long if number > 60 else text, "utf-8")
    site = site_of(load(project), project)
    made = [str(page.body) for page in phrases.pages(site) if page.url.startswith("phrases/friend/apology/")]
    cards = [body.count('data-kind="phrase"') for body in made]
    assert max(len(body.encode()) for body in made) < 280_000 and sum(cards) == len(site.cells["friend", "apology"])
    assert cards[0] == 40 and max(cards[2:]) < 40


def test_a_crowded_cell_lists_its_own_and_looks_up_the_rest(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand names would make the first page heavier than all its cards."""
    path = project / "corpus/ng/train-was-slow.yml"
    for number in range(4):
        shutil.copy(path, path.with_name(f"train-was-slow-{number}.yml"))
    monkeypatch.setattr(paging, "LISTED", 2)
    monkeypatch.setitem(paging.MOST, "ng", 2)
    site = site_of(load(project), project)
    made = {page.url: str(page.body) for page in articles.ng(site)}
    ids = [entry.id for entry in site.ng]
    assert len(ids) > 4 and 'data-lookup="../data/v1/moved/ng.json"' in made["ng/"] and "data-moved" not in made["ng/"]
    assert json.loads(dict(export(site))["data/v1/moved/ng.json"]) == {ng: 1 + at // 2 for at, ng in enumerate(ids)}
    for ng in ids:
        assert f'id="{ng}"' in made[site.urls[ng].partition("#")[0]]
    assert f'href="../#type-{site.ng[-1].type}"' in made["ng/3/"], "where the type begins"


def stand(page: Page, origin: str, path: str, body: str) -> None:
    """A page of a cell."""
    html = f'<!doctype html><title>t</title><link rel="icon" href="data:,"><script type="module" src="/assets/js/site.js"></script>{body}'
    page.route(f"{origin}/phrases/x/y/{path}", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))


def test_old_addresses_arrive(page: Page, origin: str) -> None:
    """A reader who kept the address of an entry would land beside it: on the first page, or on one that it has left."""
    stand(page, origin, "", MOVED.format(there="3/#moved"))
    stand(page, origin, "2/", '<nav class="contents" data-whole="../"></nav>')
    stand(page, origin, "3/", '<nav class="contents" data-whole="../"></nav><p id="moved">here</p>')
    for old in ("", "2/", "3/"):
        page.goto(f"{origin}/phrases/x/y/{old}#moved")
        page.wait_for_url(f"{origin}/phrases/x/y/3/#moved")
    page.goto(f"{origin}/phrases/x/y/2/#gone")
    page.wait_for_url(f"{origin}/phrases/x/y/#gone")


def test_old_addresses_arrive_where_not_all_are_listed(page: Page, origin: str) -> None:
    """As above, in a cell of thousands."""
    stand(page, origin, "", '<nav class="contents" data-lookup="../../../data/v1/moved/phrases/x/y.json"></nav><p id="first">here</p>')
    stand(page, origin, "2/", '<nav class="contents"></nav><nav class="contents" data-whole="../"></nav>')
    stand(page, origin, "3/", '<nav class="contents" data-whole="../"></nav><p id="moved">here</p>')
    page.route(f"{origin}/data/v1/moved/phrases/x/y.json", lambda route: route.fulfill(body='{"first": 1, "moved": 3}', content_type="application/json"))
    for old in ("", "2/", "3/"):
        page.goto(f"{origin}/phrases/x/y/{old}#moved")
        page.wait_for_url(f"{origin}/phrases/x/y/3/#moved")
    page.goto(f"{origin}/phrases/x/y/2/#first")
    page.wait_for_url(f"{origin}/phrases/x/y/#first")
    page.goto(f"{origin}/phrases/x/y/2/#gone")
    page.wait_for_url(f"{origin}/phrases/x/y/#gone")
