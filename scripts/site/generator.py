"""MkDocs, called in this process: Markdown in one folder, HTML in another."""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from scripts.project import repo_url, source_date
from scripts.site.finished import Finished


UNUSED = ("assets/images", "assets/javascripts", "assets/stylesheets")
"""What Material copies into every site and no page of ours loads: 2.6 MB."""


class GeneratorError(Exception):
    """MkDocs stopped; the message is its own."""


class _Collect(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def generate(root: Path, docs: Path, site: Path, *, strict: bool = True, dirty: bool = False, site_url: str | None = None) -> list[str]:
    """Build `docs` into `site`; returns MkDocs' warnings. Raises GeneratorError.

    `dirty` renders only the Markdown files newer than their HTML. `site_url`
    takes the place of the one in mkdocs.yml.
    """
    os.environ["SOURCE_DATE_EPOCH"] = str(source_date(root))
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material prints a notice about MkDocs 2 that strict mode would count
    collect = _Collect()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(collect)
    logger.propagate = False
    try:
        chosen = {"site_url": site_url} if site_url else {}
        config = load_config(str(root / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(site), strict=strict, repo_url=repo_url(root), **chosen)
        config.plugins["finished"] = Finished()
        config.plugins.on_startup(command="build", dirty=dirty)
        try:
            build(config, dirty=dirty)
        finally:
            config.plugins.on_shutdown()
    except (Abort, MkDocsException) as error:
        raise GeneratorError("\n".join([*collect.lines, str(error)])) from error
    finally:
        logger.removeHandler(collect)
    for folder in UNUSED:
        shutil.rmtree(site / folder, ignore_errors=True)
    return collect.lines
