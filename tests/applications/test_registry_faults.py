"""A gateway that fails: every fault ends in RegistryUnavailable, soon, with nothing personal in the log."""

import json
import logging

import pytest

from applications.registry.gateway import GatewayRegistry
from applications.registry.protocol import RegistryUnavailable
from tests.applications.asking import CONTACT, OTHER, QUESTIONS, Ask, fetch
from tests.applications.gateway_double import (
    Answer,
    GatewayDouble,
    gives,
    hangs_up,
    never_ends,
    says,
    says_json,
)
from tests.factories.applications import ANNE, demande_data

FAULTS: dict[str, Answer] = {
    "server error": says(500),
    "bad request": says(400),
    "a redirect": says(302, location="https://example.org/"),
    "nothing": says(200),
    "no content": says(204),
    "a page": says(200, b"<html>maintenance</html>", content_type="text/html"),
    "a list": says(200, b"[1, 2]"),
    "null": says(200, b"null"),
    "a number": says(200, b"NaN"),
    "half the fields": says(200, b'{"unique_number": "1110520020171G1175"}'),
    "wrong types": says_json({**demande_data(), "applicant": "Anne", "reasons": {"1": 2}, "email": 3}),
    "not text": says(200, b"\xff\xfe\x00"),
    "half a letter": says(200, b'{"unique_number": "\\ud800", "email": "a@b.fr"}'),
    "too deep": says(200, b"[" * 100_000),
    "cut off": says(200, b'{"unique', length=5000),
    "hung up": hangs_up,
    "huge": never_ends,
    "compressed": says(200, b"\x1f\x8b", content_encoding="gzip"),
    "another number": gives(number=OTHER),
    "another contact": says_json({**CONTACT, "unique_number": OTHER}),
}


@QUESTIONS
@pytest.mark.parametrize("answer", FAULTS.values(), ids=FAULTS)
def test_anything_else_is_unavailable(gateway: GatewayDouble, ask: Ask, answer: Answer) -> None:
    gateway.answers = [answer]
    with pytest.raises(RegistryUnavailable):
        ask()


@QUESTIONS
@pytest.mark.parametrize("how", ["hangs", "drips_headers", "drips_the_body"])
def test_a_gateway_that_takes_forever_is_unavailable(
    gateway: GatewayDouble, ask: Ask, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    gateway.answers = [getattr(gateway, how)]
    with pytest.raises(RegistryUnavailable):
        ask()
    assert "ReadTimeout" in caplog.text
    assert not gateway.release.is_set()


def test_an_address_where_nobody_listens_is_unavailable(gateway: GatewayDouble) -> None:
    gateway.stop()
    with pytest.raises(RegistryUnavailable):
        fetch()


def test_a_broken_answer_does_not_spoil_the_next_one(gateway: GatewayDouble) -> None:
    gateway.answers = [says(200, b'{"unique', length=5000), never_ends, gives()]
    with pytest.raises(RegistryUnavailable):
        fetch()
    assert fetch().unique_number == ANNE


def test_the_log_says_what_was_wrong_and_nothing_personal(
    gateway: GatewayDouble, caplog: pytest.LogCaptureFixture
) -> None:
    data = demande_data()
    data["applicant"]["birth_date"] = "19 mai 1989"
    data["applicant"]["PORTE ANNE"] = "Saint-Denis"
    gateway.answers = [says(200, json.dumps(data).encode())]
    with caplog.at_level(logging.INFO), pytest.raises(RegistryUnavailable):
        fetch()
    assert "applicant.birth_date" in caplog.text
    assert "applicant.(unknown field)" in caplog.text
    [(_path, headers)] = gateway.requests
    assert headers["X-Request-ID"] in caplog.text
    for personal in (ANNE, "PORTE", "19 mai", "anne.porte", "secret-token", "Saint-Denis"):
        assert personal not in caplog.text


@pytest.mark.parametrize("answer", FAULTS.values(), ids=FAULTS)
def test_no_fault_brings_a_number_or_the_token_into_the_log(
    gateway: GatewayDouble, answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    gateway.answers = [answer]
    with caplog.at_level(logging.INFO), pytest.raises(RegistryUnavailable):
        fetch()
    assert "The registry did not give demande 111•••••••••••••75" in caplog.text
    assert ANNE not in caplog.text
    assert "secret-token" not in caplog.text


def test_a_certificate_that_is_gone_is_unavailable_and_not_a_crash(gateway: GatewayDouble) -> None:
    with pytest.raises(RegistryUnavailable):
        GatewayRegistry(gateway.url, "", "/nowhere/client.pem").fetch(ANNE)
