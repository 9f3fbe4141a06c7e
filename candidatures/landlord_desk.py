"""What a landlord's staff see: the work that waits, their offers, and the files sent to them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alin.dates import local_today
from candidatures.models import FINAL_STATES, Candidature, State
from candidatures.models.candidatures import CandidatureQuerySet
from candidatures.ranking import in_order
from offers.income_limits import IncomeLimits
from offers.models import Offer
from offers.models.offers import OfferQuerySet
from offers.rules import Verdict, effort_rate, verdicts

if TYPE_CHECKING:
    from accounts.models import User

# The filter of the list of candidatures: address value → label and states.
FILTERS: dict[str, tuple[str | Promise, tuple[State, ...]]] = {
    "recues": (_("Reçues"), (State.SENT,)),
    "visites": (_("Visite prévue"), (State.VISIT,)),
    "commissions": (_("Commission prévue"), (State.COMMITTEE,)),
    "decidees": (_("Attribuées ou classées"), (State.ALLOCATED, State.RANKED)),
    "baux": (_("Bail signé"), (State.LEASE_SIGNED,)),
    "terminees": (_("Terminées"), FINAL_STATES),
}


@dataclass(frozen=True)
class Pile:
    """Candidatures that wait for the same act."""

    key: str
    title: str | Promise
    hint: str | Promise
    icon: str
    candidatures: list[Candidature]


@dataclass(frozen=True)
class FileLine:
    """A candidature in the ranked list of its offer."""

    candidature: Candidature
    rank: int | None
    verdicts: list[Verdict]
    effort: Decimal | None


def candidatures_of(user: "User", state: str = "") -> CandidatureQuerySet:
    """Those sent to the person's organisation, newest first; an unknown filter is no filter."""
    found = Candidature.objects.for_landlord(user).with_list_data().order_by("-sent_at", "-pk")
    return found.filter(state__in=FILTERS[state][1]) if state in FILTERS else found


def offers_of(user: "User", state: str = "", typed: str = "") -> OfferQuerySet:
    """The organisation's offers with how many candidatures were sent and how many still wait.

    Those in a state (an unknown one is none), and those that a few words name.
    """
    sent = Q(candidatures__sent_at__isnull=False)
    chosen = Offer.objects.filter(landlord__memberships__user=user)
    if state in Offer.State.values:
        chosen = chosen.in_state(state)
    for word in typed.split():
        named = Q(reference__icontains=word) | Q(title__icontains=word) | Q(address__icontains=word)
        chosen = chosen.filter(named | Q(commune__name__icontains=word) | Q(postal_code__startswith=word))
    return (
        chosen.with_list_data()
        .annotate(
            sent_count=Count("candidatures", filter=sent),
            waiting_count=Count("candidatures", filter=sent & ~Q(candidatures__state__in=FINAL_STATES)),
        )
        .order_by("-deadline", "-pk")
    )


def ranked_files(user: "User", offer: Offer) -> list[FileLine]:
    """The offer's files in order: the best score first, then the older demande; ended ones last."""
    limits = IncomeLimits.of()
    found = Candidature.objects.for_landlord(user).filter(offer=offer).with_file_data()
    return list(_lines(in_order(found), limits))


def _lines(found: Iterable[Candidature], limits: IncomeLimits) -> Iterable[FileLine]:
    ended, rank = [], 0
    for candidature in found:
        application, offer = candidature.application, candidature.offer
        given = [verdict.for_office() for verdict in verdicts(application, offer, limits)]
        effort = effort_rate(application, offer)
        if candidature.is_active:
            rank += 1
            yield FileLine(candidature, rank, given, effort)
        else:
            ended.append(FileLine(candidature, None, given, effort))
    yield from ended


def desk(user: "User") -> list[Pile]:
    """What waits, most pressing first; empty piles are left out."""
    now, today = timezone.now(), local_today()
    waiting = Candidature.objects.for_landlord(user).active().with_list_data().order_by("sent_at", "pk")
    by_state: dict[str, list[Candidature]] = {}
    for candidature in waiting:
        by_state.setdefault(_pile_of(candidature, now, today), []).append(candidature)
    return [Pile(key, *PILES[key], by_state[key]) for key in PILES if key in by_state]


PILES: dict[str, tuple[str | Promise, str | Promise, str]] = {
    "received": (
        _("Dossiers reçus"),
        _("Proposez une visite, une commission, ou dites pourquoi le dossier n'est pas retenu."),
        "inbox",
    ),
    "visited": (_("Visites passées"), _("Prévoyez le passage en commission."), "calendar"),
    "decide": (_("Décisions à enregistrer"), _("La commission a eu lieu : saisissez sa décision."), "gavel"),
    "lease": (_("Baux à signer"), _("Le logement est attribué : enregistrez la signature du bail."), "edit"),
    "keys": (_("Clés à remettre"), _("Le bail est signé : enregistrez la remise des clés."), "key"),
    "planned": (_("Rendez-vous à venir"), _("Visites et commissions déjà prévues."), "clock"),
    "ranked": (_("Candidats classés en attente"), _("À proposer si le précédent refuse."), "list"),
}


def _pile_of(candidature: Candidature, now: datetime.datetime, today: datetime.date) -> str:
    """Which pile an active candidature lies on."""
    if candidature.state == State.VISIT:
        return "visited" if candidature.visit_at and candidature.visit_at < now else "planned"
    if candidature.state == State.COMMITTEE:
        return "decide" if candidature.committee_on and candidature.committee_on <= today else "planned"
    piles = {
        State.SENT: "received",
        State.ALLOCATED: "lease",
        State.LEASE_SIGNED: "keys",
        State.RANKED: "ranked",
    }
    return piles[State(candidature.state)]
