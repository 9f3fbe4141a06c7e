"""One JSON question to the gateway: bounded in time and size, repeated where that is harmless, and never
asked while the gateway is known to be down.

httpx bounds each wait but not the whole exchange (encode/httpx#1450): a gateway that drips a byte every few
seconds would hold a web worker for as long as it likes. So each read and write of the socket gets what is
left until the deadline, through httpcore's documented network backend.
"""

import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import Any

import httpcore
import httpx

# time.monotonic() at which the question in hand must be over.
_deadline: ContextVar[float] = ContextVar("deadline", default=float("inf"))
_making = threading.Lock()
_clients: dict[tuple[int, str], httpx.Client] = {}

LIMITS = {"max_connections": 20, "max_keepalive_connections": 10, "keepalive_expiry": 30.0}


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What is said to the gateway in here must be over in so many seconds, retries and pauses included."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def seconds_left() -> float:
    """Until the deadline; negative when it passed."""
    return _deadline.get() - time.monotonic()


def client(certificate: str) -> httpx.Client:
    """This process's pool of connections, made at the first question.

    A forked process has its own: two processes talking over one connection would read each other's answers.
    The parent's is left behind unclosed, because closing it would say goodbye on the parent's connections.
    """
    key = (os.getpid(), certificate)
    with _making:
        if key not in _clients:
            _clients[key] = _made(certificate)
        return _clients[key]


def _made(certificate: str) -> httpx.Client:
    context = httpx.create_ssl_context()  # SSL_CERT_FILE names a private authority
    if certificate:
        context.load_cert_chain(Path(certificate))
    transport = httpx.HTTPTransport(verify=context)
    # httpx has no argument for the backend of its pool yet.
    transport._pool = httpcore.ConnectionPool(
        ssl_context=context,
        network_backend=_PunctualBackend(),
        **LIMITS,  # type: ignore[arg-type]
    )
    # What a gateway wants to remember about one person's question must not come with the next one's.
    no_cookies = CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
    return httpx.Client(transport=transport, follow_redirects=False, cookies=no_cookies)


def _left(wanted: float | None, error: type[Exception]) -> float:
    left = seconds_left()
    if left <= 0:
        raise error("deadline passed")
    return left if wanted is None else min(wanted, left)


class _PunctualStream(httpcore.NetworkStream):
    """A connection on which nothing waits longer than the deadline allows."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _PunctualStream(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _PunctualBackend(httpcore.SyncBackend):
    """Connections as httpcore makes them, on which the deadline holds."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _PunctualStream(super().connect_tcp(host, port, left, local_address, socket_options))
