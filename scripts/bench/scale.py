"""`make bench`: what a build costs at 100, 1,000 and 10,000 phrases, beside bare MkDocs and beside the plain way.

Everything runs in a process of its own and is watched from outside: seconds as they pass, seconds of
the processor, and the most memory that it and what it starts held at once (pages that two share count once).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Iterator, Sequence

from scripts.bench.corpora import write_project
from scripts.site.files import read_tree

Say = Callable[[str], None]
SIZES = (100, 1_000, 10_000)
PLAIN = 1_000
"""Where the plain way is measured; its cost grows with the square."""
STAGES = {"load": "読む", "check": "確かめる", "relate": "関係", "render": "ページを書く", "mkdocs": "MkDocs", "lexicon": "語彙", "index": "索引", "data": "データ"}
BUILD = "import gc, sys; gc.disable(); from pathlib import Path; from scripts.site.build import build; build(Path(sys.argv[1]), Path(sys.argv[2]), work=Path(sys.argv[3]))"
PAUSE = 0.1
"""Seconds between two looks at the memory."""
INSTANT = 0.03
"""Seconds after which a program that was just begun no longer has its parent's memory."""


class BenchError(Exception):
    """Something that was to be measured failed; the message is its own."""


@dataclass(slots=True)
class Cost:
    """What a run took: seconds, seconds of the processor, MB."""

    wall: float = 0.0
    cpu: float = 0.0
    peak: float = 0.0

    def __str__(self) -> str:
        return f"{self.wall:.1f} 秒({self.cpu:.1f})、{self.peak:.0f} MB"


@dataclass(slots=True)
class Run:
    """A watched process: its cost, that of its stages, and what else it said."""

    cost: Cost = field(default_factory=Cost)
    stages: dict[str, Cost] = field(default_factory=dict)
    said: list[dict[str, Any]] = field(default_factory=list)


def bench(root: Path, work: Path, say: Say, sizes: Sequence[int] = SIZES) -> str:
    """The table, in Markdown. Raises BenchError, CannotGrow."""
    load = os.getloadavg()[0]
    columns = {size: _measure(root, work / str(size), size, say) for size in sizes}
    names = dict.fromkeys(name for column in columns.values() for name in column)
    head = f"|  | {' | '.join(f'{size:,}' for size in columns)} |\n|---|{'---:|' * len(columns)}"
    rows = [f"| {name} | {' | '.join(column.get(name, '') for column in columns.values())} |" for name in names]
    note = f"秒(うちプロセッサーの秒)、いちばん多いときのメモリ。{os.cpu_count()} コア、負荷 {load:.1f} → {os.getloadavg()[0]:.1f}。"
    return "\n".join([head, *rows, "", note])


def _measure(root: Path, work: Path, size: int, say: Say) -> dict[str, str]:
    """One column of the table."""
    project, site = work / "project", work / "site"
    say(f"{size:,} の言葉を作っています")
    write_project(root, project, size)
    say(f"{size:,}: 一段ずつ測っています")
    line = _watch(root, "-m", "scripts.bench.stages", "line", project, work / "line")
    say(f"{size:,}: 通して組み立てています")
    shutil.rmtree(work / "cold", ignore_errors=True)
    cold, warm = (_watch(root, "-c", BUILD, project, site, work / "cold").cost for _ in range(2))
    say(f"{size:,}: MkDocs だけで組み立てています")
    bare = _watch(project, "-m", "mkdocs", "build", "--quiet", "--site-dir", work / "bare", docs=work / "cold/docs").cost
    say(f"{size:,}: 一つ直して、表示し直しています")
    edits = _watch(root, "-m", "scripts.bench.stages", "edit", project, work).said
    pages = {name: len(data) for name, data in read_tree(site).items() if name.endswith(".html")}
    column = {label: str(line.stages[name]) for name, label in STAGES.items()}
    column |= {"合計(空の build/ から)": str(cold), "合計(二度目)": str(warm), "MkDocs だけ": str(bare), "合計 ÷ MkDocs だけ": _ratio(cold, bare)}
    if size == PLAIN:
        say(f"{size:,}: 一つの言葉に一ページの作り方で組み立てています")
        _watch(root, "-m", "scripts.bench.stages", "plain", project, work / "plain")
        plain = _watch(work / "plain", "-m", "mkdocs", "build", "--quiet").cost
        column |= {"一言一ページ、全項目のナビ": str(plain), "一言一ページ ÷ 合計": _ratio(plain, cold)}
    column |= {
        "一つ直して、ページが出る": _seconds(edits, "shown"), "一つ直して、検索に出る": _seconds(edits, "found"),
        "ページ数": f"{len(pages):,}", "いちばん重いページ": f"{max(pages.values()) / 1000:.0f} kB({max(pages, key=lambda name: pages[name])})",
        "サイト全体": f"{sum(map(len, read_tree(site).values())) / 1e6:.1f} MB"}
    return column


def _ratio(one: Cost, other: Cost) -> str:
    """In seconds as they pass and, for a busy machine, in seconds of the processor."""
    return f"{one.wall / other.wall:.1f}({one.cpu / other.cpu:.1f})"


def _seconds(edits: list[dict[str, Any]], what: str) -> str:
    return " / ".join(f"{edit[what]:.1f}" for edit in edits) + " 秒"


def _watch(folder: Path, *arguments: object, docs: Path | None = None) -> Run:
    """Run Python in `folder` and watch what it takes; `docs` stands where mkdocs.yml looks for its pages."""
    if docs is not None:
        shutil.copytree(docs, folder / "build/docs", dirs_exist_ok=True)
    run, stage = Run(), ""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    began, before = time.monotonic(), os.times()
    with subprocess.Popen([sys.executable, *map(str, arguments)], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        errors: list[str] = []
        reading = threading.Thread(target=lambda: errors.append(process.stderr.read()))
        reading.start()
        ended = threading.Event()

        def sample() -> None:
            while not ended.wait(PAUSE):
                held = _held(process.pid)
                if held > run.cost.peak:
                    time.sleep(INSTANT)
                    held = min(held, _held(process.pid))
                run.cost.peak = max(run.cost.peak, held)
                if stage:
                    run.stages[stage].peak = max(run.stages[stage].peak, held)

        watching = threading.Thread(target=sample)
        watching.start()
        try:
            for row in process.stdout:
                said = json.loads(row)
                if "begin" in said:
                    run.stages[said["begin"]] = Cost()
                    stage = said["begin"]
                elif "wall" in said:
                    run.stages[said["stage"]].wall, run.stages[said["stage"]].cpu = said["wall"], said["cpu"]
                else:
                    run.said.append(said)
            process.wait()
        except BaseException:
            process.kill()
            raise
        finally:
            ended.set()
        watching.join()
        reading.join()
    after = os.times()
    run.cost.wall = time.monotonic() - began
    run.cost.cpu = after.children_user + after.children_system - before.children_user - before.children_system
    if process.returncode:
        raise BenchError(f"{' '.join(map(str, arguments[:3]))}: {errors[0][-2000:]}")
    return run


def _held(process: int) -> float:
    """MB of a process and all that it has started."""
    return sum(map(_memory, _family(process)))


def _family(process: int) -> Iterator[int]:
    """A process and all that it has started."""
    yield process
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))
    except OSError:
        return


def _memory(process: int) -> float:
    """MB of a process; a page that several share is divided among them."""
    try:
        rows = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(row.split()[1]) for row in rows if row.startswith("Pss:")) / 1024
