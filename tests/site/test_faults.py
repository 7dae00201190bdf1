"""When the machine fails, the build says so in one Japanese line, exits 1, and the last good site stays."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Iterator

import pytest

from scripts.project import ROOT
from tests.site.test_build import digest

PROGRAM = """
import sys
from pathlib import Path
import scripts.cli
import scripts.search.index
scripts.cli.ROOT = Path(sys.argv[1])
if sys.argv[2]:
    scripts.search.index._binary = lambda: Path(sys.argv[2])
sys.exit(scripts.cli.main(sys.argv[3:]))
"""
ALONE = ["unshare", "--mount"]
MOUNTS = subprocess.run([*ALONE, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False).returncode == 0 if shutil.which("unshare") else False
NO_NETWORK = subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False).returncode == 0 if shutil.which("unshare") else False


@pytest.fixture
def whole(project: Path) -> Iterator[Path]:
    """The sample corpus with the real theme around it, and a site that stands."""
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    (project / "site").mkdir()
    (project / "site/index.html").write_text("前のサイト", "utf-8")
    yield project


def run(project: Path, *arguments: str, binary: Path | None = None, around: str = "", inside: list[str] | None = None) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own; `around` prepares its mounts."""
    call = [sys.executable, "-c", PROGRAM, str(project), str(binary or ""), *arguments]
    if around:
        call = [*ALONE, "sh", "-c", f'{around} && exec "$@"', "sh", *call]
    return subprocess.run([*(inside or []), *call], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def assert_said(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr and all(word in done.stderr for word in words), done.stderr


@pytest.mark.skipif(not MOUNTS, reason="a small disk can only be mounted by root")
@pytest.mark.parametrize("kilobytes", [64, 2_000])
def test_full_disk(whole: Path, tmp_path: Path, kilobytes: int) -> None:
    """The deploy of a half-written site would end as if all were well."""
    small = tmp_path / "small"
    small.mkdir()
    done = run(whole, "build", "--output", str(small / "site"), around=f"mount -t tmpfs -o size={kilobytes}k none {small}")
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert "空き容量" in done.stderr, done.stderr


@pytest.mark.skipif(not MOUNTS, reason="a read-only disk can only be mounted by root")
def test_read_only_output(whole: Path, tmp_path: Path) -> None:
    """Root may write anywhere but here."""
    fixed = tmp_path / "fixed"
    fixed.mkdir()
    assert_said(run(whole, "build", "--output", str(fixed / "site"), around=f"mount -t tmpfs -o ro none {fixed}"), "読み取り専用")


def test_template_with_a_slip(whole: Path) -> None:
    """Who changes the frame would read forty lines of a traceback to find theirs."""
    frame = whole / "overrides/404.html"
    good = frame.read_text("utf-8")
    frame.write_text(good + "{% if %}\n", "utf-8")
    try:
        assert_said(run(whole, "build", "--output", str(whole / "site")), f"overrides/404.html:{len(good.splitlines()) + 1}", "site/ は前のままです")
    finally:
        frame.write_text(good, "utf-8")


def test_file_in_the_place_of_the_site(whole: Path, tmp_path: Path) -> None:
    """Whatever the file was, the swap would have thrown it away."""
    taken = tmp_path / "taken"
    taken.write_text("だいじなもの", "utf-8")
    assert_said(run(whole, "build", "--output", str(taken)), "フォルダーではありません")
    assert taken.read_text("utf-8") == "だいじなもの"


@pytest.mark.parametrize(("content", "words"), [
    (None, "動かせません"), (b"\x7fELF" + b"\0" * 200, "動かせません"), (b"#!/bin/sh\necho gone >&2\nexit 7\n", "終了コード 7"), (b"#!/bin/sh\nexit 0\n", "索引がありません"),
], ids=["missing", "cut short", "failing", "doing nothing"])
def test_pagefind_that_does_not_work(whole: Path, tmp_path: Path, content: bytes | None, words: str) -> None:
    """A site whose search finds nothing would go out, or a traceback would hide which part is broken."""
    binary = tmp_path / "pagefind"
    if content is not None:
        binary.write_bytes(content)
        binary.chmod(0o755)
    before = digest(whole / "site")
    assert_said(run(whole, "build", "--output", str(whole / "site"), binary=binary), words, "site/ は前のままです")
    assert digest(whole / "site") == before


def test_port_in_use_and_no_port(whole: Path) -> None:
    """A traceback would hide that another preview is running."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert_said(run(whole, "serve", "--port", str(taken.getsockname()[1])), "ほかのプログラムが使っています")
    done = run(whole, "serve", "--port", "99999")
    assert done.returncode == 2 and "65535" in done.stderr


@pytest.mark.skipif(not NO_NETWORK, reason="the network can only be taken away by root")
def test_no_network(whole: Path) -> None:
    """A build on a train would stop, or wait for a host."""
    done = run(whole, "build", "--output", str(whole / "site"), inside=["unshare", "--net"])
    assert done.returncode == 0, done.stderr
    assert (whole / "site/pagefind/pagefind.js").is_file()


def test_two_machines_build_the_same_bytes(whole: Path, tmp_path: Path) -> None:
    """Nobody could tell whether a published site is what its source makes."""
    other = tmp_path / "another place" / "project"
    shutil.copytree(whole, other)
    for path in sorted(other.rglob("*"), reverse=True):
        os.utime(path, (10**9, 10**9))
    machines = ((whole, {"LANG": "C", "LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"}, 0o022), (other, {"LANG": "ja_JP.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "0"}, 0o077))
    sites = []
    for project, settings, mask in machines:
        keep = {name: value for name, value in os.environ.items() if not name.startswith(("LANG", "LC_", "SOURCE_DATE"))}
        done = subprocess.run([sys.executable, "-c", PROGRAM, str(project), "", "build", "--output", str(project / "site")], cwd=ROOT,
                              env={**keep, **settings}, umask=mask, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
        sites.append(digest(project / "site"))
    assert sites[0] == sites[1]
