"""What only the reader may know is put in when the mail leaves, and stays out of the rows."""

from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from alin.outbox import delivery, secrets
from alin.outbox.models import Message
from tests.factories.outbox import MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    """« word » is worked out, « gone » can no longer serve."""

    def gone(argument: str) -> str:
        raise secrets.SecretGone("Ce code a déjà servi.")

    before = dict(secrets._resolvers)
    secrets.register("word", lambda argument: f"<{argument}&co>")
    secrets.register("gone", gone)
    yield
    secrets._resolvers.clear()
    secrets._resolvers.update(before)


def message(secret: str, **fields: object) -> Message:
    text, html = f"Code : {secrets.PLACEHOLDER}", f"<p>Code : {secrets.PLACEHOLDER}</p>"
    return MessageFactory(secret=secret, text=text, html=html, **fields)


def test_the_secret_is_put_in_at_delivery_and_never_kept() -> None:
    row = message("word:7")
    delivery.deliver_message(row.pk)
    (sent,) = mail.outbox
    assert sent.body == "Code : <7&co>"
    assert sent.alternatives[0].content == "<p>Code : &lt;7&amp;co&gt;</p>"  # type: ignore[attr-defined]
    row.refresh_from_db()
    assert row.state == "sent"
    assert "7&co" not in row.text + row.html


def test_a_mail_whose_secret_can_no_longer_serve_is_not_sent_and_the_row_says_why() -> None:
    row = message("gone:7")
    delivery.deliver_message(row.pk)
    row.refresh_from_db()
    assert mail.outbox == []
    assert (row.state, row.error, row.sent_at) == ("dropped", "Ce code a déjà servi.", None)
    assert delivery.sweep_due() == 0
    assert delivery.retry_failed(Message.objects.all()) == 0


def test_a_confidential_mail_that_is_not_sent_is_wiped_too() -> None:
    row = message("gone:7", confidential=True)
    delivery.deliver_message(row.pk)
    row.refresh_from_db()
    assert (row.text, row.html) == ("", "")


def test_a_secret_that_cannot_be_worked_out_is_a_failure_to_try_again() -> None:
    row = message("nobody-knows:7")
    delivery.deliver_message(row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("waiting", 1)
    assert mail.outbox == []


def test_a_message_without_a_secret_is_sent_as_it_stands() -> None:
    row = message("")
    delivery.deliver_message(row.pk)
    assert mail.outbox[0].body == row.text


def test_support_reads_the_message_with_dots_in_place_of_the_secret(
    client_of: Callable[[User], Client], administrator: User
) -> None:
    row = message("word:7")
    page = client_of(administrator).get(reverse("admin:outbox_message_change", args=[row.pk]))
    assert f"Code : {secrets.HIDDEN}" in page.text
    assert secrets.PLACEHOLDER not in page.text
