"""A local host that remembers what was asked of it, so that what a search costs can be weighed."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scripts.site.serve import Server


@dataclass
class Host:
    """Serves `folder` while open; `asked` holds the path of every answered request."""

    folder: Path
    asked: list[str] = field(default_factory=list)

    def __enter__(self) -> Host:
        self._server = Server(("127.0.0.1", 0), functools.partial(_Handler, self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def weight(self) -> dict[str, int]:
        """Path → bytes as a host with gzip sends them, of everything asked for so far."""
        return {path: _sent(self.folder / f"{path.lstrip('/')}{'index.html' if path.endswith('/') else ''}") for path in self.asked}


def _sent(path: Path) -> int:
    """gzip's size, or the file's own where gzip has nothing left to gain (Pagefind's files are packed already)."""
    data = path.read_bytes()
    return min(len(data), len(gzip.compress(data, 6)))


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, host: Host, *args: object) -> None:
        self.host = host
        super().__init__(*args, directory=str(host.folder))

    def log_request(self, code: object = "-", size: object = "-") -> None:
        if getattr(code, "value", code) == 200:
            self.host.asked.append(unquote(urlsplit(self.path).path))

    def log_message(self, *args: object) -> None:
        pass
