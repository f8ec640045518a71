"""A small web site on a loopback port of its own, as a page of the web would be."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Site(ThreadingHTTPServer):
    """Serves `pages`: path to (content type, body, further headers)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, tuple[str, bytes, dict[str, str]]] = {}

    def put(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        """Add a page; underscores in header names stand for hyphens. Returns its address."""
        data = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
        self.pages[path] = (kind, data, {name.replace("_", "-"): value for name, value in headers.items()})
        return f"http://127.0.0.1:{self.server_port}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        kind, body, headers = self.server.pages.get(self.path.split("?")[0], ("text/plain", b"nothing here", {}))
        self.send_response(200 if self.path.split("?")[0] in self.server.pages else 404)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def hosting() -> Iterator[Site]:
    """A running site."""
    with Site() as site:
        thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield site
        finally:
            site.shutdown()
            thread.join()
