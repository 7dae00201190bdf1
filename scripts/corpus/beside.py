"""Pieces of a long piece of work, each taken by the next processor that is free."""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import struct
import tempfile
import threading
from typing import Callable, Generic, Iterator, Sequence, TypeVar

Result = TypeVar("Result")
_MOST = 4
"""Processors that are of use: the longest task is as long as some others together."""
_REPORT = struct.Struct("<BQ")
"""The number of a task that a copy has finished, and how many bytes its result has."""


class Asleep(threading.Thread):
    """A thread that only waits for the system. It holds no lock, so a copy of its process has nothing to wait for."""


def at_once(tasks: Sequence[Callable[[], Result]], *, worth: bool = True) -> list[Result]:
    """What each of some tasks (256 at most, the longest first) returns. Copies of this process take some of them, if that is worth it and the system can.

    A copy of a process with threads may wait for ever for a lock, so those stay alone.
    What a copy can't finish is done again here: its failure is seen as if there were none.
    """
    return list(in_turn(tasks, worth=worth))


def in_turn(tasks: Sequence[Callable[[], Result]], *, worth: bool = True) -> Iterator[Result]:
    """As `at_once`, but each result when it is its turn: the copies go on while this process works with what there is."""
    helping = min(os.cpu_count() or 1, _MOST, len(tasks)) - 1
    if not worth or not hasattr(os, "fork") or _awake() > 1 or helping < 1:
        yield from (task() for task in tasks)
        return
    numbers, offered = os.pipe()
    os.write(offered, bytes(range(len(tasks))))
    os.close(offered)
    copies = [_Copy(tasks, numbers) for _ in range(helping)]
    done: dict[int, Result] = {}
    try:
        for number, task in enumerate(tasks):
            while number not in done:
                done.update(_finished(copies))
                if number in done:
                    break
                if taken := os.read(numbers, 1):
                    done[taken[0]] = tasks[taken[0]]()
                elif late := dict(_finished(copies, wait=True)):
                    done.update(late)
                else:
                    done[number] = task()
            yield done.pop(number)
    except BaseException:
        for copy in copies:
            os.kill(copy.process, signal.SIGKILL)
        raise
    finally:
        os.close(numbers)
        for copy in copies:
            copy.close()


def _awake() -> int:
    """How many threads may hold a lock."""
    return sum(not isinstance(thread, Asleep) for thread in threading.enumerate())


def _finished(copies: Sequence[_Copy[Result]], wait: bool = False) -> Iterator[tuple[int, Result]]:
    """The numbers and results that copies have ready; if there are none, and `wait`, the next. None once all copies have ended."""
    while working := [copy for copy in copies if not copy.ended]:
        ready, _, _ = select.select(working, [], [], None if wait else 0)
        if not ready:
            return
        for copy in ready:
            if result := copy.result():
                yield result
                wait = False


class _Copy(Generic[Result]):
    """A copy of this process that takes tasks as well, and dies with it. Its results lie in a file: at a pipe it would wait until somebody reads."""

    def __init__(self, tasks: Sequence[Callable[[], Result]], numbers: int) -> None:
        self.ended = False
        self._results = tempfile.TemporaryFile()
        self._read = 0
        self._reports, reports = os.pipe()
        alive, self._life = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            os.close(self._life)
            Asleep(target=_die_with_parent, args=(alive,), daemon=True).start()
            with contextlib.suppress(BaseException):  # it ends without a word
                while number := os.read(numbers, 1):
                    result = pickle.dumps(tasks[number[0]]())
                    self._results.write(result)
                    self._results.flush()
                    os.write(reports, _REPORT.pack(number[0], len(result)))
            os._exit(0)
        os.close(reports)
        os.close(alive)

    def fileno(self) -> int:
        """What `select` waits for."""
        return self._reports

    def result(self) -> tuple[int, Result] | None:
        """The next task it has finished; None at its end."""
        report = os.read(self._reports, _REPORT.size)
        if not report:
            self.ended = True
            return None
        number, size = _REPORT.unpack(report)
        self._read += size
        return number, pickle.loads(os.pread(self._results.fileno(), size, self._read - size))

    def close(self) -> None:
        self._results.close()
        os.close(self._reports)
        os.waitpid(self.process, 0)
        os.close(self._life)


def _die_with_parent(alive: int) -> None:
    """A copy that outlived a killed build would write into the files of the next."""
    os.read(alive, 1)
    os._exit(1)
