"""The page of the code, as its reader meets it."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import User
from alin.outbox import secrets
from alin.outbox.models import Message
from applications.code_errors import CodeAlreadyUsed
from applications.importing import confirm_code
from applications.models import HousingApplication, SecurityCode
from tests.applications.walking import (
    CODE,
    INFORMATION,
    NUMBER,
    OTHER,
    at_the_code,
    error_of,
    page,
    registry_is_down,
    words,
    wrong_for,
)
from tests.factories.applications import ANNE, at_registry, import_for

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
    assert "Code envoyé à l'adresse a•••e@e…" in words(page(response))
    assert Message.objects.count() == 2
    assert SecurityCode.objects.get().sends == 2


def test_the_page_of_the_code_needs_a_number_first(reader: Client) -> None:
    assert reader.get(CODE).url == NUMBER


def test_a_number_in_one_browser_opens_nothing_in_another(
    reader: Client, marc: User, client_of: Callable[[User], Client]
) -> None:
    code = at_the_code(reader)
    assert client_of(marc).post(CODE, {"code": code.digits}).url == NUMBER


def test_the_page_says_how_long_how_many_tries_and_how_many_mails_are_left(reader: Client) -> None:
    with time_machine.travel("2026-11-23T13:05:00Z", tick=False):
        code = at_the_code(reader)
        text = words(page(reader.get(CODE)))
        assert "actif jusqu'au 24/11/2026 à 14:05" in text
        assert "Il vous reste 5 essais." in text
        assert "renvoyer ce code encore 4 fois" in text
        assert "111•••••••••••••75" in text
        assert ANNE not in text
        reader.post(CODE, {"code": wrong_for(code)})
        reader.post(CODE, {"resend": "1"})
        text = words(page(reader.get(CODE)))
    assert "Il vous reste 4 essais." in text
    assert "renvoyer ce code encore 3 fois" in text


def test_a_code_mailed_as_often_as_allowed_has_no_button_to_send_it(reader: Client) -> None:
    at_the_code(reader)
    SecurityCode.objects.update(sends=5)
    soup = page(reader.get(CODE))
    assert not soup.select("button[name=resend]")
    assert "Nous ne pouvons plus renvoyer ce code" in words(soup)
    assert soup.select("input[name=code]")


def test_the_whole_mail_may_be_pasted(reader: Client) -> None:
    at_the_code(reader)
    text, _html = secrets.reveal(Message.objects.get())
    assert reader.post(CODE, {"code": text}).url == INFORMATION


def test_two_codes_in_what_was_pasted_are_refused_and_kept(reader: Client) -> None:
    at_the_code(reader)
    soup = page(reader.post(CODE, {"code": "123456 et 654321"}))
    assert "plusieurs codes différents" in error_of(soup)
    assert soup.select_one('input[name=code][value="123456 et 654321"]')
    assert SecurityCode.objects.get().wrong_tries == 0


def test_a_number_entered_on_one_device_goes_on_on_another(
    reader: Client, anne: User, client_of: Callable[[User], Client]
) -> None:
    code = at_the_code(reader)
    telephone = client_of(anne)
    assert "a•••e@e…" in words(page(telephone.get(CODE)))
    assert telephone.post(CODE, {"code": code.digits}).url == INFORMATION
    assert reader.get(CODE).url == INFORMATION


def test_a_page_left_open_in_another_tab_keeps_to_its_own_number(reader: Client) -> None:
    first = at_the_code(reader)
    at_registry(OTHER, email="other@example.net")
    reader.post(NUMBER, {"number": OTHER})
    assert "o•••r@e…" in words(page(reader.get(CODE)))
    assert reader.post(CODE, {"code": first.digits, "sent": str(first.pk)}).url == INFORMATION
    assert HousingApplication.objects.get().unique_number == ANNE
    assert not SecurityCode.objects.filter(wrong_tries__gt=0).exists()


def test_a_number_whose_code_ran_out_is_not_forgotten(reader: Client, anne: User) -> None:
    with time_machine.travel("2026-11-23T13:05:00Z", tick=False) as clock:
        code = at_the_code(reader)
        clock.shift(datetime.timedelta(days=1))
        soup = page(reader.get(CODE))
        assert "Ce code a plus de 24 heures" in words(soup)
        assert "Recevoir un nouveau code" in words(soup)
        assert "Un code vous attend" not in words(page(reader.get(NUMBER)))
        clock.shift(datetime.timedelta(days=6))
        assert reader.get(CODE).url == NUMBER
    assert code.user == anne


def test_a_mailbox_that_changed_gets_a_new_code_and_the_person_is_told(reader: Client) -> None:
    at_the_code(reader)
    at_registry(email="new@example.net")
    text = words(page(reader.post(CODE, {"resend": "1"}, follow=True)))
    assert "Nouveau code envoyé à l'adresse n•••w@e…" in text
    assert "a•••e@e…" not in text


def test_a_code_of_the_old_mailbox_is_explained_and_a_new_one_offered(reader: Client) -> None:
    code = at_the_code(reader)
    at_registry(email="new@example.net")
    soups = [page(reader.post(CODE, {"code": code.digits})), page(reader.get(CODE))]
    for soup in soups:
        assert "L'adresse e-mail de cette demande a changé" in words(soup)
        assert "Recevoir un nouveau code" in words(soup)
        assert not soup.select("input[name=code]")


def test_a_number_imported_elsewhere_meanwhile_leads_to_help(reader: Client, marc: User) -> None:
    code = at_the_code(reader)
    import_for(marc)
    soup = page(reader.post(CODE, {"code": code.digits}))
    assert "déjà rattachée à un autre compte" in error_of(soup)
    assert soup.select_one(f'main a[href="{reverse("contact")}?sujet=number_taken"]')


def test_a_registry_that_goes_down_after_the_code_keeps_the_page_and_the_code(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = at_the_code(reader)
    registry_is_down(monkeypatch)
    soup = page(reader.post(CODE, {"code": code.digits}))
    assert "ne répond pas" in error_of(soup)
    assert soup.select_one(f'input[name=code][value="{code.digits}"]')
    monkeypatch.undo()
    assert reader.post(CODE, {"code": code.digits}).url == INFORMATION


def test_who_lost_the_mailbox_reads_what_to_do(reader: Client) -> None:
    at_the_code(reader)
    fold = page(reader.get(CODE)).select_one("main details")
    assert fold is not None
    text = words(fold)
    assert "Je n'ai plus accès à cette adresse" in text
    assert "Corrigez-y l'adresse e-mail de votre demande." in text
    assert fold.select_one("a[href]")


def test_trying_too_fast_is_answered_429_with_what_was_typed(reader: Client, settings: Settings) -> None:
    # How many is held by test_guessing.
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"security_code": "3/h/user"}
    at_the_code(reader)
    for _turn in range(3):
        reader.post(CODE, {"code": "1234"})
        reader.post(CODE, {"code": "111 111, 222 222"})
    soup = page(reader.post(CODE, {"code": "111 111"}), 429)
    assert "trop d'essais" in error_of(soup)
    assert soup.select_one('input[name=code][value="111 111"]')


def test_asking_for_the_code_too_fast_is_told(reader: Client) -> None:
    at_the_code(reader)
    for _turn in range(15):
        reader.post(CODE, {"resend": "1"})
    text = words(page(reader.post(CODE, {"resend": "1"}, follow=True)))
    assert "trop d'essais en peu de temps" in text
