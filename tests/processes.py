"""What tests of several processes wait for and count."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Callable


def runs(process: int) -> bool:
    """Whether a process is there and not a zombie that nobody has fetched."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):  # it may go between the two steps of reading
        return False


def until(true: Callable[[], object]) -> None:
    """Wait for something that another process does, whoever is first and however slow the machine: a minute at most."""
    for _ in range(3000):
        if true():
            return
        time.sleep(0.02)
    raise AssertionError


def calls(work: Callable[[], object]) -> int:
    """How many functions some work calls and returns from: the same on every machine."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count
