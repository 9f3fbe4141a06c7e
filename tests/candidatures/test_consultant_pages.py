"""The consultants' admin: the queue of their agency, the whole file, the acts."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from alin.dates import local_today
from candidatures import consultant_desk
from candidatures.models import Candidature, State
from tests.factories.candidatures import CandidatureFactory, in_state, reason
from tests.factories.offers import BREST, OfferFactory, commune

pytestmark = pytest.mark.django_db

QUEUE = "/admin/candidatures/candidature/"


@pytest.fixture
def desk(client: Client, karim: User) -> Client:
    client.force_login(karim)
    return client


def address(candidature: Candidature, act: str = "") -> str:
    return f"{QUEUE}{candidature.pk}/actes/{act}/" if act else f"{QUEUE}{candidature.pk}/change/"


def queries(client: Client, where: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where).status_code == 200
        return len(captured)


def page(client: Client, where: str) -> BeautifulSoup:
    response = client.get(where)
    assert response.status_code == 200, where
    return BeautifulSoup(response.content, "html.parser")


def states(found: BeautifulSoup) -> list[str]:
    return [mark["data-candidature-state"] for mark in found.select("#result_list [data-candidature-state]")]


def test_the_queue_holds_the_agencys_candidatures_and_no_others(desk: Client) -> None:
    CandidatureFactory(submitted=True)
    far = CandidatureFactory(submitted=True, offer=OfferFactory(commune=commune(BREST, "Brest", "AUTRES")))
    assert states(page(desk, QUEUE)) == ["applied"]
    assert desk.get(address(far)).status_code == 404
    assert desk.post(address(far, "approve")).status_code == 404


def test_an_administrator_sees_all(client: Client, administrator: User) -> None:
    CandidatureFactory(offer=OfferFactory(commune=commune(BREST, "Brest", "AUTRES")))
    client.force_login(administrator)
    assert len(states(page(client, QUEUE))) == 1


@pytest.mark.parametrize("who", ["anne", "lise", "emma"])
def test_the_admin_is_closed_to_everybody_else(
    client: Client, who: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(QUEUE).status_code == 302


def test_the_front_page_counts_what_waits(desk: Client, karim: User) -> None:
    today = local_today()
    started = today - datetime.timedelta(days=9)
    for days in (-1, 0, 1):
        offer = OfferFactory(published_on=started, deadline=today + datetime.timedelta(days=days))
        CandidatureFactory(offer=offer)
    CandidatureFactory(approved=True, consultant=karim)
    in_state(State.SENT)
    assert consultant_desk.counts(karim) == {
        "late": 1,
        "today": 1,
        "unclaimed": 3,
        "mine": 1,
        "to_send": 1,
    }
    numbers = [n.text for n in page(desk, "/admin/").select("a[href*=pile] .counter__number")]
    assert numbers == ["1", "1", "3", "1", "1"]
    assert states(page(desk, f"{QUEUE}?pile=mine")) == ["approved"]


def test_the_whole_file_stands_on_one_page(desk: Client) -> None:
    candidature = CandidatureFactory(submitted=True)
    found = page(desk, address(candidature))
    assert {line["data-rule"] for line in found.select(".rules [data-rule]")} >= {
        "typology",
        "income",
        "affordability",
    }
    assert len(found.select("h1")) == 1
    assert "Ancienneté de la demande" in found.text
    assert "Pièces justificatives" in found.text


def test_a_file_costs_the_same_whatever_its_history(desk: Client) -> None:
    candidature = CandidatureFactory(submitted=True)
    first = queries(desk, address(candidature))
    for act in ("claim", "release", "claim"):
        desk.post(address(candidature, act))
    desk.get(address(candidature))  # shows and clears the acts' messages
    assert queries(desk, address(candidature)) <= first


def test_approve_then_send(desk: Client) -> None:
    candidature = CandidatureFactory(submitted=True)
    desk.post(address(candidature, "approve"))
    desk.post(address(candidature, "send_to_landlord"))
    candidature.refresh_from_db()
    assert candidature.state == State.SENT


def test_opening_an_acts_page_changes_nothing(desk: Client) -> None:
    candidature = CandidatureFactory(submitted=True)
    assert desk.get(address(candidature, "approve")).status_code == 200
    candidature.refresh_from_db()
    assert candidature.state == State.APPLIED


def test_a_rejection_needs_a_reason_of_its_stage(desk: Client) -> None:
    candidature = CandidatureFactory(submitted=True)
    empty = desk.post(address(candidature, "reject"), {"refusal_reason": ""})
    assert "refusal_reason" in empty.context["form"].errors
    wrong = desk.post(address(candidature, "reject"), {"refusal_reason": reason("committee").pk})
    assert "refusal_reason" in wrong.context["form"].errors
    desk.post(address(candidature, "reject"), {"refusal_reason": reason().pk, "note": "Bulletins illisibles"})
    candidature.refresh_from_db()
    assert (candidature.state, candidature.refusal_reason) == (State.REJECTED, reason())


def test_a_second_consultant_is_told_that_it_is_done(desk: Client) -> None:
    candidature = in_state(State.APPROVED)
    answer = desk.post(address(candidature, "approve"), follow=True)
    assert "la candidature a avancé entre-temps" in answer.text


def test_a_bulk_act_says_how_each_row_went(desk: Client) -> None:
    fresh, approved = CandidatureFactory(submitted=True), in_state(State.APPROVED)
    answer = desk.post(
        QUEUE, {"action": "approve_selected", "_selected_action": [fresh.pk, approved.pk]}, follow=True
    )
    told = [str(message) for message in answer.context["messages"]]
    assert len(told) == 2
    assert any(approved.reference in text for text in told)
    fresh.refresh_from_db()
    assert fresh.state == State.APPROVED


def test_search_finds_by_name_number_and_reference(desk: Client) -> None:
    candidature = CandidatureFactory(submitted=True)
    for asked in ("porte", candidature.application.unique_number, candidature.reference.lower()):
        assert states(page(desk, f"{QUEUE}?q={asked}")) == ["applied"], asked
    assert states(page(desk, f"{QUEUE}?q=C-99999")) == []


@pytest.mark.parametrize("path", ["add/", "1/delete/"])
def test_nothing_is_added_or_deleted_by_hand(desk: Client, path: str) -> None:
    assert desk.get(f"{QUEUE}{path}").status_code in (403, 404)


def test_without_a_filter_the_queue_shows_what_waits(desk: Client) -> None:
    CandidatureFactory(submitted=True)
    in_state(State.SENT)
    in_state(State.REJECTED)
    assert states(page(desk, QUEUE)) == ["applied"]
    assert len(states(page(desk, f"{QUEUE}?pile=all"))) == 3
    assert states(page(desk, f"{QUEUE}?state=sent")) == ["sent"]


def test_a_search_looks_through_everything(desk: Client) -> None:
    ended = in_state(State.REJECTED)
    assert states(page(desk, f"{QUEUE}?q={ended.reference}")) == ["rejected"]


def test_the_queue_and_the_front_page_cost_the_same_for_one_and_for_twenty(desk: Client) -> None:
    CandidatureFactory(submitted=True)
    before = [queries(desk, where) for where in (QUEUE, "/admin/")]
    for _ in range(19):
        CandidatureFactory(submitted=True)
    assert [queries(desk, where) for where in (QUEUE, "/admin/")] == before


def test_a_file_costs_the_same_among_one_and_among_twenty(desk: Client) -> None:
    candidature = CandidatureFactory(submitted=True)
    before = queries(desk, address(candidature))
    for _ in range(19):
        CandidatureFactory(submitted=True, offer=candidature.offer)
    assert queries(desk, address(candidature)) == before


def test_the_other_files_of_the_dwelling_are_linked(desk: Client) -> None:
    candidature = CandidatureFactory(submitted=True)
    other = CandidatureFactory(submitted=True, offer=candidature.offer)
    links = [link["href"] for link in page(desk, address(candidature)).select(".case-rivals a")]
    assert links == [address(other)]


def test_sending_too_few_files_is_done_and_told(desk: Client) -> None:
    alone = in_state(State.APPROVED)
    answer = desk.post(QUEUE, {"action": "send_selected", "_selected_action": [alone.pk]}, follow=True)
    told = " ".join(str(message) for message in answer.context["messages"])
    assert "moins de trois dossiers" in told
    assert alone.offer.reference in told
    alone.refresh_from_db()
    assert alone.state == State.SENT


def test_an_act_is_confirmed_with_what_comes_next(desk: Client) -> None:
    candidature = CandidatureFactory(submitted=True)
    answer = desk.post(address(candidature, "approve"), follow=True)
    told = " ".join(str(message) for message in answer.context["messages"])
    assert "Validée, à envoyer" in told
    assert "Envoyez les dossiers choisis au bailleur" in told


def test_the_main_button_moves_the_candidature_on(desk: Client) -> None:
    candidature = CandidatureFactory(submitted=True)
    main = page(desk, address(candidature)).select("#content .button--primary")
    assert [button.text for button in main] == ["Valider la candidature"]


def test_a_consultant_sees_their_sections_and_no_others(desk: Client) -> None:
    links = [link["href"] for link in page(desk, "/admin/").select(".sections a")]
    assert links == ["/admin/", "/equipe/", QUEUE, "/admin/pages/helprequest/"]
    for path in ("accounts/user/", "offers/offer/", "outbox/message/", "candidatures/refusalreason/"):
        assert desk.get(f"/admin/{path}").status_code == 403


def test_an_administrators_front_page_leaves_out_the_log_in_librarys_tables(
    client: Client, administrator: User
) -> None:
    client.force_login(administrator)
    links = {link["href"] for link in page(client, "/admin/").select(".app-list a")}
    assert {"/admin/accounts/user/", "/admin/auth/group/", "/admin/outbox/message/"} <= links
    assert not any(word in link for link in links for word in ("/account/", "/mfa/", "/usersessions/"))
