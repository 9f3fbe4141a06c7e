"""Which offers' pages a person may open, open or not (R5.4, R5.8)."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from alin.dates import local_today
from applications.models import HousingApplication
from offers.matching import entitled
from offers.models import Offer
from offers.models.offers import OfferQuerySet


def readable_by(user: Any, application: HousingApplication | None) -> OfferQuerySet:
    """Offers that exist for this reader; what is not among them answers 404.

    Everyone: those published, unless reserved for others. Besides: a person, those they applied to;
    a landlord's staff, all of their organisation's; consultants and administrators, every one.
    """
    public = Offer.objects.shown_on(local_today()).filter(entitled(application))
    if not isinstance(user, User):
        return public
    if user.is_staff:
        return Offer.objects.complete()
    read = Offer.objects.complete().annotate(
        concerns_reader=Exists(concerning(user).filter(pk=OuterRef("pk")))
    )
    return read.filter(Q(concerns_reader=True) | Q(pk__in=public.values("pk")))


def concerning(user: User) -> OfferQuerySet:
    """Offers this person may read whatever became of them: as a candidate or as the landlord's staff."""
    return Offer.objects.filter(Q(landlord__memberships__user=user) | applied_to(user))


def applied_to(user: User) -> Q:
    """Offers the person has a candidature on; the higher floor's table is known here by name only."""
    return Q(candidatures__application__owner=user)


def may_read_whole(offer: Offer, user: Any) -> bool:
    """Open offers are for all their readers; others only for those they still concern.

    `offer` comes from `readable_by(user, …)`, which knows whom it concerns.
    """
    if offer.is_open():
        return True
    if not isinstance(user, User):
        return False
    if user.is_staff:
        return True
    return bool(getattr(offer, "concerns_reader", False))
