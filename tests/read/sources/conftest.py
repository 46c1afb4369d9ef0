"""A web server on 127.0.0.1 for tests: pages by path, every request remembered."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass
class Site:
    """``show`` puts a page under a path; ``asked`` holds (path, headers) of every request."""

    address: str
    port: int
    asked: list[tuple[str, dict[str, str]]]
    pages: dict[str, tuple[int, dict[str, str], bytes | Callable[[BaseHTTPRequestHandler], None]]] = field(default_factory=dict)

    def show(
        self,
        path: str,
        body: str | bytes | Callable[[BaseHTTPRequestHandler], None],
        media: str = "text/html; charset=utf-8",
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> str:
        held = body.encode() if isinstance(body, str) else body
        self.pages[path] = (status, {"Content-Type": media, **(headers or {})}, held)
        return self.address + path

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.asked.append((self.path, dict(self.headers.items())))
            status, headers, body = here.pages.get(self.path, (404, {"Content-Type": "text/plain"}, b"not here"))
            if callable(body):
                body(self)
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    port = int(server.server_address[1])
    here = Site(f"http://127.0.0.1:{port}", port, [])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield here
    server.shutdown()
    server.server_close()
    thread.join()
