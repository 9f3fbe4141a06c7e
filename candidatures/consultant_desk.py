"""The consultants' queue: what waits for Action Logement, by urgency."""

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alin.dates import local_today
from candidatures.models import Candidature, State
from candidatures.models.candidatures import CandidatureQuerySet

if TYPE_CHECKING:
    from accounts.models import User

# What a consultant still has to do something about.
WAITING = (State.APPLIED, State.APPROVED)

# The piles of the front page and of the list's filter, in the order of work.
PILES: dict[str, str | Promise] = {
    "late": _("En retard"),
    "today": _("À traiter aujourd'hui"),
    "unclaimed": _("À prendre en charge"),
    "mine": _("Mes dossiers"),
    "to_send": _("À envoyer au bailleur"),
}
HINTS: dict[str, str | Promise] = {
    "late": _("La date limite de l'offre est passée."),
    "today": _("L'offre ferme ce soir."),
    "unclaimed": _("Personne ne suit encore ces candidatures."),
    "mine": _("Candidatures que vous suivez."),
    "to_send": _("Validées, pas encore chez le bailleur."),
}


def pile_condition(pile: str, user: "User") -> Q:
    """Which candidatures lie on a pile, for the person who asks."""
    waiting, today = Q(state__in=WAITING), local_today()
    conditions = {
        "late": waiting & Q(offer__deadline__lt=today),
        "today": waiting & Q(offer__deadline=today),
        "unclaimed": waiting & Q(consultant__isnull=True),
        "mine": waiting & Q(consultant=user),
        "to_send": Q(state=State.APPROVED),
    }
    return conditions[pile]


def counts(user: "User") -> dict[str, int]:
    """How many candidatures lie on each pile, in one query."""
    found = Candidature.objects.for_consultant(user).filter(state__in=WAITING)
    numbers: dict[str, int] = found.aggregate(
        **{pile: Count("pk", filter=pile_condition(pile, user)) for pile in PILES}
    )
    return numbers


def most_urgent(user: "User", limit: int = 8) -> CandidatureQuerySet:
    """The next candidatures to look at: the nearest deadline first, then the older candidature."""
    waiting = Candidature.objects.for_consultant(user).filter(state__in=WAITING).with_list_data()
    return waiting.order_by("offer__deadline", "applied_at", "pk")[:limit]
