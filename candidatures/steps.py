"""The six steps an applicant follows (R6.5), with the state and the date of each."""

import datetime
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alin.formats import moment, short_date
from candidatures.models import FINAL_STATES, Candidature, State

StepState = Literal["done", "current", "todo", "failed"]

LABELS = (
    gettext_lazy("Je postule"),
    gettext_lazy("Validations"),
    gettext_lazy("Envoi bailleur"),
    gettext_lazy("Visite"),
    gettext_lazy("Commission logement"),
    gettext_lazy("Entrée dans les lieux"),
)
# Index of the step that is going on in each running state.
CURRENT = {
    State.APPLIED: 1,
    State.APPROVED: 2,
    State.SENT: 3,
    State.VISIT: 3,
    State.COMMITTEE: 4,
    State.RANKED: 4,
    State.ALLOCATED: 5,
    State.LEASE_SIGNED: 5,
}
Day = datetime.date | datetime.datetime | None


@dataclass(frozen=True)
class CandidatureStep:
    """One of the six; `note` is its date, or why it has none."""

    label: str | Promise
    state: StepState
    note: str


def steps(candidature: Candidature) -> list[CandidatureStep]:
    """The six steps in order, as components/stepper.html wants them."""
    if candidature.state == State.MOVED_IN:
        reached = len(LABELS)
    elif candidature.state in FINAL_STATES:
        reached = _stopped_at(candidature)
    else:
        reached = CURRENT[State(candidature.state)]
    failed = candidature.state in FINAL_STATES
    notes = _notes(candidature)
    found = []
    for index, label in enumerate(LABELS):
        state: StepState = "done" if index < reached else "todo"
        if index == reached:
            state = "failed" if failed else "current"
        note = notes[index]
        if state == "failed":
            note = short_date(candidature.ended_at)
        found.append(CandidatureStep(label, state, note if state != "todo" else ""))
    return found


def _stopped_at(candidature: Candidature) -> int:
    """The step a candidature that ended had reached, from the dates it kept."""
    if candidature.state == State.DECLINED or candidature.answer_by:
        return 5
    if candidature.outcome or candidature.committee_on:
        return 4
    if candidature.sent_at:
        return 3
    return 2 if candidature.decided_at and candidature.state != State.REJECTED else 1


def _notes(candidature: Candidature) -> list[str]:
    committee = candidature.committee_on or candidature.outcome_at
    visit = moment(candidature.visit_at)
    if not visit and (committee or candidature.outcome):
        visit = _("sans visite")
    return [
        short_date(candidature.applied_at),
        short_date(candidature.decided_at),
        short_date(candidature.sent_at),
        visit,
        short_date(committee),
        _home_note(candidature),
    ]


def _home_note(candidature: Candidature) -> str:
    if candidature.moved_in_on:
        return short_date(candidature.moved_in_on)
    if candidature.lease_signed_on:
        return _("bail signé le %(date)s") % {"date": short_date(candidature.lease_signed_on)}
    return ""
