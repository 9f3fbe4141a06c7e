"""The tutorial and the page of the number, as their reader meets them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from alin.outbox.models import Message
from alin.places.models import Department
from applications.import_errors import MailboxUnreadable
from tests.applications.walking import (
    CODE,
    INFORMATION,
    NUMBER,
    OTHER,
    TUTORIAL,
    error_of,
    page,
    registry_is_down,
    words,
)
from tests.factories.applications import ANNE, at_registry, import_for

pytestmark = pytest.mark.django_db
UNUSUAL = "111092062114ACLOG"  # the handbook's other example: 17 characters


@pytest.fixture
def reader(anne: User, client_of: Callable[[User], Client]) -> Client:
    """Anne's browser."""
    return client_of(anne)


def test_the_tutorial_shows_five_steps_and_a_way_to_skip_them(reader: Client) -> None:
    soup = page(reader.get(TUTORIAL))
    assert len(soup.select(".tutorial > li")) == 5
    assert "Passer les étapes" in [words(button) for button in soup.select("main form button")]


def test_opening_the_tutorial_changes_nothing_and_its_button_does(reader: Client, anne: User) -> None:
    reader.get(TUTORIAL)
    anne.refresh_from_db()
    assert anne.tutorial_done_at is None
    assert reader.post(TUTORIAL).url == NUMBER
    anne.refresh_from_db()
    assert anne.tutorial_done_at


def test_the_tutorial_can_be_seen_again_after_the_import(reader: Client, anne: User) -> None:
    import_for(anne)
    page(reader.get(TUTORIAL))
    assert reader.post(TUTORIAL).url == reverse("applications:dashboard")


@pytest.mark.parametrize("typed", [ANNE, " 111 0520 020171 g1175 ", ANNE.lower()])
def test_a_right_number_sends_a_code_and_goes_on(reader: Client, typed: str) -> None:
    at_registry()
    assert reader.post(NUMBER, {"number": typed}).url == CODE
    assert Message.objects.count() == 1


def test_an_unusual_number_is_warned_about_first_then_looked_up(reader: Client) -> None:
    at_registry(UNUSUAL)
    soup = page(reader.post(NUMBER, {"number": UNUSUAL}))
    assert UNUSUAL in words(soup)
    assert not Message.objects.exists()
    fields = {field["name"]: field["value"] for field in soup.select("main form input[type=hidden]")}
    assert reader.post(NUMBER, fields).url == CODE
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Saisissez votre numéro unique."),
        ("1234", "n'a pas la bonne forme"),
        ("A" * 500, "trop long"),
        ("1110520020171G1179", "Aucune demande ne porte ce numéro unique"),
    ],
)
def test_a_refused_number_is_told_next_to_the_field_and_kept(reader: Client, typed: str, said: str) -> None:
    soup = page(reader.post(NUMBER, {"number": typed}))
    assert said in error_of(soup)
    field = soup.select_one("input[name=number]")
    assert field is not None
    assert field.get("value", "") == typed


def test_a_struck_off_number_is_told_with_its_reason_and_the_site(reader: Client) -> None:
    at_registry(struck_off="RADATT")
    soup = page(reader.post(NUMBER, {"number": ANNE}))
    assert "Motif : Attribution d'un logement." in error_of(soup)
    assert soup.select_one(f'main a[href="/site-enregistrement/?numero={ANNE}"]')


def test_a_registry_that_is_down_is_told_and_the_number_kept(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry_is_down(monkeypatch)
    soup = page(reader.post(NUMBER, {"number": ANNE}))
    assert "ne répond pas" in error_of(soup)
    assert soup.select_one(f'input[name=number][value="{ANNE}"]')


def test_a_number_of_another_account_is_told_without_naming_anybody(reader: Client, marc: User) -> None:
    import_for(marc, email="marc.stock@example.org")
    soup = page(reader.post(NUMBER, {"number": ANNE}))
    assert "déjà rattachée à un autre compte" in error_of(soup)
    assert "marc" not in words(soup).lower()


def test_who_has_a_demande_is_led_to_it(reader: Client, anne: User) -> None:
    import_for(anne)
    assert reader.get(NUMBER).url == INFORMATION
    assert "déjà importée dans votre compte" in error_of(page(reader.post(NUMBER, {"number": ANNE})))


def test_a_code_mailed_too_often_leads_to_the_page_where_it_still_works(reader: Client) -> None:
    at_registry()
    for _turn in range(5):
        reader.post(NUMBER, {"number": ANNE})
    response = reader.post(NUMBER, {"number": ANNE}, follow=True)
    assert response.redirect_chain[-1][0] == CODE
    assert "déjà été envoyé 5 fois" in words(page(response))
    assert Message.objects.count() == 5


@pytest.mark.parametrize(
    ("department", "site"),
    [
        ("75", "https://www.demande-logement-social.gouv.fr"),
        ("29", "https://www.demandelogement29.fr/imhowebGP29"),
        ("2A", "https://www.demande-logement-social.gouv.fr"),
        ("974", "https://www.demande-logement-social.gouv.fr"),
    ],
)
def test_a_department_shows_its_registration_site_by_a_plain_get(
    reader: Client, department: str, site: str
) -> None:
    soup = page(reader.get(NUMBER, {"departement": department}))
    link = soup.select_one("#site a")
    assert link is not None
    assert str(link["href"]).startswith(site)
    assert "(nouvel onglet)" in link.get_text()


def test_every_department_can_be_chosen_overseas_included(reader: Client) -> None:
    soup = page(reader.get(NUMBER))
    offered = {str(option["value"]) for option in soup.select("select[name=departement] option")} - {""}
    assert offered == set(Department.objects.values_list("code", flat=True))
    assert {"2A", "75", "971", "976"} <= offered


@pytest.mark.parametrize("department", ["", "nowhere", "999"])
def test_a_department_that_is_none_is_told_next_to_its_field(reader: Client, department: str) -> None:
    soup = page(reader.get(NUMBER, {"departement": department}))
    assert "Choisissez un département dans la liste." in error_of(soup)
    assert not soup.select("#site a")


# --- Pasted, mistyped, too often ------------------------------------------------------------------
def test_a_whole_line_around_the_number_may_be_pasted(reader: Client) -> None:
    at_registry()
    typed = "Numéro unique d'enregistrement : 111 0520 020171 G1175, délivré le 12/05/2020"
    assert reader.post(NUMBER, {"number": typed}).url == CODE


def test_two_numbers_are_refused_and_kept(reader: Client) -> None:
    typed = f"{ANNE} {OTHER}"
    soup = page(reader.post(NUMBER, {"number": typed}))
    assert "plusieurs numéros différents" in error_of(soup)
    assert soup.select_one(f'input[name=number][value="{typed}"]')


def test_a_letter_in_place_of_a_digit_is_suggested_and_never_corrected_in_silence(reader: Client) -> None:
    at_registry()
    soup = page(reader.post(NUMBER, {"number": "111O520020171G1175"}))
    assert "Vouliez-vous dire :" in words(soup)
    assert not Message.objects.exists()
    assert [mark.get_text() for mark in soup.select("mark")] == ["O"]
    suggested, typed = soup.select("main form")
    fields = {field["name"]: field["value"] for field in suggested.select("input[type=hidden]")}
    assert fields["number"] == ANNE
    kept = {field["name"]: field["value"] for field in typed.select("input[type=hidden]")}
    assert (kept["number"], kept["confirmed"]) == ("111O520020171G1175", "on")
    assert len(soup.select(".button--primary")) == 1
    assert reader.post(NUMBER, fields).url == CODE


def test_an_unusual_number_without_a_likely_one_has_no_suggestion(reader: Client) -> None:
    assert "Vouliez-vous dire" not in words(page(reader.post(NUMBER, {"number": UNUSUAL})))


def test_a_registry_that_says_when_is_believed_and_the_button_says_try_again(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry_is_down(monkeypatch, retry_after=200)
    soup = page(reader.post(NUMBER, {"number": ANNE}))
    assert "réessayez dans 4 minutes" in error_of(soup)
    button = soup.select_one("main .button--primary")
    assert button is not None
    assert words(button) == "Réessayer"
    monkeypatch.undo()
    at_registry()
    assert reader.post(NUMBER, {"number": ANNE}).url == CODE


def test_a_number_of_another_account_leads_to_help(reader: Client, marc: User) -> None:
    import_for(marc)
    soup = page(reader.post(NUMBER, {"number": ANNE}))
    link = soup.select_one(f'main a[href="{reverse("contact")}?sujet=number_taken"]')
    assert link is not None
    assert words(link) == "Demander de l'aide"
    assert page(reader.get(link["href"])).select_one("[name=about]")["value"] == ANNE
    assert not page(reader.get(reverse("contact"))).select_one("[name=about]").get("value")


def test_a_number_without_a_mailbox_leads_to_the_registration_site(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(number: str) -> None:
        raise MailboxUnreadable

    monkeypatch.setattr("applications.importing.look_up", refuse)
    soup = page(reader.post(NUMBER, {"number": ANNE}))
    assert "n'a pas d'adresse e-mail utilisable" in error_of(soup)
    assert soup.select_one("main a.link-forward")


def test_a_code_that_waits_is_shown_on_the_page_of_the_number_to_its_own_account_alone(
    reader: Client, marc: User, client_of: Callable[[User], Client]
) -> None:
    assert "Un code vous attend" not in words(page(reader.get(NUMBER)))
    at_registry()
    reader.post(NUMBER, {"number": ANNE})
    soup = page(reader.get(NUMBER))
    assert "Un code vous attend à l'adresse a•••e@e…, pour le numéro 111•••••••••••••75." in words(soup)
    assert soup.select_one(f'main .alert a[href="{CODE}"]')
    assert "Un code vous attend" not in words(page(client_of(marc).get(NUMBER)))
