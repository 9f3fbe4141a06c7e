"""A gateway of one's own on 127.0.0.1: real HTTP, well behaved or not, as each test asks."""

import json
import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.factories.applications import demande_data

Answer = Callable[[BaseHTTPRequestHandler], object]
LONG = 5.0  # seconds that no test waits: the client gives up or `release` comes first


class GatewayDouble:
    """Answers each request with the next of `answers`, the last one again and again."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.requests: list[tuple[str, Any]] = []
        self.connections: set[Any] = set()
        self.release = threading.Event()
        double = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                double.requests.append((self.path, self.headers))
                double.connections.add(self.client_address)
                answer = double.answers.pop(0) if len(double.answers) > 1 else double.answers[0]
                try:
                    answer(self)
                except OSError:  # the client went away, as it should from a bad gateway
                    self.close_connection = True

            def log_message(self, *args: Any) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _headers in self.requests]

    def stop(self) -> None:
        self.release.set()
        self.server.shutdown()
        self.server.server_close()

    # --- Answers that need to know when the test is over ---------------------------------------
    def hangs(self, handler: BaseHTTPRequestHandler) -> None:
        """Never answers."""
        self.release.wait(LONG)
        handler.close_connection = True

    def drips_headers(self, handler: BaseHTTPRequestHandler) -> None:
        """A byte at a time, each well before any wait for data is over."""
        self._drip(handler, b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 5000)

    def drips_the_body(self, handler: BaseHTTPRequestHandler) -> None:
        """The same, after a promising start."""
        handler.send_response(200)
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        self._drip(handler, b" " * 5000)

    def _drip(self, handler: BaseHTTPRequestHandler, content: bytes) -> None:
        handler.close_connection = True
        for byte in content:
            if self.release.wait(0.02):
                return
            handler.wfile.write(bytes([byte]))


def says(status: int, body: bytes = b"", length: int | None = None, **headers: str) -> Answer:
    """An answer with a status and a body; `length` lies about how long it is."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        given = {"content-type": "application/json", **headers}
        for name, value in given.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)
        handler.close_connection = length is not None

    return answer


def says_json(content: object, status: int = 200) -> Answer:
    return says(status, json.dumps(content).encode())


def gives(**changes: Any) -> Answer:
    """A demande."""
    return says_json(demande_data(**changes))


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    """The connection is reset without an answer."""
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def gives_and_hangs_up(handler: BaseHTTPRequestHandler) -> None:
    """A good answer that promises to stay connected, and does not."""
    gives()(handler)
    handler.wfile.flush()
    hangs_up(handler)


def never_ends(handler: BaseHTTPRequestHandler) -> None:
    """More than anybody wants, without saying how much it will be."""
    handler.send_response(200)
    handler.end_headers()
    handler.close_connection = True
    for _megabyte in range(20):
        handler.wfile.write(b" " * 1_000_000)
