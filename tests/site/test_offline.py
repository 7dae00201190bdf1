"""Without a network, and across builds: what was visited once can be read and searched, and never as a mix of two builds."""

from __future__ import annotations

import functools
import json
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts.project import ROOT
from scripts.site import offline
from scripts.site.build import build
from scripts.site.files import read_tree
from scripts.site.serve import Handler, Listeners, Server
from tests.conftest import copy_sample
from tests.site.host import Host

STORE = "(await caches.open((await caches.keys()).find((name) => name.startsWith('gomen-no-tsuzuki-'))))"
KEPT = f"async () => (await {STORE}.keys()).map((request) => request.url.split('/offline/')[1])"
PAUSE = "if (performance.now() > 60_000) throw new Error('never'); await new Promise((resolve) => setTimeout(resolve, 50));"
"""In a loop of a page that was opened less than a minute ago."""
CONTROLLED = f"async () => {{ while (!navigator.serviceWorker.controller) {{ {PAUSE} }} }}"
UPDATED = f"""async () => {{
  const registration = await navigator.serviceWorker.ready;
  await registration.update();
  while (registration.installing || registration.waiting || registration.active.state !== "activated") {{ {PAUSE} }}
}}"""


@dataclass(frozen=True)
class Builds:
    """The sample site and the next build of it. `old` and `new`: how the same phrase is titled; `url`: its page."""

    one: Path
    two: Path
    url: str
    old: str
    new: str


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    project = copy_sample(tmp_path_factory.mktemp("project"))
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    phrase = project / "corpus/phrases/friend/apology/film-missed.yml"
    text = phrase.read_text("utf-8")
    old = next(line for line in text.splitlines() if line.startswith("intent:")).removeprefix("intent:").strip()
    new = "山鳩の鳴く朝に謝る"
    build(project, project / "one")
    phrase.write_text(text.replace(old, new), "utf-8")
    (project / "docs/assets/css/site.css").write_text("/* the second build */" + (ROOT / "docs/assets/css/site.css").read_text("utf-8"), "utf-8")
    build(project, project / "two")
    return Builds(project / "one", project / "two", "phrases/friend/apology/", old, new)


def test_many_files_are_packed_as_few_are(builds: Builds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two builds of a large site would differ if who packed what could be seen: readers would load all of it again."""
    one, other = (shutil.copytree(builds.one / "assets", tmp_path / name / "assets").parent for name in ("one", "other"))
    for site in (one, other):
        shutil.copytree(builds.one / "pagefind", site / "pagefind")
    few = offline.write_packs(one)
    monkeypatch.setattr(offline, "_MANY", 1)
    assert offline.write_packs(other) == few
    assert read_tree(one) == read_tree(other)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been here."""
    opened = browser.new_context(viewport={"width": 390, "height": 844})
    yield opened
    opened.close()


def visit(page: Page, url: str, packs: int) -> None:
    """A first visit, until everything is kept."""
    page.goto(url)
    page.evaluate(CONTROLLED)
    kept(page, packs)


def kept(page: Page, packs: int) -> None:
    """Wait until this many packs are kept."""
    page.evaluate(f"async (packs) => {{ while ((await ({KEPT})()).filter((name) => name.endsWith('.pack')).length < packs) "
                  f"{{ {PAUSE} }} }}", packs)


def packs(site: Path, *kinds: str) -> list[str]:
    """The names of a build's packs."""
    listing = next((site / "offline").glob("*.json"))
    return [pack["name"] for pack in json.loads(listing.read_text("utf-8")) if not kinds or pack["kind"] in kinds]


def titles(page: Page, query: str) -> list[str]:
    """Search in the header's box of the open page; what it suggests."""
    box = page.locator("#header-q")
    box.fill("")
    box.press_sequentially(query)
    expect(page.locator(".header-search [role=option]").first).to_be_visible()
    return page.locator(".header-search [role=option] b").all_inner_texts()


def test_everything_works_with_the_network_cut(page: Page, sub_path: str, site: Path) -> None:
    """In a train or a basement, where the words are needed, there would be an error page."""
    visit(page, f"{sub_path}/", len(packs(site)))
    page.context.set_offline(True)
    page.locator("#header-q").fill("納期")
    expect(page.locator(".header-search [role=option]").first).to_be_visible()
    page.goto(f"{sub_path}/phrases/friend/apology/")
    expect(page.locator("[data-entry] [data-copy]").first).to_be_visible()
    page.goto(f"{sub_path}/search/?q=遅刻")
    page.wait_for_selector("[data-search-state=done]", state="attached")
    assert page.locator("[data-hit]").count() == 10
    page.locator("[data-hit] .hit-title a").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.goto(f"{sub_path}/guides/roadmap")
    assert page.url.endswith("/guides/roadmap/"), "an address without its last slash"
    page.goto(f"{sub_path}/check/")
    page.locator("textarea[name=draft]").fill("昨日はごめん。でも、そっちだって悪いところあるよね。")
    expect(page.locator("[data-finding]").first).to_be_visible()
    page.goto(f"{sub_path}/nowhere/")
    expect(page.locator("[data-retry]")).to_have_attribute("href", f"{sub_path}/nowhere/")
    page.goto("about:blank")
    page.goto(f"{sub_path}/offline/#//example.com/")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[data-retry]")).to_be_hidden()


def test_a_new_build_arrives_while_a_page_is_open(context: BrowserContext, builds: Builds) -> None:
    """An open page would search the new index with the old words, or a new page be drawn with old styles."""
    with Host(builds.one) as host:
        open_page, other = context.new_page(), context.new_page()
        visit(open_page, f"{host.origin}/{builds.url}", len(packs(builds.one)))
        host.folder = builds.two
        other.goto(f"{host.origin}/{builds.url}")
        expect(other.locator(".card-title").first).to_have_text(builds.old)
        other.evaluate(UPDATED)
        assert builds.old in titles(open_page, builds.old[:4]), "an open page keeps its build, also for what it had not loaded yet"
        assert "second build" not in open_page.evaluate("async () => (await fetch('../../../assets/css/site.css')).text()")
        other.goto(f"{host.origin}/{builds.url}")
        expect(other.locator(".card-title", has_text=builds.new)).to_be_visible()
        assert "second build" in other.evaluate("async () => (await fetch('../../../assets/css/site.css')).text()")
        assert builds.new in titles(other, "山鳩")
        kept(other, len({*packs(builds.one), *packs(builds.two)}))
        open_page.reload()
        expect(open_page.locator(".card-title", has_text=builds.new)).to_be_visible()


def test_a_file_of_another_build_is_never_an_answer(context: BrowserContext, builds: Builds) -> None:
    """A page whose build is no longer on the host, and not kept, would be given pieces of the next one."""
    with Host(builds.one) as host:
        shell = packs(builds.one, "shell")
        host.instead = lambda path, body: None if path.endswith(".pack") and Path(path).stem not in shell else body
        page = context.new_page()
        visit(page, f"{host.origin}/", len(shell))
        host.folder, host.instead = builds.two, lambda path, body: None if path.startswith("offline/") else body
        ask = "async (path) => { try { return (await fetch(path)).status; } catch { return 'refused'; } }"
        assert page.evaluate(ask, "pagefind/lexicon/terms.json") == "refused"
        assert page.evaluate("async () => (await fetch('assets/css/site.css')).text()").count("second build") == 0
        page.goto(f"{host.origin}/{builds.url}")
        expect(page.locator(".card-title", has_text=builds.new)).to_be_visible()
        assert "second build" in page.evaluate("async () => (await fetch('../../../assets/css/site.css')).text()"), "a page of the new build is left to the host"
        assert page.evaluate(ask, "../../../pagefind/lexicon/terms.json") == 200


def test_what_is_not_the_file_is_not_kept(context: BrowserContext, builds: Builds) -> None:
    """The sign-in page of a station's Wi-Fi would be kept in the place of the index, for good."""
    with Host(builds.one) as host:
        shell = packs(builds.one, "shell")
        host.instead = lambda path, body: b"<h1>Wi-Fi</h1>" if path.endswith(".pack") and Path(path).stem not in shell else body
        page = context.new_page()
        visit(page, f"{host.origin}/", len(shell))
        page.goto(f"{host.origin}/{builds.url}")
        expect(page.locator(".card-title").first).to_have_text(builds.old)
        assert len([name for name in page.evaluate(KEPT) if name.endswith(".pack")]) == len(shell)
        page.evaluate(f"async () => {{ while (!(await ({KEPT})()).some((name) => name.startsWith('file/'))) {{ {PAUSE} }} }}")
        context.set_offline(True)
        page.reload()
        expect(page.locator(".card-title").first).to_have_text(builds.old)
        page.goto(f"{host.origin}/ng/")
        assert page.url.endswith("/offline/#/ng/"), "what is not kept says so"
        expect(page.locator("[data-retry]")).to_be_visible()
        host.instead = lambda path, body: body
        context.set_offline(False)
        page.wait_for_url(f"{host.origin}/ng/")
        kept(page, len(packs(builds.one)))


def test_data_is_saved_when_asked(context: BrowserContext, builds: Builds) -> None:
    """Who pays for every megabyte would pay for pages never read."""
    thrifty = b'Object.defineProperty(navigator, "connection", { value: { saveData: true } });'
    with Host(builds.one) as host:
        host.instead = lambda path, body: thrifty + body if path == "sw.js" else body
        page = context.new_page()
        shell = packs(builds.one, "shell")
        visit(page, f"{host.origin}/", len(shell))
        page.goto(f"{host.origin}/{builds.url}", wait_until="networkidle")
        page.wait_for_timeout(3000)
        assert {Path(path).stem for path in host.asked if path.endswith(".pack")} == set(shell)


def test_serve_is_not_caught_by_an_earlier_worker(context: BrowserContext, builds: Builds) -> None:
    """A writer would look at the site of last week, whatever is saved."""
    page = context.new_page()
    with Host(builds.one) as host:
        visit(page, f"{host.origin}/{builds.url}", len(packs(builds.one)))
    Handler.listeners = Listeners()
    with Server(("127.0.0.1", host.port), functools.partial(Handler, directory=str(builds.two))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page.goto(f"{host.origin}/{builds.url}")
        expect(page.locator(".card-title", has_text=builds.new)).to_be_visible(timeout=20_000)
        assert page.evaluate("async () => (await caches.keys()).length") == 0
        server.shutdown()
