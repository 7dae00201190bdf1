"""Every row of what the project must cover is on the built site (tests/mission.yml says what serves it)."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any, Mapping

import pytest
import yaml
from playwright.sync_api import Page

from scripts.project import ROOT
from tests.site.html import pages, parse, target

ROWS: Mapping[str, Mapping[str, Any]] = yaml.safe_load((ROOT / "tests/mission.yml").read_text("utf-8"))
COUNTS = {"C": 6, "M": 6, "P": 3, "W": 7, "N": 8, "B": 3, "S": 5, "K": 3, "F": 3, "Q": 12, "A": 5}
ENTRIES = [(row, entry, words) for row, asked in ROWS.items() for entry, words in asked.get("entries", {}).items()]
PAGES = [(row, url, asked) for row, of_row in ROWS.items() for url, asked in of_row.get("pages", {}).items()]


@pytest.fixture(scope="session")
def listed(site: Path) -> dict[str, dict[str, Any]]:
    """The published list of entries by id."""
    return {entry["id"]: entry for entry in json.loads((site / "data/v1/entries.json").read_text("utf-8"))}


def test_every_row_is_listed() -> None:
    """A part of the subject could vanish from the site and no test would know that it was ever wanted."""
    assert list(ROWS) == [f"{letter}{number}" for letter, last in COUNTS.items() for number in range(1, last + 1)]
    for row, asked in ROWS.items():
        assert asked["what"] and (asked.get("entries") or asked.get("pages")), row


@pytest.mark.parametrize(("row", "entry_id", "words"), ENTRIES, ids=[f"{row}-{entry}" for row, entry, _ in ENTRIES])
def test_entries_that_serve_a_row(site: Path, listed: dict[str, dict[str, Any]], row: str, entry_id: str, words: list[str]) -> None:
    """A reader with this trouble would find nothing, an empty address, or an entry that no longer speaks of it."""
    entry = listed[entry_id]
    path, anchor = target(site, site / "index.html", entry["url"].lstrip("/"))
    assert path.is_file() and (not anchor or anchor in parse(path).ids)
    shown, said = text_of(path, entry_id if anchor else ""), " ".join([entry["title"], *entry["texts"]])
    for word in words:
        assert word in shown, (row, word)
        assert word in said, (row, word)
    assert entry["title"] in shown and len(shown) > 80


@pytest.mark.parametrize(("row", "url", "asked"), PAGES, ids=[f"{row}-{url or 'home'}" for row, url, _ in PAGES])
def test_pages_that_serve_a_row(site: Path, origin: str, page: Page, row: str, url: str, asked: Mapping[str, list[str]]) -> None:
    """The page, the part of it or the structured data that the row asks for would be gone."""
    path = site / url / "index.html" if not url or url.endswith("/") else site / url
    source = path.read_text("utf-8")
    for text in asked.get("source", ()):
        assert text in source, (row, text)
    for text in asked.get("says", ()):
        assert text in text_of(path, foot=True), (row, text)
    if asked.get("has"):
        page.goto(f"{origin}/{url}")
    for selector in asked.get("has", ()):
        assert page.locator(selector).count(), (row, selector)


def test_scenes_of_the_mission_lead_to_their_words(site: Path) -> None:
    """S1–S4: a scene's page would be a dead end."""
    for scene in ("partner", "friend", "workplace", "family"):
        links = parse(site / f"scenes/{scene}/index.html").links
        assert sum(f"phrases/{scene}/" in link and "#" in link for link in links) >= 16, scene


def test_follow_up_words_for_chat(listed: dict[str, dict[str, Any]]) -> None:
    """S5: someone who wants to write a LINE that evening, or days later, would find nothing short enough."""
    for stage in ("right-after", "days-later"):
        for scene in ("partner", "friend", "family", "workplace"):
            found = [e for e in listed.values() if e["kind"] == "phrase" and stage in e["stage"] and scene in e["scene"] and "chat" in e["channel"]]
            assert len(found) >= 5, (stage, scene)


def test_every_article_has_its_parts(site: Path, listed: dict[str, dict[str, Any]]) -> None:
    """A1: an article without contents, lead, related reading or breadcrumbs leaves a reader where they came in."""
    for entry in listed.values():
        if entry["kind"] in ("guide", "cause", "qa"):
            source = (site / entry["url"].strip("/") / "index.html").read_text("utf-8")
            wanted = ['class="contents"', 'class="answer"' if entry["kind"] == "qa" else 'class="lead"', 'id="more"', 'aria-label="パンくず"']
            if entry["kind"] == "guide":
                wanted.append('id="summary"')
            assert all(part in source for part in wanted), entry["id"]
            after = source[source.index('id="more"'):source.index("<footer")]
            assert re.search(r'<a href="[^"#]', after), entry["id"]


def test_every_card_leads_to_what_to_avoid_its_questions_and_its_cause(site: Path, listed: dict[str, dict[str, Any]]) -> None:
    """A2: someone who has found words would not see what breaks them, what others ask, or what lies behind."""
    for entry in listed.values():
        if entry["kind"] == "phrase":
            path, anchor = target(site, site / "index.html", entry["url"].lstrip("/"))
            links = re.findall(r'href="([^"]+)"', part(path.read_text("utf-8"), anchor))
            for wanted in ("ng/#", "qa/", f"situations/{entry['scene'][0]}/"):
                assert any(wanted in link for link in links), (entry["id"], wanted)


def test_every_page_carries_the_disclaimer(site: Path) -> None:
    """A4: advice would stand without the note that it is no legal advice."""
    for path in pages(site):
        assert "法律や医療の助言" in text_of(path, foot=True), path


def test_sitemap_lists_every_article(site: Path, listed: dict[str, dict[str, Any]]) -> None:
    """A5: search engines would not come to know a page."""
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    for entry in listed.values():
        assert entry["url"].partition("#")[0] + "</loc>" in sitemap, entry["url"]


def part(source: str, entry_id: str) -> str:
    """The card of an entry."""
    start = source.index(f'data-entry="{entry_id}"')
    return source[start:source.index("</article>", start)]


def text_of(path: Path, entry_id: str = "", foot: bool = False) -> str:
    """What a page says to a reader: one card of it, or all but head and foot (with the foot, when asked)."""
    source = path.read_text("utf-8")
    body = part(source, entry_id) if entry_id else source[source.index("<body"):None if foot else source.find("<footer")]
    visible = re.sub(r"<(script|style)\b.*?</\1>", "", body, flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", "", visible))
