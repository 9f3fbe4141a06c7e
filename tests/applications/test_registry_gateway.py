"""The gateway's client against a real HTTP server on this machine, well behaved and not."""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from applications.registry import gateway
from applications.registry.gateway import GatewayRegistry
from applications.registry.protocol import RegistryUnavailable, StruckOff, UnknownNumber
from tests.factories.applications import ANNE, demande_data

Answer = Callable[[BaseHTTPRequestHandler], None]


class Gateway:
    """Answers each request with the next of `answers`, the last one again and again."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.requests: list[tuple[str, str]] = []
        self.release = threading.Event()
        double = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                double.requests.append((self.path, self.headers.get("Authorization", "")))
                answer = double.answers.pop(0) if len(double.answers) > 1 else double.answers[0]
                answer(self)

            def log_message(self, *args: Any) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def stop(self) -> None:
        self.release.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def double(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    """A gateway whose faults are over quickly."""
    monkeypatch.setattr(gateway, "PAUSE", (0.0, 0.0))
    monkeypatch.setattr(gateway, "TIMEOUT", httpx.Timeout(0.3, connect=0.3))
    running = Gateway()
    yield running
    running.stop()


def says(status: int, body: bytes = b"", length: int | None = None) -> Answer:
    """An answer with a status and a body; `length` lies about how long it is."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def gives(**changes: Any) -> Answer:
    """A demande."""
    return says(200, json.dumps(demande_data(**changes)).encode())


def fetch(double: Gateway) -> Any:
    return GatewayRegistry(double.url + "/", "secret-token").fetch(ANNE)


def test_a_demande_is_read(double: Gateway) -> None:
    double.answers = [gives()]
    assert fetch(double).applicant.first_name == "ANNE"
    assert double.requests == [(f"/demandes/{ANNE}", "Bearer secret-token")]


def test_404_is_an_unknown_number(double: Gateway) -> None:
    double.answers = [says(404)]
    with pytest.raises(UnknownNumber):
        fetch(double)
    assert len(double.requests) == 1


def test_410_is_struck_off_with_its_reason(double: Gateway) -> None:
    double.answers = [says(410, b'{"reason": "RADATT"}')]
    with pytest.raises(StruckOff) as refused:
        fetch(double)
    assert refused.value.reason == "RADATT"


@pytest.mark.parametrize("body", [b"", b"gone", b"[]", b'{"reason": 3}'])
def test_410_without_a_usable_reason_is_struck_off_all_the_same(double: Gateway, body: bytes) -> None:
    double.answers = [says(410, body)]
    with pytest.raises(StruckOff) as refused:
        fetch(double)
    assert refused.value.reason == ""


def test_a_demande_that_says_it_is_struck_off_is(double: Gateway) -> None:
    double.answers = [gives(struck_off="RADREN")]
    with pytest.raises(StruckOff):
        fetch(double)


def test_one_failure_is_repeated_and_then_works(double: Gateway) -> None:
    double.answers = [says(500), gives()]
    assert fetch(double).unique_number == ANNE
    assert len(double.requests) == 2


def test_two_failures_are_unavailable_and_there_is_no_third_try(double: Gateway) -> None:
    double.answers = [says(503)]
    with pytest.raises(RegistryUnavailable):
        fetch(double)
    assert len(double.requests) == 2


@pytest.mark.parametrize(
    "answer",
    [
        says(401),
        says(200, b"<html>maintenance</html>"),
        says(200, b"[1, 2]"),
        says(200, b'{"unique_number": "1110520020171G1175"}'),
        says(200, b"\xff\xfe\x00"),
        says(200, b'{"unique', length=5000),
        says(302),
    ],
    ids=["refused", "html", "a list", "half the fields", "not text", "cut off", "elsewhere"],
)
def test_anything_else_is_unavailable(double: Gateway, answer: Answer) -> None:
    double.answers = [answer]
    with pytest.raises(RegistryUnavailable):
        fetch(double)


def test_a_gateway_that_never_answers_is_unavailable(double: Gateway) -> None:
    double.answers = [lambda handler: double.release.wait(5) and None]
    with pytest.raises(RegistryUnavailable):
        fetch(double)


def test_an_address_where_nobody_listens_is_unavailable(double: Gateway) -> None:
    url = double.url
    double.stop()
    with pytest.raises(RegistryUnavailable):
        GatewayRegistry(url).fetch(ANNE)


def test_an_answer_about_another_number_is_never_taken(double: Gateway) -> None:
    double.answers = [gives(number="0290318001234A0001")]
    with pytest.raises(RegistryUnavailable):
        fetch(double)


def test_the_log_says_what_was_wrong_and_nothing_personal(
    double: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    data = demande_data()
    data["applicant"]["birth_date"] = "19 mai 1989"
    double.answers = [says(200, json.dumps(data).encode())]
    with caplog.at_level(logging.WARNING), pytest.raises(RegistryUnavailable):
        fetch(double)
    assert "applicant.birth_date" in caplog.text
    for personal in (ANNE, "PORTE", "19 mai", "anne.porte", "secret-token"):
        assert personal not in caplog.text
