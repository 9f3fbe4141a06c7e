"""What the candidatures hold about a person: for the archive, and when the account is deleted."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from accounts.archive import ArchivePart, Card, Data, data_of, lines_of
from accounts.models import User
from accounts.signals import personal_data_asked
from alin.formats import moment
from applications.models import HousingApplication
from applications.signals import application_deleting
from candidatures.keeping import let_go
from candidatures.models import Candidature, Role
from candidatures.scoring import MOST_POINTS
from candidatures.wording import wording_for

SHOWN = (
    "applied_at",
    "decided_at",
    "sent_at",
    "visit_at",
    "visit_place",
    "committee_on",
    "outcome",
    "outcome_rank",
    "outcome_at",
    "outcome_condition",
    "answer_by",
    "lease_signed_on",
    "moved_in_on",
    "ended_at",
    "sharing_choice",
    "filed_on",
    "wish_rank",
    "score",
    "score_version",
)


@receiver(personal_data_asked, dispatch_uid="candidatures.personal_data")
def parts_of_the_candidatures(user: User, **kwargs: Any) -> list[ArchivePart]:
    """Every candidature with its history and its points; who acted is said by their part, not by name."""
    found = (
        Candidature.objects.filter(application__owner=user)
        .select_related("offer__commune", "offer__landlord", "refusal_reason")
        .prefetch_related("history")
        .order_by("applied_at", "pk")
    )
    candidatures = list(found)
    data = [_data(candidature) for candidature in candidatures]
    cards = [_card(candidature) for candidature in candidatures]
    return [ArchivePart("candidatures", _("Mes candidatures"), data, cards)]


def _data(candidature: Candidature) -> Data:
    history = [
        data_of(entry, ("act", "from_state", "to_state", "reason", "at"))
        for entry in candidature.history.all()
    ]
    offer = candidature.offer
    return {
        # A consultant is a person of their own: named nowhere in somebody else's archive.
        **data_of(candidature, (), without=("application", "consultant")),
        "reference": candidature.reference,
        "offer": offer.reference,
        "landlord": offer.landlord.name,
        "commune": str(offer.commune),
        "history": history,
    }


def _card(candidature: Candidature) -> Card:
    offer = candidature.offer
    lines = [
        (_("Logement"), f"{offer.reference} · {offer.get_typology_display()} · {offer.commune}"),
        (_("Bailleur"), offer.landlord.name),
        (_("État"), str(wording_for(candidature, Role.APPLICANT).label)),
        *lines_of(candidature, SHOWN),
    ]
    reason = candidature.refusal_reason
    if reason:
        lines.append((_("Motif de refus"), reason.label))
    points = candidature.score_points
    lines += [
        (f"{_('Cotation')} · {criterion.label}", str(points[criterion]))
        for criterion in MOST_POINTS
        if criterion in points
    ]
    lines += [
        (moment(entry.at), " · ".join(word for word in (entry.get_act_display(), entry.reason) if word))
        for entry in candidature.history.all()
    ]
    return Card(lines, candidature.reference)


@receiver(application_deleting, dispatch_uid="candidatures.keep_decisions")
def let_candidatures_go(application: HousingApplication, **kwargs: Any) -> None:
    """Before the demande goes: of what has ended, the landlords' decisions stay.

    What is still running is cancelled, or blocks the deletion, in receivers.py; nobody decided about it.
    """
    for candidature in Candidature.objects.filter(application=application).prefetch_related("history"):
        if not candidature.is_active:
            let_go(candidature)
