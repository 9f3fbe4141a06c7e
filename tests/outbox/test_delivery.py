"""Delivery: once where one can know, again where one cannot, never lost."""

import email
import json
import logging
import smtplib
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
import time_machine
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings as project
from django.core import mail
from django.utils import timezone
from pytest_django.fixtures import Settings

from alin import circuits
from alin.outbox import delivery
from alin.outbox.models import Message
from tests.factories.outbox import MessageFactory

pytestmark = pytest.mark.django_db

REFUSED = smtplib.SMTPRecipientsRefused({"reader@example.org": (550, b"no such user")})
GREYLISTED = smtplib.SMTPRecipientsRefused({"reader@example.org": (450, b"try again later")})
SICK = smtplib.SMTPDataError(451, b"not now")


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """The mail server: set its `side_effect`."""
    send = Mock(return_value=1)
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", send)
    return send


def test_a_due_message_is_sent_once() -> None:
    message = MessageFactory()
    delivery.deliver_message(message.pk)
    delivery.deliver_message(message.pk)
    message.refresh_from_db()
    assert [sent.to for sent in mail.outbox] == [[message.to]]
    assert (message.state, message.attempts, message.error) == ("sent", 1, "")
    assert message.sent_at is not None


def test_a_message_that_somebody_holds_is_left_alone() -> None:
    delivery.deliver_message(MessageFactory(claimed=True).pk)
    assert mail.outbox == []


def test_a_message_whose_worker_never_came_back_is_sent_by_another() -> None:
    message = MessageFactory(orphaned=True)
    delivery.sweep_due()
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("sent", 2)


def test_a_claim_outlives_the_task_that_made_it() -> None:
    assert timedelta(seconds=project.CELERY_TASK_TIME_LIMIT) < delivery.CLAIM


def test_every_attempt_has_the_same_message_id() -> None:
    message = MessageFactory()
    delivery.send(message)
    delivery.send(message)
    first, second = (sent.message()["Message-ID"] for sent in mail.outbox)
    assert first == second
    assert first.endswith("@127.0.0.1>")


@pytest.mark.parametrize(
    ("attempt", "delay"),
    [
        (1, timedelta(seconds=30)),
        (2, timedelta(minutes=2)),
        (3, timedelta(minutes=10)),
        (4, timedelta(hours=1)),
        (5, timedelta(hours=6)),
        (11, timedelta(hours=6)),
    ],
)
def test_failures_are_tried_again_after_growing_delays(carrier: Mock, attempt: int, delay: timedelta) -> None:
    carrier.side_effect = SICK
    message = MessageFactory(attempts=attempt - 1)
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        Message.objects.update(due_at=timezone.now())
        delivery.deliver_message(message.pk)
        message.refresh_from_db()
        assert message.due_at == timezone.now() + delay
    assert (message.state, message.attempts) == ("waiting", attempt)
    assert message.error.startswith("SMTPDataError")


def test_a_postponed_message_is_not_due_before_its_time(carrier: Mock) -> None:
    carrier.side_effect = SICK
    message = MessageFactory()
    delivery.deliver_message(message.pk)
    delivery.deliver_message(message.pk)
    assert carrier.call_count == 1


def test_the_twelfth_failure_is_the_last(carrier: Mock) -> None:
    carrier.side_effect = SICK
    message = MessageFactory(attempts=delivery.MAX_ATTEMPTS - 1)
    delivery.deliver_message(message.pk)
    message.refresh_from_db()
    assert message.state == "failed"


@pytest.mark.parametrize(("error", "state"), [(REFUSED, "failed"), (GREYLISTED, "waiting")])
def test_an_address_refused_for_good_is_not_tried_again(carrier: Mock, error: Exception, state: str) -> None:
    carrier.side_effect = error
    message = MessageFactory()
    delivery.deliver_message(message.pk)
    message.refresh_from_db()
    assert message.state == state


@pytest.mark.parametrize(
    ("error", "waits"),
    [
        (ConnectionRefusedError(), True),
        (TimeoutError(), True),
        (smtplib.SMTPServerDisconnected(), True),
        (SoftTimeLimitExceeded(), True),
        (SICK, False),
        (REFUSED, False),
    ],
)
def test_a_mail_server_that_is_away_is_not_asked_for_each_message(
    carrier: Mock, error: Exception, waits: bool
) -> None:
    carrier.side_effect = error
    MessageFactory.create_batch(3)
    delivery.sweep_due()
    assert carrier.call_count == (1 if waits else 3)


def test_messages_left_alone_meanwhile_are_sent_when_the_server_is_back(carrier: Mock) -> None:
    circuits.carrier.open()
    message = MessageFactory()
    delivery.deliver_message(message.pk)
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("waiting", 0)
    circuits.carrier.close()
    delivery.sweep_due()
    message.refresh_from_db()
    assert message.state == "sent"


def test_a_sweep_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch, carrier: Mock) -> None:
    MessageFactory.create_batch(3)
    monkeypatch.setattr(delivery, "SWEEP_SECONDS", -1)
    assert delivery.sweep_due() == 0


def test_codes_leave_the_database_with_their_mail() -> None:
    message = MessageFactory(confidential=True)
    delivery.deliver_message(message.pk)
    message.refresh_from_db()
    assert (message.text, message.html) == ("", "")
    assert "123456" in str(mail.outbox[0].body)


def test_other_messages_keep_their_text() -> None:
    message = MessageFactory()
    delivery.deliver_message(message.pk)
    message.refresh_from_db()
    assert "123456" in message.text


def test_codes_that_could_not_be_sent_leave_the_database_too(carrier: Mock) -> None:
    carrier.side_effect = REFUSED
    message = MessageFactory(confidential=True)
    delivery.deliver_message(message.pk)
    message.refresh_from_db()
    assert (message.state, message.text) == ("failed", "")


def test_a_late_failure_does_not_undo_what_another_worker_did(carrier: Mock) -> None:
    message = MessageFactory(orphaned=True)
    late = delivery.claim(message.pk)
    assert late
    Message.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    delivery.deliver_message(message.pk)
    delivery.postpone(late, SICK)
    message.refresh_from_db()
    assert message.state == "sent"


def test_failed_messages_get_a_new_series_of_attempts() -> None:
    failed, wiped = MessageFactory(failed=True), MessageFactory(failed=True, text="")
    assert delivery.retry_failed(Message.objects.all()) == 1
    failed.refresh_from_db()
    wiped.refresh_from_db()
    assert (failed.state, failed.attempts, wiped.state) == ("waiting", 0, "failed")


def test_logs_name_no_person(carrier: Mock, caplog: pytest.LogCaptureFixture) -> None:
    carrier.side_effect = REFUSED
    message = MessageFactory(to="reader@example.org")
    with caplog.at_level(logging.DEBUG):
        delivery.deliver_message(message.pk)
    assert str(message.pk) in caplog.text
    assert "example.org" not in caplog.text


def test_without_a_broker_the_row_waits_for_the_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    publish = Mock(side_effect=ConnectionError)
    monkeypatch.setattr("alin.outbox.tasks.deliver.delay", publish)
    delivery.enqueue(1)
    delivery.enqueue(2)
    assert publish.call_count == 1  # the second message did not wait for the dead broker again


def test_a_mail_becomes_one_file_however_often_it_is_written(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "alin.outbox.backends.EmlFileBackend"
    message = MessageFactory()
    delivery.send(message)
    delivery.send(message)
    (file,) = Path(settings.MAIL_FOLDER).iterdir()
    assert file.suffix == ".eml"
    mailed = email.message_from_bytes(file.read_bytes())
    assert mailed["To"] == message.to
    assert [part.get_content_type() for part in mailed.walk()][1:] == ["text/plain", "text/html"]


def test_a_text_message_becomes_a_file(settings: Settings) -> None:
    message = MessageFactory(sms=True)
    delivery.deliver_message(message.pk)
    (file,) = Path(settings.SMS_FOLDER).iterdir()
    assert json.loads(file.read_text()) == {"to": "+33612000000", "text": message.text}
