"""Compile the lexicon and run Pagefind's binary over the records.

The records go through the binary as small HTML files: its Python API handles
one message per 100 ms (1,000 records took 102 s; as files, 0.8 s).
"""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path
from typing import Sequence

from scripts.pages.site import Site
from scripts.search.facets import facet_table
from scripts.search.lexicon import Lexicon, compile_lexicon
from scripts.search.packing import ChangedFormat, copy, pack, read_raw, tidy
from scripts.search.records import Known, Record, records
from scripts.site.files import fresh, write_tree


class PagefindError(Exception):
    """Pagefind is missing or failed; the message says what to do."""


def write_index(site: Site, work: Path, output: Path, lexicon: Lexicon | None = None, known: Known | None = None, *, packed: bool = True) -> None:
    """Put the index of the whole corpus, and the lexicon that belongs to it, into `output`.

    `work` keeps the records and what Pagefind makes of them: the next time only what is new takes long. `lexicon` and
    `known` spare what was made before. Not `packed`, a search loads more and the index is there sooner. Raises PagefindError.
    """
    lexicon = lexicon or compile_lexicon(site.corpus)
    found = records(site, lexicon, known)
    pages = [record.html() for record in found]
    write_tree(work / "records", {f"{number:06d}.html": page for number, page in enumerate(pages)})
    _run(work / "records", work / "pagefind", work / "whole")
    version = _version(pages, found)
    try:
        raw = read_raw(work / "pagefind")
        if len(raw.numbers) != len(found):
            raise ChangedFormat
        tidy(raw)
        (pack if packed else copy)(raw, output, version)
    except ChangedFormat:
        raise PagefindError("Pagefind の索引の形が変わりました。requirements.in の版を確かめてください。") from None
    _write_beside(output, version, found)
    for name, content in {**lexicon.files(version), "facets.json": facet_table(site.corpus)}.items():
        path = output / "lexicon" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf-8")


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


def _version(pages: Sequence[str], found: Sequence[Record]) -> str:
    """A name for what is indexed and shown: files that belong together stand under one, however long a browser keeps them."""
    digest = hashlib.sha256()
    for page, record in zip(pages, found, strict=True):
        digest.update(f"{page}{record.hit_json()}".encode())
    return digest.hexdigest()[:10]


def _write_beside(output: Path, version: str, found: Sequence[Record]) -> None:
    """What a hit shows, at hits/<version>/<number>.json, and how its texts are read, in the place of Pagefind's fragments.

    A fragment repeats every token of its record, and what it carries for a hit is indexed as words too; our file is
    a third of its size and costs the index nothing.
    """
    hits, readings = output / "hits" / version, output / "readings" / version
    hits.mkdir(parents=True)
    readings.mkdir(parents=True)
    for number, record in enumerate(found):
        (hits / f"{number}.json").write_text(record.hit_json(), "utf-8")
        (readings / f"{number}.txt").write_text("\n".join(text.replace("\n", "") for text in record.readings), "utf-8")


def _binary() -> Path:
    try:
        from pagefind_bin import get_executable
        return get_executable()
    except (ImportError, FileNotFoundError):
        raise PagefindError("Pagefind の実行ファイルが見つかりません。`make clean` のあとで `make site` を実行してください。") from None
