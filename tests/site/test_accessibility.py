"""Everyone can read and use every kind of page: axe, text size, keyboard, headings, and no JavaScript."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

KINDS = ("", "search/", "search/?q=遅刻", "search/?scene=client&kind=phrase", "search/?q=ゔゔゔゔ", "check/", "scenes/partner/", "stages/refused/",
         "phrases/client/apology/", "phrases/ex-partner/refused/", "situations/partner/lie/", "causes/", "causes/lie/", "ng/", "qa/", "qa/blocked-after-apology/",
         "guides/", "guides/roadmap/", "safety/", "safety/safety-violence/", "tags/", "data/", "contribute/", "contribute/coverage/", "404.html")
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
