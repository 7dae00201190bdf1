"""What every page of the built site promises, whatever the corpus holds."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scripts.corpus.load import load
from scripts.history import day, instant, read_history
from scripts.project import ROOT
from tests.site.html import pages, parse, target

SITE_URL = "https://gomen-no-tsuzuki.github.io/gomen-no-tsuzuki/"
CORPUS = load(ROOT).corpus
SCENES, STAGES = CORPUS.vocabularies["scene"], CORPUS.vocabularies["stage"]
CONTRACT = ["", "search/", "check/", "ng/", "safety/", "tags/", "data/", "contribute/",
            *(f"scenes/{s.id}/" for s in SCENES), *(f"stages/{s.id}/" for s in STAGES),
            *(f"phrases/{scene.id}/{stage.id}/" for scene in SCENES for stage in STAGES),
            *(f"causes/{c}/" for c in CORPUS.causes), *(f"qa/{q}/" for q in CORPUS.qa), *(f"guides/{g}/" for g in CORPUS.guides),
            *sorted({f"situations/{p.scene}/{c}/" for p in CORPUS.phrases.values() for c in p.causes})]


@pytest.mark.parametrize("url", CONTRACT)
def test_contract_pages_exist(site: Path, url: str) -> None:
    """A link that readers keep would break."""
    assert (site / url / "index.html").is_file()


def test_every_entry_stands_at_its_address(site: Path) -> None:
    """A shared link to a phrase would arrive at a page without it."""
    entries = json.loads((site / "data/v1/entries.json").read_text("utf-8"))
    ids = {path: set(parse(path).ids) for path in pages(site)}
    for entry in entries:
        path, anchor = target(site, site / "index.html", entry["url"].lstrip("/"))
        assert path.is_file(), entry["url"]
        if anchor:
            assert anchor in ids[path], entry["url"]


def test_every_internal_link_and_anchor_arrives(site: Path) -> None:
    """A reader would meet a page or a place that isn't there."""
    parsed = {path: parse(path) for path in pages(site)}
    broken = []
    for page, found in parsed.items():
        if page.name == "404.html":
            continue  # served at any depth, so its links start at the site's own address
        for link in (*found.links, *found.loads):
            if link.startswith(("mailto:", "tel:", "data:")) or (led := target(site, page, link)) is None:
                continue
            path, anchor = led
            if not path.is_file():
                broken.append((str(page.relative_to(site)), link))
            elif anchor and path.suffix == ".html" and anchor not in parsed[path].ids:
                broken.append((str(page.relative_to(site)), link))
    assert not broken, broken[:10]


def test_a_tag_leads_to_all_pages_that_have_it(site: Path) -> None:
    """A tag at the foot of a page would lead to a list without that page, or an old address of a tag to none."""
    tagged = 0
    for page in pages(site):
        foot = re.search(r'<nav class="page-tags".*?</nav>', page.read_text("utf-8"), re.S)
        for link in re.findall(r'href="([^"]+)"', foot[0]) if foot else ():
            listing, _ = target(site, page, link)
            assert page in {led[0] for there in parse(listing).links if (led := target(site, listing, there))}, (page, link)
            tagged += 1
    assert tagged > 500
    assert {"tag:友人", "tag:直後当日", "tag:知人近所学校"} <= set(parse(site / "tags/index.html").ids)


def test_links_are_relative(site: Path) -> None:
    """The site would break under a sub-path."""
    for page in pages(site):
        if page.name == "404.html":
            continue
        found = parse(page)
        assert not [link for link in (*found.links, *found.loads) if link.startswith("/")], page


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    """Another host would learn who reads this page."""
    for page in pages(site):
        assert not [url for url in parse(page).loads if re.match(r"(https?:)?//", url) and page.name != "404.html"], page


def test_ids_are_unique_on_a_page(site: Path) -> None:
    """A link to one of two equal ids would arrive at the wrong one."""
    for page in pages(site):
        ids = parse(page).ids
        assert len(ids) == len(set(ids)), (page, sorted(i for i in ids if ids.count(i) > 1)[:5])


def test_every_page_carries_the_disclaimer_and_a_title_of_its_own(site: Path) -> None:
    """A page would stand without the note that it is no legal or medical advice, or be one of many alike in a result list."""
    titles: dict[str, Path] = {}
    for page in pages(site):
        text = page.read_text("utf-8")
        assert "法律や医療の助言でもありません" in text, page
        assert '<meta name="description" content="' in text, page
        title = re.search(r"<title>(.*?)</title>", text, re.S)
        assert title and title[1] not in titles, (page, title and titles.get(title[1]))
        titles[title[1]] = page


def test_inner_pages_have_breadcrumbs(site: Path) -> None:
    """A reader who arrives from outside, and a search engine, would not know where the page stands."""
    for page in pages(site):
        if page.name == "404.html" or page == site / "index.html":
            continue
        data = _structured(page)
        crumbs = [d for d in data if d["@type"] == "BreadcrumbList"]
        assert crumbs and crumbs[0]["itemListElement"][0]["position"] == 1, page
        assert 'aria-label="パンくず"' in page.read_text("utf-8"), page


def test_qa_pages_carry_faq_data(site: Path) -> None:
    """Search engines would not read the question and its answer."""
    for entry in CORPUS.qa.values():
        faq = [d for d in _structured(site / f"qa/{entry.id}/index.html") if d["@type"] == "FAQPage"]
        assert faq and faq[0]["mainEntity"][0]["name"] == entry.question


def _structured(page: Path) -> list[dict]:
    return [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.read_text("utf-8"), re.S)]


def test_phrase_cards_lead_on(site: Path) -> None:
    """A reader would find words but not the next step, what to avoid, or the cause."""
    for phrase in CORPUS.phrases.values():
        page = site / f"phrases/{phrase.scene}/{phrase.stage}/index.html"
        text = page.read_text("utf-8")
        start = text.index(f'data-entry="{phrase.id}"')
        card = text[start:text.index("</article>", start)]
        assert "data-copy" in card and "data-share" in card
        assert f"situations/{phrase.scene}/{phrase.causes[0]}/" in card
        assert all(f"#{ng}" in card for ng in phrase.avoid)
        assert phrase.next is None or f"#{phrase.next}" in card
        assert str(phrase.path) in card, "the edit link leads to its YAML"


def test_entry_pages_link_to_their_source(site: Path) -> None:
    """A reader who knows better could not find where to mend a page."""
    for group in (CORPUS.qa, CORPUS.causes, CORPUS.guides, CORPUS.safety):
        for entry in group.values():
            folder = {"qa": "qa", "cause": "causes", "guide": "guides", "safety": "safety"}[entry.kind]
            assert f"/edit/main/{entry.path}" in (site / folder / entry.id / "index.html").read_text("utf-8")


def test_no_script_in_pages_is_inline(site: Path) -> None:
    """The Content-Security-Policy would block it, or would have to be weakened."""
    for page in pages(site):
        for tag, values in parse(page).tags:
            if tag == "script" and values.get("type") != "application/ld+json":
                assert values.get("src"), page
            assert not [name for name in values if name.startswith("on")], (page, tag)


def test_every_page_says_where_it_can_be_mended(site: Path) -> None:
    """A reader who sees a mistake would not know where to mend it."""
    for page in pages(site):
        if page.name != "404.html":
            assert re.search(r'href="https://github\.com/[^"]+/(edit|tree)/main/(corpus|scripts)/', page.read_text("utf-8")), page


def test_the_feed_holds_the_newest_entries_with_gits_dates(site: Path) -> None:
    """Those who follow the site would get no news, or news with the clock of the build."""
    space = {"a": "http://www.w3.org/2005/Atom"}
    feed = ElementTree.parse(site / "feed.xml").getroot()
    history = read_history(ROOT)
    ids = {f"{SITE_URL}{entry['url'].lstrip('/')}": entry for entry in json.loads((site / "data/v1/entries.json").read_text("utf-8"))}
    listed = feed.findall("a:entry", space)
    assert len(listed) == min(60, len(history.added.keys() & {e.path for e in CORPUS}))
    for item in listed:
        entry = ids[item.findtext("a:id", "", space)]
        path = next(e.path for e in CORPUS if e.id == entry["id"])
        assert item.findtext("a:published", "", space) == instant(history.added[path])
        assert item.findtext("a:title", "", space) == entry["title"]
    dates = [item.findtext("a:published", "", space) for item in listed]
    assert dates == sorted(dates, reverse=True)
    for page in pages(site):
        assert 'type="application/atom+xml"' in page.read_text("utf-8"), page


def test_search_engines_find_every_page_and_when_it_changed(site: Path) -> None:
    """A page would not be listed, or every page would look new after every build."""
    found = ElementTree.parse(site / "sitemap.xml").getroot()
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    listed = {url.findtext("s:loc", "", space): url.findtext("s:lastmod", None, space) for url in found}
    expected = {f"{SITE_URL}{page.parent.relative_to(site).as_posix()}/".replace("/./", "/") for page in pages(site) if page.name == "index.html"}
    assert set(listed) == expected - {f"{SITE_URL}{private}/" for private in ("list", "offline")}
    history = read_history(ROOT)
    for entry in CORPUS.qa.values():
        last = history.last([entry.path])
        assert listed[f"{SITE_URL}qa/{entry.id}/"] == (day(last) if last else None)
    assert f"Sitemap: {SITE_URL}sitemap.xml" in (site / "robots.txt").read_text("utf-8")


def test_articles_say_when_they_were_written(site: Path) -> None:
    """A search engine could not tell old advice from new."""
    history = read_history(ROOT)
    for folder, group in (("qa", CORPUS.qa), ("guides", CORPUS.guides), ("causes", CORPUS.causes)):
        for entry in group.values():
            article = next(d for d in _structured(site / folder / entry.id / "index.html") if d["@type"] == "Article")
            assert article["headline"] == entry.title
            assert article.get("datePublished") == (day(history.added[entry.path]) if entry.path in history.added else None)


def test_a_shared_link_shows_the_card(site: Path) -> None:
    """A link in a chat would be a bare address; an icon on the home screen a grey letter."""
    for page in pages(site):
        assert f'property="og:image" content="{SITE_URL}assets/img/card.png"' in page.read_text("utf-8"), page
    manifest = json.loads((site / "manifest.webmanifest").read_text("utf-8"))
    for image in ("assets/img/card.png", "assets/img/touch-icon.png", *(icon["src"] for icon in manifest["icons"])):
        assert (site / image).is_file(), image


def test_titles_and_descriptions_stand_alone(site: Path) -> None:
    """A result list would show 「NG」 or the same line for many pages, and nobody could choose."""
    seen: dict[str, Path] = {}
    for page in pages(site):
        if page.name == "404.html":
            continue
        text = page.read_text("utf-8")
        title = html.unescape(re.search(r"<title>(.*?)</title>", text, re.S)[1]).partition(" | ")[0].strip()
        description = html.unescape(re.search(r'<meta name="description" content="([^"]*)"', text)[1])
        assert len(title) >= 6 or page == site / "list/index.html", (page, title)
        assert 26 <= len(description) <= 140 and description not in seen, (page, description, seen.get(description))
        seen[description] = page


def test_pages_stay_light(site: Path) -> None:
    """A phone would be slow to show a page and slower to answer a finger."""
    for page in pages(site):
        assert page.stat().st_size <= 300_000, page
