"""The page of the code, as its reader meets it."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from alin.outbox.models import Message
from applications.code_errors import CodeAlreadyUsed
from applications.importing import confirm_code
from applications.models import HousingApplication, SecurityCode
from tests.applications.walking import (
    CODE,
    INFORMATION,
    NUMBER,
    at_the_code,
    error_of,
    page,
    words,
)
from tests.factories.applications import ANNE, at_registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(anne: User, client_of: Callable[[User], Client]) -> Client:
    """Anne's browser."""
    return client_of(anne)


def test_the_page_of_the_code_shows_the_mailbox_masked_and_the_time_left(reader: Client) -> None:
    code = at_the_code(reader)
    soup = page(reader.get(CODE))
    assert "a•••e@e…" in words(soup)
    assert "anne.porte@example.org" not in str(soup.select_one("main"))
    assert "encore 23 h 59 min" in words(soup)
    assert code.digits not in str(soup)


def test_the_right_code_imports_and_shows_tab_1(reader: Client) -> None:
    code = at_the_code(reader)
    response = reader.post(CODE, {"code": f"Code : {code.digits[:3]} {code.digits[3:]}"}, follow=True)
    assert response.redirect_chain == [(INFORMATION, 302)]
    application = HousingApplication.objects.get()
    assert f"Votre numéro ALS : {application.als_number}" in words(page(response))


def test_a_refresh_or_back_after_the_import_leads_to_the_demande(reader: Client) -> None:
    code = at_the_code(reader)
    for _turn in range(2):
        assert reader.post(CODE, {"code": code.digits}).url == INFORMATION
    assert reader.get(CODE).url == INFORMATION
    assert HousingApplication.objects.count() == 1


def test_a_double_press_that_finds_its_code_used_is_let_in(
    reader: Client, anne: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_registry()
    reader.post(NUMBER, {"number": ANNE})
    digits = SecurityCode.objects.get().digits

    def overtaken(user: User, number: str, typed: str) -> HousingApplication:
        confirm_code(user, number, typed)  # the first press, a moment earlier
        raise CodeAlreadyUsed

    monkeypatch.setattr("applications.views.codes.confirm_code", overtaken)
    assert reader.post(CODE, {"code": digits}).url == INFORMATION


def test_a_wrong_code_says_how_many_tries_are_left_and_the_fifth_offers_a_new_one(reader: Client) -> None:
    code = at_the_code(reader)
    wrong = f"{(int(code.digits) + 1) % 1_000_000:06d}"
    assert "Il vous reste 4 essais." in error_of(page(reader.post(CODE, {"code": wrong})))
    for _turn in range(3):
        reader.post(CODE, {"code": wrong})
    soup = page(reader.post(CODE, {"code": wrong}))
    assert "cinq essais étaient faux" in words(soup)
    assert "Recevoir un nouveau code" in words(soup)
    assert not soup.select("input[name=code]")
    assert reader.post(CODE, {"resend": "1"}).url == CODE
    assert SecurityCode.objects.count() == 2


@pytest.mark.parametrize("typed", ["", "12345", "hello", "9" * 5000])
def test_what_is_no_code_is_told_and_costs_no_try(reader: Client, typed: str) -> None:
    at_the_code(reader)
    assert "code" in error_of(page(reader.post(CODE, {"code": typed})))
    assert SecurityCode.objects.get().wrong_tries == 0


def test_the_code_can_be_sent_again(reader: Client) -> None:
    at_the_code(reader)
    response = reader.post(CODE, {"resend": "1"}, follow=True)
    assert "Le code est envoyé à a•••e@e…." in words(page(response))
    assert Message.objects.count() == 2
    assert SecurityCode.objects.get().sends == 2


def test_the_page_of_the_code_needs_a_number_first(reader: Client) -> None:
    assert reader.get(CODE).url == NUMBER


def test_a_number_in_one_browser_opens_nothing_in_another(
    reader: Client, marc: User, client_of: Callable[[User], Client]
) -> None:
    code = at_the_code(reader)
    assert client_of(marc).post(CODE, {"code": code.digits}).url == NUMBER
