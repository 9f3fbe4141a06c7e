"""The applicant's pages: what they show, what they do, who may see them, what they cost."""

import datetime
import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertRedirects

from accounts.models import Employer, User
from alin.dates import local_today
from alin.formats import long_date
from applications.models import HousingApplication
from candidatures.models import Act, Candidature, HistoryEntry, State
from candidatures.steps import LABELS
from candidatures.workflow import perform
from offers.models import Offer
from tests.factories import files
from tests.factories.candidatures import CandidatureFactory, coherent, in_state, reason
from tests.factories.offers import OfferFactory, household

pytestmark = pytest.mark.django_db

LIST = "/mes-candidatures/"
Login = Callable[[User], Client]


@pytest.fixture
def application(anne: User, employer: Employer) -> HousingApplication:
    return files.submitted(anne)


@pytest.fixture
def offer() -> Offer:
    return OfferFactory()


def soup(client: Client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(part: BeautifulSoup) -> str:
    return " ".join(part.get_text(" ").split()).replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")


# --- Mes candidatures -----------------------------------------------------------------------------
def test_the_list_shows_the_running_candidature_with_place_deadline_status_and_steps(
    anne: User, application: HousingApplication, offer: Offer, client_of: Login
) -> None:
    CandidatureFactory(offer=offer, score=90)
    CandidatureFactory(offer=offer, score=1)
    mine = CandidatureFactory(application=application, offer=offer, score=40)
    page = soup(client_of(anne), LIST)
    card = page.find(attrs={"data-candidature-state": "applied"})
    assert card["data-offer-ref"] == offer.reference
    text = words(card)
    for expected in (
        "T2 | Saint-Denis (93) | 500 €",
        "Position",
        "2 sur 3",
        "Il y a actuellement 3 candidatures déposées sur cette offre",
        "Date limite de candidature",
        "Statut de la demande",
        "En attente",
        "Annuler cette candidature",
        mine.reference,
    ):
        assert expected in text
    labels = [words(step).split(" (")[0] for step in card.select(".stepper__label")]
    assert labels == [str(label) for label in LABELS]
    assert page.find("h1").text == "Mes candidatures"
    assert "Mes candidatures en cours" in words(page)
    assert "Suivez ci-dessous l'état d'avancement de vos candidatures" in words(page)


def test_the_list_without_candidature_shows_the_way_to_the_offers(
    anne: User, application: HousingApplication, client_of: Login
) -> None:
    page = soup(client_of(anne), LIST)
    assert page.select_one("main a.button--primary")["href"] == "/offres/"
    assert "Historique" not in words(page)


def test_past_candidatures_say_how_they_ended_why_and_what_helps(
    anne: User, application: HousingApplication, client_of: Login
) -> None:
    why = reason("review")
    in_state(State.REJECTED, application=application, refusal_reason=why)
    in_state(State.CANCELLED, application=application)
    page = soup(client_of(anne), LIST)
    assert "Historique de mes candidatures (2)" in words(page)
    line = page.find(attrs={"data-candidature-state": "rejected"})
    assert "Refusée par Action Logement" in words(line)
    assert why.sentence_fr in words(line)
    assert why.advice_fr in words(line)


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_list_and_a_page(
    state: State, anne: User, application: HousingApplication, client_of: Login
) -> None:
    candidature = in_state(state, application=application)
    client = client_of(anne)
    assert soup(client, LIST).find(attrs={"data-candidature-state": state.value})
    detail = soup(client, candidature.get_absolute_url())
    assert len(detail.find_all("h1")) == 1
    cancelling = detail.find("a", string=re.compile("Annuler cette candidature"))
    assert bool(cancelling) == (state in (State.APPLIED, State.APPROVED))


def test_a_visit_that_is_over_is_no_longer_announced(
    anne: User, application: HousingApplication, client_of: Login
) -> None:
    yesterday = timezone.now() - datetime.timedelta(days=1)
    in_state(State.VISIT, application=application, visit_at=yesterday)
    assert "La date de la visite est passée." in words(soup(client_of(anne), LIST))


def test_the_usual_answer_time_is_told_once_there_are_enough_answers(
    anne: User, application: HousingApplication, client_of: Login
) -> None:
    CandidatureFactory(application=application)
    for _ in range(4):
        decided = timezone.now() - datetime.timedelta(days=1)
        in_state(State.APPROVED, decided_at=decided, applied_at=decided - datetime.timedelta(days=3, hours=1))
    client = client_of(anne)
    assert "Réponse habituelle" not in words(soup(client, LIST))
    in_state(State.APPROVED, decided_at=decided, applied_at=decided - datetime.timedelta(days=3, hours=1))
    assert "Réponse habituelle : 4 jours." in words(soup(client, LIST))


# --- Detail ---------------------------------------------------------------------------------------
def test_the_page_tells_what_happened_in_the_reader_s_words(
    anne: User, karim: User, lise: User, application: HousingApplication, client_of: Login
) -> None:
    candidature = CandidatureFactory(application=application, offer__landlord=lise.membership.landlord)
    HistoryEntry.objects.create(candidature=candidature, act=Act.APPLY, actor=anne, to_state="applied")
    perform(candidature, Act.CLAIM, karim)
    perform(candidature, Act.APPROVE, karim)
    perform(candidature, Act.SEND_TO_LANDLORD, karim)
    day = timezone.localdate() + datetime.timedelta(days=3)
    perform(candidature, Act.PLAN_COMMITTEE, lise, committee_on=day)
    events = [
        words(line) for line in soup(client_of(anne), candidature.get_absolute_url()).select(".timeline li")
    ]
    assert [line.split(" · ")[-1].split(" ")[0] for line in events] == ["Le", "Action", "Action", "Vous"]
    assert f"{day:%d/%m/%Y}" in events[0]
    assert not any("Karim" in line or "prise en charge" in line.lower() for line in events)


def test_the_points_are_shown_by_criterion(
    anne: User, application: HousingApplication, client_of: Login
) -> None:
    candidature = CandidatureFactory(
        application=application, score=42, score_points={"seniority": 12, "wish": 10, "priority": 20}
    )
    table = soup(client_of(anne), candidature.get_absolute_url()).select_one("table.points")
    assert "Ancienneté de la demande 12 sur 30" in words(table)
    assert "Total 42" in words(table)


@pytest.mark.parametrize("page", ["", "annuler/", "deposee/"])
def test_a_stranger_finds_nothing(
    page: str, application: HousingApplication, marc: User, karim: User, lise: User, client_of: Login
) -> None:
    candidature = in_state(State.SENT, application=application, offer__landlord=lise.membership.landlord)
    for somebody in (marc, karim, lise):
        assert client_of(somebody).get(f"{LIST}{candidature.pk}/{page}").status_code == 404
    assert client_of(marc).post(f"{LIST}{candidature.pk}/annuler/").status_code == 404
    assert client_of(marc).get(f"{LIST}999999/{page}").status_code == 404


@pytest.mark.parametrize("path", [LIST, f"{LIST}1/", f"{LIST}1/annuler/", f"{LIST}postuler/OFF-1/"])
def test_a_visitor_is_asked_to_log_in(path: str, client: Client) -> None:
    assert client.get(path).status_code == 302
    assert "/compte/connexion/" in client.get(path)["Location"]


# --- Cancelling -----------------------------------------------------------------------------------
def test_cancelling_asks_first_and_a_look_changes_nothing(
    anne: User, application: HousingApplication, client_of: Login
) -> None:
    candidature = CandidatureFactory(application=application)
    client = client_of(anne)
    url = f"{LIST}{candidature.pk}/annuler/"
    assert "Oui, annuler cette candidature" in words(soup(client, url))
    candidature.refresh_from_db()
    assert candidature.state == State.APPLIED
    response = client.post(url, follow=True)
    assertRedirects(response, LIST)
    assert "Votre candidature est annulée." in response.content.decode()
    candidature.refresh_from_db()
    assert candidature.state == State.CANCELLED


def test_pressing_cancel_twice_is_no_error(
    anne: User, application: HousingApplication, client_of: Login
) -> None:
    candidature = CandidatureFactory(application=application)
    client = client_of(anne)
    client.post(f"{LIST}{candidature.pk}/annuler/")
    response = client.post(f"{LIST}{candidature.pk}/annuler/", follow=True)
    assert response.status_code == 200
    assert HistoryEntry.objects.filter(act=Act.CANCEL).count() == 1


def test_a_stale_cancel_button_says_it_was_sent(
    anne: User, application: HousingApplication, client_of: Login
) -> None:
    candidature = in_state(State.SENT, application=application)
    client = client_of(anne)
    url = f"{LIST}{candidature.pk}/annuler/"
    assert "elle ne peut plus être annulée" in words(soup(client, url))
    response = client.post(url, follow=True)
    assert "elle ne peut plus être annulée" in response.content.decode()
    candidature.refresh_from_db()
    assert candidature.state == State.SENT


# --- Applying -------------------------------------------------------------------------------------
def test_applying_shows_what_is_sent_then_confirms(
    anne: User, application: HousingApplication, offer: Offer, client_of: Login
) -> None:
    client = client_of(anne)
    url = f"{LIST}postuler/{offer.reference}/"
    page = soup(client, url)
    text = words(page)
    assert not Candidature.objects.exists()
    assert offer.landlord.name in text
    assert application.masked_number in text
    assert application.unique_number not in text
    assert "Votre rang estimé : 1" in text
    assert {rule["data-verdict"] for rule in page.select("[data-rule]")} == {"ok"}
    assert words(page.select_one("main form button.button--primary")) == "Je postule"
    response = client.post(url, follow=True)
    candidature = Candidature.objects.get()
    assertRedirects(response, f"{LIST}{candidature.pk}/deposee/")
    done = BeautifulSoup(response.content, "html.parser")
    assert done.find("h1").text == "Ce logement a bien été ajouté à vos candidatures"
    ok = done.select_one("main a.button--primary")
    assert (ok.text, ok["href"]) == ("Ok", LIST)


def test_a_double_click_answers_the_same_and_writes_once(
    anne: User, application: HousingApplication, offer: Offer, client_of: Login
) -> None:
    client = client_of(anne)
    url = f"{LIST}postuler/{offer.reference}/"
    assert client.post(url)["Location"] == client.post(url)["Location"]
    assert Candidature.objects.count() == 1
    assert "Vous avez déjà postulé à cette offre." in words(soup(client, url))  # after Back


def test_the_obstacles_are_shown_with_their_way_out_and_no_button(
    anne: User, application: HousingApplication, client_of: Login
) -> None:
    HousingApplication.objects.update(household_size=5)
    offer = OfferFactory(closed=True)
    url = f"{LIST}postuler/{offer.reference}/"
    client = client_of(anne)
    page = soup(client, url)
    assert {line["data-obstacle"] for line in page.select("[data-obstacle]")} == {
        "offer_closed",
        "rule:typology",
    }
    assert page.select("[data-obstacle] a")
    assert not page.select("main form")
    response = client.post(url, follow=True)
    assert "La date limite de candidature est passée." in response.content.decode()
    assert not Candidature.objects.exists()


def test_one_confirmation_cancels_there_and_applies_here(
    anne: User, application: HousingApplication, offer: Offer, client_of: Login
) -> None:
    elsewhere = CandidatureFactory(application=application)
    client = client_of(anne)
    url = f"{LIST}postuler/{offer.reference}/"
    form = soup(client, url).select_one("main form")
    assert "Annuler l'autre candidature et postuler ici" in words(form)
    client.post(url)  # without the confirmation of the form shown
    elsewhere.refresh_from_db()
    assert elsewhere.state == State.APPLIED
    client.post(url, {"cancelled": form.select_one("input[name=cancelled]")["value"]})
    elsewhere.refresh_from_db()
    assert elsewhere.state == State.CANCELLED
    assert Candidature.objects.active().get().offer == offer


@pytest.mark.parametrize("given", ["abc", "-1", "999999999999999999999999", "0", "1 OR 1"])
def test_a_made_up_candidature_to_give_up_does_no_harm(
    given: str, anne: User, application: HousingApplication, offer: Offer, client_of: Login
) -> None:
    elsewhere = CandidatureFactory(application=application)
    response = client_of(anne).post(f"{LIST}postuler/{offer.reference}/", {"cancelled": given})
    assert response.status_code in (302, 404)
    elsewhere.refresh_from_db()
    assert elsewhere.state == State.APPLIED


def test_somebody_else_s_candidature_cannot_be_given_up(
    anne: User, application: HousingApplication, offer: Offer, client_of: Login
) -> None:
    other = CandidatureFactory()
    response = client_of(anne).post(f"{LIST}postuler/{offer.reference}/", {"cancelled": other.pk})
    assert response.status_code == 404
    assert Candidature.objects.get().state == State.APPLIED


def test_a_person_without_a_file_is_sent_to_import_it(anne: User, offer: Offer, client_of: Login) -> None:
    client = client_of(anne)
    url = f"{LIST}postuler/{offer.reference}/"
    assert soup(client, url).select_one("[data-obstacle=no_application] a")["href"] == "/ma-demande/numero/"
    assertRedirects(client.post(url), "/ma-demande/numero/", fetch_redirect_response=False)


def test_an_offer_not_published_yet_does_not_exist(
    anne: User, application: HousingApplication, client_of: Login
) -> None:
    client = client_of(anne)
    for offer in (OfferFactory(draft=True), OfferFactory(upcoming=True)):
        assert client.get(f"{LIST}postuler/{offer.reference}/").status_code == 404
    assert client.post(f"{LIST}postuler/INCONNUE/").status_code == 404


# --- The scale ------------------------------------------------------------------------------------
def test_everybody_reads_the_scale(client: Client) -> None:
    page = soup(client, f"{LIST}cotation/")
    assert len(page.select("[data-criterion]")) == 7
    assert "Barème 2026-1" in words(page)


# --- What pages cost ------------------------------------------------------------------------------
def many_past(application: HousingApplication, number: int) -> None:
    for _ in range(number):
        CandidatureFactory(application=application, state=State.REJECTED, **coherent(State.REJECTED))


def test_pages_cost_at_most_twelve_queries_whatever_the_rows(
    anne: User,
    application: HousingApplication,
    client_of: Login,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    offer = OfferFactory()
    mine = CandidatureFactory(application=application, offer=offer)
    client = client_of(anne)
    paths = [
        LIST,
        mine.get_absolute_url(),
        f"{mine.get_absolute_url()}annuler/",
        f"{LIST}postuler/{offer.reference}/",
    ]
    other = OfferFactory()
    paths.append(f"{LIST}postuler/{other.reference}/")
    for path in paths:
        client.get(path)
    costs = []
    for rows in (1, 25):
        many_past(application, rows)
        for _ in range(rows):
            CandidatureFactory(offer=offer)
            HistoryEntry.objects.create(candidature=mine, act=Act.PLAN_VISIT, to_state="applied", reason="x")
        for path in paths:
            with django_assert_max_num_queries(12) as captured:
                assert client.get(path).status_code == 200
            costs.append(len(captured))
    half = len(paths)
    assert costs[:half] == costs[half:]


# --- Panels on other pages ------------------------------------------------------------------------
def render(template: str, **context: object) -> BeautifulSoup:
    source = "{% load candidature_panels %}" + template
    return BeautifulSoup(Template(source).render(Context(context)), "html.parser")


def test_the_panel_of_an_offer_leads_to_the_confirmation(
    anne: User, application: HousingApplication, offer: Offer
) -> None:
    fresh = HousingApplication.objects.with_file_data().get()
    panel = render("{% apply_panel offer file %}", offer=offer, file=fresh, user=anne)
    button = panel.select_one("a.button--primary")
    assert (button.text, button["href"]) == ("Je postule", f"{LIST}postuler/{offer.reference}/")


def test_the_panel_of_an_offer_already_applied_to_leads_to_the_candidature(
    anne: User, application: HousingApplication, offer: Offer
) -> None:
    mine = CandidatureFactory(application=application, offer=offer)
    fresh = HousingApplication.objects.with_file_data().get()
    panel = render("{% apply_panel offer file %}", offer=offer, file=fresh, user=anne)
    assert panel.select_one("a.button")["href"] == mine.get_absolute_url()
    assert not panel.select(".button--primary")


def test_the_dashboard_has_the_running_candidature_or_nothing(application: HousingApplication) -> None:
    found = "{% active_candidature file as tracked %}{{ tracked.candidature.state|default:'none' }}"
    assert words(render(found, file=None)) == "none"
    in_state(State.REJECTED, application=application)
    assert words(render(found, file=application)) == "none"
    CandidatureFactory(application=application)
    assert words(render(found, file=application)) == "applied"


def test_the_dashboard_asks_for_the_answer_a_home_waits_for(
    anne: User, application: HousingApplication, client_of: Login
) -> None:
    answer_by = local_today() + datetime.timedelta(days=10)
    in_state(State.ALLOCATED, application=application, answer_by=answer_by)
    page = words(soup(client_of(anne), "/ma-situation/"))
    assert "À faire maintenant" in page
    assert f"Répondre au plus tard le {long_date(answer_by)}" in page


@pytest.mark.parametrize(("choice", "shown"), [("full", True), ("essential", False), ("anonymous", False)])
def test_an_employer_sees_candidatures_with_the_third_choice_only(
    choice: str, shown: bool, anne: User, employer: Employer
) -> None:
    application = files.submitted(anne, choice)
    CandidatureFactory(application=application)
    history = render("{% employer_candidature_history file %}", file=application)
    assert bool(history.select("[data-candidature-state]")) == shown


def test_a_household_without_choice_shows_its_employer_nothing(anne: User) -> None:
    application = household(owner=anne)
    CandidatureFactory(application=application)
    assert words(render("{% employer_candidature_history file %}", file=application)) == ""
