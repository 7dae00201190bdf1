"""A reader's walk in a real Chromium."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

DONE = "[data-search-state=done]"


def search(page: Page, origin: str, query: str, rest: str = "") -> None:
    """Open the search page on a query and wait for its hits."""
    page.goto(f"{origin}/search/?q={quote(query)}{rest}")
    page.wait_for_selector(DONE, state="attached")


def settled(page: Page) -> None:
    """Wait until the hits belong to the address."""
    place = urlsplit(page.url)
    expect(page.locator(DONE)).to_have_attribute("data-search-for", f"{place.path}?{place.query}")


def hits(page: Page) -> list[str]:
    """The ids of the hits, in order."""
    return page.eval_on_selector_all("[data-hit]", "all => all.map(e => e.dataset.id)")


def test_search_finds_a_phrase_by_its_situation(page: Page, origin: str) -> None:
    """The first thing a reader does would fail."""
    search(page, origin, "待ち合わせ 遅刻")
    assert len(hits(page)) >= 10
    first = page.locator("[data-hit]").first
    assert first.get_attribute("data-kind") == "phrase"
    expect(page.locator("[data-hit] mark").first).to_be_visible()


def test_search_as_one_types_and_state_in_the_address(page: Page, origin: str) -> None:
    """A search could not be shared or gone back to."""
    page.goto(f"{origin}/search/")
    expect(page.locator("[data-search-state=idle]")).to_be_attached()
    page.locator("main input[name=q]").press_sequentially("既読無視", delay=20)
    page.wait_for_selector(DONE, state="attached")
    assert parse_qs(urlsplit(page.url).query)["q"] == ["既読無視"]
    page.locator("[data-filter-box] summary").click()
    page.locator("label", has=page.locator("input[name=scene][value=friend]")).click()
    page.wait_for_url(lambda url: "scene=friend" in url)
    settled(page)
    filtered = hits(page)
    page.reload()
    settled(page)
    assert hits(page) == filtered
    page.go_back()
    page.wait_for_url(lambda url: "scene=" not in url)


def test_filters_keep_only_what_fits(page: Page, origin: str, site: Path) -> None:
    """A filter would let through what it should hide."""
    entries = {e["id"]: e for e in json.loads((site / "data/v1/entries.json").read_text("utf-8"))}
    search(page, origin, "ごめん", "&scene=family&scene=friend&tone=casual&kind=phrase")
    found = hits(page)
    assert found
    for entry in map(entries.get, found):
        assert entry["kind"] == "phrase" and set(entry["scene"]) & {"family", "friend"} and "casual" in entry["tone"]


def test_filters_work_without_words_and_show_counts(page: Page, origin: str) -> None:
    """A reader who can't find words could not look around by scene and stage."""
    page.goto(f"{origin}/search/?scene=client&stage=rebuilding&kind=phrase")
    page.wait_for_selector(DONE, state="attached")
    assert len(hits(page)) >= 8
    expect(page.locator("label:has(input[value=client]) [data-count]")).to_have_text(re.compile(r"^[1-9]"))


def test_keyboard_moves_through_hits(page: Page, origin: str) -> None:
    """Without a mouse a reader could not reach the words."""
    search(page, origin, "遅刻")
    box = page.locator("main input[name=q]")
    box.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('[data-hit]').dataset.id") == hits(page)[0]
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('[data-hit]').dataset.id") == hits(page)[1]
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    wanted = page.locator("[data-hit] .hit-title a").first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url == wanted)


def test_escape_clears_the_query(page: Page, origin: str) -> None:
    """Escape would do nothing where it should empty the box."""
    search(page, origin, "遅刻")
    page.locator("main input[name=q]").focus()
    page.keyboard.press("Escape")
    page.wait_for_selector("[data-search-state=idle]", state="attached")
    assert hits(page) == []


def test_no_search_while_an_input_method_composes(page: Page, origin: str) -> None:
    """Half-typed kana would search, jump about, and Enter would leave the page mid-word."""
    page.goto(f"{origin}/search/")
    page.wait_for_load_state("networkidle")
    page.evaluate("""() => {
      const box = document.querySelector('main input[name=q]');
      box.focus();
      box.dispatchEvent(new CompositionEvent('compositionstart'));
      box.value = 'ちこ';
      box.dispatchEvent(new InputEvent('input', { isComposing: true, bubbles: true }));
      box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }));
    }""")
    page.wait_for_timeout(300)
    expect(page.locator("[data-search-state=idle]")).to_be_attached()
    page.evaluate("""() => {
      const box = document.querySelector('main input[name=q]');
      box.value = '遅刻';
      box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    }""")
    page.wait_for_selector(DONE, state="attached")


@pytest.mark.parametrize("path", ["/", "/phrases/friend/apology/", "/qa/", "/404.html"])
def test_header_box_suggests_on_every_page(page: Page, sub_path: str, path: str) -> None:
    """A reader would have to find the search page first."""
    page.goto(sub_path + path)
    box = page.locator("#header-q")
    box.focus()
    box.press_sequentially("納期", delay=20)
    expect(page.locator(".header-search [role=option]").first).to_be_visible()
    expect(page.locator(".header-search .suggest-all a")).to_have_attribute("href", re.compile(quote("納期")))  # an answer to 納 alone would be drawn anew
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".header-search [role=listbox]")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(phrases|qa|guides|causes|ng|safety|search)/"))


def test_site_works_under_a_sub_path(page: Page, sub_path: str) -> None:
    """A project page on GitHub would have no search and no styles."""
    search(page, sub_path, "遅刻")
    link = page.locator("[data-hit] .hit-title a").first
    assert link.get_attribute("href").startswith(sub_path + "/")
    link.click()
    expect(page.locator(".card:target, h1").first).to_be_visible()


def test_no_request_leaves_the_origin(page: Page, origin: str) -> None:
    """Somebody else would learn what a person in distress reads and types."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    for path in ("/", "/phrases/partner/apology/", "/check/", "/tags/", "/safety/", "/data/"):
        page.goto(origin + path)
        page.wait_for_load_state("networkidle")
    search(page, origin, "遅刻")
    assert seen and all(url.startswith((origin, "data:")) for url in seen), [u for u in seen if not u.startswith(origin)]


def test_card_tones_blanks_and_copy(page: Page, origin: str) -> None:
    """A reader would copy the wrong tone, or a text with the blank still open."""
    page.goto(f"{origin}/phrases/partner/apology/#late-before-arriving")
    card = page.locator("[data-entry=late-before-arriving]")
    card.locator("label", has_text="やわらかい").click()
    shown = card.locator(".wording:visible")
    expect(shown).to_have_count(1)
    shown.locator(".blank").fill("七時半")
    card.locator("[data-copy]").click()
    expect(card.locator(".said")).to_have_text("コピーしました")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "七時半" in copied and "〔" not in copied and "ごめんなさい" in copied


def test_chosen_tone_stays_on_the_next_page(page: Page, origin: str) -> None:
    """A reader who writes politely would have to choose it on every card."""
    page.goto(f"{origin}/phrases/partner/apology/#late-before-arriving")
    page.locator("[data-entry=late-before-arriving] label", has_text="やわらかい").click()
    page.goto(f"{origin}/phrases/friend/apology/")
    assert page.locator("input[data-tone=soft]:checked").count() > 5


def test_cards_read_without_javascript(browser, origin: str) -> None:
    """Where scripts are blocked the words would not be readable in every tone."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    opened = context.new_page()
    opened.goto(f"{origin}/phrases/partner/apology/#late-before-arriving")
    card = opened.locator("[data-entry=late-before-arriving]")
    expect(card.locator(".wording:visible")).to_have_count(1)
    card.locator("label", has_text="やわらかい").click()
    expect(card.locator(".wording:visible")).to_contain_text("ごめんなさい")
    expect(card.locator("[data-copy]")).to_be_hidden()
    context.close()


def test_draft_checker_finds_what_breaks_an_apology(page: Page, origin: str) -> None:
    """A draft that blames the other would pass unmarked; or it would leave the browser."""
    page.goto(f"{origin}/check/")
    page.wait_for_load_state("networkidle")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or request.url))
    page.locator("textarea[name=draft]").fill("昨日はごめん。でも、そっちだって悪いところあるよね。")
    page.wait_for_selector("[data-check-state=done]")
    found = page.eval_on_selector_all("[data-finding]", "all => all.map(e => e.dataset.ng)")
    assert "you-too" in found
    assert all(url.endswith(("/checker.json", "/learned.json")) for url in sent)
    page.locator("textarea[name=draft]").fill("昨日は、約束の時間に三十分遅れてごめん。寒い中で待たせてしまった。")
    expect(page.locator(".check-clear")).to_be_visible()


def test_nothing_overflows_a_phone(page: Page, origin: str) -> None:
    """The page would slide sideways under a thumb."""
    for path in ("/", "/search/?q=遅刻", "/phrases/client/apology/", "/ng/", "/safety/", "/check/", "/tags/", "/contribute/", "/situations/partner/lie/"):
        page.goto(origin + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_home_leads_to_the_words_in_two_taps_without_javascript(browser, origin: str) -> None:
    """An upset reader who can't find words to type would have no quick way in; where scripts are blocked, none at all."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    opened = context.new_page()
    opened.goto(origin)
    expect(opened.locator(".moments a").first).to_be_hidden()
    opened.locator("label", has_text="友人").click()
    opened.get_by_role("link", name="返事がない").click()
    opened.wait_for_url("**/phrases/friend/waiting/")
    context.close()


def test_a_lost_reader_finds_the_search_at_any_depth(page: Page, sub_path: str, site: Path) -> None:
    """A mistyped address three folders down would show a page without styles, whose search leads nowhere."""
    page.route("**/qa/no/such/page/", lambda route: route.fulfill(path=str(site / "404.html"), content_type="text/html; charset=utf-8"))
    page.goto(f"{sub_path}/qa/no/such/page/")
    box = page.locator("#content input[name=q]")
    box.press_sequentially("納期", delay=20)
    expect(page.locator("#content [role=option]").first).to_be_visible()
    assert page.locator("#content [type=submit]").evaluate("e => getComputedStyle(e).borderRadius") != "0px"
    box.press("Enter")
    page.wait_for_url(f"{sub_path}/search/?q=*")
