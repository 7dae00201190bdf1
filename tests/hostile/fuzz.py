"""Damage the sample corpus in numbered ways and read it: `python -m tests.hostile.fuzz --cases 20000`.

Whatever the damage, reading and checking must end, with lines that point into
the files, within bounds of time and memory that this process sets for itself;
and what `check` lets pass, or the preview would show, must render.
A case that fails is told by its number, and `--first NUMBER --cases 1` does it again.
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from scripts.check.run import check
from scripts.corpus.load import load
from scripts.data.export import export
from scripts.pages.render import render
from scripts.project import ROOT
from scripts.search.lexicon import compile_lexicon
from scripts.search.records import records
from scripts.site.build import site_of
from tests.conftest import copy_sample
from tests.hostile.mutations import Files, damaged

LINE = re.compile(r"corpus(/[^\x00-\x1f]+)?:\d+:\d+: [A-Z]\d{3} [^\x00-\x1f]+")
_HIDDEN = re.compile(r"\\x([0-9a-f]{2})")
SECONDS = 5.0
"""Of this process's own time for one case; most take a hundredth."""
MEMORY = 512 * 2**20
"""More than the process has when it starts."""
PROBLEMS = 5_000
"""More lines than this for a file of 64 kB would bury what is wrong."""
RENDERED = 6
"""One case in so many is also made into pages."""


class TooSlow(Exception):
    """A case took more than its time."""


def main() -> int:
    """Run the cases; 1 when any fails."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    args = parser.parse_args()
    signal.signal(signal.SIGPROF, _too_slow)
    with tempfile.TemporaryDirectory() as folder:
        root = copy_sample(Path(folder))
        files: Files = {path.relative_to(root / "corpus").as_posix(): path.read_bytes() for path in (root / "corpus").rglob("*.yml")}
        sound = load(root)
        assert not check(sound)
        for page in render(site_of(sound, ROOT)):
            page.markdown()
        compile_lexicon(sound.corpus)
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, -1))
        counts: Counter[str] = Counter()
        slowest = (0.0, -1)
        for number in range(args.first, args.first + args.cases):
            began = time.process_time()
            try:
                counts[_run(root, files, number)] += 1
            except Exception:
                counts["failed"] += 1
                print(f"case {number}:\n{traceback.format_exc(limit=-6)}", flush=True)
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            slowest = max(slowest, (time.process_time() - began, number))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{sum(counts.values())} cases: {dict(sorted(counts.items()))}; slowest {slowest[0]:.2f} s (case {slowest[1]}); peak memory {peak} MB")
    return bool(counts["failed"])


def _too_slow(*_: object) -> None:
    raise TooSlow


def _run(root: Path, files: Files, number: int) -> str:
    """One case: what became of it."""
    changed = damaged(files, number)
    undo = [name for name in changed if _lay(root / "corpus" / name, changed[name])]
    try:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        loaded = load(root)
        problems = check(loaded)
        assert len(problems) <= PROBLEMS, f"{len(problems)} problems"
        lines: dict[str, list[str]] = {}
        for problem in problems:
            _assert_place(root, problem, lines)
        if not loaded.problems and number % RENDERED == 0:
            site = site_of(loaded, ROOT)
            for page in render(site):
                page.markdown()
            for _ in export(site):
                pass
            for record in records(site, compile_lexicon(loaded.corpus), loaded.corpus):
                record.html()
            return "rendered"
        return "refused" if problems else "accepted"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        for name in undo:
            _remove(root / "corpus" / name)
        for name in changed:
            if isinstance(files.get(name), bytes):
                (root / "corpus" / name).parent.mkdir(parents=True, exist_ok=True)
                (root / "corpus" / name).write_bytes(files[name])


def _assert_place(root: Path, problem: object, lines: dict[str, list[str]]) -> None:
    """One line, and inside the file that it names."""
    assert LINE.fullmatch(str(problem)), str(problem)[:200]
    name = str(problem.path)
    if name not in lines:
        path = root / name
        if not path.exists():  # a report shows a name with a line break on one line
            path = root / _HIDDEN.sub(lambda found: chr(int(found[1], 16)), name)
        found = path.read_bytes().decode("utf-8", "replace").split("\n") if path.is_file() and not path.is_symlink() else [""]
        lines[name] = found
    assert 1 <= problem.line <= len(lines[name]), str(problem)[:200]
    assert 1 <= problem.column <= len(lines[name][problem.line - 1]) + 1, str(problem)[:200]


def _lay(path: Path, content: bytes | str | None) -> bool:
    """Put what a case asks for at `path`; False where the system can't."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or path.is_file():
            path.unlink()
        if content is None:
            path.mkdir(exist_ok=True)
        elif isinstance(content, bytes):
            path.write_bytes(content)
        elif content:
            path.symlink_to(content)
        return True
    except (OSError, ValueError):
        return False


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir() and not any(path.iterdir()):
        shutil.rmtree(path)


if __name__ == "__main__":
    sys.exit(main())
