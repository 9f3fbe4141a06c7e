"""The mechanics of an act, whatever the act: lock, read the values, change the row, write its history."""

import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alin.dates import local_today
from candidatures.deadlines import answer_by
from candidatures.errors import DwellingTaken, MissingData, RankTaken, StaleState
from candidatures.models import FINAL_STATES, Act, Candidature, HistoryEntry, Outcome, RefusalReason, State
from candidatures.transitions import Transition
from offers.models import Offer

if TYPE_CHECKING:
    from accounts.models import User

NOTE_LENGTH = 300


def lock_offer(offer_id: int) -> Offer:
    """Lock the offer's row; others may still add candidatures to it, nobody may decide about it."""
    return Offer.objects.select_for_update(no_key=True).get(pk=offer_id)


def lock_candidature(candidature: Candidature) -> Candidature:
    """The candidature as it stands now, its row locked, with what acts and notices read."""
    locked = (
        Candidature.objects.select_for_update(of=("self",))
        .select_related("application__owner", "offer__commune", "offer__landlord", "consultant")
        .filter(pk=candidature.pk)
        .first()
    )
    if locked is None:
        raise StaleState(_("Cette candidature n'existe plus."))
    return locked


def checked_values(transition: Transition, data: dict[str, Any]) -> dict[str, Any]:
    """The values the act needs or takes, trimmed; raises MissingData for the first that is not right."""
    if unknown := set(data) - {*transition.needs, *transition.takes}:
        raise TypeError(f"{transition.act} takes no {', '.join(sorted(unknown))}")
    values: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value for name, value in data.items()
    }
    for name in transition.needs:
        if values.get(name) in (None, ""):
            raise MissingData(name)
    values = {name: value for name, value in values.items() if value not in (None, "")}
    for name, value in values.items():
        if isinstance(value, str) and len(value) > (limit := _longest(name)):
            raise MissingData(name, _("%(limit)d caractères au plus.") % {"limit": limit})
    reason = values.get("refusal_reason")
    if isinstance(reason, RefusalReason) and reason.stage != transition.reason_stage:
        raise MissingData("refusal_reason", _("Ce motif ne correspond pas à cette étape."))
    return values


def _longest(name: str) -> int:
    if name == "note":
        return NOTE_LENGTH
    field = Candidature._meta.get_field(name)
    return getattr(field, "max_length", None) or NOTE_LENGTH


def change(
    candidature: Candidature, transition: Transition, actor: "User | None", values: dict[str, Any]
) -> HistoryEntry:
    """Write the new state and the values into the row, and one line into its history."""
    now = timezone.now()
    before = candidature.state
    for name, value in values.items():
        if name != "note":
            setattr(candidature, name, value)
    for name in transition.stamps:
        setattr(candidature, name, now)
    if transition.target is not None:
        candidature.state = transition.target
    _particulars(candidature, transition, actor)
    if candidature.state in FINAL_STATES:
        candidature.ended_at = now
    _save(candidature)
    return HistoryEntry.objects.create(
        candidature=candidature,
        act=transition.act,
        actor=actor,
        from_state=before,
        to_state=candidature.state,
        reason=_reason(values),
        at=now,
    )


def _particulars(candidature: Candidature, transition: Transition, actor: "User | None") -> None:
    """What an act writes beyond its values."""
    if transition.act == Act.CLAIM:
        candidature.consultant = actor
    elif transition.act == Act.RELEASE:
        candidature.consultant = None
    elif transition.act == Act.RECORD_OUTCOME and candidature.committee_on is None:
        candidature.committee_on = local_today()
    if transition.target == State.ALLOCATED:
        candidature.answer_by = answer_by(local_today())


def _save(candidature: Candidature) -> None:
    """Save; the database has the last word on ranks and allocations, in a sentence people can read."""
    try:
        with transaction.atomic():
            candidature.save()
    except IntegrityError as error:
        if candidature.outcome == Outcome.RANKED and "rank" in str(error):
            raise RankTaken from error
        raise DwellingTaken from error


def _reason(values: dict[str, Any]) -> str:
    """What the history line keeps of the values: words as typed, dates and figures without language."""
    parts = []
    for value in values.values():
        if isinstance(value, Outcome):
            continue
        if isinstance(value, datetime.datetime):
            parts.append(f"{timezone.localtime(value):%d/%m/%Y %H:%M}")
        elif isinstance(value, datetime.date):
            parts.append(f"{value:%d/%m/%Y}")
        elif isinstance(value, models.Model | str):
            parts.append(str(value))
        else:
            parts.append(f"n° {value}")
    return " · ".join(parts)[:NOTE_LENGTH]
