"""The gateway's client against a real HTTP server on this machine, well behaved and not."""

import datetime
import json
import os

import pytest
from django.utils import timezone

from applications.registry import asking, get_registry, transport
from applications.registry.protocol import CursorRefused, RegistryUnavailable, StruckOff, UnknownNumber
from tests.applications.asking import (
    ABOUT_ONE,
    CONTACT,
    OTHER,
    PAGE,
    QUESTIONS,
    SINCE,
    Ask,
    changes,
    fetch,
    look_up,
)
from tests.applications.gateway_double import (
    Answer,
    GatewayDouble,
    gives,
    gives_and_hangs_up,
    hangs_up,
    says,
    says_json,
)
from tests.factories.applications import ANNE, demande_data


# --- What is asked, and what a good answer gives --------------------------------------------------
def test_a_demande_is_read(gateway: GatewayDouble) -> None:
    gateway.answers = [gives()]
    assert fetch().applicant.first_name == "ANNE"
    [(path, headers)] = gateway.requests
    assert path == f"/demandes/{ANNE}"
    assert headers["Authorization"] == "Bearer secret-token"
    assert headers["Accept"] == "application/json"


def test_before_the_code_only_the_mailbox_is_asked_for(gateway: GatewayDouble) -> None:
    gateway.answers = [says_json(CONTACT)]
    assert look_up().email == "anne.porte@example.org"
    assert gateway.paths == [f"/demandes/{ANNE}/contact"]


def test_a_contact_that_says_more_than_it_should_is_not_taken(gateway: GatewayDouble) -> None:
    gateway.answers = [says_json({**CONTACT, "birth_date": "1989-05-19"})]
    with pytest.raises(RegistryUnavailable):
        look_up()


def test_changes_are_asked_from_a_moment_and_after_a_cursor(gateway: GatewayDouble) -> None:
    gateway.answers = [says_json({**PAGE, "more": True}), says_json({**PAGE, "cursor": "y"})]
    first = changes()
    assert (first.numbers, first.cursor, first.more) == ([ANNE], "x", True)
    assert first.until == datetime.datetime(2020, 11, 20, 10, tzinfo=datetime.UTC)
    get_registry().changes_since(SINCE, first.cursor)
    assert gateway.paths == [
        "/changements?depuis=2026-11-01T08%3A00%3A00%2B00%3A00",
        "/changements?depuis=2026-11-01T08%3A00%3A00%2B00%3A00&apres=x",
    ]


def test_a_cursor_that_the_gateway_refuses_says_so(gateway: GatewayDouble) -> None:
    gateway.answers = [says(400)]
    with pytest.raises(CursorRefused):
        get_registry().changes_since(SINCE, "old")


@pytest.mark.parametrize(
    "until", ["2999-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2020-11-20"]
)
def test_a_list_of_changes_ends_at_a_moment_that_has_come(gateway: GatewayDouble, until: str) -> None:
    gateway.answers = [says_json({**PAGE, "until": until})]
    with pytest.raises(RegistryUnavailable):
        changes()


def test_a_page_that_leads_to_itself_is_not_followed(gateway: GatewayDouble) -> None:
    gateway.answers = [says_json({**PAGE, "more": True})]
    with pytest.raises(RegistryUnavailable):
        get_registry().changes_since(SINCE, "x")


def test_what_is_no_number_is_not_asked_for(gateway: GatewayDouble) -> None:
    for typed in ("../admin", "12", "1110520020171G1175/contact", "é" * 16):
        with pytest.raises(UnknownNumber):
            get_registry().fetch(typed)
    assert gateway.requests == []


def test_connections_are_kept_for_the_next_question(gateway: GatewayDouble) -> None:
    gateway.answers = [gives()]
    fetch()
    fetch()
    assert len(gateway.requests) == 2
    assert len(gateway.connections) == 1


def test_a_connection_that_the_gateway_closed_meanwhile_costs_nothing(gateway: GatewayDouble) -> None:
    gateway.answers = [gives_and_hangs_up]
    for _time in range(3):
        assert fetch().unique_number == ANNE
    assert len(gateway.requests) == 3


def test_a_gateway_sets_no_cookie(gateway: GatewayDouble) -> None:
    content = json.dumps(demande_data()).encode()
    gateway.answers = [says(200, content, set_cookie="session=of-the-person-before; Path=/")]
    fetch()
    fetch()
    assert [headers["Cookie"] for _path, headers in gateway.requests] == [None, None]


def test_a_forked_process_does_not_talk_on_its_parents_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    own = transport.client("")
    assert transport.client("") is own
    monkeypatch.setattr(os, "getpid", lambda: 1)
    assert transport.client("") is not own


# --- Documented refusals ---------------------------------------------------------------------------
@ABOUT_ONE
def test_404_is_an_unknown_number(gateway: GatewayDouble, ask: Ask) -> None:
    gateway.answers = [says(404)]
    with pytest.raises(UnknownNumber):
        ask()
    assert len(gateway.requests) == 1


@QUESTIONS
@pytest.mark.parametrize("status", [404, 410])
def test_a_web_page_is_a_wrong_address_and_no_word_about_the_number(
    gateway: GatewayDouble, ask: Ask, status: int
) -> None:
    gateway.answers = [says(status, b"<h1>Not here</h1>", content_type="text/html; charset=utf-8")]
    with pytest.raises(RegistryUnavailable):
        ask()


@ABOUT_ONE
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"reason": "RADATT"}', "RADATT"),
        (b'{"reason": "IRRSEJ"}', "RADIRR"),
        (b'{"reason": "none of the list"}', ""),
        (b'{"reason": 3}', ""),
        (b"[]", ""),
        (b"gone", ""),
        (b"", ""),
    ],
)
def test_410_is_struck_off_with_or_without_a_usable_reason(
    gateway: GatewayDouble, ask: Ask, body: bytes, reason: str
) -> None:
    gateway.answers = [says(410, body)]
    with pytest.raises(StruckOff) as refused:
        ask()
    assert refused.value.reason == reason


def test_a_demande_that_says_it_is_struck_off_is(gateway: GatewayDouble) -> None:
    gateway.answers = [gives(struck_off="RADREN")]
    with pytest.raises(StruckOff) as refused:
        fetch()
    assert refused.value.reason == "RADREN"


@QUESTIONS
@pytest.mark.parametrize("status", [401, 403])
def test_a_gateway_that_refuses_the_portal_is_our_fault_and_an_error_in_the_log(
    gateway: GatewayDouble, ask: Ask, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    gateway.answers = [says(status)]
    with pytest.raises(RegistryUnavailable):
        ask()
    assert len(gateway.requests) == 1
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "the gateway refuses this portal" in caplog.text


# --- Repeating -------------------------------------------------------------------------------------
@pytest.mark.parametrize("first", [says(500), says(503), says(429), hangs_up, says(200, b"{")])
def test_one_failure_is_repeated_and_then_works(gateway: GatewayDouble, first: Answer) -> None:
    gateway.answers = [first, gives()]
    assert fetch().unique_number == ANNE
    assert len(gateway.requests) == 2
    assert len({headers["X-Request-ID"] for _path, headers in gateway.requests}) == 1


def test_two_failures_are_unavailable_and_there_is_no_third_try(gateway: GatewayDouble) -> None:
    gateway.answers = [says(503)]
    with pytest.raises(RegistryUnavailable) as refused:
        fetch()
    assert len(gateway.requests) == 2
    assert refused.value.retry_after is None


@pytest.mark.parametrize("answer", [says(404), says(410), says(401), says(400), gives(number=OTHER)])
def test_what_is_said_clearly_is_not_asked_twice(gateway: GatewayDouble, answer: Answer) -> None:
    gateway.answers = [answer]
    with pytest.raises((UnknownNumber, StruckOff, RegistryUnavailable)):
        fetch()
    assert len(gateway.requests) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_short_retry_after_is_waited_for(gateway: GatewayDouble, status: int) -> None:
    gateway.answers = [says(status, retry_after="0"), gives()]
    assert fetch().unique_number == ANNE


@pytest.mark.parametrize("status", [429, 503])
def test_a_long_retry_after_is_told_and_kept_to(gateway: GatewayDouble, status: int) -> None:
    gateway.answers = [says(status, retry_after="90")]
    with pytest.raises(RegistryUnavailable) as refused:
        fetch()
    assert refused.value.retry_after == 90
    with pytest.raises(RegistryUnavailable) as again:
        fetch()
    assert again.value.retry_after == 90
    assert len(gateway.requests) == 1


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("7", 7),
        ("0", 0),
        ("86400", 600),
        ("9" * 400, None),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("²", None),
        ("Fri, 20 Nov 2026 10:00:30 GMT", 30),
        ("Fri, 20 Nov 2026 09:00:00 GMT", 0),
        ("Fri, 20 Nov 2026 10:00:30 -0000", 30),
        ("2200000000 DEC 0:0 0 0", None),
        ("Mon, 99 Nov 2026 10:00:30 GMT", None),
    ],
)
def test_retry_after_is_read_in_both_ways_within_bounds(
    said: str, seconds: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime.datetime(2026, 11, 20, 10, tzinfo=datetime.UTC))
    assert asking.retry_after({"retry-after": said}) == seconds


def test_a_gateway_that_always_says_in_a_moment_opens_the_breaker_too(gateway: GatewayDouble) -> None:
    gateway.answers = [says(503, retry_after="0")]
    fail(5)
    asked = len(gateway.requests)
    fail(1)
    assert len(gateway.requests) == asked


# --- The breaker -----------------------------------------------------------------------------------
def fail(times: int, ask: Ask = fetch) -> None:
    for _time in range(times):
        with pytest.raises(RegistryUnavailable):
            ask()


def test_after_five_failures_nobody_waits_and_all_are_told_when_to_come_back(gateway: GatewayDouble) -> None:
    gateway.answers = [says(500)]
    fail(5)
    asked = len(gateway.requests)
    with pytest.raises(RegistryUnavailable) as refused:
        look_up()
    assert len(gateway.requests) == asked
    assert refused.value.retry_after is not None
    assert 0 < refused.value.retry_after <= 30


def test_a_good_answer_between_failures_starts_the_count_again(gateway: GatewayDouble) -> None:
    gateway.answers = [*[says(500)] * 8, says(404), says(500)]
    fail(4)
    with pytest.raises(UnknownNumber):
        fetch()
    fail(4)
    asked = len(gateway.requests)
    fail(1)
    assert len(gateway.requests) == asked + 2


def test_one_odd_demande_does_not_close_the_registry_for_everybody(gateway: GatewayDouble) -> None:
    gateway.answers = [says_json({**demande_data(), "reasons": ["99"]})]
    fail(7)
    assert len(gateway.requests) == 7
