"""The way in with nothing but a browser: every page and every hole leads to GitHub, to the right file, with something to write over."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page

from scripts.corpus.load import load
from scripts.coverage.count import cover
from scripts.pages import contribute
from scripts.pages.site import Site
from scripts.project import ROOT, repo_url
from tests.site.html import parse

CORPUS = load(ROOT).corpus
COVERAGE = cover(CORPUS)
GITHUB = 8000
"""Bytes of an address that GitHub still takes."""


def new_links(site: Path, url: str) -> list[str]:
    return [link for link in parse(site / url / "index.html").links if "/new/main/" in link]


def opened(link: str) -> tuple[str, str]:
    """The folder under corpus/ and the text that GitHub's view opens with."""
    parts = urlsplit(link)
    query = parse_qs(parts.query, strict_parsing=True)
    assert link.startswith(f"{repo_url()}/new/main/corpus/") and set(query) == {"filename", "value"} and query["filename"][0].endswith(".yml")
    return parts.path.partition("/new/main/corpus/")[2], query["value"][0]


def test_every_place_of_a_scene_opens_the_right_folder_with_a_template(site: Path) -> None:
    """A contributor would land in the wrong folder, or before an empty page that says nothing of the format."""
    for scene in CORPUS.vocabularies["scene"]:
        found = Counter()
        for link in new_links(site, f"contribute/coverage/{scene.id}"):
            folder, text = opened(link)
            cause = re.search(r"(?m)^causes: \[([a-z-]+)\]$", text)
            assert re.search(r"(?m)^intent: # 例: ", text)
            found[folder, cause[1] if cause else ""] += 1
        stages = {(f"phrases/{scene.id}/{stage.id}", ""): 1 for stage in CORPUS.vocabularies["stage"]}
        causes = Counter((f"phrases/{scene.id}/{COVERAGE.next_stage[scene.id, c.id]}", c.id) for c in CORPUS.vocabularies["cause"] if (scene.id, c.id) not in COVERAGE.never)
        gaps = Counter((f"phrases/{scene.id}/{stage}", cause) for of, cause, stage in COVERAGE.breaks if of == scene.id)
        assert found == Counter(stages) + causes + gaps


def test_numbers_lead_to_their_place(site: Path) -> None:
    """A number in the table would lead to the top of a page, and the contributor would have to look again."""
    links = [link for link in parse(site / "contribute/coverage/index.html").links if "#stage-" in link or "#cause-" in link]
    assert len(links) == len(COVERAGE.cells) + len(COVERAGE.situations) - len(COVERAGE.never)
    places = {f"{scene.id}/#{i}" for scene in CORPUS.vocabularies["scene"] for i in parse(site / f"contribute/coverage/{scene.id}/index.html").ids}
    assert set(links) <= places


def test_the_way_in_leads_to_every_scene_and_kind(site: Path) -> None:
    """The pages would exist and nobody find them."""
    links = parse(site / "contribute/index.html").links
    assert {f"coverage/{scene.id}/" for scene in CORPUS.vocabularies["scene"]} | {"coverage/", "style/"} <= set(links)
    assert [opened(link)[0] for link in new_links(site, "contribute")] == ["qa", "ng", "guides"]
    assert f"{repo_url()}/issues/new?template=phrase.yml" in links


def test_every_page_can_be_mended_or_added_to_in_the_browser(site: Path) -> None:
    """Someone who knows a better phrase would have to find the file in the repository."""
    for path in sorted(site.rglob("*.html")):
        if path.name != "404.html":
            editable = [link for link in parse(path).links if link.startswith((f"{repo_url()}/edit/main/", f"{repo_url()}/new/main/"))]
            assert editable, path
            for link in editable:
                if "/edit/main/" in link:
                    assert (ROOT / link.partition("/edit/main/")[2]).is_file(), (path, link)
                else:
                    assert len(quote(link, safe="%/:?&=+,[]()@")) < GITHUB and (ROOT / "corpus" / opened(link)[0]).is_dir(), (path, link)


def test_pages_of_words_offer_their_own_place(site: Path) -> None:
    """Whoever misses a phrase on a page would not be led to where it belongs."""
    for scene, stage in COVERAGE.cells:
        assert f"phrases/{scene}/{stage}" in {opened(link)[0] for link in new_links(site, f"phrases/{scene}/{stage}")}
    for folder, kind in (("qa", "qa"), ("ng", "ng"), ("guides", "guides"), ("safety", "safety"), ("check", "ng")):
        assert [opened(link)[0] for link in new_links(site, folder)] == [kind]


def test_pages_for_contributors_stay_light(site: Path) -> None:
    """On a phone in the train, the page would take longer than the sentence."""
    heavy = {str(path): path.stat().st_size for path in (site / "contribute").rglob("*.html") if path.stat().st_size > 100_000}
    assert not heavy


@pytest.fixture
def lacking(project: Path) -> Site:
    """The sample, asked for more than it has."""
    (project / "corpus/coverage.yml").write_text("cells:\n  - {least: 2}\nsituation: 5\nnever:\n  - {scene: client, cause: cheating, why: 仕事では起きない。}\n", "utf-8")
    corpus = load(project).corpus
    return Site(corpus, "https://github.com/a/b")


def test_shortage_is_said_in_words(lacking: Site) -> None:
    """A cell below its goal would be marked by nothing, or by colour alone."""
    body = str(next(contribute.coverage(lacking)).body)
    assert 'aria-label="友人・謝るに足す(いま 1、あと 1 足りない)">1<small>あと1</small></a>' in body
    assert 'aria-label="友人・約束に足す(いま 3、あと 2 足りない)' in body
    assert "友人 × 謝る前:いま 0、あと 2" in body and "<small>corpus/phrases/friend/before/</small>" in body
    assert "取引先・お客様と浮気:仕事では起きない。" in body


def test_every_hole_opens_a_prefilled_file_and_the_page_stays_bounded(lacking: Site) -> None:
    """With many holes the page would grow by megabytes, or holes would be listed that lead nowhere."""
    overview, *scenes = (str(page.body) for page in contribute.coverage(lacking))
    assert len(lacking.coverage.holes) > 2 * contribute.OPEN_HOLES
    assert overview.count("/new/main/corpus/phrases/") == contribute.OPEN_HOLES
    assert f"ほかの {len(lacking.coverage.holes) - contribute.OPEN_HOLES} は" in overview
    bodies = "".join(scenes)
    for hole in lacking.coverage.holes:
        assert str(lacking.new_url(hole.folder, **hole.given)).replace("&", "&amp;").replace("'", "&#39;").replace('"', "&#34;") in bodies, hole.what
    assert max(len(body.encode()) for body in (overview, *scenes)) < 100_000


def test_style_guide_shows_pairs_from_the_corpus(site: Path) -> None:
    """The guide would go on quoting words that the corpus has long given up."""
    text = re.sub(r"<[^>]+>", "", (site / "contribute/style/index.html").read_text("utf-8"))
    found = parse(site / "contribute/style/index.html")
    assert {f"avoid-{t.id}" for t in CORPUS.vocabularies["ng-type"]} <= set(found.ids)
    pages = {link.rpartition("#")[2] for link in found.links}
    shown = [ng for ng in CORPUS.ng.values() if ng.id in pages]
    assert len(shown) >= 2 * len(list(CORPUS.vocabularies["ng-type"])) - 2
    for ng in shown:
        assert any(example.strip() in text for example in ng.examples) and ng.why.strip() in text and ng.instead[0] in pages


def test_prefilled_text_arrives_in_the_browser_as_it_was_written(page: Page, origin: str) -> None:
    """The address holds Japanese as itself; a browser that read it otherwise would open a file of broken characters."""
    page.goto(f"{origin}/contribute/coverage/friend/")
    href = page.evaluate("document.querySelector('#stage-apology a').href")
    assert href.isascii() and len(href) < GITHUB
    folder, text = opened(href)
    assert folder == "phrases/friend/apology" and text.startswith("# 言葉(友人・謝る)。") and "\n" in text
