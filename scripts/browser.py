"""Find a real Chromium for the tests, or fetch one.

In this order: $CHROME, one on the PATH, Debian's package (as root), Playwright's own download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update")
FONTS = "fonts-noto-cjk"


class NoBrowser(Exception):
    """No Chromium was found and none could be fetched."""


def find() -> str | None:
    """The path of a Chromium that is there, or None."""
    if given := os.environ.get("CHROME"):
        return given if Path(given).exists() else None
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return _playwrights()


def ensure() -> str:
    """The path of a Chromium, fetched when there is none. Raises NoBrowser."""
    return find() or _from_debian() or _from_playwright() or _give_up()


def _playwrights() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as play:
        path = play.chromium.executable_path
    return path if Path(path).exists() else None


def _from_debian() -> str | None:
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    subprocess.run(["apt-get", "install", "-y", "-qq", "chromium", FONTS], check=False, **quiet)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _from_playwright() -> str | None:
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return _playwrights()


def _give_up() -> str:
    raise NoBrowser("Chromium が見つかりません。入れるか、環境変数 CHROME に実行ファイルの場所を書いてください。")
