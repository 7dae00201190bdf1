"""What a search loads: few files, none twice, and nothing for a search that was left."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, Request, expect

from scripts.search.index import BATCH, BUNDLE
from scripts.search.lexicon import SHARDS, VOLUMES

DONE = "[data-search-state=done]"
MANY_WORDS = "ネットの知り合い 暴言 DM 謝罪"


def read(path: Path) -> object:
    """A JSON file."""
    return json.loads(path.read_text("utf-8"))


def test_hits_stand_in_bundles_in_the_order_of_the_records(site: Path) -> None:
    """The browser would show another entry than the one it found; or one saved entry would write much of the index anew."""
    (folder,) = (site / "pagefind/hits").iterdir()
    bundles = [read(path) for path in sorted(folder.iterdir(), key=lambda path: int(path.stem))]
    assert [hit["id"] for bundle in bundles for hit in bundle] == [entry["id"] for entry in read(site / "data/v1/entries.json")]
    assert all(len(bundle) == BUNDLE for bundle in bundles[:-1]) and BATCH % BUNDLE == 0 and BUNDLE <= 20


def test_volumes_hold_every_shard(site: Path) -> None:
    """A word would be known on a first search and unknown later."""
    folder = site / "pagefind/lexicon"
    volumes = [read(folder / f"all-{volume}.json") for volume in range(VOLUMES)]
    assert {shard: forms for volume in volumes for shard, forms in volume.items()} == {str(shard): read(folder / f"{shard}.json") for shard in range(SHARDS)}


def test_later_searches_wait_for_no_part_of_the_lexicon(page: Page, origin: str) -> None:
    """Each new word would wait for the network again, on a phone a quarter of a second."""
    with page.expect_response(f"**/lexicon/all-{VOLUMES - 1}.json?*") as last:
        page.goto(f"{origin}/search/?q=遅刻")
        page.wait_for_selector(DONE, state="attached")
    last.value.finished()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("main input[name=q]").fill(MANY_WORDS)
    expect(page.locator("[data-results]")).to_have_attribute("data-search-for", page.url.removeprefix(origin))
    page.wait_for_selector(DONE, state="attached")
    assert "q=" in page.url and any("/hits/" in url for url in asked) and not any("/lexicon/" in url for url in asked)


def test_a_pasted_letter_asks_for_volumes(page: Page, origin: str, site: Path) -> None:
    """A browser refuses a thousand files at once, and whoever pastes a draft into the box would find nothing, or a note as long as the draft."""
    letter = "".join(hit["title"] for path in (site / "pagefind/hits").glob("*/*.json") for hit in read(path))[:8000]
    asked: list[str] = []
    page.goto(f"{origin}/search/")
    page.on("request", lambda request: asked.append(request.url.split("?")[0].rsplit("/", 1)[1]) if "/lexicon/" in request.url else None)
    page.locator("main input[name=q]").fill(letter)
    page.wait_for_selector(f"{DONE}[data-search-for]", state="attached")
    assert {f"all-{volume}.json" for volume in range(VOLUMES)} <= {*asked} and len(asked) < 30
    assert len(page.locator("[data-note]").inner_text()) < 500


def test_who_saves_data_has_nothing_fetched_for_later(page: Page, origin: str) -> None:
    """A reader who asked for less would pay for words they may never type."""
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } });")
    page.goto(origin)
    asked = page.evaluate("""async () => {
      const { Engine } = await import(new URL('assets/js/search/engine.js', location.href));
      const engine = new Engine(new URL('.', location.href));
      const asked = [];
      engine.files.fetch = async (path) => { asked.push(path); throw new Error('no network'); };
      engine.stock();
      await new Promise((resolve) => { setTimeout(resolve, 50); });
      return asked;
    }""")
    assert asked == []


def test_a_search_that_was_left_loads_no_hits(page: Page, origin: str) -> None:
    """While a reader types, what they no longer mean would take the place of what they do."""
    page.goto(origin)
    ended, hits = page.evaluate("""async (query) => {
      const { Engine } = await import(new URL('assets/js/search/engine.js', location.href));
      const engine = new Engine(new URL('.', location.href));
      const leaving = new AbortController();
      const ended = engine.search(query, {}, 10, new Set(), leaving.signal).then(() => 'answered', (error) => error.name);
      leaving.abort();
      return [await ended, [...engine.files.kept.keys()].filter((path) => path.includes('/hits/'))];
    }""", MANY_WORDS)
    assert (ended, hits) == ("AbortError", [])


def test_nothing_that_a_browser_kept_is_mixed_with_a_new_build(page: Page, origin: str, site: Path) -> None:
    """For minutes after a release a word would be known as another, and hits be asked for that are gone."""
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if "/lexicon/" in request.url else None)
    page.goto(f"{origin}/search/?q=遅刻")
    page.wait_for_selector(DONE, state="attached")
    tables = [request for request in asked if request.url.endswith(("terms.json", "facets.json"))]
    assert len(tables) == 2 and all("max-age=0" in request.all_headers().get("cache-control", "") for request in tables)
    version = read(site / "pagefind/lexicon/terms.json")["version"]
    assert len(asked) > 2 and all(request.url.endswith(f".json?{version}") for request in asked if request not in tables)
