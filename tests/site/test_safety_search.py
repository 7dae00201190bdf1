"""Queries that speak of danger are led by the right safety page, and ordinary remorse is not."""

from __future__ import annotations

import yaml
from playwright.sync_api import Page

from scripts.project import ROOT


def test_safety_leads(page: Page, origin: str) -> None:
    """Somebody in danger would be offered a phrase to send, or somebody sorry would be sent to a help line."""
    judged = yaml.safe_load((ROOT / "tests/search/safety.yml").read_text("utf-8"))
    page.goto(origin)
    leads = page.evaluate("""async (queries) => {
      const { Engine } = await import(new URL('assets/js/search/engine.js', location.href));
      const engine = new Engine(new URL('./', location.href));
      const leads = [];
      for (const query of queries) leads.push((await engine.read(query, new Set())).leads[0] ?? null);
      return leads;
    }""", [item["q"] for item in judged])
    wrong = [(item["q"], item["leads"], led) for item, led in zip(judged, leads, strict=True) if led != item["leads"]]
    assert not wrong, wrong
