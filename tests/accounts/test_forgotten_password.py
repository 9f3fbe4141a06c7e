"""A forgotten password, and a changed one (R2.9)."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts.models import User
from alin.outbox.models import Message
from tests.accounts.walking import PASSWORD, choose, errors, last_mail, link_in, log_in, sign_up
from tests.factories.accounts import PASSWORD as OLD

pytestmark = pytest.mark.django_db


def ask(client: Client, email: str):
    return client.post(reverse("account_reset_password"), {"email": email})


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode().replace("&#x27;", "'")


def opened(client: Client, link: str) -> str:
    """The page a mailed link leads to."""
    return str(client.get(link)["Location"])


def test_a_new_password_through_the_mailed_link(anne: User, client: Client) -> None:
    ask(client, anne.email)
    page = opened(client, link_in(last_mail()))
    words = text(client, page)
    assert "Mise à jour du mot de passe" in words
    assert "pour activer votre compte" not in words
    done = choose(client, page)["Location"]
    assert "Votre mot de passe a été changé." in text(client, done)
    assert log_in(Client(), anne.email).status_code == 302
    assert log_in(Client(), anne.email, OLD).status_code == 200


def test_the_answer_is_the_same_for_an_unknown_address(anne: User) -> None:
    pages = set()
    for email in (anne.email, "nobody@example.org"):
        client = Client()
        response = ask(client, email)
        lines = text(client, response["Location"]).replace(email, "").splitlines()
        pages.add((response["Location"], "\n".join(line for line in lines if "csrf" not in line)))
    assert len(pages) == 1


def test_an_unknown_address_is_written_to_as_well(client: Client) -> None:
    ask(client, "nobody@example.org")
    assert Message.objects.get().subject == "Aucun compte AL'in à cette adresse"


def test_the_owner_is_told_that_the_password_changed(anne: User, client: Client) -> None:
    ask(client, anne.email)
    choose(client, opened(client, link_in(last_mail())))
    assert last_mail().subject == "Votre mot de passe a été changé"
    assert Message.objects.count() == 2


def test_the_link_of_an_account_that_never_had_a_password_activates_it(client: Client) -> None:
    sign_up(client)
    ask(client, "anne.porte@example.org")
    assert last_mail().subject == "Action Logement Services : Demande d'accès"
    page = opened(client, link_in(last_mail()))
    assert "pour activer votre compte" in text(client, page)
    done = choose(client, page)["Location"]
    assert "Votre compte a été créé." in text(client, done)
    assert EmailAddress.objects.get().verified
    assert log_in(Client()).status_code == 302


def test_a_reset_link_is_used_once(anne: User, client: Client) -> None:
    ask(client, anne.email)
    link = link_in(last_mail())
    choose(client, opened(client, link))
    assert "Ce lien n'est plus valable" in text(Client(), link)


def test_a_reset_link_is_good_for_two_days(anne: User, client: Client, time_machine) -> None:
    time_machine.move_to("2026-11-22 10:00:00+00:00", tick=False)
    ask(client, anne.email)
    link = link_in(last_mail())
    time_machine.move_to("2026-11-24 09:59:00+00:00", tick=False)
    assert Client().get(link).status_code == 302
    time_machine.move_to("2026-11-24 10:01:00+00:00", tick=False)
    assert "Ce lien n'est plus valable" in text(Client(), link)


def test_a_closed_account_gets_no_link(anne: User, client: Client) -> None:
    User.objects.filter(pk=anne.pk).update(is_active=False)
    ask(client, anne.email)
    assert Message.objects.get().subject == "Aucun compte AL'in à cette adresse"


def test_a_new_password_clears_the_failed_tries(anne: User, client: Client) -> None:
    for _try in range(6):
        log_in(Client(), anne.email, "Faux-2026")
    ask(client, anne.email)
    choose(client, opened(client, link_in(last_mail())))
    assert log_in(Client(), anne.email).status_code == 302


def test_a_signed_in_person_changes_the_password_and_stays_signed_in(anne: User, client: Client) -> None:
    client.force_login(anne)
    address = reverse("account_change_password")
    response = client.post(address, {"oldpassword": OLD, "password1": PASSWORD, "password2": PASSWORD})
    assert response["Location"] == reverse("profile")
    assert "Votre mot de passe a été changé." in text(client, reverse("profile"))
    anne.refresh_from_db()
    assert anne.check_password(PASSWORD)
    assert last_mail().subject == "Votre mot de passe a été changé"


def test_changing_the_password_takes_the_present_one(anne: User, client: Client) -> None:
    client.force_login(anne)
    address = reverse("account_change_password")
    response = client.post(
        address, {"oldpassword": "Faux-2026", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert errors(response, "oldpassword")
    assert not Message.objects.exists()
