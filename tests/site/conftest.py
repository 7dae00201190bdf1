"""The real site, built once, served as a host would, and opened in a real Chromium."""

from __future__ import annotations

import functools
import http.server
import threading
from pathlib import Path
from typing import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from scripts.browser import ARGUMENTS, ensure
from scripts.project import ROOT
from scripts.site.build import build
from scripts.site.serve import Server


SUB_PATH = "gomen-no-tsuzuki"
expect.set_options(timeout=30_000)  # as long as everything else is waited for: a busy machine takes 5 s to load the search


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make site` builds it, in the folder that `site_url` names, so that it can also be served under that path."""
    target = tmp_path_factory.mktemp("host") / SUB_PATH
    build(ROOT, target, work=tmp_path_factory.mktemp("work"))
    return target


@pytest.fixture(scope="session")
def origin(site: Path) -> Iterator[str]:
    """The site at the root of a host: http://127.0.0.1:port"""
    yield from _serve(site)


@pytest.fixture(scope="session")
def sub_path(site: Path) -> Iterator[str]:
    """The same files under a path, as a project page has them."""
    for origin in _serve(site.parent):
        yield f"{origin}/{SUB_PATH}"


def _serve(folder: Path) -> Iterator[str]:
    server = Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=ensure(), args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone's page; an error in a script or a blocked resource fails the test that caused it."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert not errors, errors
