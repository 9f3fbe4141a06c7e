"""What outlives a lost phone: recovery codes, sealed secrets, and the administrator's help (R2.10)."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import User
from accounts.sealing import Unreadable, unseal
from accounts.second_factor import has_factor, reset
from alin.outbox.models import Message
from tests.accounts.walking import CODE_PAGE, enrol, errors, last_mail, log_in, log_in_with_code
from tests.factories.accounts import PASSWORD, TOTP_SECRET

pytestmark = pytest.mark.django_db
SECURITY = "/compte/securite/"


# --- Recovery codes ------------------------------------------------------------------------------
@pytest.fixture
def codes(karim: User, client_of) -> list[str]:
    """Karim's recovery codes."""
    client = client_of(karim)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("mfa_generate_recovery_codes"))
    text = client.get(reverse("mfa_download_recovery_codes"))
    assert text["Content-Disposition"] == 'attachment; filename="codes-de-secours-alin.txt"'
    return re.findall(r"^\d{8}$", text.content.decode(), re.MULTILINE)


def test_a_recovery_code_works_once_and_its_owner_is_told(karim: User, codes: list[str]) -> None:
    assert len(codes) == 10
    assert log_in_with_code(Client(), karim, codes[3]).status_code == 302
    told = last_mail()
    assert told.subject == "Un code de secours a servi"
    assert "Il vous reste 9 codes." in told.text
    assert errors(log_in_with_code(Client(), karim, codes[3]), "code")
    assert log_in_with_code(Client(), karim, f"{codes[4][:4]} {codes[4][4:]}").status_code == 302


def test_new_codes_replace_the_old_ones(karim: User, codes: list[str], client_of) -> None:
    client = client_of(karim)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("mfa_generate_recovery_codes"))
    assert errors(log_in_with_code(Client(), karim, codes[0]), "code")


# --- What is kept --------------------------------------------------------------------------------
def test_no_secret_is_in_clear_in_the_database(karim: User, client: Client) -> None:
    Authenticator.objects.filter(user=karim).delete()
    log_in(client, karim.email, PASSWORD)
    secret, code = enrol(client).split("|")
    sessions = " ".join(json.dumps(one.get_decoded()) for one in Session.objects.order_by("pk"))
    assert secret not in sessions
    client.post(reverse("mfa_activate_totp"), {"code": code})
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        stored = str(cursor.fetchall())
    assert secret not in stored and "gAAAA" in stored
    totp = Authenticator.objects.get(user=karim, type="totp")
    assert unseal(totp.data["secret"]) == secret


def test_secrets_outlive_a_changed_key_while_the_old_one_is_known(karim: User, settings: Settings) -> None:
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-" + "1" * 50, [old]
    assert log_in_with_code(Client(), karim).status_code == 302
    call_command("reseal_second_factors", verbosity=0)
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(Authenticator.objects.get(user=karim).data["secret"]) == TOTP_SECRET


def test_a_secret_that_no_key_opens_takes_no_code_at_all(karim: User, settings: Settings, caplog) -> None:
    settings.SECRET_KEY = "another-" + "1" * 50
    with pytest.raises(Unreadable):
        unseal(Authenticator.objects.get(user=karim).data["secret"])
    client = Client()
    log_in(client, karim.email, PASSWORD)
    assert errors(client.post(CODE_PAGE, {"code": "328482"}), "code")  # the code of an empty secret is no key
    assert "cannot be read" in caplog.text


# --- A lost phone --------------------------------------------------------------------------------
def ask_reset(administrator_client: Client, *people: User, **fields: str):
    data = {"action": "reset_second_factor", "_selected_action": [user.pk for user in people], **fields}
    return administrator_client.post(reverse("admin:accounts_user_changelist"), data, follow=True)


def test_an_administrator_takes_a_lost_factor_away(administrator: User, karim: User, client_of) -> None:
    lost = Client()
    log_in_with_code(lost, karim)
    office = client_of(administrator)
    assert "Vérifiez d'abord au téléphone" in ask_reset(office, karim).content.decode()
    assert has_factor(karim)
    ask_reset(office, karim, confirmed="1")
    assert not has_factor(karim)
    told = Message.objects.get(user=karim)
    assert told.subject == "Votre seconde étape de connexion a été retirée"
    assert lost.get(reverse("profile"))["Location"].startswith("/compte/connexion/")
    again = Client()
    log_in(again, karim.email, PASSWORD)
    assert again.get("/admin/")["Location"] == SECURITY


def test_nobody_resets_their_own_factor_nor_a_consultant_anybody_s(
    administrator: User, karim: User, lise: User, client_of
) -> None:
    ask_reset(client_of(administrator), administrator, confirmed="1")
    assert has_factor(administrator)
    assert ask_reset(client_of(karim), lise, confirmed="1").status_code == 403
    assert has_factor(lise)


def test_resetting_what_is_not_there_tells_nobody(anne: User) -> None:
    assert reset(anne) is False
    assert not Message.objects.exists()
