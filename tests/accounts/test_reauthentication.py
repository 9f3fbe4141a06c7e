"""Who one is, again, before something that matters: once, and not right after the log-in."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.second_factor import current_code
from tests.accounts.walking import errors, log_in
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
ADD = "/compte/securite/application/ajouter/"
CONFIRM = "/compte/identite/"


def test_nobody_is_asked_right_after_the_log_in_but_ten_minutes_later(anne: User) -> None:
    now = timezone.now()
    client = Client()
    with time_machine.travel(now, tick=False) as clock:
        log_in(client, anne.email, PASSWORD)
        assert client.get(ADD).status_code == 200
        clock.shift(timedelta(minutes=9, seconds=59))
        assert client.get(ADD).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert client.get(ADD)["Location"].startswith(CONFIRM)
        answer = client.post(f"{CONFIRM}?next={ADD}", {"password": PASSWORD})
        assert answer["Location"] == ADD
        assert client.get(ADD).status_code == 200
        assert client.get(reverse("mfa_add_webauthn")).status_code == 200  # not asked twice in a row


def test_a_wrong_password_is_said_beside_its_field(anne: User, client_of) -> None:
    client = client_of(anne)
    assert errors(client.post(f"{CONFIRM}?next={ADD}", {"password": "x"}), "password") == (
        "Ce mot de passe n'est pas le bon."
    )
    assert client.get(ADD)["Location"].startswith(CONFIRM)


def test_the_next_page_is_one_of_ours(anne: User, client_of) -> None:
    answer = client_of(anne).post(f"{CONFIRM}?next=https://evil.example/", {"password": PASSWORD})
    assert "evil" not in answer["Location"]


def test_a_person_with_a_factor_may_give_a_code_instead(karim: User, client_of) -> None:
    client = client_of(karim)
    page = client.get(f"{CONFIRM}?next={ADD}").content.decode()
    assert "Utiliser un code" in page and "Utiliser une clé" not in page
    way = f"/compte/identite/code/?next={reverse('mfa_list_webauthn')}"
    assert errors(client.post(way, {"code": "000000"}), "code")
    assert client.post(way, {"code": current_code(karim)})["Location"] == reverse("mfa_list_webauthn")


def test_a_code_that_confirmed_once_does_not_log_in_as_well(karim: User, client_of) -> None:
    code = current_code(karim)
    client_of(karim).post("/compte/identite/code/", {"code": code})
    thief = Client()
    log_in(thief, karim.email, PASSWORD)
    assert errors(thief.post("/compte/connexion/code/", {"code": code}), "code")


def test_somebody_who_uses_a_session_left_open_cannot_change_what_matters(anne: User, client_of) -> None:
    client = client_of(anne)
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        assert client.post(reverse(name), {"code": "1"})["Location"].startswith(CONFIRM), name
    assert errors(client.post(reverse("account_change_password"), {"oldpassword": "x"}), "oldpassword")
