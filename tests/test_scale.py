"""What the scale bench rests on, and what a build says while it runs."""

from __future__ import annotations

import sys

import pytest

from scripts import cli
from scripts.bench.scale import BenchError, _watch
from scripts.project import ROOT

PROGRAM = """
import time
from scripts.bench.stages import stage
stage("small", lambda: time.sleep(0.5))
stage("large", lambda: (time.sleep(0.3), held := bytearray(80_000_000), time.sleep(1)))
"""


def test_each_stage_has_its_own_cost() -> None:
    """The table would name the wrong step as the one to mend."""
    run = _watch(ROOT, "-c", PROGRAM)
    small, large = run.stages["small"], run.stages["large"]
    assert large.peak - small.peak > 60 and run.cost.peak >= large.peak
    assert small.wall >= 0.5 and large.wall >= 1 and run.cost.wall > small.wall + large.wall


def test_what_fails_is_not_measured() -> None:
    """A build that stops at once would be the fastest of all."""
    with pytest.raises(BenchError, match="no such thing"):
        _watch(ROOT, "-c", "raise SystemExit('no such thing')")


def test_a_build_that_says_nonsense_is_ended() -> None:
    """The measurement would wait for it for ever."""
    with pytest.raises(ValueError):
        _watch(ROOT, "-c", "import time; print('nonsense', flush=True); time.sleep(600)")


@pytest.mark.parametrize("terminal", [True, False])
def test_steps_are_said_on_a_terminal_only(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    """A writer would wait before a still screen, or a workflow's log would be full of it."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    with pytest.raises(ValueError), cli._steps() as step:
        step("one")
        step("two")
        raise ValueError
    said = capsys.readouterr().err
    assert [row.split(" …")[0] for row in said.splitlines()] == (["one", "two"] if terminal else [])
