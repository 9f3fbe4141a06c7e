"""Sending a code: to which mailbox, how often, and what of it is written down."""

import datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings as project
from django.utils import timezone, translation
from pytest_django.fixtures import Settings

from accounts.models import User
from alin.outbox import secrets
from alin.outbox.models import Message
from applications import importing
from applications.code_errors import (
    TooManySends,
    TooManySendsToday,
)
from applications.importing import confirm_code, send_code
from applications.models import SecurityCode
from tests.applications.walking import OTHER, burn
from tests.factories.accounts import UserFactory
from tests.factories.applications import ANNE, at_registry

pytestmark = pytest.mark.django_db
UTC = datetime.UTC


def test_the_code_goes_to_the_registrys_mailbox_and_not_to_the_account(anne: User) -> None:
    at_registry(email="elsewhere@example.net")
    code = send_code(anne, ANNE)
    mail = Message.objects.get()
    assert mail.to == "elsewhere@example.net"
    assert mail.user is None
    assert mail.secret == f"security_code:{code.pk}"
    assert all(code.digits in part for part in secrets.reveal(mail))
    assert "24 heures" in mail.text
    assert code.digits not in mail.subject
    assert ANNE not in mail.text


def test_the_mail_speaks_the_language_of_the_account(anne: User) -> None:
    at_registry()
    anne.language = "en"
    anne.save()
    with translation.override("fr"):
        send_code(anne, ANNE)
    assert "24 hours" in Message.objects.get().text


def test_the_digits_are_nowhere_in_the_database(anne: User) -> None:
    at_registry()
    code = send_code(anne, ANNE)
    row = SecurityCode.objects.filter(pk=code.pk).values().get()
    assert code.digits not in [str(value) for value in row.values()]
    mail = Message.objects.values().get()
    assert not [value for value in mail.values() if code.digits in str(value)]


def test_sending_again_within_its_life_sends_the_same_code(anne: User) -> None:
    at_registry()
    first = send_code(anne, ANNE)
    again = send_code(anne, ANNE)
    assert again.pk == first.pk
    assert again.digits == first.digits
    assert Message.objects.count() == 2


def test_an_expired_code_is_replaced_by_another(anne: User) -> None:
    at_registry()
    with time_machine.travel(datetime.datetime(2026, 11, 22, 9, 0, tzinfo=UTC), tick=False) as clock:
        first = send_code(anne, ANNE)
        clock.shift(datetime.timedelta(hours=24))
        assert send_code(anne, ANNE).pk != first.pk


def test_two_numbers_have_two_codes(anne: User) -> None:
    at_registry()
    at_registry(OTHER)
    assert send_code(anne, ANNE).pk != send_code(anne, OTHER).pk


def test_a_new_mailbox_at_the_registry_gets_a_new_code_and_the_old_one_dies(anne: User) -> None:
    at_registry()
    first = send_code(anne, ANNE)
    at_registry(email="new@example.net")
    second = send_code(anne, ANNE)
    assert second.pk != first.pk
    assert second.sent_to == "new@example.net"
    first.refresh_from_db()
    assert first.expires_at <= timezone.now()


def test_one_code_is_mailed_only_so_often(anne: User) -> None:
    at_registry()
    for _turn in range(project.SECURITY_CODE_SENDS):
        send_code(anne, ANNE)
    with pytest.raises(TooManySends):
        send_code(anne, ANNE)
    assert Message.objects.count() == project.SECURITY_CODE_SENDS


def test_an_account_has_only_so_many_codes_a_day(anne: User, settings: Settings) -> None:
    settings.UNIQUE_NUMBERS_PER_DAY = 100
    with time_machine.travel(datetime.datetime(2026, 11, 22, 9, 0, tzinfo=UTC), tick=False) as clock:
        numbers = [f"1110520020171G{n:04d}" for n in range(project.SECURITY_CODE_SENDS_PER_DAY + 1)]
        for number in numbers:
            at_registry(number)
        for number in numbers[:-1]:
            send_code(anne, number)
        with pytest.raises(TooManySendsToday):
            send_code(anne, numbers[-1])
        clock.shift(datetime.timedelta(hours=23, minutes=59))
        with pytest.raises(TooManySendsToday):
            send_code(anne, numbers[-1])
        clock.shift(datetime.timedelta(minutes=1))
        send_code(anne, numbers[-1])


def test_a_number_has_only_so_many_codes_a_day_over_all_accounts() -> None:
    at_registry()
    for _turn in range(project.SECURITY_CODE_SENDS_PER_DAY):
        send_code(UserFactory(), ANNE)
    with pytest.raises(TooManySendsToday):
        send_code(UserFactory(), ANNE)


def test_burning_codes_does_not_lift_the_limit_of_the_day(anne: User) -> None:
    at_registry()
    for _turn in range(project.SECURITY_CODE_SENDS_PER_DAY):
        send_code(anne, ANNE)
        burn(anne, ANNE)
    with pytest.raises(TooManySendsToday):
        send_code(anne, ANNE)


def test_the_registry_is_never_asked_inside_a_transaction(
    anne: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connection

    from applications.registry.simulator import SimulatedRegistry

    at_registry()
    depth = len(connection.savepoint_ids)  # the test's own transaction
    asked = []

    class Watching(SimulatedRegistry):
        def fetch(self, unique_number: str) -> Any:
            asked.append(len(connection.savepoint_ids))
            return super().fetch(unique_number)

    monkeypatch.setattr("applications.lookup.get_registry", Watching)
    code = send_code(anne, ANNE)
    application = confirm_code(anne, ANNE, code.digits)
    importing.update_application(application)
    assert asked == [depth] * 3
