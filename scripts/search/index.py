"""Compile the lexicon and run Pagefind's binary over the records.

The records go through the binary as small HTML files: its Python API handles
one message per 100 ms (1,000 records took 102 s; as files, 0.8 s).
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Mapping, Sequence

from scripts.pages.site import Site
from scripts.search.facets import facet_table
from scripts.search.lexicon import Lexicon, compile_lexicon
from scripts.search.packing import pack
from scripts.search.places import Places
from scripts.search.raw import ChangedFormat, Raw, read_raw, tidy
from scripts.search.records import Known, Record, records
from scripts.site.files import fresh, write_if_changed, write_tree


class PagefindError(Exception):
    """Pagefind is missing or failed; the message says what to do."""


BATCH = 200
"""So many records are given to Pagefind at once: its time grows faster than their number (0.1 s for 200, 1.5 s for 1,000), and the next batch is made meanwhile."""
BUNDLE = 2
"""So many records are shown from one file, a part of a batch: neighbours of a cell are often found together, and an edit writes one file anew. As in files.js."""


def write_index(site: Site, work: Path, output: Path, lexicon: Lexicon | None = None, known: Known | None = None, *, version: str | None = None) -> set[str]:
    """Put the index of the whole corpus, and the lexicon that belongs to it, into `output`; the tokens that it leaves out.

    What hits show and how their texts are read (hits/ and readings/<version>/<number>.json, BUNDLE of them in each) stand in the place of Pagefind's fragments:
    a fragment repeats every token of its record, and what it carries for a hit is indexed as words too; our file is a
    third of its size and costs the index nothing. The version names what is indexed and shown: files that belong
    together stand under one, however long a browser keeps them.

    `work` keeps the records and what Pagefind makes of them: the next time only what is new takes long. `lexicon` and
    `known` spare what was made before. With a `version` of its own, `output` may hold an index already: only what
    changed is written, and batches that are as they were are not given to Pagefind. Raises PagefindError.
    """
    lexicon = lexicon or compile_lexicon(site.corpus)
    lexicon.analyser.settle()
    digest = hashlib.sha256()
    places = Places()
    folder = version or "new"
    entries = list(site.corpus)
    with ThreadPoolExecutor(1) as beside:  # Pagefind takes a batch while the next is made
        running: list[Future[Raw]] = []
        for first in range(0, len(entries), BATCH):
            batch = list(records(site, lexicon, entries[first:first + BATCH], known))
            pages = {number: record.html() for number, record in enumerate(batch, first)}
            running.append(beside.submit(indexed, pages, work / str(first // BATCH), again=version is None))
            for number, record in enumerate(batch, first):
                places.add(number, record.stretches)
                digest.update(f"{pages[number]}{record.stretches}".encode())
            for bundle in write_hits(output, folder, first, batch):
                digest.update(bundle.encode())
        raws = [future.result() for future in running]
    if version is None:
        version = digest.hexdigest()[:6]
        for shown in ("hits", "readings"):
            (output / shown / folder).rename(output / shown / version)
    try:
        common = pack(raws, places, output, version)
    except ChangedFormat:
        raise PagefindError(CHANGED) from None
    for name, content in {**lexicon.files(version), "facets.json": facet_table(entries)}.items():
        write_if_changed(output / "lexicon" / name, content)
    return common


def write_hits(output: Path, folder: str, first: int, found: Sequence[Record]) -> list[str]:
    """What the browser loads of records that were found; they are whole bundles, from the record `first` on. The bundles."""
    made: list[str] = []
    for kind, shown in (("hits", [record.hit for record in found]), ("readings", [record.readings for record in found])):
        for at in range(0, len(found), BUNDLE):
            made.append(json.dumps(shown[at:at + BUNDLE], ensure_ascii=False, separators=(",", ":")))
            write_if_changed(output / f"{kind}/{folder}/{(first + at) // BUNDLE}.json", made[-1])
    return made


CHANGED = "Pagefind の索引の形が変わりました。requirements.in の版を確かめてください。"


def indexed(pages: Mapping[int, str], work: Path, *, again: bool) -> Raw:
    """What Pagefind makes of the pages of some records, by number; `again`: even if they are as they were. Raises PagefindError."""
    changed = write_tree(work / "records", ((f"{number:06d}.html", page) for number, page in pages.items()))
    if again or changed or not (work / "whole").exists():
        _run(work / "records", work / "pagefind", work / "whole")
    try:
        raw = read_raw(work / "pagefind")
    except ChangedFormat:
        raise PagefindError(CHANGED) from None
    if len(raw.numbers) != len(pages):
        raise PagefindError(CHANGED)
    tidy(raw)
    return raw


def _run(pages: Path, output: Path, whole: Path) -> None:
    """Pagefind's binary. It leaves a file that is there as it is; `whole` tells that none of them is half of one."""
    if not whole.exists():
        fresh(output)
    whole.unlink(missing_ok=True)
    entry = output / "pagefind-entry.json"
    entry.unlink(missing_ok=True)
    try:
        done = subprocess.run(
            [str(_binary()), "--site", str(pages), "--output-path", str(output), "--force-language", "und", "--quiet"],
            capture_output=True, encoding="utf-8", errors="replace", check=False)
    except OSError as error:
        raise PagefindError(f"Pagefind の実行ファイルが壊れているか、動かせません({error.strerror})。`make clean` のあとで `make site` を実行してください。") from None
    if done.returncode != 0:
        raise PagefindError(f"検索の索引を作れませんでした(Pagefind の終了コード {done.returncode})。空き容量も確かめてください。\n{done.stderr.strip() or done.stdout.strip()}")
    if not entry.is_file():
        raise PagefindError("Pagefind は終わりましたが、索引がありません。実行ファイルが壊れています。`make clean` のあとで `make site` を実行してください。")
    whole.touch()


def _binary() -> Path:
    try:
        from pagefind_bin import get_executable
        return get_executable()
    except (ImportError, FileNotFoundError):
        raise PagefindError("Pagefind の実行ファイルが見つかりません。`make clean` のあとで `make site` を実行してください。") from None
