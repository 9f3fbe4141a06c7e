"""Writing a message: with its cause, once, in its reader's language."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from alin.outbox.letters import Letter, language_of, post_mail, post_sms
from alin.outbox.models import Message
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

ACCOUNT = Message.Category.ACCOUNT
LETTER = Letter(subject="Votre accès", paragraphs=["Bonjour & bienvenue"], button=("Cliquez ici", "/compte/"))


def test_the_same_key_again_writes_nothing(anne: User) -> None:
    first = post_mail(LETTER, key="access:1", category=ACCOUNT, user=anne)
    again = post_mail(LETTER, key="access:1", category=ACCOUNT, user=anne)
    assert first == again
    assert Message.objects.count() == 1


def test_a_message_goes_to_the_address_the_person_has_when_it_is_written(anne: User) -> None:
    assert post_mail(LETTER, key="k", category=ACCOUNT, user=anne).to == "anne.porte@example.org"


def test_a_rolled_back_cause_leaves_no_message(
    anne: User, django_capture_on_commit_callbacks: Callable[..., list[object]]
) -> None:
    with (
        django_capture_on_commit_callbacks(execute=True) as callbacks,
        pytest.raises(RuntimeError),
        transaction.atomic(),
    ):
        post_mail(LETTER, key="k", category=ACCOUNT, user=anne)
        raise RuntimeError
    assert not Message.objects.exists()
    assert callbacks == []
    assert mail.outbox == []


def test_both_parts_say_the_same_with_a_whole_address(anne: User) -> None:
    message = post_mail(LETTER, key="k", category=ACCOUNT, user=anne)
    assert "Bonjour & bienvenue" in message.text
    assert "Bonjour &amp; bienvenue" in message.html
    for part in (message.text, message.html):
        assert "http://127.0.0.1:8000/compte/" in part
        assert "Cliquez ici" in part


def test_a_subject_stays_on_one_line(anne: User) -> None:
    letter = Letter(subject="Un\nsujet\r\nBcc: x@example.org", paragraphs=[])
    assert post_mail(letter, key="k", category=ACCOUNT, user=anne).subject == "Un sujet Bcc: x@example.org"


def test_a_letter_is_written_in_its_readers_language() -> None:
    english = UserFactory(language="en")
    with language_of(english):
        message = post_mail(
            Letter(subject=_("Messages"), paragraphs=[]), key="k", category=ACCOUNT, user=english
        )
    assert '<html lang="en">' in message.html


@pytest.mark.parametrize(("wanted", "number"), [(False, "+33612345678"), (True, "")])
def test_no_text_message_without_a_yes_and_a_number(anne: User, wanted: bool, number: str) -> None:
    anne.sms_wanted, anne.mobile_phone = wanted, number
    assert post_sms("Bonjour", key="k", category=ACCOUNT, user=anne) is None


def test_a_mail_and_a_text_message_of_one_cause_do_not_hide_each_other(anne: User) -> None:
    anne.sms_wanted = True
    post_mail(LETTER, key="cause:1", category=ACCOUNT, user=anne)
    post_sms("Bonjour", key="cause:1", category=ACCOUNT, user=anne)
    assert set(Message.objects.values_list("channel", flat=True)) == {"mail", "sms"}
