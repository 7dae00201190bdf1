"""What a first visit costs over the wire, measured in a real Chromium."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.site.host import Host

MOST = 80_000
"""Bytes of a phrase page with everything that it loads."""


def test_nothing_jumps_when_hits_come(page: Page, origin: str) -> None:
    """A thumb on its way to a filter would land on a stranger's words."""
    page.add_init_script("""self.shifts = 0; new PerformanceObserver((list) => { for (const shift of list.getEntries()) self.shifts += shift.value; })
      .observe({ type: "layout-shift", buffered: true });""")
    page.goto(f"{origin}/search/?q=遅刻")
    page.wait_for_selector("[data-search-state=done]", state="attached")
    page.locator("[data-hit]").first.wait_for()
    assert page.evaluate("new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(self.shifts), 300)))") < 0.05


def test_a_phrase_page_is_light(page: Page, site: Path) -> None:
    """Somebody upset, on a slow connection, would wait for the words."""
    largest = max(site.glob("phrases/*/*/index.html"), key=lambda path: path.stat().st_size)
    with Host(site) as host:
        sizes: dict[str, int] = {}
        urls: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", lambda event: urls.update({event["requestId"]: event["request"]["url"]}))
        session.on("Network.loadingFinished", lambda event: sizes.update({urls[event["requestId"]]: event["encodedDataLength"]}))
        page.goto(f"{host.origin}/{largest.parent.relative_to(site).as_posix()}/", wait_until="networkidle")
        assert len(sizes) >= 5 and sum(sizes.values()) <= MOST, sizes
        early = [url for url in sizes if "/pagefind/" in url or "/search/" in url or "/check/" in url]
        assert not early, "search and checker load when they are first used"


def test_the_search_page_asks_for_its_modules_at_once(page: Page, origin: str) -> None:
    """A phone would fetch one module after another before it could look for anything."""
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.split("?")[0].removeprefix(f"{origin}/")))
    page.goto(f"{origin}/search/?q=遅刻")
    page.wait_for_selector("[data-search-state=done]", state="attached")
    announced = {url.removeprefix(f"{origin}/") for url in page.eval_on_selector_all("link[rel=modulepreload]", "links => links.map((link) => link.href)")}
    assert {path for path in loaded if "/search/" in path and path.endswith(".js")} | {"pagefind/pagefind.js"} <= announced
    assert announced <= set(loaded)
