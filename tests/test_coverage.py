"""`python -m scripts coverage`: the counts are true, the holes are real, and each says where to go."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.check.run import check
from scripts.cli import main
from scripts.corpus.load import load
from scripts.coverage.count import Coverage, cover
from scripts.coverage.report import section, text, width
from scripts.project import ROOT

GOALS = """\
wordings: 9
kinds:
  - {kind: phrase, least: 4}
  - {kind: ng, least: 3}
cells:
  - {stages: [refused], least: 1}
  - {scenes: [ex-partner], least: 0}
  - {least: 2}
cause: 4
situation: 3
never:
  - {scene: client, cause: cheating, why: 仕事では起きない。}
channels:
  - {channel: letter, least: 1}
tones:
  - {scene: friend, tones: [casual, soft]}
"""


@pytest.fixture
def counted(project: Path) -> Coverage:
    """The sample (three phrases for a friend, one for a client) beside goals of its own."""
    (project / "corpus/coverage.yml").write_text(GOALS, "utf-8")
    loaded = load(project)
    assert check(loaded) == []
    return cover(loaded.corpus)


def test_counts_are_those_of_the_files(counted: Coverage, project: Path) -> None:
    """A contributor would be sent where words are plentiful."""
    corpus = load(project).corpus
    phrases = corpus.phrases.values()
    assert counted.kinds["phrase"].have == len(corpus.phrases) == 4
    assert counted.wordings.have == sum(len(p.wordings) for p in phrases)
    assert counted.cells["friend", "apology"].have == 1 and counted.cells["friend", "before"].have == 0
    assert sum(count.have for count in counted.cells.values()) == 4
    assert sum(count.have for count in counted.situations.values()) == sum(len(p.causes) for p in phrases) == sum(count.have for count in counted.roads.values())
    assert counted.situations["friend", "broken-promise"].have == 3 == sum(p.scene == "friend" for p in phrases)
    assert sum(count.have for count in counted.tones.values()) == counted.wordings.have
    assert sum(counted.matrix.values()) == sum(len(p.causes) * len(p.wordings) for p in phrases)
    emails = [w for p in phrases for w in p.wordings if "email" in w.channels]
    assert counted.channels["email"].have == len(emails) and all(w.subject for w in emails)


def test_goals_come_from_the_file_first_fitting_line_first(counted: Coverage) -> None:
    """Refusals and former partners would be padded with words nobody should send."""
    assert counted.cells["friend", "apology"].least == 2
    assert counted.cells["friend", "refused"].least == counted.cells["ex-partner", "refused"].least == 1
    assert counted.cells["ex-partner", "apology"].least == 0
    assert counted.situations["client", "cheating"].least == 0 and counted.situations["friend", "cheating"].least == 3
    assert counted.tones["friend", "apology", "casual"].least == 1 and counted.tones["friend", "apology", "formal"].least == 0


def test_every_shortage_is_a_hole_with_a_folder_that_exists_or_may(counted: Coverage, project: Path) -> None:
    """A shortage would stay unseen, or its link would lead to a folder that `check` refuses."""
    counts = [*counted.kinds.values(), counted.wordings, *counted.cells.values(), *counted.situations.values(), *counted.causes.values(),
              *counted.tones.values(), *counted.channels.values()]
    assert len(counted.holes) == sum(count.short > 0 for count in counts) > 50
    vocabularies = load(project).corpus.vocabularies
    for hole in counted.holes:
        assert hole.count.short > 0
        parts = hole.path.split("/")
        assert parts[0] in ("phrases", "ng") and len(parts) == (3 if parts[0] == "phrases" else 1)
        if parts[0] == "phrases":
            assert parts[1] in vocabularies["scene"] and parts[2] in vocabularies["stage"]
            assert hole.what.get("scene", parts[1]) == parts[1] and hole.what.get("stage", parts[2]) == parts[2]
        assert hole.given.get("cause") == hole.what.get("cause")


def test_a_new_phrase_of_a_situation_goes_where_least_is(counted: Coverage) -> None:
    """All new words would pile up in the stage that has most, or in the refusal, where few may be."""
    assert counted.next_stage["friend", "broken-promise"] not in ("apology", "days-later", "rebuilding", "refused")
    assert all(stage != "refused" for stage in counted.next_stage.values())
    assert ("friend", "broken-promise", "before") in counted.breaks
    assert not [b for b in counted.breaks if b[2] == "refused" or b[1] == "cheating"]


def test_a_corpus_without_goals_has_no_holes(project: Path) -> None:
    """A copy of the project without the file would stop, or call everything missing."""
    corpus = load(project).corpus
    assert not (project / "corpus/coverage.yml").exists()
    coverage = cover(corpus)
    assert coverage.holes == () and "足りないところはありません。" in text(coverage, corpus.vocabularies)


def test_goals_are_checked_like_any_file(project: Path) -> None:
    """A slip in an id would silently ask for nothing."""
    (project / "corpus/coverage.yml").write_text(GOALS.replace("scene: friend", "scene: freind").replace("cause: 4", "cause: many"), "utf-8")
    found = [str(problem) for problem in check(load(project))]
    assert [line.split(":", 3)[:2] for line in found] == [["corpus/coverage.yml", "9"], ["corpus/coverage.yml", "16"]]
    assert "S203" in found[0] and "もしかして「friend」" in found[1]


def test_table_columns_line_up_on_a_terminal() -> None:
    """With full-width words counted as one column, nobody could tell which number belongs to which heading."""
    lines = section("題", [["", "謝る", "LINE等"], ["恋人・夫婦", "12", "3"], ["元恋人", "2/8", "-"]]).splitlines()[1:]
    assert len({width(line) for line in lines}) == 1
    assert lines[1] == "  恋人・夫婦    12       3" and lines[2] == "  元恋人       2/8       -"


def test_text_names_the_hole_its_size_and_its_folder(counted: Coverage, project: Path) -> None:
    """A contributor would have to find out the place in the tree on their own."""
    shown = text(counted, load(project).corpus.vocabularies)
    holes = shown[shown.index("足りないところ"):]
    line = next(line for line in holes.splitlines() if "友人 × 謝る前" in line)
    assert line.strip().startswith("corpus/phrases/friend/before/") and line.endswith("0/2(あと 2)")
    assert "1/2" in shown and len(holes.splitlines()) == len(counted.holes) + 1


def test_command_prints_text_or_json_and_always_exits_0(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It informs; a workflow that runs it must not go red over a missing phrase."""
    (project / "corpus/coverage.yml").write_text(GOALS, "utf-8")
    assert main(["coverage", "--root", str(project)]) == 0
    assert "■ 場面 × 段階" in capsys.readouterr().out
    assert main(["coverage", "--format", "json", "--root", str(project)]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {"scene": "friend", "stage": "apology", "have": 1, "least": 2} in data["cells"]
    assert {"scene": "client", "cause": "cheating", "have": 0, "least": 0, "never": "仕事では起きない。"} in data["situations"]
    assert all({"what", "have", "least", "path"} == set(hole) and hole["path"].startswith("corpus/") for hole in data["holes"])
    (project / "corpus/phrases/friend/apology/film-missed.yml").write_text("intent: [", "utf-8")
    assert main(["coverage", "--root", str(project)]) == 0, "what can be read is counted"
    shutil.rmtree(project / "corpus/vocabulary")
    assert main(["coverage", "--root", str(project)]) == 0
    assert "check" in capsys.readouterr().err


def test_real_command_runs() -> None:
    """The verb in the README would not exist."""
    done = subprocess.run([sys.executable, "-m", "scripts", "coverage"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0 and done.stderr == "" and "■ 手段" in done.stdout
