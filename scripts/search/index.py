"""Compile the lexicon and run Pagefind's binary over the records.

The records go through the binary as small HTML files: its Python API handles
one message per 100 ms (1,000 records took 102 s; as files, 0.8 s).
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from pathlib import Path
from typing import Mapping

from scripts.pages.site import Site
from scripts.search.lexicon import Lexicon, compile_lexicon
from scripts.search.records import Known, Record, records


FRAGMENT_MARK = b"pagefind_dcd"


class PagefindError(Exception):
    """Pagefind is missing or failed; the message says what to do."""


def write_index(site: Site, work: Path, output: Path, lexicon: Lexicon | None = None, known: Known | None = None,
                *, triples: bool = True) -> None:
    """Put the index of the whole corpus, and the lexicon that belongs to it, into `output`.

    `work` takes the records on their way; `lexicon` and `known` spare what was made before. Raises PagefindError.
    """
    lexicon = lexicon or compile_lexicon(site.corpus)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    found = {record.id: record for record in records(site, lexicon, known)}
    for record in found.values():
        (work / f"{record.id}.html").write_text(record.html(triples=triples), "utf-8")
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
    _write_hits(found, output)
    (output / "lexicon").mkdir()
    for name, content in lexicon.files().items():
        (output / "lexicon" / name).write_text(content, "utf-8")


def _write_hits(found: Mapping[str, Record], output: Path) -> None:
    """Put what a hit shows at hits/<Pagefind's name of the record>.json, in the place of Pagefind's fragments.

    A fragment repeats every token of its record, and what it carries for a hit is indexed as words too; our file is
    a third of its size and costs the index nothing.
    """
    (output / "hits").mkdir()
    for fragment in (output / "fragment").iterdir():
        body = gzip.decompress(fragment.read_bytes())
        if not body.startswith(FRAGMENT_MARK):
            raise PagefindError("Pagefind の断片の形が変わりました。requirements.in の版を確かめてください。")
        record = found[Path(json.loads(body.removeprefix(FRAGMENT_MARK))["url"]).stem]
        (output / "hits" / f"{fragment.stem}.json").write_text(json.dumps(record.hit, ensure_ascii=False, separators=(",", ":")), "utf-8")
    shutil.rmtree(output / "fragment")


def _binary() -> Path:
    try:
        from pagefind_bin import get_executable
        return get_executable()
    except (ImportError, FileNotFoundError):
        raise PagefindError("Pagefind の実行ファイルが見つかりません。`make clean` のあとで `make site` を実行してください。") from None
