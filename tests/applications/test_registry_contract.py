"""One contract for whoever answers: the adapter in this process, and the client over real HTTP.

The second talks to the simulator's own JSON interface, so that one is held to the contract too.
"""

import base64
import datetime
import json
from collections.abc import Callable

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from applications.models import SimulatedDemande
from applications.registry import Registry, simulator
from applications.registry.gateway import GatewayRegistry
from applications.registry.protocol import (
    CursorRefused,
    Recorded,
    RegistryUnavailable,
    StruckOff,
    UnknownNumber,
)
from applications.registry.simulator import SimulatedRegistry
from tests.factories.applications import ANNE, at_registry, make_demande

TOKEN = "a-long-shared-secret"
OTHER = "0290318001234A0001"
# [until, changed at, number] of a moment that no UTC has.
FIRST_YEAR = (
    base64.urlsafe_b64encode(
        json.dumps(["2026-01-01T00:00:00+00:00", "0001-01-01T00:00:00+14:00", ANNE]).encode()
    )
    .decode()
    .rstrip("=")
)
LONG_AGO = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(
    params=[
        "in this process",
        pytest.param("over HTTP", marks=pytest.mark.django_db(transaction=True)),
    ]
)
def registry(request: pytest.FixtureRequest, settings: Settings) -> Registry:
    """The simulator, asked in both ways."""
    if request.param == "in this process":
        return SimulatedRegistry()
    settings.SIMULATOR_TOKEN = TOKEN
    server: LiveServer = request.getfixturevalue("live_server")
    return GatewayRegistry(f"{server.url}/site-enregistrement/api", TOKEN)


QUESTIONS = pytest.mark.parametrize(
    "ask",
    [lambda registry, number: registry.fetch(number), lambda registry, number: registry.look_up(number)],
)
Ask = Callable[[Registry, str], object]


# --- One demande -----------------------------------------------------------------------------------
def test_a_known_number_gives_the_demande_whole(registry: Registry) -> None:
    at_registry(priority=True, dalo="ACTIF")
    assert registry.fetch(ANNE) == make_demande(priority=True, dalo="ACTIF")


def test_a_known_number_gives_its_mailbox_alone(registry: Registry) -> None:
    at_registry(email="Anne.PORTE@example.org")
    assert registry.look_up(ANNE) == Recorded(ANNE, "anne.porte@example.org")


@pytest.mark.parametrize("email", [None, ""])
def test_a_demande_without_a_mailbox_is_a_demande(registry: Registry, email: str | None) -> None:
    at_registry(email=email)
    assert registry.look_up(ANNE) == Recorded(ANNE, "")
    assert registry.fetch(ANNE).email is None


@QUESTIONS
def test_an_unknown_number_is_unknown(registry: Registry, ask: Ask) -> None:
    at_registry(OTHER)
    with pytest.raises(UnknownNumber):
        ask(registry, ANNE)


@QUESTIONS
def test_what_is_no_number_is_unknown(registry: Registry, ask: Ask) -> None:
    at_registry()
    for number in ("", "12", "../../admin", "1110520020171G1175/contact", "é" * 16, "?", "\0" * 16):
        with pytest.raises(UnknownNumber):
            ask(registry, number)


@QUESTIONS
def test_a_struck_off_demande_comes_as_its_reason(registry: Registry, ask: Ask) -> None:
    at_registry(struck_off="RADREN")
    with pytest.raises(StruckOff) as refused:
        ask(registry, ANNE)
    assert refused.value.reason == "RADREN"


@QUESTIONS
def test_lower_case_and_spaces_are_the_same_number(registry: Registry, ask: Ask) -> None:
    at_registry()
    assert ask(registry, "111 0520 020171 g1175") == ask(registry, ANNE)


@QUESTIONS
def test_a_demande_that_cannot_be_read_is_unavailable(registry: Registry, ask: Ask) -> None:
    at_registry()
    SimulatedDemande.objects.update(data={"applicant": {"last_name": "PORTE"}})
    with pytest.raises(RegistryUnavailable):
        ask(registry, ANNE)


# --- What changed ------------------------------------------------------------------------------------
def changed(number: str, seconds: int) -> None:
    """A demande that changed so many seconds after LONG_AGO."""
    at_registry(number)
    at = LONG_AGO + datetime.timedelta(seconds=seconds)
    SimulatedDemande.objects.filter(pk=number).update(updated_at=at)


def walk(registry: Registry, since: datetime.datetime) -> list[str]:
    """All numbers, page after page."""
    found, cursor, more, untils = [], "", True, set()
    while more:
        page = registry.changes_since(since, cursor)
        found += page.numbers
        cursor, more = page.cursor, page.more
        untils.add(page.until)
    assert len(untils) == 1
    return found


def number(position: int) -> str:
    return f"1110520{position:06d}G1175"


def test_what_changed_since_a_moment_is_listed_that_moment_included(registry: Registry) -> None:
    for position, seconds in enumerate([0, 10, 20]):
        changed(number(position), seconds)
    since = LONG_AGO + datetime.timedelta(seconds=10)
    assert walk(registry, since) == [number(1), number(2)]
    assert walk(registry, since + datetime.timedelta(microseconds=1)) == [number(2)]


def test_pages_follow_each_other_without_gap_or_repetition(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulator, "PAGE", 2)
    for position in range(5):
        changed(number(position), seconds=position // 3)  # several of the same moment
    assert walk(registry, LONG_AGO) == [number(position) for position in range(5)]


def test_a_last_page_says_that_it_is_one(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulator, "PAGE", 2)
    pages = []
    for position in range(4):
        page = registry.changes_since(LONG_AGO)
        pages.append((len(page.numbers), page.more))
        changed(number(position), seconds=position)
    assert pages == [(0, False), (1, False), (2, False), (2, True)]


def test_what_changes_during_a_walk_comes_at_its_end(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulator, "PAGE", 2)
    for position in range(3):
        changed(number(position), seconds=position)
    first = registry.changes_since(LONG_AGO)
    at_registry(number(0), priority=True)
    assert registry.changes_since(LONG_AGO, first.cursor).numbers == [number(2), number(0)]


def test_asking_from_until_on_misses_nothing(registry: Registry) -> None:
    changed(number(0), seconds=0)
    until = registry.changes_since(LONG_AGO).until
    assert until < timezone.now()
    assert registry.changes_since(until).numbers == []
    at_registry(number(0), priority=True)
    assert registry.changes_since(until).numbers == [number(0)]


def test_a_struck_off_demande_is_a_change(registry: Registry) -> None:
    at_registry(struck_off="RADATT")
    assert registry.changes_since(LONG_AGO).numbers == [ANNE]


def test_a_cursor_of_elsewhere_is_refused(registry: Registry) -> None:
    for cursor in ("x", "W10", "WzEsMiwzXQ", "é", "bnVsbA", "a" * 400, "\0", FIRST_YEAR):
        with pytest.raises(CursorRefused):
            registry.changes_since(LONG_AGO, cursor)


def test_both_ways_say_the_same(live_server: LiveServer, settings: Settings) -> None:
    """The cursor of one is good for the other, so switching needs no new beginning."""
    settings.SIMULATOR_TOKEN = TOKEN
    at_registry()
    over_http = GatewayRegistry(f"{live_server.url}/site-enregistrement/api", TOKEN)
    page = SimulatedRegistry().changes_since(LONG_AGO)
    assert over_http.changes_since(LONG_AGO, page.cursor).numbers == []
    assert over_http.fetch(ANNE) == SimulatedRegistry().fetch(ANNE)


def test_with_a_wrong_token_nothing_is_given(
    live_server: LiveServer, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SIMULATOR_TOKEN = TOKEN
    at_registry()
    stranger = GatewayRegistry(f"{live_server.url}/site-enregistrement/api", "another-long-secret")
    for ask in (
        lambda: stranger.fetch(ANNE),
        lambda: stranger.look_up(ANNE),
        lambda: stranger.changes_since(LONG_AGO),
    ):
        with pytest.raises(RegistryUnavailable):
            ask()
    assert "status 401, the gateway refuses this portal" in caplog.text
