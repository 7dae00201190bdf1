"""Compile the lexicon and run Pagefind's binary over the records.

The records go through the binary as small HTML files: its Python API handles
one message per 100 ms (1,000 records took 102 s; as files, 0.8 s).
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path
from typing import Sequence

from scripts.pages.site import Site
from scripts.search.facets import facet_table
from scripts.search.lexicon import Lexicon, compile_lexicon
from scripts.search.packing import ChangedFormat, repack
from scripts.search.records import Known, Record, records


class PagefindError(Exception):
    """Pagefind is missing or failed; the message says what to do."""


def write_index(site: Site, work: Path, output: Path, lexicon: Lexicon | None = None, known: Known | None = None) -> None:
    """Put the index of the whole corpus, and the lexicon that belongs to it, into `output`.

    `work` takes the records on their way; `lexicon` and `known` spare what was made before. Raises PagefindError.
    """
    lexicon = lexicon or compile_lexicon(site.corpus)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    found = records(site, lexicon, known)
    for number, record in enumerate(found):
        (work / f"{number:06d}.html").write_text(record.html(), "utf-8")
    try:
        done = subprocess.run(
            [str(_binary()), "--site", str(work), "--output-path", str(output), "--force-language", "und", "--quiet"],
            capture_output=True, encoding="utf-8", errors="replace", check=False)
    except OSError as error:
        raise PagefindError(f"Pagefind の実行ファイルが壊れているか、動かせません({error.strerror})。`make clean` のあとで `make site` を実行してください。") from None
    if done.returncode != 0:
        raise PagefindError(f"検索の索引を作れませんでした(Pagefind の終了コード {done.returncode})。空き容量も確かめてください。\n{done.stderr.strip() or done.stdout.strip()}")
    if not (output / "fragment").is_dir() or not (output / "pagefind.js").is_file():
        raise PagefindError("Pagefind は終わりましたが、索引がありません。実行ファイルが壊れています。`make clean` のあとで `make site` を実行してください。")
    for unused in ("pagefind-ui.js", "pagefind-ui.css", "pagefind-modular-ui.js", "pagefind-modular-ui.css", "pagefind-component-ui.js",
                   "pagefind-component-ui.css", "pagefind-highlight.js"):
        (output / unused).unlink(missing_ok=True)
    version = _version(found)
    try:
        repack(output, version)
    except ChangedFormat:
        raise PagefindError("Pagefind の索引の形が変わりました。requirements.in の版を確かめてください。") from None
    _write_beside(output, version, found)
    for name, content in {**lexicon.files(version), "facets.json": facet_table(site.corpus)}.items():
        path = output / "lexicon" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf-8")


def _version(found: Sequence[Record]) -> str:
    """A name for what is indexed and shown: files that belong together stand under one, however long a browser keeps them."""
    digest = hashlib.sha256()
    for record in found:
        digest.update(f"{record.html()}{record.hit_json()}".encode())
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
