"""Work in pieces gives what it gives in one, whatever becomes of the copies that take some of them."""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from scripts.check import run
from scripts.check.run import check
from scripts.corpus import beside
from scripts.corpus import load as reading
from scripts.corpus.beside import at_once, in_turn
from scripts.corpus.load import load
from scripts.project import ROOT
from tests.processes import runs, until


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that were made. The threads of other tests' servers don't count."""
    made: list[int] = []
    fork = os.fork

    def noted() -> int:
        made.append(fork())
        return made[-1]

    monkeypatch.setattr(os, "fork", noted)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(beside, "_awake", lambda: 1)
    return made


@pytest.mark.usefixtures("copies")
def test_results_come_in_their_order_and_some_from_elsewhere(tmp_path: Path) -> None:
    """Two processors would be no faster than one."""
    def together(letter: str) -> tuple[str, int]:
        (tmp_path / str(os.getpid())).touch()
        until(lambda: len(list(tmp_path.iterdir())) == 2)
        return letter * 200_000, os.getpid()

    found = at_once([functools.partial(together, letter) for letter in "bbab"])
    assert [said[:1] for said, _ in found] == ["b", "b", "a", "b"] and os.getpid() in {by for _, by in found} and len({by for _, by in found}) == 2


def test_it_stays_in_one_process_where_that_is_better(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows can't fork; a copy of a server with threads could hang; for ten texts a copy costs more than it saves."""
    tasks, alone = [os.getpid] * 3, [os.getpid()] * 3
    assert at_once(tasks, worth=False) == alone
    waiting = threading.Event()
    thread = threading.Thread(target=waiting.wait, daemon=True)
    thread.start()
    assert at_once(tasks) == alone
    waiting.set()
    thread.join()
    monkeypatch.setattr(beside, "_awake", lambda: 1)
    monkeypatch.delattr(os, "fork")
    assert at_once(tasks) == alone


@pytest.mark.usefixtures("copies")
def test_what_a_copy_could_not_finish_is_done_again() -> None:
    """Half of the problems would be missing, and the pull request green, when memory runs out."""
    ours = os.getpid()

    def killed() -> str:
        if os.getpid() != ours:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.1)
        return "done"

    assert at_once([killed] * 5) == ["done"] * 5
    with pytest.raises(ZeroDivisionError):
        at_once([killed, killed, lambda: 1 / 0])


@pytest.mark.usefixtures("copies")
def test_copies_go_on_while_the_first_results_are_worked_with(tmp_path: Path) -> None:
    """The second processor would idle for a third of the reading."""
    def large(number: int) -> str:
        (tmp_path / str(number)).touch()
        return "c" * 200_000

    results = in_turn([functools.partial(large, number) for number in range(9)])
    next(results)
    until(lambda: len(list(tmp_path.iterdir())) == 9)
    assert list(results) == ["c" * 200_000] * 8


def test_who_wants_no_more_leaves_no_copy(copies: list[int]) -> None:
    """A mistake while files are worked through would leave a process behind."""
    ours = os.getpid()
    results = in_turn([lambda: None, lambda: None if os.getpid() == ours else signal.pause()])  # the copy may be first to take one
    next(results)
    results.close()
    with pytest.raises(ProcessLookupError):
        os.kill(copies[0], 0)


def test_a_failure_here_ends_the_copies(copies: list[int]) -> None:
    """After Ctrl-C a process would go on with nobody waiting for it."""
    ours = os.getpid()
    with pytest.raises(ZeroDivisionError):
        at_once([lambda: 1 / 0 if os.getpid() == ours else signal.pause()] * 2)
    with pytest.raises(ProcessLookupError):
        os.kill(copies[0], 0)


PROGRAM = """
import os, sys, time
from pathlib import Path
from scripts.corpus.beside import at_once

def task():
    (Path(sys.argv[1]) / str(os.getpid())).touch()
    time.sleep(600)

os.cpu_count = lambda: 3
at_once([task] * 3)
"""


def test_copies_die_with_a_killed_process(tmp_path: Path) -> None:
    """They would go on writing into the files of the next build."""
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path)], cwd=ROOT)
    until(lambda: len(list(tmp_path.iterdir())) == 3)
    process.kill()
    process.wait()
    for copy in tmp_path.iterdir():
        until(lambda: not runs(int(copy.name)))


def test_check_says_the_same_in_one_process_and_in_two(copies: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """A problem would come and go with the machine that looks for it."""
    broken = {path: (ROOT / path).read_bytes().replace("。".encode(), "、二度としない!!。返信ください。".encode(), 2) for path in list(load(ROOT).corpus.documents)[::40]}
    loaded = load(ROOT, unsaved=broken)
    copies.clear()
    two = check(loaded)
    assert copies
    monkeypatch.setattr(run, "_MANY", 10**9)
    one = check(loaded)
    assert two == one and [problem.edits for problem in two] == [problem.edits for problem in one] and {"E133", "E163"} <= {problem.code for problem in two}


def test_many_files_are_read_as_a_few_are(project: Path, copies: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is no UTF-8, or a link, would be missed in a corpus that has grown."""
    folder = project / "corpus/phrases/friend/apology"
    (folder / "not-utf-8.yml").write_bytes("why: 待たせた".encode("cp932"))
    (folder / "a-link.yml").symlink_to("film-missed.yml")
    (folder / ".hidden.yml").write_text("why: 待たせた", "utf-8")
    few = load(project)
    monkeypatch.setattr(reading, "_MANY", 1)
    many = load(project)
    assert copies and many.problems == few.problems and {"Y102", "F301"} == {problem.code for problem in many.problems}
    assert list(many.corpus) == list(few.corpus) and many.known_ids == few.known_ids
    assert [(path, found.lines, found.plain.value) for path, found in many.corpus.documents.items()] == [(path, found.lines, found.plain.value) for path, found in few.corpus.documents.items()]
