"""Links that open an account are signed when their mail leaves; rows and logs never hold one."""

import logging
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.inviting import invite, link_to
from accounts.models import Invitation, Landlord, User
from accounts.notices import post_access_mail
from alin.outbox import delivery
from alin.outbox.models import Message
from tests.accounts.walking import choose, last_mail, link_in, press, sign_up

pytestmark = pytest.mark.django_db
RESET = reverse("account_reset_password")


def test_the_link_of_a_mail_that_waits_is_not_in_its_row(client: Client, anne: User) -> None:
    sign_up(client, email="new@example.org")
    client.post(RESET, {"email": anne.email})
    assert Message.objects.count() == 2
    for row in Message.objects.all():
        assert row.secret
        assert "/compte/" not in row.text
        assert "/compte/" not in row.html
        assert link_in(row) not in str(Message.objects.filter(pk=row.pk).values().get())


def test_the_mail_that_left_holds_a_link_that_opens_the_account(client: Client) -> None:
    sign_up(client)
    delivery.sweep_due()
    body = str(mail.outbox[0].body)
    link = body[body.index("/compte/activation/") :].split()[0]
    assert choose(client, press(client, link)).status_code == 302
    assert User.objects.get().is_activated


def test_a_link_to_confirm_what_is_confirmed_is_not_sent(client: Client) -> None:
    sign_up(client)
    EmailAddress.objects.update(verified=True)
    delivery.sweep_due()
    assert mail.outbox == []
    row = last_mail()
    assert row.state == "dropped"
    assert "déjà confirmée" in row.error


@pytest.mark.parametrize("change", ["password", "email", "is_active", "gone"])
def test_a_link_to_a_new_password_is_not_sent_once_the_account_changed(
    client: Client, anne: User, change: str
) -> None:
    client.post(RESET, {"email": anne.email})
    if change == "gone":
        Message.objects.update(user=None)
        anne.delete()
    else:
        setattr(anne, change, {"password": "another", "email": "b@example.org", "is_active": False}[change])
        anne.save()
    delivery.sweep_due()
    assert mail.outbox == []
    assert last_mail().state == "dropped"


def test_an_administrators_access_mail_holds_the_link_that_fits_the_account(anne: User) -> None:
    assert link_in(post_access_mail(anne)).startswith("/compte/mot-de-passe/")
    EmailAddress.objects.filter(user=anne).update(verified=False)
    anne.set_unusable_password()
    anne.save()
    assert link_in(post_access_mail(User.objects.get())).startswith("/compte/activation/")


def test_logs_hold_no_link(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        sign_up(client)
        link = link_in(last_mail())
        delivery.sweep_due()
    assert link not in caplog.text
    assert "anne.porte@example.org" not in caplog.text


# --- Invitations ----------------------------------------------------------------------------------
@pytest.fixture
def invitation(lise: User, landlord: Landlord, administrator: User) -> Invitation:
    return invite(landlord, "zoe.lambert@example.org", "member", administrator)


def test_an_invitations_link_is_signed_when_its_mail_leaves(invitation: Invitation) -> None:
    row = last_mail()
    link = link_to(invitation)
    assert link not in str(Message.objects.filter(pk=row.pk).values().get())
    delivery.sweep_due()
    assert link in str(mail.outbox[0].body)


@pytest.mark.parametrize("change", ["withdrawn_at", "accepted_at", "sent_at"])
def test_an_invitation_that_no_longer_waits_is_not_sent(invitation: Invitation, change: str) -> None:
    when = timezone.now() - timedelta(days=8 if change == "sent_at" else 0)
    Invitation.objects.update(**{change: when})
    delivery.sweep_due()
    assert mail.outbox == []
    assert last_mail().state == "dropped"
