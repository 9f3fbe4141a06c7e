"""The files of one dwelling side by side, and the warning below three."""

import pytest

from accounts.models import Landlord, User
from candidatures.case_file import case_file
from candidatures.comparison import SHOWN, compare, offers_short_of_files, too_few_files
from candidatures.models import Candidature, Role, State
from candidatures.workflow import perform
from offers.models import Offer
from tests.factories.candidatures import CandidatureFactory, in_state
from tests.factories.offers import OfferFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(landlord: Landlord) -> Offer:
    return OfferFactory(landlord=landlord)


def test_lines_stand_in_the_order_of_the_ranking_and_ended_ones_last(offer: Offer) -> None:
    low, high = (CandidatureFactory(offer=offer, score=score) for score in (10, 90))
    ended = in_state(State.REJECTED, offer=offer, score=99)
    found = compare(low, Candidature.objects.all())
    assert [line.candidature for line in found.lines] == [high, low, ended]
    assert [line.rank for line in found.lines] == [1, 2, None]
    assert (found.rank, found.competitors) == (2, 2)


def test_the_short_table_always_shows_this_file(offer: Offer) -> None:
    for score in range(SHOWN + 2):
        CandidatureFactory(offer=offer, score=50 + score)
    last = CandidatureFactory(offer=offer, score=1)
    found = compare(last, Candidature.objects.all())
    assert found.shown[-1].is_this_one
    assert len(found.shown) == SHOWN + 1
    assert found.left_out == 2


def test_a_landlord_counts_only_what_was_sent(offer: Offer, lise: User) -> None:
    sent = in_state(State.SENT, offer=offer, score=10)
    CandidatureFactory(offer=offer, score=90)
    seen = case_file(sent, Role.LANDLORD, lise).comparison
    assert [line.candidature for line in seen.lines] == [sent]
    assert (seen.rank, seen.competitors) == (1, 1)


def test_a_landlord_does_not_read_who_followed_the_file(offer: Offer, lise: User, karim: User) -> None:
    candidature = CandidatureFactory(submitted=True, offer=offer)
    for act in ("claim", "approve", "send_to_landlord"):
        perform(candidature, act, karim)
    candidature.refresh_from_db()
    assert {entry.act for entry in case_file(candidature, Role.LANDLORD, lise).history} == {
        "approve",
        "send_to_landlord",
    }
    assert "claim" in {entry.act for entry in case_file(candidature, Role.CONSULTANT, karim).history}


@pytest.mark.parametrize(("ready", "warns"), [(0, True), (2, True), (3, False)])
def test_below_three_files_there_is_a_warning(ready: int, warns: bool) -> None:
    assert bool(too_few_files(ready)) is warns


def test_files_to_study_are_not_ready(offer: Offer) -> None:
    this = in_state(State.APPROVED, offer=offer)
    in_state(State.SENT, offer=offer)
    CandidatureFactory(submitted=True, offer=offer)
    assert "R441-3" in compare(this, Candidature.objects.all()).warning
    in_state(State.APPROVED, offer=offer)
    assert compare(this, Candidature.objects.all()).warning == ""


def test_once_with_the_landlord_there_is_nothing_to_warn_of(offer: Offer) -> None:
    assert compare(in_state(State.SENT, offer=offer), Candidature.objects.all()).warning == ""


def test_offers_short_of_files_are_named(offer: Offer) -> None:
    full = OfferFactory()
    for _ in range(3):
        in_state(State.SENT, offer=full)
    in_state(State.SENT, offer=offer)
    assert offers_short_of_files([offer, full]) == [offer]


@pytest.mark.parametrize("reader", [Role.CONSULTANT, Role.LANDLORD])
def test_professionals_do_not_read_sentences_meant_for_the_applicant(
    offer: Offer, lise: User, karim: User, reader: Role
) -> None:
    case = case_file(in_state(State.SENT, offer=offer), reader, lise if reader == Role.LANDLORD else karim)
    said = " ".join(f"{verdict.sentence} {verdict.advice}" for verdict in case.verdicts)
    rows = " ".join(f"{label} {value}" for label, value in case.employment_rows)
    for word in ("vous", "votre", "vos", "Mon "):
        assert f"{word} " not in f"{said} {rows} ", word
