"""`make serve`: what is saved is what the open page shows, search included."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Iterator

import pytest
from playwright.sync_api import Page, expect

from scripts.project import ROOT
from scripts.site.serve import changes, saved

PROGRAM = """
import sys
from pathlib import Path
from scripts.site.serve import serve
serve(Path(sys.argv[1]), int(sys.argv[2]), lambda line: print(line, flush=True), lambda problems: print(*problems, sep="\\n", flush=True))
"""


@pytest.fixture
def served(project: Path) -> Iterator[tuple[Path, str, subprocess.Popen[str]]]:
    """The sample project under `serve`; its folder, address and process."""
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    (project / "scripts").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(project), str(port)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        assert process.stdout.readline()
        yield project, f"http://127.0.0.1:{port}", process
    finally:
        process.kill()
        process.communicate(timeout=60)


def test_a_saved_entry_appears_and_is_found(page: Page, served: tuple[Path, str, subprocess.Popen[str]]) -> None:
    """A writer would look at old words, or not find the new ones."""
    project, origin, _ = served
    path = next((project / "corpus/phrases").rglob("*.yml"))
    scene, stage = path.parts[-3:-1]
    page.goto(f"{origin}/phrases/{scene}/{stage}/")
    text = path.read_text("utf-8")
    intent = next(line for line in text.splitlines() if line.startswith("intent:"))
    path.write_text(text.replace(intent, "intent: 山鳩の鳴く朝に謝る"), "utf-8")
    expect(page.locator(".card-title", has_text="山鳩の鳴く朝に謝る")).to_be_visible(timeout=60_000)
    page.goto(f"{origin}/search/?q=山鳩")
    expect(page.locator("[data-hit]").first).to_have_attribute("data-id", path.stem, timeout=60_000)
    page.close()  # before the server, or its last requests fail


def test_a_mistake_is_shown_and_the_page_stays(page: Page, served: tuple[Path, str, subprocess.Popen[str]]) -> None:
    """A slip would blank the page instead of saying where it is."""
    project, origin, process = served
    path = next((project / "corpus/phrases").rglob("*.yml"))
    page.goto(origin)
    good = path.read_text("utf-8")
    path.write_text(good.replace("intent:", "intnet:"), "utf-8")
    expect(page.locator("#live-problems")).to_contain_text("intnet", timeout=60_000)
    assert page.request.get(origin).ok
    path.write_text(good, "utf-8")
    expect(page.locator("#live-problems")).to_have_count(0, timeout=60_000)
    page.close()  # before the server, or its last requests fail


def test_what_is_saved_while_the_first_site_is_built_is_seen(project: Path) -> None:
    """A writer who begins at once would look at old words until the next save."""
    for name in ("docs", "overrides", "scripts"):
        (project / name).mkdir()
    for name in ("mkdocs.yml", "scripts/a.pyc"):
        (project / name).touch()
    seen = saved(project)
    new, gone, path = project / "corpus/new.yml", *sorted((project / "corpus/phrases").rglob("*.yml"))[:2]
    new.touch()
    gone.unlink()
    path.write_text("a", "utf-8")
    (project / "scripts/a.pyc").write_text("a", "utf-8")
    told = changes(project, seen)
    assert next(told) == {new, gone, path}
    later = threading.Timer(1, new.unlink)
    later.start()
    assert next(told) == {new}
    later.join()


def test_a_port_in_use_is_said(served: tuple[Path, str, subprocess.Popen[str]]) -> None:
    """A traceback would hide what is wrong."""
    from scripts.site.serve import PortInUse, serve
    project, origin, process = served
    process.terminate()
    process.communicate(timeout=60)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(PortInUse):
            serve(project, taken.getsockname()[1], print, print)
