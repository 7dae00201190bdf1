"""What the service worker keeps: the files of a finished site in packs, and a list that names every one by its hash.

A pack is its files, each compressed by itself, one after the other: the worker stores it as it comes and cuts a file out when it is asked for.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from scripts.site.files import read_tree

FOLDER = "offline"
"""Where packs and list stand; the page for what is not kept (offline/index.html) is beside them."""
WORKER = Path(__file__).with_name("worker.js")
LARGEST = 512 * 1024
"""A pack is fetched whole, and again when any of its files has changed."""
SHELL = ("index.html", "404.html", "search/", "check/", "offline/", "safety/", "list/", "assets/", "data/v1/checker.json", "manifest.webmanifest")
"""Kept before anything else, even when data is to be saved: where a reader begins, and what every page is drawn with."""
SEARCH = ("data/v1/learned.json", "pagefind/")
"""Then what finds: the larger half of the draft checker, and search."""
DOWNLOADS = ("data/v1/", "sitemap.", "feed", "tags.json", "robots.txt", "_")
"""Not kept: what is downloaded, or read by other programs. (SHELL goes first.)"""
PICTURES = ("assets/img/card", "assets/img/icon-", "assets/img/touch-icon")
"""Not kept either: no page shows them."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Files that are fetched and kept together. `files`: (path, compressed size, hash of the content)."""

    name: str
    kind: str
    body: bytes
    files: tuple[tuple[str, int, str], ...]

    def listed(self) -> dict[str, object]:
        """As the worker's list has it."""
        return {"name": self.name, "kind": self.kind, "bytes": len(self.body), "files": self.files}


def write_offline(site: Path) -> str:
    """Add packs, list and worker to a finished site; the name of the build, which is the hash of the list."""
    packs = packed(read_tree(site))
    listing = json.dumps([pack.listed() for pack in packs], ensure_ascii=False, separators=(",", ":")).encode()
    build = _hash(listing)
    (site / FOLDER).mkdir(exist_ok=True)
    for pack in packs:
        (site / FOLDER / f"{pack.name}.pack").write_bytes(pack.body)
    (site / FOLDER / f"{build}.json").write_bytes(listing)
    (site / "sw.js").write_text(WORKER.read_text("utf-8").replace("@BUILD@", build), "utf-8")
    return build


def packed(files: dict[str, bytes]) -> list[Pack]:
    """The files to keep, in the order in which they are fetched: shell, search, then the pages by section."""
    kept = sorted((_order(path), path) for path in files if not path.startswith(PICTURES) and (path.startswith((*SHELL, *SEARCH)) or not path.startswith(DOWNLOADS)))
    packs: list[Pack] = []
    for (_, kind, _), group in groupby(kept, key=lambda item: item[0]):
        parts: list[tuple[str, bytes, str]] = []
        for _, path in group:
            part = path, gzip.compress(files[path], 9, mtime=0), _hash(files[path])
            if parts and sum(len(body) for _, body, _ in parts) + len(part[1]) > LARGEST:
                packs.append(_pack(kind, parts))
                parts = []
            parts.append(part)
        packs.append(_pack(kind, parts))
    return packs


def _pack(kind: str, parts: list[tuple[str, bytes, str]]) -> Pack:
    body = b"".join(body for _, body, _ in parts)
    return Pack(_hash(body), kind, body, tuple((path, len(part), name) for path, part, name in parts))


def _order(path: str) -> tuple[int, str, str]:
    """Rank, kind and section: a change in one section leaves the packs of the others as they are."""
    if path.startswith(SHELL):
        return 0, "shell", ""
    if path.startswith(SEARCH):
        return 1, "search", path.split("/")[1] if path.count("/") > 1 else ""
    return 2, "pages", "/".join(path.split("/")[:-1][:2]) if path.startswith(("phrases/", "situations/")) else path.split("/")[0]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
