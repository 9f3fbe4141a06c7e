"""What one can learn by typing other people's numbers, and how much of it (docs/security-codes.md).

R3.4 wants a message of its own for unknown, struck-off and imported numbers, so the answer differs. Nothing
else may: not the page around it, not its headers, nothing about the holder; and nobody gets many answers.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as project
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from alin.outbox.models import Message
from applications.registry.simulator import SimulatedRegistry
from tests.applications.walking import CODE, NUMBER, OTHER, at_the_code, error_of, page, words
from tests.factories.accounts import UserFactory
from tests.factories.applications import ANNE, at_registry, import_for

pytestmark = pytest.mark.django_db
UNKNOWN = "1110520020171G9999"
STRUCK_OFF = "0290318001234A0002"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every question the registry gets."""
    questions: list[str] = []

    class Watched(SimulatedRegistry):
        def look_up(self, unique_number: str) -> Any:
            questions.append(f"look_up {unique_number}")
            return super().look_up(unique_number)

    monkeypatch.setattr("applications.lookup.get_registry", Watched)
    return questions


@pytest.fixture
def numbers(marc: User) -> None:
    """Marc's number is imported, another is free, a third struck off."""
    import_for(marc, email="marc.stock@example.org")
    at_registry(OTHER, email="someone@example.net")
    at_registry(STRUCK_OFF, struck_off="RADATT")


def typing(number: str, address: str = "192.0.2.1") -> Any:
    """What a new account gets for a number."""
    client = Client(REMOTE_ADDR=address)
    client.force_login(UserFactory(first_name="Nina", birth_name="NEUVE"))
    with CaptureQueriesContext(connection) as queries:
        response = client.post(NUMBER, {"number": number})
    response.queries = len(queries)
    return response


WAYS_ON = "p:has(> .link-forward), p:has(> [href*='sujet=number'])"
ANSWER = f".field__error, {WAYS_ON}, [name=csrfmiddlewaretoken], .certificate"


def without_the_answer(response: Any, number: str) -> str:
    """The page between header and foot, without its message and way on, and without the number typed."""
    main = BeautifulSoup(response.content, "html.parser").select_one("main")
    assert main is not None
    for part in main.select(ANSWER):
        part.decompose()
    return re.sub(r"\s+", "", str(main).replace(number, "NUMBER"))


def test_beside_its_message_the_page_is_the_same_for_every_refused_number(numbers: None) -> None:
    found = {number: typing(number) for number in (UNKNOWN, ANNE, STRUCK_OFF)}
    assert {response.status_code for response in found.values()} == {200}
    assert len({tuple(sorted(response.headers)) for response in found.values()}) == 1
    assert len({without_the_answer(response, number) for number, response in found.items()}) == 1
    assert len({error_of(page(response)) for response in found.values()}) == 3


def test_an_imported_number_costs_no_more_work_than_an_unknown_one(numbers: None, asked: list[str]) -> None:
    unknown, imported = typing(UNKNOWN), typing(ANNE)
    assert asked == [f"look_up {UNKNOWN}"]  # and the registry does not learn who asks for imported ones
    assert abs(unknown.queries - imported.queries) <= 2


def test_nothing_about_the_holder_is_told(numbers: None) -> None:
    first = typing(ANNE)
    for personal in ("marc", "stock", "porte", "marc.stock@", "m•••"):
        assert personal not in words(page(first)).lower()
    assert not Message.objects.exists()


def test_it_does_not_matter_who_holds_the_number(numbers: None) -> None:
    import_for(UserFactory(), OTHER, email="x@example.com")
    ours, theirs = typing(ANNE), typing(OTHER)
    assert without_the_answer(ours, ANNE) == without_the_answer(theirs, OTHER)
    assert error_of(page(ours)) == error_of(page(theirs))
    assert ours.queries == theirs.queries


def test_of_a_free_number_only_the_masked_mailbox_is_told(numbers: None) -> None:
    client = Client()
    client.force_login(UserFactory())
    response = client.post(NUMBER, {"number": OTHER}, follow=True)
    text = words(page(response))
    assert "s•••e@e…" in text
    for personal in ("someone@", "example.net", OTHER, "PORTE", "Saint-Denis"):
        assert personal not in text


def test_an_account_that_goes_through_numbers_gets_one_answer_for_all(
    anne: User, numbers: None, client_of: Callable[[User], Client], asked: list[str]
) -> None:
    client = client_of(anne)
    for n in range(project.UNIQUE_NUMBERS_PER_DAY):
        client.post(NUMBER, {"number": f"1110520020171Z{n:04d}"})
    before = len(asked)
    answers = set()
    for number in (UNKNOWN, ANNE, STRUCK_OFF, OTHER):
        response = client.post(NUMBER, {"number": number})
        soup = page(response, 429)
        field = soup.select_one("input[name=number]")
        assert field is not None
        assert field["value"] == number
        answers.add(error_of(soup))
    assert len(answers) == 1
    assert "trop de numéros différents" in answers.pop()
    assert len(asked) == before


def test_one_number_cannot_be_asked_for_without_end_either(
    anne: User, client_of: Callable[[User], Client], asked: list[str]
) -> None:
    client = client_of(anne)
    answers = [client.post(NUMBER, {"number": UNKNOWN}).status_code for _turn in range(25)]
    assert answers == [200] * 20 + [429] * 5
    assert len(asked) == 20
    soup = page(client.post(NUMBER, {"number": UNKNOWN}), 429)
    assert "trop d'essais" in error_of(soup)


def test_a_network_address_is_limited_over_all_its_accounts(settings: Any, asked: list[str]) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**project.ACCOUNT_RATE_LIMITS, "number_entry": "20/h/user,3/h/ip"}
    assert [typing(UNKNOWN).status_code for _turn in range(5)] == [200] * 3 + [429] * 2
    assert typing(UNKNOWN, address="192.0.2.2").status_code == 200
    assert len(asked) == 4


def test_what_is_no_number_asks_nobody_and_costs_nothing(
    anne: User, client_of: Callable[[User], Client], asked: list[str]
) -> None:
    client = client_of(anne)
    for _turn in range(30):
        assert client.post(NUMBER, {"number": "12 34"}).status_code == 200
    assert asked == []
    at_the_code(client)
    assert len(asked) == 1


def test_a_strangers_code_page_is_empty_whatever_its_key(
    anne: User, marc: User, client_of: Callable[[User], Client]
) -> None:
    code = at_the_code(client_of(anne))
    stranger = client_of(marc)
    for key in (str(code.pk), str(code.pk + 1), "x", "9" * 30, "-1", "²"):
        response = stranger.post(CODE, {"code": code.digits, "sent": key})
        assert (response.status_code, response["Location"]) == (302, reverse("applications:number"))
    code.refresh_from_db()
    assert code.wrong_tries == 0
