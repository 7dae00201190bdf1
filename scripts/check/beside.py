"""Two halves of a long piece of work, each on a processor of its own where there are two."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from typing import Callable, TypeVar

Here, There = TypeVar("Here"), TypeVar("There")


def beside(here: Callable[[], Here], there: Callable[[], There], *, worth: bool = True) -> tuple[Here, There]:
    """What both return. `there` is worked out by a copy of this process, if that is worth it and the system can.

    A copy of a process with threads may wait for ever for a lock, so those stay alone.
    What a copy can't finish is done again here: its failure is seen as if there were none.
    """
    if not worth or not hasattr(os, "fork") or threading.active_count() > 1 or (os.cpu_count() or 1) < 2:
        return here(), there()
    reading, writing = os.pipe()
    copy = os.fork()
    if not copy:
        _work(there, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as stream:
            ours = here()
            theirs = stream.read()
    except BaseException:
        os.kill(copy, signal.SIGKILL)
        raise
    finally:
        _, status = os.waitpid(copy, 0)
    return ours, there() if status else pickle.loads(theirs)


def _work(there: Callable[[], object], writing: int) -> None:
    """Send what `there` returns, and end without a word."""
    try:
        with os.fdopen(writing, "wb") as stream:
            pickle.dump(there(), stream)
        os._exit(0)
    finally:
        os._exit(1)
