"""Make what each contender needs out of one build of the site, in a work folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from scripts.project import source_date
from scripts.site.files import read_tree, write_tree

_CARD = re.compile(r'(<article class="card[^>]*?) id="([^"]+)">(\s*)<h3 class="card-title">')


def name_headings(text: str) -> str:
    """The page with each card's id on its heading: the one place where Material and Pagefind look for an address within a page."""
    return _CARD.sub(r'\1>\3<h3 class="card-title" id="\2">', text)


def pages_for_pagefind(site: Path, target: Path, package: str) -> None:
    """Copy the built pages into `target` and index them there with the binary of `package` as it comes."""
    files = {path: name_headings(data.decode("utf-8")) if path.endswith(".html") else data
             for path, data in read_tree(site).items() if not path.startswith("pagefind/")}
    shutil.rmtree(target, ignore_errors=True)
    write_tree(target, files.items())
    subprocess.run([str(import_module(package).get_executable()), "--site", str(target), "--quiet"], check=True)


def site_for_material(root: Path, docs: Path, work: Path) -> None:
    """Build the same Markdown into `work`/site with Material's own theme and its search plugin, as its manual has it for Japanese."""
    shutil.rmtree(work, ignore_errors=True)
    write_tree(work / "docs", ((path, name_headings(data.decode("utf-8")) if path.endswith(".md") else data) for path, data in read_tree(docs).items()))
    os.environ["SOURCE_DATE_EPOCH"] = str(source_date(root))
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    config = load_config(str(root / "mkdocs.yml"), docs_dir=str(work / "docs"), site_dir=str(work / "site"), strict=False, extra_css=[],
                         theme={"name": "material", "language": "ja", "font": False}, plugins=[{"search": {"lang": "ja"}}, "tags"])
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    finally:
        config.plugins.on_shutdown()
