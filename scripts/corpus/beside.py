"""Pieces of a long piece of work, each taken by the next processor that is free."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from typing import BinaryIO, Callable, Sequence, TypeVar

Result = TypeVar("Result")
_MOST = 4
"""Processors that are of use: the longest task is as long as some others together."""


def at_once(tasks: Sequence[Callable[[], Result]], *, worth: bool = True) -> list[Result]:
    """What each of some tasks (256 at most, the longest first) returns. Copies of this process take some of them, if that is worth it and the system can.

    A copy of a process with threads may wait for ever for a lock, so those stay alone.
    What a copy can't finish is done again here: its failure is seen as if there were none.
    """
    helping = min(os.cpu_count() or 1, _MOST, len(tasks)) - 1
    if not worth or not hasattr(os, "fork") or threading.active_count() > 1 or helping < 1:
        return [task() for task in tasks]
    numbers, offered = os.pipe()
    os.write(offered, bytes(range(len(tasks))))
    os.close(offered)
    copies = [_copy(tasks, numbers) for _ in range(helping)]
    try:
        done = _take(tasks, numbers)
        theirs = [stream.read() for _, stream in copies]
    except BaseException:
        for copy, _ in copies:
            os.kill(copy, signal.SIGKILL)
        raise
    finally:
        os.close(numbers)
        for _, stream in copies:
            stream.close()
        ended = [os.waitpid(copy, 0)[1] for copy, _ in copies]
    for status, results in zip(ended, theirs):
        done |= {} if status else {number: pickle.loads(result) for number, result in pickle.loads(results).items()}
    return [done[number] if number in done else task() for number, task in enumerate(tasks)]


def _take(tasks: Sequence[Callable[[], Result]], numbers: int) -> dict[int, Result]:
    """The results of one process: it takes the next task whenever it has finished one."""
    done = {}
    while number := os.read(numbers, 1):
        done[number[0]] = tasks[number[0]]()
    return done


def _copy(tasks: Sequence[Callable[[], Result]], numbers: int) -> tuple[int, BinaryIO]:
    """A copy that takes tasks as well, and where its results come from; it ends without a word."""
    reading, writing = os.pipe()
    if copy := os.fork():
        os.close(writing)
        return copy, os.fdopen(reading, "rb")
    try:
        with os.fdopen(writing, "wb") as stream:
            pickle.dump(_take([lambda task=task: pickle.dumps(task()) for task in tasks], numbers), stream)  # each at once: to make all ready at the end would take long
        os._exit(0)
    finally:
        os._exit(1)
