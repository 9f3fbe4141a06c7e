"""Consent: the handbook's words, the trace of each choice, and withdrawing at any time (R3.8, R8.2)."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from accounts.models import Employer, User
from applications.models import HousingApplication, SharingDecision
from applications.sharing import TEXT_VERSION, choices_offered, current_choice, decide, retract, withdraw
from tests.factories.files import employed, imported, partner, shared

PAGE = "/ma-demande/donnees-personnelles/"
HISTORY = f"{PAGE}historique/"
WITHDRAW = f"{PAGE}retirer/"
pytestmark = pytest.mark.usefixtures("employer")

# The handbook's own sentences. Whoever changes one changes TEXT_VERSION: what people agreed to is this.
HANDBOOK = {
    "anonymous": (
        "Je souhaite rester anonyme",
        "Mes informations personnelles ne seront pas envoyées à mon entreprise. Je ne bénéficierai pas de la "
        "politique logement de mon entreprise.",
    ),
    "essential": (
        "Je souhaite profiter de la politique logement de mon entreprise",
        "J'autorise Action Logement à rendre accessibles en lecture seule à mon entreprise les données "
        "qui lui sont nécessaires pour la validation et le suivi de ma demande. Je pourrai ainsi "
        "bénéficier de la politique logement de mon entreprise.",
    ),
}
FULL = (
    "Dans le but de me permettre de bénéficier de la politique de logement de mon entreprise, j'autorise "
    "ALS, selon les modalités définies dans les conditions générales d'utilisation de la plateforme, à "
    "rendre accessibles les données définies par mon entreprise comme nécessaires à la validation de ma "
    "demande et à son suivi."
)
FULL_WITH_VALIDATION = (
    "En tant que salarié, je souhaite profiter de la politique logement de mon entreprise. Cette dernière a "
    "défini des critères d'éligibilité et conditionne le dépôt de ma demande de logement social à sa "
    "validation. Aussi, pour bénéficier pleinement des avantages de la politique de mon entreprise, "
    "j'autorise ALS, conformément aux conditions d'utilisation de la plateforme que j'ai acceptées, à rendre "
    "accessibles les données définies par mon entreprise comme nécessaires à la validation de ma demande et "
    "à son suivi."
)


@pytest.fixture
def site(client: Client, anne: User) -> Client:
    client.force_login(anne)
    return client


def offered(site: Client) -> dict[str, tuple[str, str]]:
    """Title and text of each choice on the page."""
    page = BeautifulSoup(site.get(PAGE).content, "html.parser")
    found = {}
    for row in page.select(".sharing__row"):
        words = [row.select_one(f".choice__{part}").get_text(" ", strip=True) for part in ("title", "text")]
        found[row.input["value"]] = tuple(re.sub(r"\s+", " ", one) for one in words)
    return found


@pytest.mark.parametrize(("validates", "text"), [(False, FULL), (True, FULL_WITH_VALIDATION)])
def test_the_choices_are_in_the_handbooks_words(site: Client, anne: User, validates: bool, text: str) -> None:
    Employer.objects.update(validation_needed=validates)
    employed(anne)
    found = offered(site)
    assert {key: found[key] for key in HANDBOOK} == HANDBOOK
    assert found["full"][1] == text
    assert TEXT_VERSION == "2026-11-23"


def test_anonymity_costs_figures_of_the_scale(site: Client, anne: User) -> None:
    Employer.objects.update(points=40)  # more than the scale counts
    employed(anne)
    assert "15 points sur 100 en moins" in site.get(PAGE).content.decode()


def test_anonymity_says_that_nobody_can_validate(site: Client, anne: User) -> None:
    Employer.objects.update(validation_needed=True)
    employed(anne)
    assert "Elle ne pourra pas non plus valider votre emploi" in site.get(PAGE).content.decode()


def test_outside_the_audience_anonymity_costs_no_point(site: Client, anne: User) -> None:
    Employer.objects.update(points=10, headcount=9)
    employed(anne)
    assert "aucun point aujourd'hui" in site.get(PAGE).content.decode().replace("&#x27;", "'")


# --- Withdrawing -------------------------------------------------------------------------------------
def test_the_employers_next_request_is_a_404(site: Client, anne: User, emma: User) -> None:
    application = shared(anne, "full")
    office = Client()
    office.force_login(emma)
    address = f"/entreprise/salaries/{application.pk}/"
    assert office.get(address).status_code == 200
    answer = site.post(WITHDRAW, follow=True)
    assert "Votre accord est retiré" in answer.content.decode()
    assert office.get(address).status_code == 404
    assert current_choice(HousingApplication.objects.get()) == "anonymous"


def test_reading_the_page_withdraws_nothing(site: Client, anne: User) -> None:
    shared(anne)
    assert "ne verra plus votre demande" in site.get(WITHDRAW).content.decode()
    assert current_choice(HousingApplication.objects.get()) == "essential"


def test_withdrawing_is_a_right_that_no_policy_limits(site: Client, anne: User) -> None:
    Employer.objects.update(choices_offered=["essential", "full"])
    application = shared(anne)
    site.post(WITHDRAW)
    application = HousingApplication.objects.get()
    assert current_choice(application) == "anonymous"
    assert "anonymous" not in choices_offered(application)
    assert "reste votre droit" in site.get(PAGE).content.decode()


def test_withdrawing_twice_is_one_row(site: Client, anne: User) -> None:
    shared(anne)
    site.post(WITHDRAW)
    answer = site.post(WITHDRAW, follow=True)
    assert "ne voit rien" in answer.content.decode()
    assert SharingDecision.objects.count() == 2


def test_it_works_whatever_step_comes_first(site: Client, anne: User) -> None:
    """The tabs lead back to tab 1 when it is to be read again; withdrawing waits for nothing."""
    shared(anne)
    HousingApplication.objects.update(information_read_at=None)
    site.post(WITHDRAW)
    assert current_choice(HousingApplication.objects.get()) == "anonymous"


@pytest.mark.parametrize("choice", [None, "anonymous"])
def test_there_is_nothing_to_withdraw_from_nobody(site: Client, anne: User, choice: str | None) -> None:
    application = employed(anne) if choice is None else shared(anne, choice)
    assert site.get(WITHDRAW)["Location"] == "/ma-situation/"
    site.post(WITHDRAW)
    assert current_choice(HousingApplication.objects.get(pk=application.pk)) == choice


def test_nobody_withdraws_for_somebody_else(anne: User, marc: User) -> None:
    application = shared(anne)
    with pytest.raises(HousingApplication.DoesNotExist):
        retract(application, marc)


def test_the_dashboard_has_the_button_only_while_something_is_seen(site: Client, anne: User) -> None:
    shared(anne)
    assert WITHDRAW in site.get("/ma-situation/").content.decode()
    site.post(WITHDRAW)
    assert WITHDRAW not in site.get("/ma-situation/").content.decode()


def test_the_dashboard_does_not_say_that_an_unknown_company_sees_something(site: Client, anne: User) -> None:
    Employer.objects.all().delete()
    shared(anne, "full")
    assert "personne n'y voit votre demande" in site.get("/ma-situation/").content.decode()


# --- The trace ---------------------------------------------------------------------------------------
def test_each_choice_keeps_its_time_its_end_its_text_and_its_company(anne: User) -> None:
    application = shared(anne, "full")
    decide(application, "anonymous", anne)
    last, first = application.sharing_decisions.all()
    assert (first.choice, first.employer_name, first.text_version) == (
        "full",
        "Ateliers du Canal",
        TEXT_VERSION,
    )
    assert first.ended_at is not None
    assert first.ended_at <= last.decided_at
    assert last.ended_at is None


def test_the_history_shows_them_all(site: Client, anne: User) -> None:
    application = shared(anne, "full")
    decide(application, "anonymous", anne)
    page = BeautifulSoup(site.get(HISTORY).content, "html.parser")
    lines = [line.get_text(" ", strip=True) for line in page.select(".choices-history li")]
    assert len(lines) == 2
    assert "Je souhaite rester anonyme" in lines[0]
    assert "En vigueur" in lines[0]
    assert "terminé le" in lines[1]
    assert all("Ateliers du Canal" in line and "texte du 23/11/2026" in line for line in lines)


def test_before_any_choice_the_history_says_so(site: Client, anne: User) -> None:
    imported(anne)
    assert "encore rien choisi" in site.get(HISTORY).content.decode()


def test_a_new_wording_asks_for_a_new_row(anne: User) -> None:
    application = shared(anne)
    SharingDecision.objects.update(text_version="2026-11-22")
    decide(application, "essential", anne)
    assert SharingDecision.objects.count() == 2


def test_the_trace_says_which_of_the_two_texts_was_read(anne: User) -> None:
    application = shared(anne, "full")
    Employer.objects.update(validation_needed=True)
    decide(application, "full", anne)
    last, first = application.sharing_decisions.all()
    assert (first.text_version, last.text_version) == (TEXT_VERSION, f"{TEXT_VERSION}-validation")
    assert first.text_date == last.text_date == "23/11/2026"
    last.full_clean()  # PostgreSQL counts the characters; SQLite takes any number of them


# --- The other person's work -----------------------------------------------------------------------------
def test_switching_says_before_that_it_ends_the_consent(site: Client, anne: User) -> None:
    shared(anne, co_applicant=partner(), co_applicant_link="C")
    page = site.get("/ma-demande/entreprise/").content.decode()
    assert "met fin à votre accord avec Ateliers du Canal" in page
    assert "Ateliers du Canal" in page
    assert "Fonderie du Nord" in page


def test_before_a_choice_there_is_nothing_to_say(site: Client, anne: User) -> None:
    application = shared(anne, co_applicant=partner(), co_applicant_link="C")
    withdraw(application)
    assert "met fin à votre accord" not in site.get("/ma-demande/entreprise/").content.decode()


def test_a_choice_about_a_file_deleted_in_another_tab_leads_to_the_import(
    site: Client, anne: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared(anne, "essential")

    def meanwhile(application: HousingApplication, choice: str, actor: User) -> SharingDecision:
        HousingApplication.objects.all().delete()
        return decide(application, choice, actor)

    monkeypatch.setattr("applications.views.sharing.decide", meanwhile)
    assert site.post(PAGE, {"choice": "full"})["Location"] == "/ma-demande/numero/"
