"""What people are told: language, discretion, SMS, the landlord's staff."""

import datetime
from typing import Any

import pytest
import time_machine

from accounts.models import Landlord, User
from alin.dates import local_today
from alin.outbox.models import Message
from candidatures.models import Act, Outcome, State
from candidatures.notices import SUBJECTS
from candidatures.workflow import perform
from tests.factories.accounts import LandlordFactory, MembershipFactory
from tests.factories.candidatures import in_state, reason
from tests.factories.offers import OfferFactory, household

pytestmark = pytest.mark.django_db


def mail_of(user: User) -> Message:
    return Message.objects.get(user=user, channel=Message.Channel.MAIL)


@pytest.fixture
def mine(anne: User, landlord: Landlord) -> dict[str, Any]:
    return {"application": household(owner=anne), "offer": OfferFactory(landlord=landlord)}


def test_every_state_has_a_subject_that_does_not_tell_the_decision() -> None:
    assert set(SUBJECTS) == set(State)
    telling = ("refus", "attribu", "retenu", "rejet", "validé", "irrecevable")
    assert not [subject for subject in SUBJECTS.values() if any(word in subject.lower() for word in telling)]


def test_a_refusal_says_why_and_what_one_can_do(anne: User, karim: User, mine: dict[str, Any]) -> None:
    why = reason("review")
    perform(in_state(State.APPLIED, **mine), Act.REJECT, karim, refusal_reason=why, note="vu avec la CAF")
    text = mail_of(anne).text
    assert why.sentence_fr in text
    assert why.advice_fr in text
    assert "postuler" in text
    assert "vu avec la CAF" not in text  # the note is the consultants' own


def test_an_english_reader_is_told_in_english(anne: User, karim: User, mine: dict[str, Any]) -> None:
    User.objects.filter(pk=anne.pk).update(language="en")
    why = reason("review")
    perform(in_state(State.APPLIED, **mine), Act.REJECT, karim, refusal_reason=why)
    assert why.sentence_en in mail_of(anne).text
    assert why.sentence_fr not in mail_of(anne).text


def test_a_visit_says_when_and_where(anne: User, lise: User, mine: dict[str, Any]) -> None:
    visit = datetime.datetime(2099, 12, 14, 17, 30, tzinfo=datetime.UTC)
    perform(
        in_state(State.SENT, **mine), Act.PLAN_VISIT, lise, visit_at=visit, visit_place="12 rue des Lilas"
    )
    assert "14/12/2099 à 18:30" in mail_of(anne).text
    assert "12 rue des Lilas" in mail_of(anne).text
    assert mine["offer"].landlord.email in mail_of(anne).text  # who to tell when one cannot come


def test_an_allocation_says_until_when_to_answer(anne: User, lise: User, mine: dict[str, Any]) -> None:
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False):
        perform(in_state(State.COMMITTEE, **mine), Act.RECORD_OUTCOME, lise, outcome=Outcome.ALLOCATED)
    assert "3 décembre 2026" in mail_of(anne).text


def test_a_condition_is_told(anne: User, lise: User, mine: dict[str, Any]) -> None:
    perform(
        in_state(State.COMMITTEE, **mine),
        Act.RECORD_OUTCOME,
        lise,
        outcome=Outcome.CONDITIONAL,
        outcome_condition="Fournir le jugement de divorce",
    )
    assert "Fournir le jugement de divorce" in mail_of(anne).text


def test_a_rank_is_told(anne: User, lise: User, mine: dict[str, Any]) -> None:
    perform(
        in_state(State.COMMITTEE, **mine), Act.RECORD_OUTCOME, lise, outcome=Outcome.RANKED, outcome_rank=3
    )
    assert "Votre rang" in mail_of(anne).text


def test_an_sms_goes_to_those_who_said_yes_and_only_to_them(
    anne: User, karim: User, mine: dict[str, Any]
) -> None:
    texts = Message.objects.filter(channel=Message.Channel.SMS)
    candidature = in_state(State.APPLIED, **mine)
    perform(candidature, Act.APPROVE, karim)
    assert not texts.exists()
    User.objects.filter(pk=anne.pk).update(sms_wanted=True)
    perform(candidature, Act.SEND_TO_LANDLORD, karim)
    assert candidature.reference in texts.get().text


def test_files_sent_in_a_bundle_are_one_mail_per_person_at_the_landlord(
    karim: User, lise: User, landlord: Landlord
) -> None:
    offer = OfferFactory(landlord=landlord)
    stranger = MembershipFactory(landlord=LandlordFactory()).user
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False):
        for _ in range(3):
            perform(in_state(State.APPROVED, offer=offer), Act.SEND_TO_LANDLORD, karim)
    assert offer.reference in mail_of(lise).subject
    assert f"/bailleur/offres/{offer.reference}/" in mail_of(lise).text
    assert not Message.objects.filter(user=stranger).exists()
    with time_machine.travel("2026-11-23T10:10:00Z", tick=False):
        perform(in_state(State.APPROVED, offer=offer), Act.SEND_TO_LANDLORD, karim)
    assert Message.objects.filter(user=lise).count() == 2


def test_those_who_lose_the_dwelling_to_a_lease_are_told_so(lise: User, landlord: Landlord) -> None:
    offer = OfferFactory(landlord=landlord)
    holder = in_state(State.ALLOCATED, offer=offer)
    losers = [in_state(state, offer=offer) for state in (State.APPROVED, State.SENT)]
    perform(holder, Act.SIGN_LEASE, lise, lease_signed_on=local_today())
    for loser in losers:
        assert "Un autre candidat a signé le bail de ce logement." in mail_of(loser.application.owner).text
