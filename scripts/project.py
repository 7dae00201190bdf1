"""Where things stand in this project, and the addresses of its repository and its site."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EARLIEST = 315532800
"""1980-01-01, for a copy of the project that has no git history."""


def repo_url(root: Path = ROOT) -> str:
    """`repo_url` of mkdocs.yml; in a workflow, the repository that runs it."""
    if repository := os.environ.get("GITHUB_REPOSITORY"):
        return f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{repository}"
    found = re.search(r"(?m)^repo_url:\s*(\S+)", (root / "mkdocs.yml").read_text("utf-8"))
    if not found:
        raise ValueError("mkdocs.yml に repo_url がありません")
    return found[1]


def site_url(root: Path = ROOT) -> str:
    """Where the site stands, with a slash at its end: SITE_URL, or `site_url` of mkdocs.yml."""
    found = re.search(r"""(?m)^site_url:.*?(https?://[^\s"'\]]+)""", (root / "mkdocs.yml").read_text("utf-8"))
    return (os.environ.get("SITE_URL") or (found[1] if found else "")).rstrip("/") + "/"


def source_date(root: Path = ROOT) -> int:
    """Seconds since 1970 of the last commit, so that no page carries the clock of its build."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    done = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True, check=False)
    return int(done.stdout) if done.returncode == 0 and done.stdout.strip() else EARLIEST
