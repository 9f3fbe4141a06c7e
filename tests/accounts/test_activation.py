"""The link, its button, the first password (R2.6, R2.7, R2.8)."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import User
from alin.outbox.models import Message
from tests.accounts.walking import FILLED_IN, PASSWORD, choose, last_mail, link_in, log_in, press, sign_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(client: Client) -> str:
    """The link of Anne's access mail."""
    sign_up(client)
    return link_in(last_mail())


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode().replace("&#x27;", "'")


def activated() -> bool:
    return EmailAddress.objects.get(email=FILLED_IN["email"]).verified


def test_the_whole_way_from_the_link_to_the_log_in(client: Client, link: str) -> None:
    page = text(client, link)
    assert "Dernière étape avant la validation de votre compte" in page
    assert "Cliquez ici" in page
    password_page = press(client, link)
    page = text(client, password_page)
    for words in (
        "Mise à jour du mot de passe",
        "Vous devez changer votre mot de passe pour activer votre compte.",
        "Nouveau mot de passe",
        "Confirmation du mot de passe",
        "VALIDER",
    ):
        assert words in page
    response = choose(client, password_page)
    page = text(client, response["Location"])
    assert "Votre compte a été créé." in page
    assert "Revenir à l'application" in page
    assert 'value="anne.porte@example.org"' in text(client, "/compte/connexion/")
    assert log_in(client)["Location"] == "/compte/entree/"


def test_a_scanner_that_opens_the_link_changes_nothing(client: Client, link: str) -> None:
    scanner = Client()
    for _visit in range(3):
        assert scanner.get(link).status_code == 200
        assert scanner.head(link).status_code == 200
    assert not activated()
    choose(client, press(client, link))
    assert activated()


def test_a_scanner_that_also_presses_the_button_does_not_use_the_link_up(client: Client, link: str) -> None:
    press(Client(), link)
    assert not activated()
    assert "Dernière étape" in text(client, link)


def test_the_link_works_in_another_browser(link: str) -> None:
    other_browser = Client()
    choose(other_browser, press(other_browser, link))
    assert log_in(Client()).status_code == 302


def test_the_link_is_good_for_two_days_to_the_minute(client: Client, time_machine) -> None:
    time_machine.move_to("2026-11-22 10:00:00+00:00", tick=False)
    sign_up(client)
    link = link_in(last_mail())
    time_machine.move_to("2026-11-24 09:59:00+00:00", tick=False)
    assert "Dernière étape" in text(client, link)
    assert press(client, link)
    time_machine.move_to("2026-11-24 10:01:00+00:00", tick=False)
    page = text(client, link)
    assert "Ce lien a expiré" in page
    assert "Recevoir un nouveau mail" in page
    assert client.post(link)["Location"] == link


def test_an_expired_link_leads_to_a_new_mail_whose_link_is_good(client: Client, time_machine) -> None:
    time_machine.move_to("2026-11-22 10:00:00+00:00", tick=False)
    sign_up(client)
    time_machine.move_to("2026-11-25 10:00:00+00:00", tick=False)
    client.post("/compte/validation/renvoyer/", {"email": FILLED_IN["email"]})
    choose(client, press(client, link_in(last_mail())))
    assert activated()


def test_a_used_link_says_so_and_leads_to_the_log_in(client: Client, link: str) -> None:
    choose(client, press(client, link))
    assert "Votre compte est déjà validé" in text(Client(), link)
    assert Client().post(link)["Location"] == link


@pytest.mark.parametrize(
    "change", [lambda link: link[:-5] + "/", lambda link: "/compte/activation/n'importe/"]
)
def test_a_garbled_link_says_so_and_offers_a_new_mail(client: Client, link: str, change) -> None:
    page = text(client, change(link))
    assert "Ce lien n'est plus valable" in page
    assert "Recevoir un nouveau mail" in page
    assert not activated()


def test_two_tabs_the_second_password_is_refused_clearly(client: Client, link: str) -> None:
    first, second = Client(), Client()
    pages = [press(first, link), press(second, link)]
    choose(first, pages[0])
    response = choose(second, pages[1], "Autre-Portail-2026")
    assert "Ce lien n'est plus valable" in response.content.decode().replace("&#x27;", "'")
    assert User.objects.get().check_password(PASSWORD)


def test_going_back_and_sending_the_password_again_changes_nothing(client: Client, link: str) -> None:
    page = press(client, link)
    choose(client, page)
    response = choose(client, page, "Autre-Portail-2026")
    assert "Ce lien n'est plus valable" in response.content.decode().replace("&#x27;", "'")
    assert User.objects.get().check_password(PASSWORD)


def test_the_key_does_not_stay_in_the_address(client: Client, link: str) -> None:
    assert press(client, link).endswith("-choisir/")


def test_activation_writes_no_mail_about_a_changed_password(client: Client, link: str) -> None:
    choose(client, press(client, link))
    assert Message.objects.count() == 1


def test_opening_somebody_s_link_does_not_log_another_person_out_pressing_does(
    client: Client, link: str, marc: User
) -> None:
    client.force_login(marc)
    client.get(link)
    assert "_auth_user_id" in client.session
    page = press(client, link)
    assert "_auth_user_id" not in client.session
    choose(client, page)
    assert User.objects.get(email=FILLED_IN["email"]).check_password(PASSWORD)


def test_activation_needs_the_csrf_token(link: str) -> None:
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403


def test_the_last_page_has_nothing_to_say_to_a_passer_by() -> None:
    assert Client().get("/compte/mot-de-passe/enregistre/")["Location"] == "/compte/connexion/"


@pytest.mark.parametrize("page", ["/compte/validation/", "/compte/mot-de-passe-oublie/envoye/"])
def test_pages_that_show_an_address_are_kept_in_no_cache(client: Client, link: str, page: str) -> None:
    assert "no-store" in client.get(page)["Cache-Control"]


@pytest.mark.parametrize("path", ["zzzzzzzzzzzzz-x", "zzzzzzzzzzzzzzzzzzzz-x", "1-choisir", "a-b/c"])
def test_impossible_password_links_say_so(client: Client, path: str) -> None:
    page = client.get(f"/compte/mot-de-passe/{path}/")
    assert page.status_code == 200
    assert "Ce lien n'est plus valable" in page.content.decode()
