"""Work in two halves gives what it gives in one, whatever becomes of the copy that does the other half."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from scripts.check import run
from scripts.check.beside import beside
from scripts.check.run import check
from scripts.corpus.load import load
from scripts.project import ROOT


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
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    return made


@pytest.mark.usefixtures("copies")
def test_both_halves_come_back_and_the_other_was_worked_out_elsewhere() -> None:
    """Two processors would be no faster than one."""
    (here, mine), (there, theirs) = beside(lambda: ("a", os.getpid()), lambda: ("b" * 200_000, os.getpid()))
    assert (here, there) == ("a", "b" * 200_000) and mine == os.getpid() != theirs


def test_it_stays_in_one_process_where_that_is_better(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows can't fork; a copy of a server with threads could hang; for ten texts a copy costs more than it saves."""
    alone = (os.getpid(), os.getpid())
    assert beside(os.getpid, os.getpid, worth=False) == alone
    waiting = threading.Event()
    thread = threading.Thread(target=waiting.wait)
    thread.start()
    assert beside(os.getpid, os.getpid) == alone
    waiting.set()
    thread.join()
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.delattr(os, "fork")
    assert beside(os.getpid, os.getpid) == alone


@pytest.mark.usefixtures("copies")
def test_what_a_copy_could_not_finish_is_done_again() -> None:
    """Half of the problems would be missing, and the pull request green, when memory runs out."""
    ours = os.getpid()

    def killed() -> str:
        if os.getpid() != ours:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    assert beside(lambda: "here", killed) == ("here", "done")
    with pytest.raises(ZeroDivisionError):
        beside(lambda: "here", lambda: 1 / 0)


def test_a_failure_here_ends_the_other_half(copies: list[int]) -> None:
    """After Ctrl-C a process would go on with nobody waiting for it."""
    with pytest.raises(ZeroDivisionError):
        beside(lambda: 1 / 0, lambda: signal.pause())
    with pytest.raises(ProcessLookupError):
        os.kill(copies[0], 0)


def test_check_says_the_same_in_one_process_and_in_two(copies: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """A problem would come and go with the machine that looks for it."""
    broken = {path: (ROOT / path).read_bytes().replace("。".encode(), "、二度としない!!。返信ください。".encode(), 2) for path in list(load(ROOT).corpus.documents)[::40]}
    loaded = load(ROOT, unsaved=broken)
    two = check(loaded)
    assert copies
    monkeypatch.setattr(run, "_MANY", 10**9)
    one = check(loaded)
    assert two == one and [problem.edits for problem in two] == [problem.edits for problem in one] and {"E133", "E163"} <= {problem.code for problem in two}
