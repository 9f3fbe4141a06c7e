"""The place of a candidature among those of its offer.

Order: the higher score, then the older demande, then the earlier candidature (R6.9). Only candidatures
that are still running count. Everything is asked in SQL, for one candidature or for a whole list.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from applications.models import HousingApplication
from candidatures.models import Candidature
from candidatures.models.candidatures import CandidatureQuerySet
from candidatures.scoring import score
from offers.models import Offer

# What a queryset in the order of the ranking is sorted by.
RANK_ORDER = ("-score", "filed_on", "applied_at", "pk")
Figure = int | datetime.date | datetime.datetime | Combinable


def _ahead(points: Figure, filed_on: Figure, applied_at: Figure, pk: Figure) -> Q:
    """Those before a candidature with these figures; the key settles what is still equal."""
    same_score = Q(score=points)
    same_age = same_score & Q(filed_on=filed_on)
    return (
        Q(score__gt=points)
        | (same_score & Q(filed_on__lt=filed_on))
        | (same_age & Q(applied_at__lt=applied_at))
        | (same_age & Q(applied_at=applied_at, pk__lt=pk))
    )


def in_order(candidatures: CandidatureQuerySet) -> CandidatureQuerySet:
    """Best placed first."""
    return candidatures.order_by(*RANK_ORDER)


def rank(candidature: Candidature) -> int | None:
    """Its place from 1 on; None once it has ended."""
    if not candidature.is_active:
        return None
    ahead = _ahead(candidature.score, candidature.filed_on, candidature.applied_at, candidature.pk)
    running = Candidature.objects.active().filter(offer_id=candidature.offer_id)
    return running.filter(ahead).count() + 1


def candidatures_so_far(offer: Offer) -> int:
    """How many candidatures are running on an offer."""
    return Candidature.objects.active().filter(offer_id=offer.pk).count()


@dataclass(frozen=True)
class Standing:
    """The place a file would get on an offer, and how many candidatures run on it already."""

    rank: int
    competitors: int


def estimated_standing(application: HousingApplication, offer: Offer) -> Standing:
    """Where the file would stand by applying now; one query."""
    points = score(application, offer).total
    ahead = _ahead(points, application.filed_on, timezone.now(), 0)
    running = Candidature.objects.active().filter(offer_id=offer.pk)
    counted = running.aggregate(competitors=Count("pk"), ahead=Count("pk", filter=ahead))
    return Standing(rank=counted["ahead"] + 1, competitors=counted["competitors"])


def estimated_rank(application: HousingApplication, offer: Offer) -> int:
    """The place the file would get by applying now."""
    return estimated_standing(application, offer).rank


def with_rank(candidatures: CandidatureQuerySet) -> CandidatureQuerySet:
    """Each with its `position` and the `competitors` of its offer (itself included), in the same query.

    `position` means nothing for an ended candidature.
    """
    rivals = Candidature.objects.active().filter(offer=OuterRef("offer")).order_by()
    ahead = rivals.filter(
        _ahead(OuterRef("score"), OuterRef("filed_on"), OuterRef("applied_at"), OuterRef("pk"))
    )
    return candidatures.annotate(
        position=_count(ahead) + Value(1),
        competitors=_count(rivals),
    )


def _count(candidatures: CandidatureQuerySet) -> Coalesce:
    counted = candidatures.values("offer").annotate(number=Count("pk")).values(number=F("number"))
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
