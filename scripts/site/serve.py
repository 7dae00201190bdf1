"""`make serve`: the real site on this machine, search included, built again at every save; the open page hears of it."""

from __future__ import annotations

import contextlib
import functools
import gc
import http.server
import json
import os
import queue
import socket
import sys
import threading
import time
from itertools import chain
from pathlib import Path
from typing import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

from jinja2 import TemplateError
from watchfiles import watch

from scripts.check.run import check
from scripts.corpus.load import load
from scripts.corpus.problem import Problem
from scripts.search.index import PagefindError
from scripts.site.build import CorpusProblems
from scripts.site.files import Busy, only_one
from scripts.site.generator import GeneratorError
from scripts.site.preview import Preview

Say = Callable[[str], None]
BEAT = 15
"""Seconds after which a page without news is written to all the same, to notice that it has gone."""
SWITCH = 0.0005
"""Seconds after which a thread lets another go on: a page that loads while others are made asks for some sixty files, and waits several times for each."""
LIVE = Path(__file__).with_name("live.js")
RETIRE = Path(__file__).with_name("retire.js")


class PortInUse(Exception):
    """Something else listens on the port."""


class Listeners:
    """The open pages that wait for news; each is answered by a thread of its own."""

    def __init__(self) -> None:
        self._queues: dict[queue.Queue[str], str] = {}
        """The news for each, and the address that it shows."""
        self._lock = threading.Lock()
        self._problems = ""

    def built(self, urls: list[str] | None) -> None:
        """These pages are new (None: all are), and what was wrong with the old ones is no longer news."""
        self._problems = ""
        self._tell(_event("built", urls))

    def found(self) -> None:
        """Search is new."""
        self._tell(_event("found", None))

    def problems(self, lines: list[str]) -> None:
        """What is wrong, for the open pages and for those that open until it is mended."""
        self._problems = _event("problems", lines)
        self._tell(self._problems)

    @contextlib.contextmanager
    def listening(self, page: str) -> Iterator[queue.Queue[str]]:
        """The news from now on for `page`, until it leaves, however it leaves."""
        mine: queue.Queue[str] = queue.Queue()
        with self._lock:
            if self._problems:
                mine.put(self._problems)
            self._queues[mine] = page
        try:
            yield mine
        finally:
            with self._lock:
                del self._queues[mine]

    def pages(self) -> set[str]:
        """The addresses that somebody looks at."""
        with self._lock:
            return set(self._queues.values())

    def __len__(self) -> int:
        return len(self._queues)

    def _tell(self, news: str) -> None:
        with self._lock:
            for waiting in self._queues:
                waiting.put(news)


def _event(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Static files, with the reload script added to each page."""

    listeners: Listeners
    index: Path
    """Search stands in a folder of its own: it changes after the pages, file by file."""
    timeout = 60
    """Seconds a page may leave its news unread; its thread ends then."""

    def log_message(self, *args: object) -> None:
        """Quiet: the terminal is for problems."""

    def translate_path(self, path: str) -> str:
        found = Path(super().translate_path(path))
        searched = Path(self.directory) / "pagefind"
        return str(self.index / found.relative_to(searched) if found.is_relative_to(searched) else found)

    def do_GET(self) -> None:
        if self.path.startswith("/__live?"):
            self._news(parse_qs(urlsplit(self.path).query).get("page", [""])[0])
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

    def _news(self, page: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        with self.listeners.listening(page) as news, contextlib.suppress(OSError):
            while True:
                try:
                    self.wfile.write(news.get(timeout=BEAT).encode())
                except queue.Empty:
                    self.wfile.write(b": still here\n\n")
                self.wfile.flush()


class Server(http.server.ThreadingHTTPServer):
    """Takes the many connections that a browser opens at once: the default backlog of 5 resets some on a busy machine."""

    request_queue_size = 128


def serve(root: Path, port: int, say: Say, show: Callable[[list[Problem]], None]) -> None:
    """Serve on 127.0.0.1 until interrupted. Raises PortInUse, and what a first build raises."""
    sys.setswitchinterval(SWITCH)
    seen = saved(root)
    preview = Preview(root, f"http://127.0.0.1:{port}/")
    listeners = Listeners()
    Handler.listeners, Handler.index = listeners, preview.index
    with only_one(root / "build/serve.lock"):
        try:
            server = Server(("127.0.0.1", port), functools.partial(Handler, directory=str(preview.live)))
        except OSError as error:
            raise PortInUse(str(port)) from error
        with server:
            problems = _first(preview)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            say(f"{preview.site_url} で見られます(止めるには Ctrl+C)")
            _tell_problems(problems, listeners, say, show)
            gc.collect()
            gc.freeze()  # the corpus stays: what is looked through later is only what a save left
            for paths in changes(root, seen):
                _rebuild(preview, paths, listeners, say, show)
                gc.collect()


def _first(preview: Preview) -> list[Problem]:
    """The first build. Problems are no reason to show nothing, unless they keep a page from being made."""
    try:
        return preview.update()
    except CorpusProblems:
        raise
    except Exception as error:
        if problems := check(load(preview.root)):
            raise CorpusProblems(problems) from error
        raise


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


def changes(root: Path, seen: dict[Path, int]) -> Iterator[set[Path]]:
    """The files of each save; first those that were saved after `seen`, while the first site was built and nobody watched."""
    for found in watch(*_watched(root), step=30, debounce=120, rust_timeout=500, yield_on_timeout=True):
        paths = {Path(path) for _, path in found}
        if seen:
            paths |= {path for path, _ in seen.items() ^ saved(root).items()}
            seen = {}
        if paths:
            yield paths


def saved(root: Path) -> dict[Path, int]:
    """When each file that is watched was last saved, in nanoseconds."""
    times: dict[Path, int] = {}
    for path in chain.from_iterable((place, *place.rglob("*")) for place in _watched(root)):
        with contextlib.suppress(FileNotFoundError):  # an editor's own file may be gone again
            if path.is_file() and path.suffix != ".pyc":
                times[path] = path.stat().st_mtime_ns
    return times


def _watched(root: Path) -> list[Path]:
    return [root / name for name in ("corpus", "docs", "overrides", "scripts", "mkdocs.yml")]


def _rebuild(preview: Preview, changed: set[Path], listeners: Listeners, say: Say, show: Callable[[list[Problem]], None]) -> None:
    relative = {path.relative_to(preview.root) for path in changed if path.is_relative_to(preview.root)}
    if any(path.suffix == ".py" for path in relative):
        say("scripts/ が変わったので、始め直します")
        os.execv(sys.executable, [sys.executable, "-m", "scripts", *sys.argv[1:]])
    began = time.monotonic()

    def shown(urls: list[str] | None) -> None:
        if urls != []:
            say(f"{'ページ' if urls is None else f'{len(urls)} ページ'}を作り直しました({time.monotonic() - began:.1f} 秒)")
        listeners.built(urls)

    def found() -> None:
        say(f"検索も新しくなりました({time.monotonic() - began:.1f} 秒)")
        listeners.found()

    redraw = any(path.parts[0] in ("overrides", "mkdocs.yml") for path in relative)
    relearn = any(path.parts[:2] == ("corpus", "search") for path in relative)
    try:
        problems = preview.update(shown, found, looked_at=listeners.pages(), redraw=redraw, relearn=relearn)
    except CorpusProblems as error:
        problems = error.problems
    except (GeneratorError, PagefindError, TemplateError) as error:
        say(f"組み立てが止まりました。\n{error}")
        listeners.problems(str(error).splitlines())
        return
    _tell_problems(problems, listeners, say, show)


def _tell_problems(problems: list[Problem], listeners: Listeners, say: Say, show: Callable[[list[Problem]], None]) -> None:
    if problems:
        show(problems)
        say(f"{len(problems)} 件の問題があります。")
        listeners.problems([str(problem) for problem in problems])
