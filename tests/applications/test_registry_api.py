"""The simulator's JSON interface: what it says to whom. Its answers are held by test_registry_contract.py."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from applications.models import SimulatedDemande
from tests.factories.applications import ANNE, at_registry

TOKEN = "a-long-shared-secret"
ADDRESSES = [
    f"/site-enregistrement/api/demandes/{ANNE}",
    f"/site-enregistrement/api/demandes/{ANNE}/contact",
    "/site-enregistrement/api/changements?depuis=2020-01-01T00:00:00Z",
]
EVERYWHERE = pytest.mark.parametrize("address", ADDRESSES, ids=["demande", "contact", "changes"])

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(settings: Settings) -> Client:
    """Another program, with the token."""
    settings.SIMULATOR_TOKEN = TOKEN
    at_registry()
    return Client(headers={"authorization": f"Bearer {TOKEN}"})


@EVERYWHERE
def test_with_the_token_it_answers_and_no_cache_keeps_it(program: Client, address: str) -> None:
    answer = program.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


@EVERYWHERE
@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer ", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer é", TOKEN]
)
def test_without_the_right_token_it_says_nothing(program: Client, address: str, given: str) -> None:
    answer = Client(headers={"authorization": given}).get(address)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert b"anne.porte" not in answer.content


@EVERYWHERE
@pytest.mark.parametrize("given", ["Bearer ", f"Bearer {TOKEN}"])
def test_without_a_token_in_the_settings_it_is_not_there(
    program: Client, settings: Settings, address: str, given: str
) -> None:
    settings.SIMULATOR_TOKEN = ""
    assert Client(headers={"authorization": given}).get(address).status_code == 404


@EVERYWHERE
def test_where_a_gateway_is_the_registry_it_is_not_there(
    program: Client, settings: Settings, address: str
) -> None:
    settings.REGISTRY_URL = "https://registry.example.org"
    assert program.get(address).status_code == 404


@EVERYWHERE
def test_a_person_who_is_logged_in_is_no_program(
    program: Client, anne: User, client_of: object, address: str
) -> None:
    assert client_of(anne).get(address).status_code == 401  # type: ignore[operator]


@EVERYWHERE
def test_it_only_reads(program: Client, address: str) -> None:
    for ask in (program.post, program.put, program.delete):
        assert ask(address).status_code == 405


@pytest.mark.parametrize(
    "since",
    [
        "",
        "yesterday",
        "2020-01-01",
        "2020-01-01T00:00:00",
        "2020-13-01T00:00:00Z",
        "\0",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
    ],
)
def test_a_moment_needs_its_date_time_and_offset(program: Client, since: str) -> None:
    assert program.get("/site-enregistrement/api/changements", {"depuis": since}).status_code == 400


def test_a_row_that_cannot_be_read_gets_no_number_into_the_log(
    program: Client, caplog: pytest.LogCaptureFixture
) -> None:
    SimulatedDemande.objects.update(data={})
    assert program.get(ADDRESSES[0]).status_code == 422
    assert ANNE not in caplog.text
