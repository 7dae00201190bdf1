"""Zensical, MkDocs' successor, in its place: the same Markdown, the same mkdocs.yml, the same theme files.

It runs as a program of its own. What it doesn't know it leaves out without a
word and exits 0, so the pages are counted here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.project import repo_url, source_date
from scripts.site.generator import UNUSED, GeneratorError


def generate(root: Path, docs: Path, site: Path, work: Path) -> None:
    """Build `docs` into `site`; `work` takes its settings and its cache. Raises GeneratorError."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(docs, work / "docs")  # it takes no folder outside its own
    settings = (root / "mkdocs.yml").read_text("utf-8")
    for name, value in (("docs_dir", "docs"), ("site_dir", "site"), ("repo_url", repo_url(root)), ("  custom_dir", str(root / "overrides"))):
        settings = re.sub(rf"(?m)^{name}:.*$", lambda found: f"{name}: {json.dumps(value, ensure_ascii=False)}", settings)
    (work / "mkdocs.yml").write_text(settings, "utf-8")
    done = subprocess.run([sys.executable, "-m", "zensical", "build", "--clean", "-f", str(work / "mkdocs.yml")], cwd=work, capture_output=True, encoding="utf-8", errors="replace",
                          check=False, env={**os.environ, "SOURCE_DATE_EPOCH": str(source_date(root))})
    if "No module named zensical" in done.stderr:
        raise GeneratorError("Zensical がありません。`make site BUILDER=zensical` で実行すると、先にそろえます。")
    if done.returncode != 0:
        raise GeneratorError((done.stderr or done.stdout).strip()[-2000:])
    shutil.move(work / "site", site)
    wanted = {path.relative_to(docs).with_suffix(".html") for path in docs.rglob("*.md")}
    if missing := sorted(str(path) for path in wanted if not (site / path).is_file()):
        raise GeneratorError(f"Zensical が {len(missing)} ページを作りませんでした: {'、'.join(missing[:5])}")
    for folder in UNUSED:
        shutil.rmtree(site / folder, ignore_errors=True)
    (site / "search.json").unlink(missing_ok=True)
