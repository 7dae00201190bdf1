"""The generator after MkDocs makes the same pages of the same Markdown; its exit code alone would hide what is missing."""

from __future__ import annotations

import importlib.util
import posixpath
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from scripts.project import ROOT
from scripts.site.build import build
from scripts.site.files import read_tree
from tests.hostile.tree import Row, rows

pytestmark = pytest.mark.skipif(importlib.util.find_spec("zensical") is None, reason="Zensical is not installed: make site BUILDER=zensical installs it")
THEMES = {"md-overlay", "md-skip", "md-dialog"}
"""Parts of the theme's own frame that no reader sees, and that each theme draws in its own way."""


def seen(html: str) -> list[Row]:
    """What a reader is given: everything from the header on, without the theme's own frame, in the same spacing."""
    kept = [(name, said if not isinstance(said, str) else "".join(said.split())) for _, name, said in rows(html)
            if not (isinstance(said, dict) and THEMES & set(said.get("class", "").split())) and name not in ("meta", "link", "#comment")]
    start = next(index for index, (name, said) in enumerate(kept) if name == "header")
    return [(0, name, {k: posixpath.normpath(v) if k in ("href", "src", "action") else v for k, v in said.items()} if isinstance(said, dict) else said) for name, said in kept[start:]]


def test_zensical_builds_the_same_pages(project: Path) -> None:
    """On the day MkDocs no longer runs, pages would be missing or changed, and nothing would say so."""
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    build(project, project / "now")
    build(project, project / "next", builder="zensical")
    now, after = read_tree(project / "now"), read_tree(project / "next")
    ours, theirs = ({name for name in tree if not name.startswith("offline/")} for tree in (now, after))
    assert ours - theirs <= {"sitemap.xml.gz"} and not theirs - ours
    assert {name for name in ours if name.startswith(("pagefind/", "data/v1/")) and now[name] != after[name]} == set()
    listed = [sorted(re.findall(r"<url>.*?</url>", unescape(tree["sitemap.xml"].decode()))) for tree in (now, after)]
    assert listed[0] and listed[0] == listed[1]
    for name in sorted(ours):
        if name.endswith(".html"):
            assert seen(now[name].decode()) == seen(after[name].decode()), name
