"""The pages from the tutorial to tab 1, as their reader meets them."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from accounts.models import User
from alin.outbox.models import Message
from alin.places.models import Department
from applications.import_errors import CodeAlreadyUsed
from applications.importing import confirm_code
from applications.models import HousingApplication, SecurityCode
from applications.registry.protocol import RegistryUnavailable
from applications.signals import DeletionEffect, application_deletion_asked
from tests.factories.applications import ANNE, adult, at_registry, dependant, import_for

pytestmark = pytest.mark.django_db
OLD = {"filed_on": "2021-04-19", "renewed_on": "2026-09-01"}
UNUSUAL = "111092062114ACLOG"  # the handbook's other example: 17 characters

TUTORIAL, NUMBER, CODE, CONFIRM, INFORMATION, UPDATE, DELETE = (
    reverse(f"applications:{name}")
    for name in ("tutorial", "number", "code", "confirm", "information", "update", "delete")
)


@pytest.fixture
def reader(anne: User, client_of: Callable[[User], Client]) -> Client:
    """Anne's browser."""
    return client_of(anne)


def page(response: Any) -> BeautifulSoup:
    assert response.status_code == 200, response
    return BeautifulSoup(response.content, "html.parser")


def words(soup: BeautifulSoup) -> str:
    """The text of a page, with plain spaces."""
    return " ".join(soup.get_text(" ").split())


def error_of(soup: BeautifulSoup) -> str:
    """The message next to the field, tied to it for those who don't see it."""
    box = soup.select_one(".field__error")
    assert box is not None, "no error is shown"
    control = soup.select_one("[aria-invalid=true]")
    assert control is not None
    assert box["id"] in str(control["aria-describedby"])
    return " ".join(box.get_text(" ").split())


def registry_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    class Down:
        def fetch(self, unique_number: str) -> Any:
            raise RegistryUnavailable

    monkeypatch.setattr("applications.lookup.get_registry", Down)


# --- Tutorial -----------------------------------------------------------------------------------
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


# --- Number -------------------------------------------------------------------------------------
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
    assert soup.select_one('main a[href^="https://www.demande-logement-social.gouv.fr"]')


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


# --- Departments --------------------------------------------------------------------------------
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


# --- Code ---------------------------------------------------------------------------------------
def at_the_code(reader: Client) -> SecurityCode:
    """Bring the browser to the page of the code."""
    at_registry()
    reader.post(NUMBER, {"number": ANNE})
    return SecurityCode.objects.get()


def test_the_page_of_the_code_shows_the_mailbox_masked_and_the_time_left(reader: Client) -> None:
    code = at_the_code(reader)
    soup = page(reader.get(CODE))
    assert "a•••e@e…" in words(soup)
    assert "anne.porte@example.org" not in str(soup.select_one("main"))
    assert "encore 23 h 59 min" in words(soup)
    assert code.digits not in str(soup)


def test_the_right_code_imports_and_shows_tab_1(reader: Client) -> None:
    code = at_the_code(reader)
    response = reader.post(CODE, {"code": f"Code : {code.digits[:3]} {code.digits[3:]}"}, follow=True)
    assert response.redirect_chain == [(INFORMATION, 302)]
    application = HousingApplication.objects.get()
    assert f"Votre numéro ALS : {application.als_number}" in words(page(response))


def test_a_refresh_or_back_after_the_import_leads_to_the_demande(reader: Client) -> None:
    code = at_the_code(reader)
    for _turn in range(2):
        assert reader.post(CODE, {"code": code.digits}).url == INFORMATION
    assert reader.get(CODE).url == INFORMATION
    assert HousingApplication.objects.count() == 1


def test_a_double_press_that_finds_its_code_used_is_let_in(
    reader: Client, anne: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_registry()
    reader.post(NUMBER, {"number": ANNE})
    digits = SecurityCode.objects.get().digits

    def overtaken(user: User, number: str, typed: str) -> HousingApplication:
        confirm_code(user, number, typed)  # the first press, a moment earlier
        raise CodeAlreadyUsed

    monkeypatch.setattr("applications.views.importing.confirm_code", overtaken)
    assert reader.post(CODE, {"code": digits}).url == INFORMATION


def test_a_wrong_code_says_how_many_tries_are_left_and_the_fifth_offers_a_new_one(reader: Client) -> None:
    code = at_the_code(reader)
    wrong = f"{(int(code.digits) + 1) % 1_000_000:06d}"
    assert "Il vous reste 4 essais." in error_of(page(reader.post(CODE, {"code": wrong})))
    for _turn in range(3):
        reader.post(CODE, {"code": wrong})
    soup = page(reader.post(CODE, {"code": wrong}))
    assert "cinq essais étaient faux" in words(soup)
    assert "Recevoir un nouveau code" in words(soup)
    assert not soup.select("input[name=code]")
    assert reader.post(CODE, {"resend": "1"}).url == CODE
    assert SecurityCode.objects.count() == 2


@pytest.mark.parametrize("typed", ["", "12345", "hello", "9" * 5000])
def test_what_is_no_code_is_told_and_costs_no_try(reader: Client, typed: str) -> None:
    at_the_code(reader)
    assert "code" in error_of(page(reader.post(CODE, {"code": typed})))
    assert SecurityCode.objects.get().wrong_tries == 0


def test_the_code_can_be_sent_again(reader: Client) -> None:
    at_the_code(reader)
    response = reader.post(CODE, {"resend": "1"}, follow=True)
    assert "Le code est envoyé à a•••e@e…." in words(page(response))
    assert Message.objects.count() == 2
    assert SecurityCode.objects.get().sends == 2


def test_the_page_of_the_code_needs_a_number_first(reader: Client) -> None:
    assert reader.get(CODE).url == NUMBER


def test_a_number_in_one_browser_opens_nothing_in_another(
    reader: Client, marc: User, client_of: Callable[[User], Client]
) -> None:
    code = at_the_code(reader)
    assert client_of(marc).post(CODE, {"code": code.digits}).url == NUMBER


# --- Tab 1 --------------------------------------------------------------------------------------
def full(user: User) -> HousingApplication:
    """A demande with every part filled."""
    return import_for(
        user,
        applicant=adult(
            mobile_phone="0604505792",
            sms_notifications=True,
            email="gigi@example.org",
            social_security_number="289057512345678",
            employment={"employer_name": "Ateliers du Canal", "siret": "73282932000074"},
        ),
        co_applicant=adult("DENIS", "GIGI", civility="monsieur", mobile_phone="+4915112345678"),
        co_applicant_link="C",
        dependants=[dependant(shared_custody=True)],
        last_twelve_months_income=18_500,
    )


def test_tab_1_shows_what_the_registry_gave_by_section_and_person(reader: Client, anne: User) -> None:
    application = full(anne)
    text = words(page(reader.get(INFORMATION)))
    for shown in (
        f"Voici les informations liées au numéro unique : {ANNE}",
        application.als_number,
        "Civilité Madame",
        "Nationalité Française",
        "Nom (nom d'usage ou d'époux(se)) PORTE",
        "Date de naissance 19/05/1989",
        "Téléphone portable 06 04 50 57 92",
        "Téléphone portable +49 1511 2345678",
        "Notification sms oui",
        "Mail personnel gigi@example.org",
        "Codemandeur DENIS GIGI",
        "Garde alternée oui",
        "N° SIRET de l'employeur 73282932000074",
        "Salaire 1 850 € par mois",
        "Revenus des douze derniers mois 18 500 €",
        "Logement trop petit",
        "Saint-Denis (93), Paris (75)",
    ):
        assert shown in text
    assert "289057512345678" not in text


def test_tab_1_has_the_handbooks_sentences_and_buttons(reader: Client, anne: User) -> None:
    full(anne)
    soup = page(reader.get(INFORMATION))
    text = words(soup)
    assert (
        "Pour toute modification ou complétude de ces données, vous devez obligatoirement vous rendre sur "
        "votre site d'enregistrement en cliquant sur « Modifier mes informations »." in text
    )
    assert (
        "Une fois la mise à jour effectuée, vous devez rafraîchir vos données en cliquant sur le bouton "
        "« Mettre à jour »." in text
    )
    for label in ("Modifier mes informations", "Mettre à jour", "Étape suivante"):
        assert label in text
    assert "1. Les informations de mon NUR-NUD" in text
    assert "2. Les informations à compléter pour AL'in" in text
    assert "3. Les pièces justificatives de mon NUR-NUD" in text


@pytest.mark.parametrize(
    ("number", "site"),
    [
        (ANNE, "https://www.demande-logement-social.gouv.fr"),
        ("0290318001234A0001", "https://www.demandelogement29.fr/imhowebGP29"),
    ],
)
def test_the_way_to_modify_is_the_numbers_own_registration_site(
    reader: Client, anne: User, number: str, site: str
) -> None:
    import_for(anne, number)
    link = page(reader.get(INFORMATION)).find(
        "a", string=None, href=lambda href: bool(href and href.startswith(site))
    )
    assert link is not None
    assert "(nouvel onglet)" in link.get_text()


def test_reading_changes_nothing_and_the_next_step_notes_that_it_was_read(reader: Client, anne: User) -> None:
    application = import_for(anne)
    reader.get(INFORMATION)
    application.refresh_from_db()
    assert application.information_read_at is None
    assert reader.post(INFORMATION).url == reverse("applications:employment")
    application.refresh_from_db()
    first = application.information_read_at
    assert first
    reader.post(INFORMATION)
    application.refresh_from_db()
    assert application.information_read_at == first


def test_tab_1_is_dated(reader: Client, anne: User) -> None:
    application = import_for(anne)
    HousingApplication.objects.filter(pk=application.pk).update(fetched_at="2026-11-22T13:05:00+00:00")
    assert "à jour le 22/11/2026 à 14:05" in words(page(reader.get(INFORMATION)))


def test_a_struck_off_or_expired_demande_says_so(reader: Client, anne: User) -> None:
    application = import_for(anne, filed_on="2023-01-10")
    assert "Elle était valable jusqu'au 10/01/2024." in words(page(reader.get(INFORMATION)))
    HousingApplication.objects.filter(pk=application.pk).update(struck_off="RADREN")
    assert "Motif : Non-renouvellement." in words(page(reader.get(INFORMATION)))


def test_the_queries_of_tab_1_do_not_grow_with_the_household(
    reader: Client, anne: User, django_assert_max_num_queries: Any
) -> None:
    import_for(
        anne,
        dependants=[dependant(f"Enfant{n}") for n in range(10)],
        wishes={"communes": [f"751{n:02d}" for n in range(1, 21)]},
    )
    with django_assert_max_num_queries(12):
        reader.get(INFORMATION)


# --- Update -------------------------------------------------------------------------------------
def test_an_update_shows_what_changed_and_a_reload_still_does(reader: Client, anne: User) -> None:
    import_for(anne)
    at_registry(applicant=adult(contract="CDD"))
    response = reader.post(UPDATE, follow=True)
    assert response.redirect_chain == [(INFORMATION, 302)]
    assert "1 changement" in words(page(response))
    for soup in (page(response), page(reader.get(INFORMATION))):
        changes = soup.select_one(".changes")
        assert changes is not None
        assert "Avant : CDI (ou fonctionnaire)" in words(changes)
        assert "Maintenant : CDD, stage, intérim" in words(changes)


def test_an_update_without_news_says_so(reader: Client, anne: User) -> None:
    import_for(anne)
    soup = page(reader.post(UPDATE, follow=True))
    assert "Rien n'a changé" in words(soup)
    assert not soup.select(".changes")


def test_who_logs_in_again_after_pressing_update_lands_on_tab_1_with_nothing_changed(
    reader: Client, anne: User
) -> None:
    import_for(anne)
    at_registry(applicant=adult(first_name="Anne-Marie"))
    assert reader.get(UPDATE).url == INFORMATION
    assert "Anne-Marie" not in words(page(reader.get(INFORMATION)))


def test_a_failed_update_keeps_the_data_and_offers_to_try_again(
    reader: Client, anne: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_for(anne)
    registry_is_down(monkeypatch)
    soup = page(reader.post(UPDATE, follow=True))
    assert "ne répond pas" in words(soup)
    assert "PORTE" in words(soup)
    assert soup.select_one(f'form[action="{UPDATE}"]')


def test_another_identity_is_explained_with_the_only_way_on(reader: Client, anne: User) -> None:
    import_for(anne)
    at_registry(applicant=adult(last_name="MARTIN"))
    reader.post(UPDATE)
    for _reload in range(2):
        soup = page(reader.get(INFORMATION))
        assert "ne correspondent plus" in words(soup)
        assert soup.select_one(f'.alert a[href="{DELETE}"]')
        assert "MARTIN" not in words(soup)


def test_the_update_goes_back_to_the_page_that_asked_and_nowhere_else(reader: Client, anne: User) -> None:
    import_for(anne)
    inside = reverse("applications:dashboard")
    assert reader.post(UPDATE, {"next": inside}).url == inside
    assert reader.post(UPDATE, {"next": "https://evil.example"}).url == INFORMATION


# --- Confirmation of an older number (R4.3) -------------------------------------------------------
def test_an_older_demande_is_confirmed_once_and_then_updated(reader: Client, anne: User) -> None:
    import_for(anne, **OLD)
    assert "Confirmer" in words(page(reader.get(INFORMATION)))
    assert reader.post(UPDATE).url == CONFIRM
    assert not Message.objects.exists()
    assert "Confirmer" in words(page(reader.get(CONFIRM)))
    assert reader.post(CONFIRM).url == CODE
    at_registry(applicant=adult(contract="CDD"), **OLD)
    response = reader.post(CODE, {"code": SecurityCode.objects.get().digits}, follow=True)
    text = words(page(response))
    assert "Votre numéro unique est confirmé." in text
    assert "1 changement" in text
    assert reader.post(UPDATE).url == INFORMATION


def test_a_wrong_code_points_to_fill_in_my_application_which_sends_one(reader: Client, anne: User) -> None:
    import_for(anne, **OLD)
    reader.post(CONFIRM)
    code = SecurityCode.objects.get()
    soup = page(reader.post(CODE, {"code": f"{(int(code.digits) + 1) % 1_000_000:06d}"}))
    button = soup.select_one("button[name=resend]")
    assert button is not None
    assert "Saisir ma demande" in button.get_text()
    reader.post(CODE, {"resend": "1"})
    assert Message.objects.count() == 2


def test_there_is_nothing_to_confirm_for_a_newer_demande(reader: Client, anne: User) -> None:
    assert reader.get(CONFIRM).url == NUMBER
    import_for(anne, filed_on="2021-04-20")
    assert reader.get(CONFIRM).url == INFORMATION


# --- Deletion -----------------------------------------------------------------------------------
def test_deleting_is_asked_first_and_then_leads_to_the_number(reader: Client, anne: User) -> None:
    import_for(anne)
    text = words(page(reader.get(DELETE)))
    assert "Ce qui est supprimé" in text
    assert "Ce qui reste" in text
    assert HousingApplication.objects.exists()
    response = reader.post(DELETE, follow=True)
    assert response.redirect_chain == [(NUMBER, 302)]
    assert not HousingApplication.objects.exists()


def test_a_deletion_that_is_blocked_has_no_button_and_says_why(reader: Client, anne: User) -> None:
    import_for(anne)

    def asked(**kwargs: Any) -> DeletionEffect:
        return DeletionEffect("Votre candidature est chez le bailleur.", blocks=True)

    application_deletion_asked.connect(asked)
    try:
        soup = page(reader.get(DELETE))
    finally:
        application_deletion_asked.disconnect(asked)
    assert "Votre candidature est chez le bailleur." in words(soup)
    assert not soup.select("main button[type=submit].button--primary")


# --- Who may --------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", [TUTORIAL, NUMBER, CODE, CONFIRM, INFORMATION, DELETE])
def test_visitors_log_in_first(client: Client, address: str) -> None:
    assert client.get(address).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("address", [TUTORIAL, NUMBER, CODE, CONFIRM, INFORMATION, DELETE])
@pytest.mark.parametrize("who", ["karim", "lise", "emma"])
def test_staff_landlords_and_employers_have_no_demande_here(
    request: pytest.FixtureRequest, client_of: Callable[[User], Client], who: str, address: str
) -> None:
    assert client_of(request.getfixturevalue(who)).get(address).status_code == 403


@pytest.mark.parametrize("address", [INFORMATION, DELETE])
def test_without_a_demande_its_pages_lead_to_the_number(reader: Client, address: str) -> None:
    assert reader.get(address).url == NUMBER


@pytest.mark.parametrize("address", [TUTORIAL, NUMBER, CONFIRM, INFORMATION, DELETE])
def test_each_page_has_one_title_and_at_most_one_red_button(reader: Client, anne: User, address: str) -> None:
    if address not in (TUTORIAL, NUMBER):
        import_for(anne, **OLD)
    soup = page(reader.get(address))
    assert len(soup.select("h1")) == 1
    assert len(soup.select(".button--primary")) <= 1
