"""Checking a named file without reading the whole corpus says what the whole check says of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from scripts.check.run import check
from scripts.check.some import check_some
from scripts.corpus.load import load
from scripts.project import ROOT
from tests.test_check import CASES, Case

ONE_OF_EACH = {tuple(line.split(" ")[1] for line in case.expected): case for case in CASES}


@pytest.mark.parametrize("fault", [pytest.param(case, id=case.name) for case in ONE_OF_EACH.values()])
def test_a_named_file_gets_all_its_problems(project: Path, fault: Case):
    """Someone who checks only the file they changed would be told of the rest by the pull request."""
    for step in fault.steps:
        step(project)
    whole = check(load(project))
    for path in {problem.path for problem in whole}:
        alone = check_some(project, lambda other: other == path)[1]
        assert [str(one) for one in alone] == [str(one) for one in whole if one.path == path]


@pytest.mark.parametrize("named, other, fault", [("corpus/search/new.yml", "corpus/search/words.yml", ("寝過ごす", "寝過ごす!")), ("corpus/ng/train-was-slow.yml", "corpus/drafts/danger.yml", ("出た", "出さなかった"))])
def test_what_is_wrong_elsewhere_does_not_stop_a_check(project: Path, named: str, other: str, fault: tuple[str, str]):
    """Someone's slip in one list of words would end every check of another with an error of the machine."""
    path = project / other
    path.write_text(path.read_text("utf-8").replace(*fault, 1), "utf-8")
    if not (project / named).exists():
        (project / named).write_text("- words: [マブダチ]\n  means: {scene: [friend]}\n", "utf-8")
    assert [problem.path for problem in check(load(project))] == [PurePosixPath(other)]
    assert check_some(project, lambda path: str(path) == named)[1] == []


def test_sound_files_of_the_corpus_stay_sound():
    """Without the rest of the corpus no reference may look broken."""
    entries = list(load(ROOT).corpus)
    named = {entry.path for entry in entries[::60]}
    assert check_some(ROOT, named.__contains__)[1] == []


def test_checking_a_file_starts_light():
    """A second spent on importing the site generator is a second of waiting after every save."""
    code = ("import sys; from scripts.cli import main; main(['check', 'corpus/qa/no-such-file.yml']);"
            "print([name for name in ('mkdocs', 'sudachipy', 'playwright', 'jinja2', 'watchfiles') if name in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_path_objects_are_relative_to_the_project(project: Path):
    """A folder names all that stands in it."""
    loaded, problems = check_some(project, lambda path: path.is_relative_to(PurePosixPath("corpus/phrases/friend")))
    assert problems == [] and len(loaded.corpus.phrases) >= 3
