"""`make serve`: the real site on this machine, search included, built again at every save.

MkDocs' own server builds into a temporary folder that Pagefind never sees, so
this one builds the whole line. A saved entry renders only the pages it changes.
"""

from __future__ import annotations

import functools
import http.server
import json
import os
import queue
import shutil
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Callable

from watchfiles import watch

from scripts.check.run import check
from scripts.corpus.load import Loaded, load
from scripts.corpus.problem import Problem
from scripts.pages.site import Site
from scripts.search.index import write_index
from scripts.search.lexicon import Lexicon, compile_lexicon
from scripts.search.records import Known
from scripts.site.build import CorpusProblems, site_of, write_data, write_pages
from scripts.site.files import Busy, only_one, swap
from scripts.site.generator import GeneratorError, generate

Say = Callable[[str], None]
LIVE = Path(__file__).with_name("live.js")
RETIRE = Path(__file__).with_name("retire.js")


class PortInUse(Exception):
    """Something else listens on the port."""


class Preview:
    """The folder that is served, and how it is brought up to date."""

    def __init__(self, root: Path, site_url: str) -> None:
        self.root, self.site_url = root, site_url
        work = root / "build/serve"
        self.docs, self.live, self.next = work / "docs", work / "site", work / "next"
        self.records, self.index = work / "records", work / "pagefind"
        self.lexicon: Lexicon | None = None
        self.known: Known = {}

    def build(self) -> list[Problem]:
        """Everything, beside what is served, then swapped in. Returns what `check` finds."""
        loaded = self._read()
        site = site_of(loaded, self.root)
        self.lexicon, self.known = compile_lexicon(loaded.corpus), {}
        write_pages(self.root, site, self.docs)
        shutil.rmtree(self.next, ignore_errors=True)
        generate(self.root, self.docs, self.next, strict=False, site_url=self.site_url)
        self._search_and_data(site, self.next)
        swap(self.next, self.live)
        return check(loaded)

    def update(self, done: Callable[[], None]) -> list[Problem]:
        """Only the pages that the saved files changed; everything when pages came or went.

        `done` is called as soon as the pages and their index are there; the checks follow. The lexicon stays as it
        was: a word that is new to it is found letter by letter.
        """
        before = {path.relative_to(self.docs) for path in self.docs.rglob("*.md")}
        loaded = self._read()
        site = site_of(loaded, self.root)
        write_pages(self.root, site, self.docs)
        if before != {path.relative_to(self.docs) for path in self.docs.rglob("*.md")}:
            problems = self.build()
            done()
            return problems
        indexing = threading.Thread(target=self._search_and_data, args=(site, self.live))
        indexing.start()
        generate(self.root, self.docs, self.live, strict=False, dirty=True, site_url=self.site_url)
        indexing.join()
        done()
        return check(loaded)

    def _read(self) -> Loaded:
        """Raises CorpusProblems for files that can't be read as what they should be."""
        loaded = load(self.root)
        if loaded.problems:
            raise CorpusProblems(loaded.problems)
        return loaded

    def _search_and_data(self, site: Site, target: Path) -> None:
        shutil.rmtree(self.index, ignore_errors=True)
        write_index(site, self.records, self.index, self.lexicon, self.known, triples=False)
        swap(self.index, target / "pagefind")
        write_data(site, target)


class Listeners:
    """The open pages that wait for news."""

    def __init__(self) -> None:
        self._queues: set[queue.Queue[str]] = set()
        self._problems = ""

    def built(self) -> None:
        """The pages are new; what was wrong with the old ones is no longer news."""
        self._problems = ""
        self._tell(_event("built", ""))

    def problems(self, lines: list[str]) -> None:
        """What is wrong, for the open pages and for those that open until it is mended."""
        self._problems = _event("problems", lines)
        self._tell(self._problems)

    def _tell(self, news: str) -> None:
        for waiting in list(self._queues):
            waiting.put(news)

    def add(self) -> queue.Queue[str]:
        added: queue.Queue[str] = queue.Queue()
        if self._problems:
            added.put(self._problems)
        self._queues.add(added)
        return added

    def remove(self, gone: queue.Queue[str]) -> None:
        self._queues.discard(gone)


def _event(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Static files, with the reload script added to each page."""

    listeners: Listeners

    def log_message(self, *args: object) -> None:
        """Quiet: the terminal is for problems."""

    def do_GET(self) -> None:
        if self.path == "/__live":
            self._news()
        elif self.path == "/__live.js":
            self._send(LIVE.read_bytes(), "text/javascript; charset=utf-8")
        elif self.path == "/sw.js":
            self._send(RETIRE.read_bytes(), "text/javascript; charset=utf-8")
        else:
            path = Path(self.translate_path(self.path))
            page = path / "index.html" if path.is_dir() and self.path.split("?")[0].endswith("/") else path
            if page.suffix == ".html" and page.is_file():
                self._send(page.read_bytes().replace(b"</body>", b'<script type="module" src="/__live.js"></script></body>'), "text/html; charset=utf-8")
            else:
                super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _news(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        waiting = self.listeners.add()
        try:
            while True:
                try:
                    self.wfile.write(waiting.get(timeout=15).encode())
                except queue.Empty:
                    self.wfile.write(b": still here\n\n")
                self.wfile.flush()
        except OSError:
            self.listeners.remove(waiting)


class Server(http.server.ThreadingHTTPServer):
    """Takes the many connections that a browser opens at once: the default backlog of 5 resets some on a busy machine."""

    request_queue_size = 128


def serve(root: Path, port: int, say: Say, show: Callable[[list[Problem]], None]) -> None:
    """Serve on 127.0.0.1 until interrupted. Raises PortInUse, and what a first build raises."""
    preview = Preview(root, f"http://127.0.0.1:{port}/")
    listeners = Listeners()
    Handler.listeners = listeners
    with only_one(root / "build/serve.lock"):
        try:
            server = Server(("127.0.0.1", port), functools.partial(Handler, directory=str(preview.live)))
        except OSError as error:
            raise PortInUse(str(port)) from error
        with server:
            if problems := preview.build():
                raise CorpusProblems(problems)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            say(f"{preview.site_url} で見られます(止めるには Ctrl+C)")
            for changes in watch(*_watched(root), step=50, debounce=200):
                _rebuild(preview, {Path(path) for _, path in changes}, listeners, say, show)


def is_serving(root: Path, port: int) -> bool:
    """Whether the preview of this project answers on the port."""
    lock = root / "build/serve.lock"
    try:
        if not lock.exists():
            return False
        with only_one(lock):
            return False
    except Busy:
        with socket.socket() as tried:
            tried.settimeout(0.5)
            return tried.connect_ex(("127.0.0.1", port)) == 0
    except OSError:
        return False


def _watched(root: Path) -> list[Path]:
    return [root / name for name in ("corpus", "docs", "overrides", "scripts", "mkdocs.yml")]


def _rebuild(preview: Preview, changed: set[Path], listeners: Listeners, say: Say, show: Callable[[list[Problem]], None]) -> None:
    relative = {path.relative_to(preview.root) for path in changed if path.is_relative_to(preview.root)}
    if any(path.suffix == ".py" for path in relative):
        say("scripts/ が変わったので、始め直します")
        os.execv(sys.executable, [sys.executable, "-m", "scripts", *sys.argv[1:]])
    began = time.monotonic()

    def done() -> None:
        say(f"作り直しました({time.monotonic() - began:.1f} 秒)")
        listeners.built()

    try:
        if any(path.parts[0] in ("overrides", "mkdocs.yml") or path.parts[:2] == ("corpus", "search") for path in relative):
            problems = preview.build()
            done()
        else:
            problems = preview.update(done)
    except CorpusProblems as error:
        problems = error.problems
    except GeneratorError as error:
        say(f"MkDocs が止まりました。\n{error}")
        listeners.problems(str(error).splitlines())
        return
    if problems:
        show(problems)
        say(f"{len(problems)} 件の問題があります。")
        listeners.problems([str(problem) for problem in problems])
