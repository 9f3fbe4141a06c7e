"""What the database refuses, whoever writes to it; and a history that is only ever added to."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from alin.dates import local_today
from candidatures.models import ACTIVE_STATES, Candidature, HistoryEntry, State
from tests.factories.candidatures import CandidatureFactory, in_state, reason
from tests.factories.offers import OfferFactory, household

pytestmark = pytest.mark.django_db


def refused(candidature: Candidature, **fields: Any) -> bool:
    """Would the database take these columns?"""
    try:
        with transaction.atomic():
            Candidature.objects.filter(pk=candidature.pk).update(**fields)
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize("state", list(State))
def test_every_state_can_be_stored_with_its_own_columns(state: State) -> None:
    assert in_state(state).pk


@pytest.mark.parametrize("second", ACTIVE_STATES)
def test_a_second_running_candidature_is_refused(second: State) -> None:
    application = household()
    CandidatureFactory(application=application)
    with pytest.raises(IntegrityError), transaction.atomic():
        in_state(second, application=application)
    in_state(State.CANCELLED, application=application)


@pytest.mark.parametrize("second", [State.ALLOCATED, State.LEASE_SIGNED, State.MOVED_IN])
def test_a_dwelling_held_twice_is_refused(second: State) -> None:
    offer = OfferFactory()
    in_state(State.ALLOCATED, offer=offer)
    with pytest.raises(IntegrityError), transaction.atomic():
        in_state(second, offer=offer)


def test_a_refusal_has_a_reason_and_nothing_else_has() -> None:
    assert refused(in_state(State.REJECTED), refusal_reason=None)
    assert refused(in_state(State.APPLIED), refusal_reason=reason())


def test_an_end_has_a_date_and_nothing_else_has() -> None:
    assert refused(in_state(State.CANCELLED), ended_at=None)
    assert refused(in_state(State.APPLIED), ended_at=timezone.now())


def test_a_landlord_decides_only_about_what_was_sent() -> None:
    assert refused(in_state(State.SENT), sent_at=None)
    assert refused(in_state(State.APPLIED), state=State.SENT)


def test_an_allocation_has_an_outcome() -> None:
    assert refused(in_state(State.ALLOCATED), outcome="")


def test_a_ranking_has_its_rank_and_nothing_else_has() -> None:
    assert refused(in_state(State.RANKED), outcome_rank=None)
    assert refused(in_state(State.RANKED), outcome_rank=0)
    assert refused(in_state(State.ALLOCATED), outcome_rank=1)


def test_two_ranks_of_an_offer_differ() -> None:
    offer = OfferFactory()
    in_state(State.RANKED, offer=offer, outcome_rank=1)
    assert refused(in_state(State.RANKED, offer=offer, outcome_rank=2), outcome_rank=1)


def test_a_condition_belongs_to_a_conditional_allocation() -> None:
    assert refused(in_state(State.ALLOCATED), outcome_condition="Titre de séjour")
    assert refused(in_state(State.ALLOCATED), outcome="ATTRIBUTION_SUSPENSIVE")


@pytest.mark.parametrize(
    ("state", "column"),
    [
        (State.VISIT, "visit_at"),
        (State.COMMITTEE, "committee_on"),
        (State.LEASE_SIGNED, "lease_signed_on"),
        (State.MOVED_IN, "moved_in_on"),
    ],
)
def test_a_state_with_a_date_has_it(state: State, column: str) -> None:
    assert refused(in_state(state), **{column: None})


def test_nobody_has_moved_in_before_moving_in() -> None:
    assert refused(in_state(State.LEASE_SIGNED), moved_in_on=local_today())


# --- History --------------------------------------------------------------------------------------
def test_a_history_line_is_neither_changed_nor_removed() -> None:
    line = HistoryEntry.objects.create(candidature=in_state(State.APPLIED), act="apply", to_state="applied")
    line.reason = "autre"
    with pytest.raises(TypeError):
        line.save()
    with pytest.raises(TypeError):
        line.delete()
    with pytest.raises(TypeError):
        HistoryEntry.objects.all().update(reason="autre")
    with pytest.raises(TypeError):
        HistoryEntry.objects.all().delete()


def test_a_line_outlives_its_author_and_goes_with_its_candidature() -> None:
    candidature = in_state(State.APPLIED)
    author = in_state(State.APPLIED).application.owner
    HistoryEntry.objects.create(candidature=candidature, act="apply", to_state="applied", actor=author)
    author.delete()
    assert HistoryEntry.objects.get().actor is None
    candidature.delete()
    assert not HistoryEntry.objects.exists()
