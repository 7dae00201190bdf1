"""What a page's module imports, so that its head can ask for all of it at once: a phone would fetch one after another."""

from __future__ import annotations

import re
from functools import lru_cache
from posixpath import dirname, normpath

from scripts.project import ROOT

_IMPORT = re.compile(r'(?m)^import [^;"]+ from "(\.{1,2}/[^"]+)";')


@lru_cache(maxsize=None)
def modules(path: str) -> tuple[str, ...]:
    """The module at `path` (below docs/) and every module it imports from the start, as such paths."""
    found = [path]
    for at in found:
        for target in _IMPORT.findall((ROOT / "docs" / at).read_text("utf-8")):
            if (imported := normpath(f"{dirname(at)}/{target}")) not in found:
                found.append(imported)
    return tuple(found)
