"""A static host that a test can watch, deploy to, and break."""

from __future__ import annotations

import gzip
import http.server
import threading
from pathlib import Path
from types import TracebackType
from typing import Callable

from scripts.site.serve import Server


class Host:
    """Serves `folder`, compressed as hosts do. `asked`: every path so far; `instead`: path → another answer (None: not there)."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.instead: Callable[[str, bytes], bytes | None] = lambda path, body: body
        host = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *args: object) -> None:
                """Quiet."""

            def do_GET(self) -> None:
                host._answer(self)

        self._server = Server(("127.0.0.1", port), Handler)
        self.port = self._server.server_port
        self.origin = f"http://127.0.0.1:{self.port}"

    def _answer(self, request: http.server.SimpleHTTPRequestHandler) -> None:
        path = request.path.split("?")[0].lstrip("/")
        self.asked.append(path)
        file = self.folder / path
        if file.is_dir():
            file = file / "index.html"
        body = self.instead(path, file.read_bytes()) if file.is_file() else None
        request.send_response(200 if body is not None else 404)
        kind = request.guess_type(str(file))
        request.send_header("Content-Type", kind)
        if kind.startswith("text/") or kind.endswith(("json", "javascript", "xml")):
            body = gzip.compress(body or b"", 6, mtime=0)
            request.send_header("Content-Encoding", "gzip")
        request.send_header("Content-Length", str(len(body or b"")))
        request.end_headers()
        request.wfile.write(body or b"")

    def __enter__(self) -> Host:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
