"""Nothing of the built site leads nowhere, whoever asks: a page, a script that reads data, a feed reader, a search engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree

from tests.hostile.tree import errors
from tests.site.conftest import SUB_PATH
from tests.site.html import pages, parse, target


def test_every_page_keeps_the_rules_of_html(site: Path) -> None:
    """Browsers would each mend it in their own way."""
    wrong = {str(page.relative_to(site)): found for page in pages(site) if (found := errors(page.read_text("utf-8")))}
    assert not wrong, list(wrong.items())[:5]


def test_every_address_in_data_arrives(site: Path) -> None:
    """A hit, a finding or a feed would lead to a page or a place that isn't there."""
    ids = {page: set(parse(page).ids) for page in pages(site)}
    asked = 0
    for said, address in _addresses(site):
        parts = urlsplit(address)
        path = parts.path.removeprefix(f"/{SUB_PATH}/").lstrip("/")
        led = target(site, site / "index.html", path + (f"#{parts.fragment}" if parts.fragment else ""))
        assert led and led[0].is_file(), (said, address)
        assert not led[1] or led[0].suffix != ".html" or led[1] in ids[led[0]], (said, address)
        asked += 1
    assert asked > 1000


def _addresses(site: Path) -> Iterator[tuple[str, str]]:
    """(where it stands, address) of everything that scripts and programs follow."""
    for path in (*sorted((site / "data/v1").glob("*.json")), *sorted((site / "pagefind/hits").rglob("*.json"))):
        yield from ((path.name, address) for address in _urls(json.loads(path.read_text("utf-8"))))
    for path in sorted(site.rglob("*.xml")):
        for element in ElementTree.parse(path).iter():
            address = element.get("href") or element.text or ""
            if f"/{SUB_PATH}/" in address and element.tag.rpartition("}")[2] in ("loc", "link", "id"):
                yield path.name, address


def _urls(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "url" and isinstance(item, str) and not item.startswith("https://"):
                yield item
            yield from _urls(item)
    elif isinstance(value, list):
        for item in value:
            yield from _urls(item)
