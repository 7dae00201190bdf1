"""A build that fails, is killed, or meets another leaves the last good site whole."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts.check.run import check
from scripts.corpus.load import load
from scripts.project import ROOT
from scripts.site.build import CorpusProblems, build
from scripts.site.files import Busy, recover, swap, write_tree

PROGRAM = "import sys; from pathlib import Path; from scripts.site.build import build; build(Path(sys.argv[1]), Path(sys.argv[2]))"


@pytest.fixture
def whole_project(project: Path) -> Path:
    """The sample corpus with the real theme and settings around it."""
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project / "mkdocs.yml")
    return project


def digest(folder: Path) -> dict[str, str]:
    """Every file of a folder with its hash."""
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


def start(project: Path, target: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", PROGRAM, str(project), str(target)], cwd=ROOT, stderr=subprocess.DEVNULL)


def test_problems_keep_the_last_good_site(whole_project: Path) -> None:
    """A bad file would take the site down, or half of it."""
    target = whole_project / "site"
    build(whole_project, target)
    before = digest(target)
    phrase = next((whole_project / "corpus/phrases").rglob("*.yml"))
    phrase.write_text("intent: [", "utf-8")
    with pytest.raises(CorpusProblems) as caught:
        build(whole_project, target)
    assert caught.value.problems and digest(target) == before


def test_what_is_wrong_with_words_is_said_before_what_it_breaks(whole_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are written while the words are checked: a reference to nothing would be told as an error of a template."""
    def fail(*_: object) -> None:
        raise KeyError("no such page")

    monkeypatch.setattr("scripts.site.build.write_pages", fail)
    with pytest.raises(KeyError):
        build(whole_project, whole_project / "site")
    phrase = next((whole_project / "corpus/phrases").rglob("*.yml"))
    phrase.write_text(re.sub(r"(?m)^intent: .*", "intent: 友人に謝る、、", phrase.read_text("utf-8")), "utf-8")
    loaded = load(whole_project)
    assert not loaded.problems and check(loaded)
    with pytest.raises(CorpusProblems):
        build(whole_project, whole_project / "site")


def test_two_builds_are_the_same(whole_project: Path, tmp_path: Path) -> None:
    """Nobody could tell whether a published site is what its source makes."""
    build(whole_project, tmp_path / "one")
    build(whole_project, tmp_path / "two", work=tmp_path / "elsewhere")
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_a_killed_build_leaves_the_site_whole(whole_project: Path) -> None:
    """A power cut during a deploy would leave readers with half a site."""
    target = whole_project / "site"
    build(whole_project, target)
    before = digest(target)
    (whole_project / "docs/new.txt").write_text("new", "utf-8")
    for moment in (0.3, 0.6, 0.9, 1.2, 1.5, 1.8):
        process = start(whole_project, target)
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.wait()
        now = digest(target)
        assert now == before or "new.txt" in now and (target / "pagefind/lexicon/terms.json").is_file()
    assert start(whole_project, target).wait() == 0, "the next build finds its way"
    assert (target / "new.txt").is_file()


def test_a_second_build_says_so_and_stops(whole_project: Path) -> None:
    """Two builds at once would write over each other."""
    lock = whole_project / "build/lock"
    lock.parent.mkdir()
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Busy):
            build(whole_project, whole_project / "site")
    assert not (whole_project / "site").exists()


def test_swap_and_recover(tmp_path: Path) -> None:
    """Where folders can't be exchanged in one step, a kill between two renames would lose the site."""
    live, finished, aside = tmp_path / "site", tmp_path / "next", tmp_path / ".site.previous"
    for folder, text in ((live, "old"), (finished, "new")):
        folder.mkdir()
        (folder / "index.html").write_text(text, "utf-8")
    swap(finished, live)
    assert (live / "index.html").read_text("utf-8") == "new" and not finished.exists()
    os.rename(live, aside)  # as a kill between the two renames leaves it
    recover(live)
    assert (live / "index.html").read_text("utf-8") == "new"


def test_write_tree_writes_only_what_changed(tmp_path: Path) -> None:
    """Every save would render every page again; a page of a deleted entry would stay."""
    write_tree(tmp_path, {"a/index.md": "1", "b/index.md": "2"}.items())
    stamp = (tmp_path / "a/index.md").stat().st_mtime_ns
    assert write_tree(tmp_path, {"a/index.md": "1", "c/index.md": "3"}.items()) == ["c/index.md", "b/index.md"]
    assert (tmp_path / "a/index.md").stat().st_mtime_ns == stamp
    assert not (tmp_path / "b").exists() or not any((tmp_path / "b").iterdir())
