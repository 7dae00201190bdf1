"""What a reader does with the words: saves them, fills them in, sends them, puts them on a calendar, prints them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

CARD = "late-before-arriving"
CELL = "/phrases/partner/apology/"
"""A card with a blank 〔着く時刻〕 and two tones."""


def card(page: Page, entry: str = CARD) -> Locator:
    """The card of an entry on the page that is open."""
    return page.locator(f"[data-entry={entry}]")


def test_the_list_keeps_orders_exports_and_lets_go(page: Page, origin: str) -> None:
    """Saved words would be lost, unfilled, out of order, or impossible to carry away."""
    page.goto(origin + CELL)
    expect(page.locator("[data-list-link]")).to_be_hidden()
    first, second = card(page), page.locator("[data-entry][data-kind=phrase]").first
    first.locator("[data-save]").click()
    first.locator(".blank:visible").first.fill("七時半")
    second.locator("[data-save]").click()
    expect(page.locator("[data-list-count]")).to_have_text("2")
    page.reload()
    expect(first.locator("[data-save]")).to_have_attribute("aria-pressed", "true")
    page.locator("[data-list-link]").click()
    items = page.locator("[data-list-items] [data-entry]")
    expect(items).to_have_count(2)
    assert items.first.get_attribute("data-entry") == CARD and "七時半" in items.first.inner_text()
    items.first.get_by_role("button", name="下へ").click()
    expect(items.nth(1)).to_have_attribute("data-entry", CARD)
    expect(items.nth(1).get_by_role("button", name="上へ")).to_be_focused()
    with page.expect_download() as download:
        page.locator("[data-list-export]").click()
    text = Path(download.value.path()).read_text("utf-8")
    assert "七時半" in text and "〔着く時刻〕" not in text and f"{CELL}#{CARD}" in text
    page.locator("[data-list-copy]").click()
    expect(page.locator("[data-list] > .said")).to_have_text("すべてコピーしました")
    assert page.evaluate("navigator.clipboard.readText()") == text
    for _ in range(2):
        items.first.get_by_role("button", name="外す").click()
    expect(page.locator("[data-list-empty]")).to_be_visible()
    expect(page.locator("[data-list-link]")).to_be_hidden()


def test_the_list_survives_what_it_did_not_write(page: Page, origin: str) -> None:
    """A broken or hostile list in storage would blank the page, or run."""
    page.goto(origin + "/list/")
    page.evaluate("""localStorage.setItem('list', JSON.stringify([null, {id: 1}, {id: 'x', title: '<img src=x onerror=alert(1)>',
      url: 'javascript:alert(1)', note: '', subject: '', text: '〔<b>〕ごめん', filled: {}}]))""")
    page.reload()
    expect(page.locator("[data-list-items] .card")).to_have_count(1)
    assert page.locator("[data-list-items] img, [data-list-items] a[href^=javascript]").count() == 0


def test_filled_blanks_and_tone_stay_while_reading(page: Page, origin: str) -> None:
    """The reader would fill in the same name, and choose the same tone, on every card and every page."""
    page.goto(origin + CELL)
    card(page).locator("label", has_text="やわらかい").click()
    card(page).locator(".blank:visible").first.fill("七時半")
    page.goto(origin + "/phrases/client/apology/")
    assert page.locator("input[data-tone=polite]:checked").count() > 5, "no card of a client is soft: the nearest tone is chosen"
    page.goto(origin + CELL)
    expect(card(page).locator(".wording:visible .blank")).to_have_text("七時半")
    expect(card(page).locator("input[data-tone=soft]")).to_be_checked()


def test_search_hits_are_cards(page: Page, origin: str) -> None:
    """The reader would have to open a page to choose the tone, fill in a name, or keep the words."""
    page.goto(f"{origin}/search/?q=待ち合わせ 遅刻 LINE")
    page.wait_for_selector("[data-search-state=done]", state="attached")
    hit = page.locator(f"[data-hit][data-id={CARD}]")
    hit.locator(".tones label", has_text="やわらかい").click()
    hit.locator(".wording:visible .blank").fill("七時半")
    hit.locator("[data-save]").click()
    hit.locator("[data-copy]").click()
    expect(hit.locator(".said")).to_have_text("コピーしました")
    assert "七時半" in page.evaluate("navigator.clipboard.readText()")
    page.locator("[data-list-link]").click()
    item = page.locator(f"[data-list-items] [data-entry={CARD}]")
    expect(item).to_contain_text("七時半")
    expect(item.locator(".list-note")).to_have_text("やわらかい・LINE等")
    assert (item.locator(".card-title a").get_attribute("href") or "").endswith(f"{CELL}#{CARD}")


def test_changing_the_tone_keeps_the_card_under_the_thumb(page: Page, origin: str) -> None:
    """Cards above would change their height and push away the one being read."""
    page.goto(f"{origin}{CELL}#{CARD}")
    label = card(page).locator("label", has_text="やわらかい")
    before = label.bounding_box()
    label.click()
    after = label.bounding_box()
    assert before and after and abs(before["y"] - after["y"]) < 2


def test_copying_says_which_blanks_are_open(page: Page, origin: str) -> None:
    """「〔着く時刻〕に着く」 would be sent as it is."""
    page.goto(origin + CELL)
    card(page).locator("[data-copy]").click()
    expect(card(page).locator(".said")).to_contain_text("〔着く時刻〕が空いています")


def test_words_go_to_line_and_to_the_share_sheet(page: Page, origin: str) -> None:
    """The reader could not send the words, or would send them with the blanks open."""
    page.add_init_script("navigator.share = async (data) => { window.shared = data; }")
    page.goto(origin + CELL)
    card(page).locator(".blank:visible").first.fill("七時半")
    link = urlsplit(card(page).locator("[data-line]").get_attribute("href") or "")
    sent = parse_qs(link.query)["text"][0]
    assert link.hostname == "line.me" and "七時半" in sent and "〔" not in sent
    card(page).locator("[data-share]").click()
    assert page.evaluate("window.shared.text") == sent


def test_without_a_share_sheet_a_mail_is_offered(page: Page, origin: str) -> None:
    """On a computer the button would do nothing."""
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(origin + CELL)
    expect(card(page).locator("[data-share]")).to_have_text("メールで送る")


def test_the_road_counts_from_the_day(page: Page, origin: str) -> None:
    """The reader would have to count the days, or would read dates of another day."""
    page.goto(origin + "/situations/partner/lie/")
    dates = page.locator("[data-stage=days-later] .date"), page.locator("[data-stage=rebuilding] .date")
    assert [d.inner_text() for d in dates] == ["3〜6日後", "30日後から"]
    page.locator("#day").fill("2024-02-27")
    expect(dates[0]).to_have_text("2024年3月1日(金)〜2024年3月4日(月)")
    page.goto(origin + "/situations/friend/lie/")
    expect(page.locator("#day")).to_have_value("2024-02-27")
    expect(dates[1]).to_have_text("2024年3月28日(木)から")
    expect(page.locator("[data-stage=rebuilding]")).to_have_attribute("data-now", "")
    page.locator("[data-day-clear]").click()
    expect(dates[0]).to_have_text("3〜6日後")
    page.locator("[data-day-today]").click()
    assert page.locator("#day").input_value() == page.evaluate("new Date().toLocaleDateString('sv-SE')")


def test_a_folded_phrase_opens_in_place(page: Page, origin: str) -> None:
    """The reader would be sent from page to page to read one sentence."""
    page.goto(origin + "/situations/partner/lie/")
    folded = page.locator("[data-stage=apology] details").first
    folded.locator("summary").click()
    folded.locator("[data-copy]").click()
    expect(folded.locator(".said")).to_contain_text("コピーしました")


def test_a_situation_reads_without_javascript(browser: Browser, origin: str) -> None:
    """Where scripts are blocked, the road would have no days, or buttons that do nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin + "/situations/partner/lie/")
    expect(page.locator("[data-stage=apology] .date")).to_have_text("当日")
    expect(page.locator("[data-day-form], [data-print]").first).to_be_hidden()
    page.locator("[data-stage=apology] summary").first.click()
    expect(page.locator("[data-stage=apology] details .text").first).to_be_visible()
    page.goto(origin + "/list/")
    expect(page.locator("noscript")).to_be_visible()
    context.close()


def test_the_road_prints_whole(page: Page, origin: str) -> None:
    """On paper the words would stay folded away, between buttons that nobody can press."""
    page.goto(origin + "/situations/partner/lie/")
    page.locator("#day").fill("2024-02-27")
    page.emulate_media(media="print")
    for hidden in (".site-nav", "[data-print]", "[data-copy]", ".jump", ".card-foot"):
        for one in page.locator(hidden).all():
            expect(one).to_be_hidden()
    assert page.locator("[data-stage=apology] details:not([open]) .text").first.evaluate("e => e.checkVisibility({contentVisibilityAuto: true})")
    expect(page.locator("[data-stage=days-later] .date")).to_be_visible()
    assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")
