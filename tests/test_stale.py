"""`helplines`: a number that nobody has looked at for a year is said once a month, at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.cli import main
from scripts.corpus.load import load


@pytest.mark.parametrize("on, old", [("2024-06-01", False), ("2025-06-01", False), ("2025-06-02", True)])
def test_a_year_after_the_check(project: Path, capsys: pytest.CaptureFixture[str], on: str, old: bool) -> None:
    """Someone in danger would dial a number that has changed hands."""
    (line, *_) = load(project).corpus.helplines.values()
    path = project / str(line.path)
    path.write_text(path.read_text("utf-8").replace(str(line.checked_on), "2024-06-01"), "utf-8")
    for other in load(project).corpus.helplines.values():
        if other.id != line.id:
            (project / str(other.path)).unlink()
    assert main(["helplines", "--on", on, "--format", "github", "--root", str(project)]) == int(old)
    said = capsys.readouterr().out
    assert bool(said) == old and (not old or said.startswith(f"::error file={line.path},line=") and "2024-06-01" in said and line.url in said)


def test_the_real_lines_have_a_date_that_can_grow_old() -> None:
    """The workflow would stay green for ever on a corpus without dates."""
    from scripts.project import ROOT
    assert main(["helplines", "--on", "2099-01-01"]) == 1 and len(load(ROOT).corpus.helplines) > 5
