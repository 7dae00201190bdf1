"""Everyone can read and use every kind of page: axe, text size, keyboard, headings, and no JavaScript."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.site.html import pages, parse

KINDS = ("", "search/", "search/?q=遅刻", "search/?scene=client&kind=phrase", "search/?q=ゔゔゔゔ", "check/", "scenes/partner/", "stages/refused/",
         "phrases/client/apology/", "phrases/ex-partner/refused/", "situations/partner/lie/", "causes/", "causes/lie/", "ng/", "qa/", "qa/blocked-after-apology/",
         "guides/", "guides/roadmap/", "safety/", "safety/safety-violence/", "tags/", "data/", "contribute/", "contribute/coverage/", "offline/", "list/", "404.html")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


def ready(page: Page, origin: str, path: str) -> None:
    """Open a page as a reader finds it: hits on the search page, findings under a draft."""
    page.goto(f"{origin}/{path}")
    page.wait_for_load_state("networkidle")
    if "?" in path:
        page.wait_for_selector("[data-search-state=done]", state="attached")
        page.locator("[data-filter-box] summary").click()
    if path == "check/":
        page.locator("textarea[name=draft]").fill("昨日はごめん。でも、そっちだって悪いところあるよね。")
        page.wait_for_selector("[data-check-state=done]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, sub_path: str, scheme: str) -> None:
    """A reader with low vision, a screen reader or a keyboard would be shut out of some page."""
    page.emulate_media(color_scheme=scheme)
    axe, found = Axe(), []
    for path in KINDS:
        ready(page, sub_path, path)
        results = axe.run(page, options={**RULES, "resultTypes": ["violations"]})
        found += [f"/{path} {broken['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
                  for broken in results.response["violations"] for node in broken["nodes"][:1]]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [390, 320])
def test_text_twice_as_large_needs_no_sideways_scroll(page: Page, sub_path: str, width: int) -> None:
    """A reader who enlarges the text (200 %), or the page (400 %: 320 px), would have to push every line to and fro, or lose its end."""
    page.set_viewport_size({"width": width, "height": 844})
    wide = []
    for path in KINDS:
        ready(page, sub_path, path)
        if width == 390:
            page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide += [f"/{path}: {found}" for found in page.evaluate(OVERFLOWS)]
    assert not wide, "\n".join(wide)


OVERFLOWS = """() => {
  const scrolls = (e) => e && (['auto', 'scroll'].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  const hidden = (e) => e.closest('.sr-only, .skip, [hidden]') || !e.checkVisibility();
  const found = document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
  for (const e of document.querySelectorAll('body *')) {
    const box = e.getBoundingClientRect();
    if (box.width && box.right > innerWidth + 1 && !scrolls(e.parentElement) && !hidden(e)) found.push(`${e.outerHTML.slice(0, 90)} ends at ${Math.round(box.right)}`);
    else if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'hidden' && getComputedStyle(e).textOverflow !== 'ellipsis' && !hidden(e)) found.push(`${e.outerHTML.slice(0, 90)} is cut`);
  }
  return found.slice(0, 3);
}"""


def test_focus_is_always_seen_and_never_trapped(page: Page, sub_path: str) -> None:
    """Who moves by keyboard would not know where they are, or could not go on."""
    for path in ("", "phrases/client/apology/", "check/", "search/?q=遅刻", "situations/partner/lie/"):
        page.goto(f"{sub_path}/{path}", wait_until="networkidle")
        seen = []
        for _ in range(25):
            page.keyboard.press("Tab")
            seen.append(page.evaluate(FOCUS))
        assert seen[0]["skip"], f"/{path}: the first stop leads past the header"
        lost = [stop["html"] for stop in seen if stop["html"] and not stop["shown"]]
        assert not lost, f"/{path}: {lost}"
        assert len({stop["html"] for stop in seen}) > 15, f"/{path}: focus is trapped"


FOCUS = """() => {
  const e = document.activeElement;
  if (e === document.body) return { html: "", shown: true, skip: false };
  const shows = (x) => { const s = x && getComputedStyle(x); return s && s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2; };
  const seen = [e, e.closest('label'), e.nextElementSibling, e.labels?.[0], e.labels?.[0]?.querySelector('span')].find((x) => shows(x) && x.getBoundingClientRect().width > 1);
  const box = (seen ?? e).getBoundingClientRect();
  return { html: e.outerHTML.slice(0, 120) + Math.round(box.top + scrollY), skip: e.matches('.skip'),
    shown: Boolean(seen) && box.width > 1 && box.bottom > 0 && box.top < innerHeight };
}"""


def test_the_skip_link_leads_past_the_header(page: Page, sub_path: str) -> None:
    """Everybody who listens would hear the whole navigation on every page."""
    page.goto(f"{sub_path}/phrases/client/apology/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#content, main') !== null")


def test_headings_step_down_one_at_a_time(site: Path) -> None:
    """A list of headings, by which many who listen find their way, would have gaps."""
    wrong = []
    for path in pages(site):
        levels = [int(tag[1]) for tag, _ in parse(path).tags if re.fullmatch("h[1-6]", tag)]
        if levels.count(1) != 1 or levels[0] != 1 or any(after > before + 1 for before, after in zip(levels, levels[1:])):
            wrong.append((path.relative_to(site).as_posix(), levels[:12]))
    assert not wrong, wrong[:5]


def test_pages_read_and_lead_on_without_javascript(browser: Browser, sub_path: str) -> None:
    """Where scripts are blocked or fail, a reader would stand before an empty page."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    for path in KINDS:
        page.goto(f"{sub_path}/{path}")
        assert page.locator("main h1").is_visible(), path
        assert page.locator("main a:visible").count() >= 3, f"/{path} leads nowhere"
        dead = [button.inner_text() for button in page.locator("main button:visible").all() if button.get_attribute("type") == "button"]
        assert not dead, f"/{path}: buttons that do nothing: {dead[:3]}"
    page.goto(f"{sub_path}/search/?q=遅刻")
    for kind in ("scenes", "causes"):
        assert page.locator(f"main a[href*='/{kind}/']:visible").count() >= 7, f"the search page leads to {kind}"
    context.close()


def test_motion_is_respected(page: Page, sub_path: str) -> None:
    """Who gets dizzy from movement has said so in the system's settings."""
    page.emulate_media(reduced_motion="reduce")
    for path in ("", "phrases/client/apology/", "search/"):
        page.goto(f"{sub_path}/{path}")
        moving = page.evaluate("""() => [...document.querySelectorAll('*')].filter((e) => {
          const s = getComputedStyle(e);
          return s.animationName !== 'none' || s.transitionDuration.split(',').some((t) => parseFloat(t) > 0) && s.transitionProperty !== 'none' || s.scrollBehavior === 'smooth';
        }).map((e) => e.outerHTML.slice(0, 80))""")
        assert not moving, (path, moving[:3])


def test_what_is_chosen_shows_in_the_readers_own_colours(page: Page, sub_path: str) -> None:
    """With forced colours every tone would look the same."""
    page.emulate_media(forced_colors="active")
    page.goto(f"{sub_path}/phrases/partner/apology/")
    look = "e => { const s = getComputedStyle(e); return s.color + s.backgroundColor + s.borderColor; }"
    tones = page.locator("[data-entry] .tones:not([hidden])").first
    assert tones.locator("input:checked + span").evaluate(look) != tones.locator("input:not(:checked) + span").first.evaluate(look)
