"""« Logements similaires »: what else the reader of an offer may have, near it and of about its size."""

from typing import Any

from django.db.models import Case, F, FilteredRelation, IntegerField, Q, Value, When
from django.db.models.functions import Abs

from alin.places.places import neighbours
from applications.models import HousingApplication
from offers import matching
from offers.income_limits import IncomeLimits
from offers.models import Offer
from offers.models.offers import OfferQuerySet

MOST = 4
ROOMS_APART = 1  # of main rooms, more or less


def similar_offers(
    offer: Offer, application: HousingApplication | None, limits: IncomeLimits | None = None
) -> list[Offer]:
    """Open ones of the same commune or one that borders it, the same commune and the closest size first.

    With a file, those whose every rule says yes to it; without, those open to all. One query when
    the `limits` are given.
    """
    near = Q(commune=offer.commune.pk) | Q(commune__in=neighbours([offer.commune.pk]))
    rooms = Q(typology__range=(offer.typology - ROOMS_APART, offer.typology + ROOMS_APART))
    fitting = matching.fitting(application, limits) if application else matching.entitled(None)
    found = Offer.objects.open_now().filter(near, rooms, fitting).exclude(pk=offer.pk)
    cover = FilteredRelation("photos", condition=Q(photos__rank=0) & ~Q(photos__alt_text=""))
    joined: Any = ("commune", "cover_photo")  # an annotation, which the types do not follow
    rows: list[Any] = list(
        _closest_first(found, offer).annotate(cover_photo=cover).select_related(*joined)[:MOST]
    )
    for row in rows:
        photo = row.__dict__.get("cover_photo")
        row.first_photos = [photo] if photo else []
    return rows


def _closest_first(found: OfferQuerySet, offer: Offer) -> OfferQuerySet:
    elsewhere = Case(
        When(commune=offer.commune.pk, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    rooms_apart = Abs(F("typology") - Value(offer.typology), output_field=IntegerField())
    rent_apart = Abs(F("rent_with_charges") - Value(offer.rent_with_charges))
    return found.order_by(elsewhere, rooms_apart, rent_apart, "pk")
