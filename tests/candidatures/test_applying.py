"""Applying: each obstacle holds, does not hold, and at its boundary; and what applying writes."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db import transaction

from accounts.models import Employer, User
from alin.dates import end_of_day, local_today
from alin.outbox.models import Message
from applications.models import DocumentTick, HousingApplication
from candidatures import applying
from candidatures.applying import CannotApply, apply, cancel_and_apply, obstacles
from candidatures.errors import NotAllowed, StaleState
from candidatures.models import FINAL_STATES, Act, Candidature, HistoryEntry, State
from offers.models import Offer
from tests.factories import files
from tests.factories.candidatures import in_state
from tests.factories.offers import OfferFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(anne: User, employer: Employer) -> HousingApplication:
    """A complete file: one person in Saint-Denis, 2 100 € a month."""
    return files.submitted(anne)


@pytest.fixture
def offer() -> Offer:
    return OfferFactory()


def codes(application: HousingApplication, offer: Offer) -> list[str]:
    fresh = HousingApplication.objects.with_file_data().get(pk=application.pk)
    return [obstacle.code for obstacle in obstacles(fresh, Offer.objects.get(pk=offer.pk))]


def save(application: HousingApplication, **fields: Any) -> None:
    HousingApplication.objects.filter(pk=application.pk).update(**fields)


def test_a_complete_file_applies_to_an_open_offer_that_fits(
    application: HousingApplication, offer: Offer, anne: User
) -> None:
    assert codes(application, offer) == []
    candidature = apply(application, offer, anne)
    assert candidature.state == State.APPLIED
    assert candidature.score == sum(candidature.score_points.values()) > 0
    assert (candidature.filed_on, candidature.wish_rank) == (application.filed_on, 1)
    assert candidature.sharing_choice == "essential"
    line = HistoryEntry.objects.get(candidature=candidature)
    assert (line.act, line.actor, line.from_state, line.to_state) == (Act.APPLY, anne, "", State.APPLIED)
    mail = Message.objects.get(user=anne)
    assert candidature.reference in mail.subject


def test_every_obstacle_has_a_message_and_a_way_out(application: HousingApplication, offer: Offer) -> None:
    save(application, expires_on=local_today() - datetime.timedelta(days=1), household_size=5)
    Offer.objects.filter(pk=offer.pk).update(status=Offer.Status.ALLOCATED)
    in_state(State.SENT, application=application)
    fresh = HousingApplication.objects.with_file_data().get(pk=application.pk)
    found = obstacles(fresh, Offer.objects.get(pk=offer.pk))
    assert [reason.code for reason in found] == ["expired", "offer_closed", "rule:typology", "active_sent"]
    assert all(reason.message and reason.way_out_label and reason.way_out_url for reason in found)


# --- The file -------------------------------------------------------------------------------------
def test_a_file_that_is_not_submitted_does_not_apply(application: HousingApplication, offer: Offer) -> None:
    save(application, submitted_at=None)
    assert codes(application, offer) == ["not_submitted"]


def test_one_missing_document_is_enough(application: HousingApplication, offer: Offer) -> None:
    tick = DocumentTick.objects.filter(application=application).first()
    assert tick is not None
    tick.delete()
    assert codes(application, offer) == ["documents"]


def test_the_last_day_of_validity_still_counts_and_the_next_does_not(
    application: HousingApplication, offer: Offer
) -> None:
    save(application, expires_on=local_today())
    assert codes(application, offer) == []
    save(application, expires_on=local_today() - datetime.timedelta(days=1))
    assert codes(application, offer) == ["expired"]


def test_a_struck_off_file_does_not_apply(application: HousingApplication, offer: Offer) -> None:
    save(application, struck_off="RADREN")
    assert codes(application, offer) == ["struck_off"]


# --- The rules ------------------------------------------------------------------------------------
def test_a_household_too_large_for_the_dwelling_does_not_apply(
    application: HousingApplication, offer: Offer
) -> None:
    save(application, household_size=4)
    assert codes(application, offer) == ["rule:typology"]


def test_income_at_the_ceiling_applies_and_one_euro_more_does_not(
    application: HousingApplication, offer: Offer
) -> None:
    save(application, counted_income=26_920)
    assert codes(application, offer) == []
    save(application, counted_income=26_921)
    assert codes(application, offer) == ["rule:income"]


def test_unknown_income_is_not_a_yes(application: HousingApplication, offer: Offer) -> None:
    save(application, counted_income=None)
    assert codes(application, offer) == ["rule:income"]


def test_three_times_the_rent_applies_and_one_euro_less_does_not(
    application: HousingApplication, offer: Offer
) -> None:
    save(application, monthly_resources=1_500)
    assert codes(application, offer) == []
    save(application, monthly_resources=1_499)
    assert codes(application, offer) == ["rule:affordability"]


def test_an_offer_kept_for_priority_cases_takes_them_and_nobody_else(
    application: HousingApplication,
) -> None:
    kept = OfferFactory(reserved_for_priority=True)
    assert codes(application, kept) == ["rule:reservation"]
    save(application, is_priority=True)
    assert codes(application, kept) == []


# --- The offer ------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", [Offer.Status.WITHDRAWN, Offer.Status.ALLOCATED, Offer.Status.DRAFT])
def test_an_offer_that_is_not_published_takes_nobody(
    status: str, application: HousingApplication, offer: Offer
) -> None:
    Offer.objects.filter(pk=offer.pk).update(status=status)
    assert codes(application, offer) == ["offer_closed"]


def test_an_offer_takes_nobody_before_its_first_day(application: HousingApplication) -> None:
    assert codes(application, OfferFactory(upcoming=True)) == ["offer_closed"]


def test_one_applies_until_the_last_second_of_the_deadline_in_paris(
    application: HousingApplication, offer: Offer, anne: User
) -> None:
    deadline = local_today()
    Offer.objects.filter(pk=offer.pk).update(deadline=deadline)
    save(application, expires_on=deadline + datetime.timedelta(days=30))
    last_second = end_of_day(deadline)
    with time_machine.travel(last_second + datetime.timedelta(seconds=1), tick=False):
        assert "offer_closed" in codes(application, offer)
    with time_machine.travel(last_second, tick=False):
        assert apply(application, offer, anne).state == State.APPLIED


# --- Another candidature --------------------------------------------------------------------------
@pytest.mark.parametrize("state", [state for state in State if state not in FINAL_STATES])
def test_a_running_candidature_elsewhere_is_in_the_way_whatever_its_state(
    state: State, application: HousingApplication, offer: Offer
) -> None:
    in_state(state, application=application)
    expected = "active" if state in (State.APPLIED, State.APPROVED) else "active_sent"
    assert codes(application, offer) == [expected]


@pytest.mark.parametrize("state", FINAL_STATES)
def test_an_ended_candidature_is_not_in_the_way(
    state: State, application: HousingApplication, offer: Offer
) -> None:
    in_state(state, application=application)
    assert codes(application, offer) == []


def test_applying_twice_answers_with_the_same_candidature_and_one_mail(
    application: HousingApplication, offer: Offer, anne: User
) -> None:
    first = apply(application, offer, anne)
    assert apply(application, offer, anne) == first
    assert Candidature.objects.count() == 1
    assert Message.objects.count() == 1


def test_one_may_apply_again_where_one_cancelled(application: HousingApplication, offer: Offer) -> None:
    in_state(State.CANCELLED, application=application, offer=offer)
    assert codes(application, offer) == []


def test_applying_elsewhere_meanwhile_is_refused_with_the_reason(
    application: HousingApplication, offer: Offer, anne: User
) -> None:
    apply(application, OfferFactory(), anne)
    with pytest.raises(CannotApply, match="déjà une candidature") as refused:
        apply(application, offer, anne)
    assert [reason.code for reason in refused.value.obstacles] == ["active"]


def test_one_confirmed_act_cancels_there_and_applies_here(
    application: HousingApplication, offer: Offer, anne: User
) -> None:
    elsewhere = apply(application, OfferFactory(), anne)
    here = cancel_and_apply(application, offer, anne, elsewhere)
    elsewhere.refresh_from_db()
    assert (elsewhere.state, here.state) == (State.CANCELLED, State.APPLIED)


def test_nothing_is_cancelled_when_applying_here_fails(
    application: HousingApplication, offer: Offer, anne: User
) -> None:
    elsewhere = apply(application, OfferFactory(), anne)
    Offer.objects.filter(pk=offer.pk).update(status=Offer.Status.WITHDRAWN)
    with pytest.raises(CannotApply, match="plus proposée"):
        cancel_and_apply(application, offer, anne, elsewhere)
    elsewhere.refresh_from_db()
    assert elsewhere.state == State.APPLIED
    assert Message.objects.count() == 1


def test_a_candidature_sent_in_the_meantime_is_not_given_up(
    application: HousingApplication, offer: Offer, anne: User
) -> None:
    sent = in_state(State.SENT, application=application)
    with pytest.raises(StaleState, match="envoyée au bailleur"):
        cancel_and_apply(application, offer, anne, sent)
    assert Candidature.objects.count() == 1


def test_only_the_candidature_shown_is_given_up(
    application: HousingApplication, offer: Offer, anne: User
) -> None:
    shown = in_state(State.CANCELLED, application=application)
    newer = apply(application, OfferFactory(), anne)
    with pytest.raises(CannotApply):
        cancel_and_apply(application, offer, anne, shown)
    newer.refresh_from_db()
    assert newer.state == State.APPLIED


def test_nobody_applies_with_somebody_elses_file(
    application: HousingApplication, offer: Offer, marc: User
) -> None:
    with pytest.raises(NotAllowed):
        apply(application, offer, marc)


def test_the_database_has_the_last_word(
    application: HousingApplication, offer: Offer, anne: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_state(State.APPLIED, application=application)
    seen = applying.active_candidature
    answers = iter([None, None])
    monkeypatch.setattr(applying, "active_candidature", lambda given: next(answers, seen(given)))
    with pytest.raises(CannotApply, match="déjà une candidature"), transaction.atomic():
        apply(application, offer, anne)
    assert Candidature.objects.count() == 1
