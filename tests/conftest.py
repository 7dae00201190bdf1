"""Fixtures: a small sound project to break, one copy for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from scripts.project import ROOT

settings.register_profile("any machine", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def copy_sample(root: Path) -> Path:
    """Lay tests/sample and the real vocabularies out as `root`/corpus."""
    shutil.copytree(ROOT / "tests/sample", root / "corpus")
    shutil.copytree(ROOT / "corpus/vocabulary", root / "corpus/vocabulary")
    return root


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The root of a project whose corpus has nothing wrong."""
    return copy_sample(tmp_path)
