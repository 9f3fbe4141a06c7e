"""A code is in its mail and nowhere else: not in a row, not in a log, not sent when it can serve nobody."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as project
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import User
from alin.outbox import delivery
from alin.outbox.models import Message
from applications.importing import confirm_code, send_code
from applications.models import SecurityCode
from tests.applications.walking import CODE, NUMBER, OTHER, UPDATE, burn, wrong_for
from tests.factories.applications import ANNE, at_registry

pytestmark = pytest.mark.django_db


def use(code: SecurityCode) -> None:
    confirm_code(code.user, code.unique_number, code.digits)


def expire(code: SecurityCode) -> None:
    SecurityCode.objects.update(expires_at=timezone.now())


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (use, "a déjà servi"),
        (lambda code: burn(code.user, code.unique_number), "cinq essais"),
        (expire, "ne peut plus servir"),
        (lambda code: code.delete(), "Aucun code"),
    ],
)
def test_the_mail_of_a_code_that_can_serve_nobody_is_not_sent(
    anne: User, spoil: Callable[[SecurityCode], None], said: str
) -> None:
    at_registry()
    code = send_code(anne, ANNE)
    row = Message.objects.get()
    spoil(code)
    delivery.deliver_message(row.pk)
    row.refresh_from_db()
    assert mail.outbox == []
    assert row.state == "dropped"
    assert said in row.error


def test_a_live_code_is_in_its_mail_both_parts(anne: User) -> None:
    at_registry()
    code = send_code(anne, ANNE)
    delivery.deliver_message(Message.objects.get().pk)
    (sent,) = mail.outbox
    assert code.digits in str(sent.body)
    assert code.digits in sent.alternatives[0].content  # type: ignore[attr-defined]


def everything_kept() -> str:
    """Every text of every row of every table."""
    found: list[str] = []
    for model in apps.get_models():
        found += [str(row) for row in model._base_manager.values()]
    return "\n".join(found)


def test_no_row_holds_the_code_at_any_moment_of_an_import(anne: User) -> None:
    at_registry()
    digits = send_code(anne, ANNE).digits
    assert digits not in everything_kept()
    delivery.sweep_due()
    assert digits not in everything_kept()
    confirm_code(anne, ANNE, digits)
    assert digits not in everything_kept()


def test_the_digits_depend_on_the_account_the_number_the_row_and_the_key(
    anne: User, marc: User, settings: Settings
) -> None:
    code = SecurityCode(user=anne, unique_number=ANNE, salt="s")
    others = [
        SecurityCode(user=marc, unique_number=ANNE, salt="s"),
        SecurityCode(user=anne, unique_number=OTHER, salt="s"),
        SecurityCode(user=anne, unique_number=ANNE, salt="t"),
    ]
    digits = code.digits
    assert code.digits == digits
    assert len({digits, *(other.digits for other in others)}) == 4
    settings.SECRET_KEY = project.SECRET_KEY + "x"  # a new key ends live codes
    assert code.digits != digits


def test_logs_tell_neither_code_nor_number_through_a_whole_import(
    client_of: Callable[[User], Client], anne: User, caplog: pytest.LogCaptureFixture
) -> None:
    at_registry()
    reader = client_of(anne)
    with caplog.at_level(logging.DEBUG):
        reader.post(NUMBER, {"number": OTHER})  # unknown
        reader.post(NUMBER, {"number": ANNE})
        code = SecurityCode.objects.get()
        delivery.sweep_due()
        wrong = wrong_for(code)
        reader.post(CODE, {"code": wrong})
        reader.post(CODE, {"resend": "1"})
        delivery.sweep_due()
        reader.post(CODE, {"code": code.digits})
        reader.post(UPDATE)
        delivery.sweep_due()
    assert "imported as" in caplog.text
    for personal in (code.digits, wrong, ANNE, OTHER, ANNE.lower(), code.salt, "anne.porte@example.org"):
        assert personal not in caplog.text


def test_a_failing_registry_logs_no_number_either(
    anne: User, caplog: pytest.LogCaptureFixture, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import httpx

    def refused(*args: Any, **kwargs: Any) -> httpx.Response:
        raise httpx.ConnectError("no")

    monkeypatch.setattr(httpx, "get", refused)
    monkeypatch.setattr(httpx.Client, "send", refused)
    settings.REGISTRY_URL = "http://127.0.0.1:9"
    with caplog.at_level(logging.DEBUG), pytest.raises(Exception, match="ne répond pas"):
        send_code(anne, ANNE)
    assert ANNE not in caplog.text
