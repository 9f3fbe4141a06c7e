"""Candidatures in the situations tests speak of."""

import datetime
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from alin.dates import local_today
from candidatures.models import FINAL_STATES, Candidature, Outcome, RefusalReason, State
from candidatures.scoring import SCALE_VERSION
from tests.factories.offers import OfferFactory, household


def reason(stage: str = "review") -> RefusalReason:
    """A shipped reason of that stage."""
    return RefusalReason.objects.filter(stage=stage).order_by("pk")[0]


def days_ago(days: int) -> datetime.datetime:
    """That many days before now."""
    return timezone.now() - datetime.timedelta(days=days)


class CandidatureFactory(DjangoModelFactory):
    """A candidature somebody has just submitted; see `in_state` for every other state."""

    class Meta:
        model = Candidature

    class Params:
        submitted = factory.Trait(state=State.APPLIED)
        approved = factory.Trait(state=State.APPROVED, decided_at=factory.LazyFunction(lambda: days_ago(2)))
        sent_to_landlord = factory.Trait(
            state=State.SENT,
            decided_at=factory.LazyFunction(lambda: days_ago(2)),
            sent_at=factory.LazyFunction(lambda: days_ago(1)),
        )

    application = factory.LazyFunction(household)
    offer = factory.SubFactory(OfferFactory)
    score = 40
    score_version = SCALE_VERSION
    filed_on = factory.SelfAttribute("application.filed_on")
    sharing_choice = "essential"


def in_state(state: State, **fields: Any) -> Candidature:
    """A candidature in any state, with everything the database wants of that state."""
    return CandidatureFactory(**{**coherent(state), "state": state, **fields})


def coherent(state: State) -> dict[str, Any]:
    """The least columns of a state."""
    fields: dict[str, Any] = {}
    if state in FINAL_STATES:
        fields["ended_at"] = timezone.now()
    if state not in (State.APPLIED, State.APPROVED, State.CANCELLED, State.REJECTED, State.OFFER_WITHDRAWN):
        fields |= {"decided_at": days_ago(8), "sent_at": days_ago(6)}
    if state == State.APPROVED:
        fields["decided_at"] = days_ago(2)
    if state == State.VISIT:
        fields |= {"visit_at": timezone.now() + datetime.timedelta(days=3), "visit_place": "1 rue Haute"}
    if state == State.COMMITTEE:
        fields["committee_on"] = local_today() + datetime.timedelta(days=5)
    if state == State.RANKED:
        fields |= {"outcome": Outcome.RANKED, "outcome_rank": 1, "outcome_at": days_ago(1)}
    if state in (State.ALLOCATED, State.LEASE_SIGNED, State.MOVED_IN, State.DECLINED):
        fields |= {"outcome": Outcome.ALLOCATED, "outcome_at": days_ago(4)}
    if state == State.ALLOCATED:
        fields["answer_by"] = local_today() + datetime.timedelta(days=10)
    if state in (State.LEASE_SIGNED, State.MOVED_IN):
        fields["lease_signed_on"] = local_today() - datetime.timedelta(days=1)
    if state == State.MOVED_IN:
        fields["moved_in_on"] = local_today()
    stage = {State.REJECTED: "review", State.NOT_RETAINED: "landlord", State.NOT_ALLOCATED: "committee"}
    if state in stage:
        fields["refusal_reason"] = reason(stage[state])
    return fields
