"""What can be called: the targets of the Makefile, the verbs of `python -m scripts`."""

from __future__ import annotations

import contextlib
import functools
import io
import re

from scripts.cli import main
from scripts.project import ROOT


@functools.cache
def targets() -> frozenset[str]:
    return frozenset(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8")))


@functools.cache
def verbs() -> frozenset[str]:
    """As `--help` lists them."""
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), contextlib.suppress(SystemExit):
        main(["--help"])
    return frozenset(re.findall(r"(?m)^    ([a-z-]+)(?= |$)", shown.getvalue()))
