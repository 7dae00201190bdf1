"""What the service worker keeps: the files of a finished site in packs, and a list that names every one by its hash.

A pack is its files, each compressed by itself, one after the other: the worker stores it as it comes and cuts a file out when it is asked for.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import asdict, dataclass
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from typing import Sequence

from scripts.corpus.beside import at_once

FOLDER = "offline"
"""Where packs and list stand; the page for what is not kept (offline/index.html) is beside them."""
WORKER = Path(__file__).with_name("worker.js")
GZIP = b"\x1f\x8b"
"""What begins so is compressed already."""
LARGEST = 512 * 1024
"""A pack is fetched whole, and again when any of its files has changed."""
KINDS = ("shell", "search", "pages")
"""In the order in which they are fetched."""
SHELL = ("index.html", "404.html", "search/", "check/", "offline/", "safety/", "list/", "assets/", "data/v1/checker.json", "manifest.webmanifest")
"""Kept before anything else, even when data is to be saved: where a reader begins, and what every page is drawn with."""
SEARCH = ("data/v1/learned.json", "pagefind/")
"""Then what finds: the larger half of the draft checker, and search."""
_MANY = 300
"""Of so many files, all processors pack some."""
DOWNLOADS = ("data/v1/", "sitemap.", "feed", "robots.txt", "_")
"""Not kept: what is downloaded, or read by other programs. (SHELL goes first.)"""
PICTURES = ("assets/img/card", "assets/img/icon-", "assets/img/touch-icon")
"""Not kept either: no page shows them."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Files that are fetched and kept together. `files`: (path, compressed size, hash of the content)."""

    name: str
    kind: str
    bytes: int
    files: tuple[tuple[str, int, str], ...]


def write_packs(site: Path, folder: str = "") -> list[Pack]:
    """Add the packs of what stands in a folder of a site."""
    (site / FOLDER).mkdir(exist_ok=True)
    paths = [path.relative_to(site).as_posix() for path in (site / folder).rglob("*") if path.is_file() and not path.name.startswith(".")]
    kept = sorted((_order(path), path) for path in paths if not path.startswith(PICTURES) and (path.startswith((*SHELL, *SEARCH)) or not path.startswith(DOWNLOADS)))
    sections = [(kind, [path for _, path in group]) for (kind, _), group in groupby(kept, key=lambda item: item[0])]
    return [*chain.from_iterable(at_once([partial(_write_section, site, *section) for section in sections], worth=len(kept) >= _MANY))]


def _write_section(site: Path, kind: str, paths: Sequence[str]) -> list[Pack]:
    """Add the packs of a section."""
    packs: list[Pack] = []
    parts: list[tuple[str, bytes, str]] = []
    size = 0
    for path in paths:
        content = (site / path).read_bytes()
        part = path, gzip.compress(content, 0 if content.startswith(GZIP) else 6, mtime=0), _hash(content)
        size += len(part[1])
        if parts and size > LARGEST:
            packs.append(_write_pack(site, kind, parts))
            parts, size = [], len(part[1])
        parts.append(part)
    return [*packs, _write_pack(site, kind, parts)]


def write_worker(site: Path, packs: Sequence[Pack]) -> str:
    """Add the list of the packs, in the order in which they are fetched, and the worker; the name of the build, which is the hash of the list."""
    ordered = sorted(packs, key=lambda pack: KINDS.index(pack.kind))
    listing = json.dumps([asdict(pack) for pack in ordered], ensure_ascii=False, separators=(",", ":")).encode()
    build = _hash(listing)
    (site / FOLDER / f"{build}.json").write_bytes(listing)
    (site / "sw.js").write_text(WORKER.read_text("utf-8").replace("@BUILD@", build), "utf-8")
    return build


def _write_pack(site: Path, kind: str, parts: list[tuple[str, bytes, str]]) -> Pack:
    body = b"".join(body for _, body, _ in parts)
    pack = Pack(_hash(body), kind, len(body), tuple((path, len(part), name) for path, part, name in parts))
    (site / FOLDER / f"{pack.name}.pack").write_bytes(body)
    return pack


def _order(path: str) -> tuple[str, str]:
    """Kind and section: a change in one section leaves the packs of the others as they are."""
    if path.startswith(SHELL):
        return "shell", ""
    if path.startswith(SEARCH):
        return "search", path.split("/")[1] if path.count("/") > 1 else ""
    return "pages", "/".join(path.split("/")[:-1][:2]) if path.startswith(("phrases/", "situations/")) else path.split("/")[0]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
