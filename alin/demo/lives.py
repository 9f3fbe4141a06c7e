"""Candidatures that began before the demo did: replayed from the workflow's own table, at past dates.

Nothing is sent for what is only told. The table decides every state, so a story the workflow would refuse
cannot be written; the database's constraints check the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from alin.dates import PARIS
from applications.models import HousingApplication
from candidatures.deadlines import answer_by
from candidatures.models import FINAL_STATES, Act, Candidature, HistoryEntry, RefusalReason, State
from candidatures.scoring import Score
from candidatures.transitions import Transition
from candidatures.workflow import TRANSITIONS
from offers.models import Offer

FRIDAY = 4


@dataclass(frozen=True)
class Step:
    """An act some days ago. Values that are timedeltas are counted from today; `reason` is a code."""

    days_ago: float
    act: Act
    values: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True)
class Actors:
    """Who did what: the applicant comes with the application."""

    consultant: User
    landlord: User
    reasons: Mapping[str, RefusalReason]


def at(days: float) -> datetime:
    """That many days ago, in office hours; what falls on a week-end was done late on Friday."""
    day = timezone.localdate(timezone=PARIS) - timedelta(days=int(days))
    late = max(day.weekday() - FRIDAY, 0)
    hour = 16 + late if late else 9 + int((days * 7.3) % 7)
    moment = datetime.combine(day - timedelta(days=late), time(hour, int(days * 17) % 60), tzinfo=PARIS)
    return min(moment, timezone.now() - timedelta(minutes=30))


def working_day(day: date) -> date:
    """The day itself, the Friday before a past week-end, the Monday after one to come."""
    late = max(day.weekday() - FRIDAY, 0)
    past = day <= timezone.localdate(timezone=PARIS)
    return day - timedelta(days=late) if past or not late else day + timedelta(days=3 - late)


def replay(
    application: HousingApplication, offer: Offer, given: Score, steps: list[Step], actors: Actors
) -> tuple[Candidature, list[HistoryEntry]]:
    """An unsaved candidature with its unsaved history; the first step is the application."""
    candidature = Candidature(
        application=application,
        offer=offer,
        score=given.total,
        score_points=given.points,
        score_version=given.version,
        filed_on=application.filed_on,
        wish_rank=given.wish_rank,
        sharing_choice=next(one.choice for one in application.sharing_decisions.all() if one.is_current),
        applied_at=at(steps[0].days_ago),
    )
    entries = [_apply_step(candidature, step, actors, first=not index) for index, step in enumerate(steps)]
    return candidature, entries


def _apply_step(candidature: Candidature, step: Step, actors: Actors, first: bool) -> HistoryEntry:
    moment = at(step.days_ago)
    before = "" if first else candidature.state
    row = row_for(step, before)
    values = {name: _value(value) for name, value in step.values.items()}
    if step.reason:
        values["refusal_reason"] = actors.reasons[step.reason]
    for name, value in values.items():
        if name != "note":
            setattr(candidature, name, value)
    for name in row.stamps:
        setattr(candidature, name, moment)
    if row.target is not None:
        candidature.state = row.target
    if step.act == Act.CLAIM:
        candidature.consultant = actors.consultant
    if step.act == Act.RECORD_OUTCOME and candidature.committee_on is None:
        candidature.committee_on = moment.date()
    if row.target == State.ALLOCATED:
        candidature.answer_by = answer_by(moment.date())
    if candidature.state in FINAL_STATES:
        candidature.ended_at = moment
    return HistoryEntry(
        candidature=candidature,
        act=step.act,
        actor=_actor(candidature, row, actors),
        from_state=before,
        to_state=candidature.state,
        reason=_told(values),
        at=moment,
    )


def row_for(step: Step, state: str) -> Transition:
    """The table's row this step is; LookupError when the workflow does not allow it."""
    for row in TRANSITIONS:
        fits = state in row.sources if row.sources else not state
        if row.act == step.act and fits and row.outcome in (None, step.values.get("outcome")):
            return row
    raise LookupError(f"{step.act} is not possible from « {state} »")


def _actor(candidature: Candidature, row: Transition, actors: Actors) -> User | None:
    people = {
        "applicant": candidature.application.owner,
        "consultant": actors.consultant,
        "landlord": actors.landlord,
    }
    return people.get(str(row.roles[0].value))


def _value(value: Any) -> Any:
    """A timedelta is a day from today; a pair of it and an hour is a moment."""
    today = timezone.localdate(timezone=PARIS)
    if isinstance(value, timedelta):
        return working_day(today + value)
    if isinstance(value, tuple):
        day, hour = value
        return datetime.combine(working_day(today + day), time(hour, 30), tzinfo=PARIS)
    return value


def _told(values: Mapping[str, Any]) -> str:
    """What the history line keeps: the same words the workflow writes."""
    parts = []
    for name, value in values.items():
        if name == "outcome":
            continue
        if isinstance(value, datetime):
            parts.append(f"{value:%d/%m/%Y %H:%M}")
        elif isinstance(value, date):
            parts.append(f"{value:%d/%m/%Y}")
        else:
            parts.append(f"n° {value}" if isinstance(value, int) else str(value))
    return " · ".join(parts)
