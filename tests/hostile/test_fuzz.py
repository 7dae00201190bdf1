"""A small share of `make fuzz`, and every payload put through `check`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.check.run import check
from scripts.corpus.load import load
from scripts.corpus.model import FILES
from scripts.project import ROOT
from tests.conftest import copy_sample
from tests.hostile.corpus import kinds
from tests.hostile.payloads import PAYLOADS

CASES = 400


def test_damaged_files_never_raise() -> None:
    """A file that a slip or a stranger made would end `check` in a traceback, or keep it busy for minutes."""
    done = subprocess.run([sys.executable, "-m", "tests.hostile.fuzz", "--cases", str(CASES)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"{CASES} cases: ")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One project for all payloads."""
    return copy_sample(tmp_path_factory.mktemp("payloads"))


def filled(value: Any, model: type, payload: str) -> Any:
    """What a file says, with `payload` for each of its texts."""
    if isinstance(value, list):
        return [filled(item, model, payload) for item in value]
    inner = {name: next((m for m in _models(field.annotation)), None) for name, field in model.model_fields.items()}
    return {name: filled(item, inner[name], payload) if kinds(model).get(name) == "models" and inner[name]
            else ([payload] * len(item) if isinstance(item, list) else payload) if kinds(model).get(name) in ("line", "prose") else item
            for name, item in value.items()}


def _models(annotation: Any) -> list[type]:
    found = [annotation] if isinstance(annotation, type) and hasattr(annotation, "model_fields") else []
    return found + [model for inner in getattr(annotation, "__args__", ()) for model in _models(inner)]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_is_refused_at_its_line(shared: Path, payload: str) -> None:
    """A reviewer would have to see by eye what the machine can; and a writer would not be told which line."""
    marked: set[tuple[str, int]] = set()
    for folder, (model, *_) in FILES.items():
        path = sorted((ROOT / "tests/sample" / folder).rglob("*.yml"))[0].relative_to(ROOT / "tests/sample")
        plain = yaml.load((ROOT / "tests/sample" / path).read_text("utf-8"), Loader=yaml.BaseLoader)
        text = yaml.dump(filled(plain, model, payload), default_style='"', allow_unicode=True, width=10**9, sort_keys=False)
        (shared / "corpus" / path).write_text(text, "utf-8")
        written = yaml.dump(payload, default_style='"', allow_unicode=True, width=10**9).strip()
        marked |= {(f"corpus/{path}", number) for number, line in enumerate(text.split("\n"), 1) if written in line}
    assert len(marked) > 40
    found = {(str(problem.path), problem.line) for problem in check(load(shared))}
    if re.search(r"<[A-Za-z/!?]|`|\*\*|\]\(|\{[{%#:]|(?<![a-z])(javascript|data|vbscript):|[\u202e\u2066\u200b\ufeff\u00ad\u2028]", payload, re.I):
        assert marked <= found, sorted(marked - found)[:5]
