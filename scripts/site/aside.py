"""A step that runs beside the others, in a process of its own: what it is given need not be copied, and it dies with its parent."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from typing import Callable, Iterator, TypeVar

from scripts.corpus.beside import Asleep

Result = TypeVar("Result")


class StepDied(Exception):
    """The step's process was killed or fell over."""


_FORK = multiprocessing.get_context("fork")


@contextlib.contextmanager
def aside(step: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """Start `step`; the function that is yielded waits for its end and returns what it returned, or raises what it raised.

    Left early, by an error or an interruption, it stops the step. Raises StepDied.
    """
    ours, theirs = _FORK.Pipe()
    process = _FORK.Process(target=_run, args=(step, ours, theirs), daemon=True)
    process.start()
    theirs.close()

    def wait() -> Result:
        try:
            result, error = ours.recv()
        except EOFError:
            process.join()
            raise StepDied(process.exitcode) from None
        if error is not None:
            raise error
        return result

    try:
        yield wait
    finally:
        with contextlib.suppress(ProcessLookupError):  # its programs too, if it has come so far
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.join()
        ours.close()


def _run(step: Callable[[], object], ours: Connection, theirs: Connection) -> None:
    os.setpgrp()
    ours.close()
    Asleep(target=_die_with_parent, args=(theirs,), daemon=True).start()
    try:
        theirs.send((step(), None))
    except Exception as error:
        theirs.send((None, error))


def _die_with_parent(theirs: Connection) -> None:
    """A killed build lets go of its end; a step that went on would write into the next build's files."""
    with contextlib.suppress(EOFError, OSError):
        theirs.recv()
    os.killpg(0, signal.SIGKILL)
