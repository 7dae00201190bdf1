"""A step beside the build: it ends with it, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts.project import ROOT
from scripts.site.aside import StepDied, aside
from tests.processes import runs, until

PROGRAM = """
import os, subprocess, sys, time
from pathlib import Path
from scripts.site.aside import aside

def step():
    program = subprocess.Popen(["sleep", "600"])
    Path(sys.argv[1]).write_text(f"{os.getpid()} {program.pid}")
    time.sleep(600)

with aside(step) as wait:
    wait()
"""


def test_its_work_and_its_error_arrive(tmp_path: Path) -> None:
    """A build would go on with half an index, or not say why it has none."""
    with aside(lambda: (tmp_path / "done").write_text("done")) as wait:
        assert wait() == 4
    assert (tmp_path / "done").read_text() == "done"

    def fail() -> None:
        raise OSError(28, "No space left on device", "somewhere")

    with pytest.raises(OSError, match="No space left"), aside(fail) as wait:
        wait()
    with pytest.raises(StepDied), aside(lambda: os.kill(os.getpid(), signal.SIGKILL)) as wait:
        wait()


def test_it_ends_when_the_rest_fails(tmp_path: Path) -> None:
    """A corpus with problems would leave a process behind that writes into the next build."""
    with pytest.raises(ValueError), aside(lambda: ((tmp_path / "pid").write_text(str(os.getpid())), time.sleep(600))):
        until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text())
        raise ValueError
    assert not runs(int((tmp_path / "pid").read_text()))


def test_it_ends_with_a_killed_build_and_so_do_its_programs(tmp_path: Path) -> None:
    """After a power cut to the build alone, the next one would find its files written by two."""
    build = subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path / "pids")], cwd=ROOT)
    until(lambda: (tmp_path / "pids").exists() and (tmp_path / "pids").read_text())
    build.kill()
    build.wait()
    for process in map(int, (tmp_path / "pids").read_text().split()):
        until(lambda: not runs(process))
