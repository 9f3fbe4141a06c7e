"""The landlords' space: only what was sent to them, and each act from its page."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Landlord, User
from alin.dates import local_today
from alin.outbox.models import Message
from candidatures.models import Candidature, Outcome, State
from tests.factories.accounts import LandlordFactory
from tests.factories.candidatures import CandidatureFactory, in_state, reason
from tests.factories.offers import OfferFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, lise: User) -> Client:
    client.force_login(lise)
    return client


@pytest.fixture
def sent(landlord: Landlord) -> Candidature:
    return CandidatureFactory(sent_to_landlord=True, offer=OfferFactory(landlord=landlord))


def queries(client: Client, where: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where).status_code == 200
        return len(captured)


def page(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def test_a_received_file_waits_on_the_desk(desk: Client, sent: Candidature) -> None:
    rows = page(desk, "/bailleur/").select("#received tbody tr")
    assert [row["data-candidature-state"] for row in rows] == ["sent"]
    assert sent.reference in rows[0].text


def test_an_empty_desk_says_so(desk: Client) -> None:
    assert "Rien n'attend pour le moment" in page(desk, "/bailleur/").text


def test_a_file_not_sent_yet_is_nowhere(desk: Client, landlord: Landlord) -> None:
    candidature = CandidatureFactory(approved=True, offer=OfferFactory(landlord=landlord))
    assert candidature.reference not in page(desk, "/bailleur/").text
    assert candidature.reference not in page(desk, "/bailleur/candidatures/").text
    assert candidature.reference not in page(desk, f"/bailleur/offres/{candidature.offer.reference}/").text
    assert desk.get(f"/bailleur/candidatures/{candidature.pk}/").status_code == 404


def test_another_landlords_file_offer_and_act_are_not_found(desk: Client) -> None:
    other = CandidatureFactory(sent_to_landlord=True, offer=OfferFactory(landlord=LandlordFactory()))
    assert desk.get(f"/bailleur/candidatures/{other.pk}/").status_code == 404
    assert desk.get(f"/bailleur/offres/{other.offer.reference}/").status_code == 404
    assert desk.post(f"/bailleur/candidatures/{other.pk}/not_retain/").status_code == 404


@pytest.mark.parametrize("who", ["anne", "emma", "karim"])
def test_the_space_is_closed_to_everybody_else(
    client: Client, who: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get("/bailleur/").status_code == 403


def test_files_of_an_offer_stand_in_the_order_of_their_rank(desk: Client, landlord: Landlord) -> None:
    offer = OfferFactory(landlord=landlord)
    low, high = (CandidatureFactory(sent_to_landlord=True, offer=offer, score=n) for n in (10, 90))
    ended = in_state(State.NOT_RETAINED, offer=offer, score=99)
    rows = page(desk, f"/bailleur/offres/{offer.reference}/").select("tbody tr")
    assert [row.select_one(".small").text for row in rows] == [c.reference for c in (high, low, ended)]
    assert [row.td.text.strip() for row in rows] == ["1", "2", "–"]
    assert {mark["data-rule"] for mark in rows[0].select("[data-rule]")} >= {"typology", "income"}


def test_an_offers_page_costs_the_same_for_one_file_and_for_twenty(desk: Client, landlord: Landlord) -> None:
    offer = OfferFactory(landlord=landlord)
    CandidatureFactory(sent_to_landlord=True, offer=offer)
    address = f"/bailleur/offres/{offer.reference}/"
    one = queries(desk, address)
    for _ in range(19):
        CandidatureFactory(sent_to_landlord=True, offer=offer)
    assert queries(desk, address) == one


def test_a_visit_is_planned_and_the_applicant_is_told_once(desk: Client, sent: Candidature) -> None:
    when = timezone.localtime() + datetime.timedelta(days=3)
    values = {"visit_at": f"{when:%Y-%m-%dT%H:%M}", "visit_place": "Devant le 12 rue Haute"}
    answer = desk.post(f"/bailleur/candidatures/{sent.pk}/plan_visit/", values)
    assert answer["Location"] == f"/bailleur/candidatures/{sent.pk}/"
    sent.refresh_from_db()
    assert (sent.state, sent.visit_place) == (State.VISIT, "Devant le 12 rue Haute")
    told = Message.objects.filter(user=sent.application.owner, channel="mail")
    assert told.count() == 1


def test_a_visit_in_the_past_is_refused_next_to_its_field_and_keeps_what_was_typed(
    desk: Client, sent: Candidature
) -> None:
    values = {"visit_at": "2020-01-01T10:00", "visit_place": "Devant le 12 rue Haute"}
    answer = desk.post(f"/bailleur/candidatures/{sent.pk}/plan_visit/", values)
    assert answer.status_code == 200
    assert answer.context["form"].errors["visit_at"] == ["La visite doit être à une date à venir."]
    assert "Devant le 12 rue Haute" in answer.text
    sent.refresh_from_db()
    assert sent.state == State.SENT


@pytest.mark.parametrize(
    ("outcome", "values", "state"),
    [
        (Outcome.ALLOCATED, {}, State.ALLOCATED),
        (Outcome.RANKED, {"outcome_rank": "2"}, State.RANKED),
        (Outcome.CONDITIONAL, {"outcome_condition": "Jugement de divorce"}, State.ALLOCATED),
    ],
)
def test_the_committees_decision_is_recorded(
    desk: Client, sent: Candidature, outcome: Outcome, values: dict[str, str], state: State
) -> None:
    desk.post(f"/bailleur/candidatures/{sent.pk}/record_outcome/", {"outcome": outcome.value, **values})
    sent.refresh_from_db()
    assert (sent.state, sent.outcome) == (state, outcome)


@pytest.mark.parametrize(
    ("outcome", "field"),
    [
        (Outcome.RANKED, "outcome_rank"),
        (Outcome.CONDITIONAL, "outcome_condition"),
        (Outcome.NOT_ALLOCATED, "refusal_reason"),
        (Outcome.INADMISSIBLE, "refusal_reason"),
    ],
)
def test_a_decision_asks_for_what_it_needs(
    desk: Client, sent: Candidature, outcome: Outcome, field: str
) -> None:
    answer = desk.post(f"/bailleur/candidatures/{sent.pk}/record_outcome/", {"outcome": outcome.value})
    assert field in answer.context["form"].errors
    sent.refresh_from_db()
    assert sent.state == State.SENT


def test_values_of_another_outcome_are_left_aside(desk: Client, sent: Candidature) -> None:
    values = {
        "outcome": Outcome.ALLOCATED.value,
        "outcome_rank": "3",
        "refusal_reason": str(reason("committee").pk),
    }
    desk.post(f"/bailleur/candidatures/{sent.pk}/record_outcome/", values)
    sent.refresh_from_db()
    assert (sent.state, sent.outcome_rank, sent.refusal_reason) == (State.ALLOCATED, None, None)


def test_lease_and_keys_end_the_way(desk: Client, landlord: Landlord) -> None:
    held = in_state(State.ALLOCATED, offer=OfferFactory(landlord=landlord))
    today = f"{local_today():%Y-%m-%d}"
    desk.post(f"/bailleur/candidatures/{held.pk}/sign_lease/", {"lease_signed_on": today})
    held.refresh_from_db()
    assert held.state == State.LEASE_SIGNED
    desk.post(f"/bailleur/candidatures/{held.pk}/hand_keys/", {"moved_in_on": today})
    held.refresh_from_db()
    assert held.state == State.MOVED_IN


def test_a_button_on_a_stale_page_is_told_and_changes_nothing(desk: Client, landlord: Landlord) -> None:
    ended = in_state(State.NOT_RETAINED, offer=OfferFactory(landlord=landlord))
    answer = desk.post(f"/bailleur/candidatures/{ended.pk}/plan_visit/", {"visit_place": "Ici"}, follow=True)
    assert "la candidature a avancé entre-temps" in answer.text
    ended.refresh_from_db()
    assert ended.state == State.NOT_RETAINED


def test_the_filter_by_state_keeps_only_those(desk: Client, landlord: Landlord, sent: Candidature) -> None:
    visit = in_state(State.VISIT, offer=OfferFactory(landlord=landlord))
    rows = page(desk, "/bailleur/candidatures/?etat=visites").select("tbody tr")
    assert [row.td.text.strip() for row in rows] == [visit.reference]
    assert len(page(desk, "/bailleur/candidatures/?etat=nonsense").select("tbody tr")) == 2


def test_lists_cost_the_same_for_one_file_and_for_twenty(desk: Client, landlord: Landlord) -> None:
    lists = ("/bailleur/", "/bailleur/offres/", "/bailleur/candidatures/")
    first = CandidatureFactory(sent_to_landlord=True, offer=OfferFactory(landlord=landlord))
    file = f"/bailleur/candidatures/{first.pk}/"
    before = [queries(desk, where) for where in (*lists, file)]
    for _ in range(19):
        CandidatureFactory(sent_to_landlord=True, offer=OfferFactory(landlord=landlord))
        CandidatureFactory(sent_to_landlord=True, offer=first.offer)
    assert [queries(desk, where) for where in (*lists, file)] == before


def test_facts_are_recorded_on_their_day_unless_said_otherwise(desk: Client, landlord: Landlord) -> None:
    held = in_state(State.ALLOCATED, offer=OfferFactory(landlord=landlord))
    field = page(desk, f"/bailleur/candidatures/{held.pk}/sign_lease/").select_one("[name=lease_signed_on]")
    assert field["value"] == field["max"] == f"{local_today():%Y-%m-%d}"


def test_the_next_committee_rank_is_proposed(desk: Client, sent: Candidature) -> None:
    in_state(State.RANKED, offer=sent.offer, outcome_rank=2)
    field = page(desk, f"/bailleur/candidatures/{sent.pk}/record_outcome/").select_one("[name=outcome_rank]")
    assert field["value"] == "3"


def test_a_committee_that_has_not_met_yet_has_decided_nothing(desk: Client, sent: Candidature) -> None:
    tomorrow = local_today() + datetime.timedelta(days=1)
    values = {"outcome": Outcome.ALLOCATED.value, "committee_on": f"{tomorrow:%Y-%m-%d}"}
    answer = desk.post(f"/bailleur/candidatures/{sent.pk}/record_outcome/", values)
    assert "committee_on" in answer.context["form"].errors
    sent.refresh_from_db()
    assert sent.state == State.SENT


def test_a_wrong_value_of_another_outcome_is_left_aside(desk: Client, sent: Candidature) -> None:
    values = {"outcome": Outcome.ALLOCATED.value, "outcome_rank": "premier"}
    desk.post(f"/bailleur/candidatures/{sent.pk}/record_outcome/", values)
    sent.refresh_from_db()
    assert sent.state == State.ALLOCATED


def test_once_a_visit_is_planned_the_next_step_comes_first(desk: Client, landlord: Landlord) -> None:
    visit = in_state(State.VISIT, offer=OfferFactory(landlord=landlord))
    found = page(desk, f"/bailleur/candidatures/{visit.pk}/")
    assert [button.text for button in found.select(".button--primary")] == [
        "Prévoir le passage en commission"
    ]
    assert "Changer la date" in found.select_one(".case-now .actions").text
