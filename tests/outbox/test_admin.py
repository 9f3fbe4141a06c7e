"""Support's view of the outbox."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories.outbox import MessageFactory

LIST = "admin:outbox_message_changelist"


def test_an_administrator_reads_a_message(client_of: Callable[[User], Client], administrator: User) -> None:
    message = MessageFactory(text="Votre candidature a été envoyée.")
    page = client_of(administrator).get(reverse("admin:outbox_message_change", args=[message.pk]))
    assert "Votre candidature a été envoyée." in page.text


def test_nobody_reads_a_code_there(client_of: Callable[[User], Client], administrator: User) -> None:
    message = MessageFactory(confidential=True)
    page = client_of(administrator).get(reverse("admin:outbox_message_change", args=[message.pk]))
    assert "123456" not in page.text
    assert "Contenu confidentiel" in page.text


def test_failed_messages_are_sent_again_and_the_rest_is_named(
    client_of: Callable[[User], Client], administrator: User
) -> None:
    failed, sent = MessageFactory(failed=True), MessageFactory(sent=True)
    page = client_of(administrator).post(
        reverse(LIST), {"action": "send_again", "_selected_action": [failed.pk, sent.pk]}, follow=True
    )
    failed.refresh_from_db()
    assert failed.state == "waiting"
    assert "1 message sera envoyé à nouveau." in page.text
    assert "1 message reste tel quel" in page.text


def test_a_consultant_does_not_see_the_outbox(client_of: Callable[[User], Client], karim: User) -> None:
    assert client_of(karim).get(reverse(LIST)).status_code == 403
