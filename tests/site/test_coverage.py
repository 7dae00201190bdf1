"""What the site promises to hold, counted from the data it publishes; and the page that shows the rest to contributors."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from scripts.corpus.load import load
from scripts.coverage.count import cover
from scripts.project import ROOT

Entries = list[dict[str, Any]]
SCENES = ("partner", "ex-partner", "friend", "family", "workplace", "client", "acquaintance")
STAGES = ("before", "apology", "right-after", "days-later", "waiting", "refused", "reconnecting", "rebuilding")
NATURAL = {"partner": ("casual", "soft"), "ex-partner": ("soft", "polite"), "friend": ("casual", "soft"), "family": ("casual", "soft", "polite"),
           "workplace": ("casual", "polite", "formal"), "client": ("polite", "formal"), "acquaintance": ("soft", "polite")}


@pytest.fixture(scope="session")
def entries(site: Path) -> Entries:
    """/data/v1/entries.json"""
    return json.loads((site / "data/v1/entries.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def everything(site: Path) -> dict[str, Any]:
    """/data/v1/corpus.json"""
    return json.loads((site / "data/v1/corpus.json").read_text("utf-8"))


def phrases(entries: Entries) -> Entries:
    return [e for e in entries if e["kind"] == "phrase"]


def test_enough_of_every_kind(entries: Entries, everything: dict[str, Any]) -> None:
    """The site would be thinner than it says it is: too few words, questions, NG or guides to answer most troubles."""
    kinds = Counter(e["kind"] for e in entries)
    assert kinds["phrase"] >= 600 and kinds["qa"] >= 60 and kinds["ng"] >= 50 and kinds["guide"] >= 12 and kinds["safety"] >= 5
    assert {e["id"] for e in entries if e["kind"] == "cause"} == {t["id"] for t in everything["vocabularies"]["cause"]} and kinds["cause"] == 10
    assert sum(len(p["wordings"]) for p in everything["phrase"]) >= 1400


def test_every_scene_and_stage_has_words(entries: Entries) -> None:
    """A cell of the home page's table would be empty or hold one lone card."""
    cells = Counter((e["scene"][0], e["stage"][0]) for e in phrases(entries))
    assert set(cells) == {(scene, stage) for scene in SCENES for stage in STAGES}
    few = {cell: n for cell, n in cells.items() if n < (2 if "ex-partner" in cell or "refused" in cell else 8)}
    assert not few


def test_every_cause_has_words(entries: Entries) -> None:
    """Someone who comes by the cause of their trouble would find hardly anything."""
    causes = Counter(cause for e in phrases(entries) for cause in e["cause"])
    assert len(causes) == 10 and min(causes.values()) >= 20, causes


def test_every_situation_that_happens_has_words(entries: Entries) -> None:
    """A page of a scene and a cause would be missing, or stop after one card."""
    goals = load(ROOT).corpus.goals
    never = {(n.scene, n.cause) for n in goals.never}
    assert goals.situation >= 3 and len(never) <= 10, "goals are met with words, not by asking for less"
    situations = Counter((e["scene"][0], cause) for e in phrases(entries) for cause in e["cause"])
    causes = {cause for _, cause in situations}
    assert not {(s, c): situations[s, c] for s in SCENES for c in causes if (s, c) not in never and situations[s, c] < 3}


def test_every_place_speaks_its_natural_tones(everything: dict[str, Any]) -> None:
    """A boss would be offered chat talk only, or a friend business language."""
    tones = {(p["scene"], p["stage"], w["tone"]) for p in everything["phrase"] for w in p["wordings"]}
    assert not [(s, g, t) for s, natural in NATURAL.items() for g in STAGES for t in natural if (s, g, t) not in tones]


def test_every_channel_has_words(everything: dict[str, Any]) -> None:
    """A reader who has to write an e-mail with a subject, ring up, or write a letter would find chat lines."""
    wordings = [w for p in everything["phrase"] for w in p["wordings"]]
    channels = Counter(c for w in wordings for c in w["channels"] if c != "email" or w["subject"].strip())
    assert channels["email"] >= 60 and channels["phone"] >= 40 and channels["letter"] >= 25
    assert channels["chat"] >= 400 and channels["in-person"] >= 200


def test_every_ng_is_found_explained_and_replaced(everything: dict[str, Any]) -> None:
    """The draft checker would pass a known mistake, or forbid without saying why and what instead."""
    ng = everything["ng"]
    assert {e["type"] for e in ng} == {t["id"] for t in everything["vocabularies"]["ng-type"]}
    known = {p["id"] for p in everything["phrase"]}
    for entry in ng:
        assert entry["patterns"] and entry["why"].strip() and entry["consequence"].strip() and entry["say_instead"].strip(), entry["id"]
        assert entry["instead"] and set(entry["instead"]) <= known, entry["id"]


def test_every_safety_page_leads_to_help(everything: dict[str, Any]) -> None:
    """Someone in danger would read advice without a number to call."""
    lines = {line["id"] for line in everything["helpline"]}
    assert len(everything["safety"]) >= 5
    assert all(entry["helplines"] and set(entry["helplines"]) <= lines for entry in everything["safety"])


def test_published_counts_are_those_of_the_coverage_page(entries: Entries) -> None:
    """The page for contributors would say something else than the site holds."""
    coverage = cover(load(ROOT).corpus)
    cells = Counter((e["scene"][0], e["stage"][0]) for e in phrases(entries))
    assert {cell: count.have for cell, count in coverage.cells.items()} == dict(cells)


def test_tables_fit_a_phone(page: Page, origin: str) -> None:
    """The page would scroll sideways on a phone, or a number be too small to hit."""
    page.goto(f"{origin}/contribute/coverage/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sizes = page.evaluate("[...document.querySelectorAll('table.matrix td a')].map(a => a.getBoundingClientRect()).map(r => Math.min(r.width, r.height))")
    assert len(sizes) > 100 and min(sizes) >= 40
