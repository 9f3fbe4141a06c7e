"""Which alerts match an offer: one query, from the alerts' columns and the rules of offers/matching.py.

It says the same as searching with each alert's query and its owner's file; a property test holds the two
together. An offer that is not open matches nothing.
"""

from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.lookups import GreaterThan

from accounts.models import Membership
from alin.dates import local_today
from alin.places.models import Commune
from alin.places.places import PlaceKind, neighbours
from applications.models import HousingApplication, WishedCommune
from offers import matching, rules
from offers.income_limits import IncomeLimits
from offers.models import Alert, AlertPlace, Offer
from offers.models.alerts import EVERYWHERE, KIND_BITS, AlertQuerySet


def alerts_for(offer: Offer, limits: IncomeLimits | None = None) -> AlertQuerySet:
    """The active alerts whose search holds this offer, of applicants who want such mails."""
    if not Offer.objects.open_now().filter(pk=offer.pk).exists():
        return Alert.objects.none()
    return (
        Alert.objects.filter(is_active=True)
        .filter(_criteria_hold(offer), _reader_listens(), _reader_may_see(offer, limits))
        .filter(Exists(AlertPlace.objects.filter(alert=OuterRef("pk"), key__in=place_keys(offer.commune))))
    )


def matches(alert: Alert, offer: Offer) -> bool:
    """Is the offer among what this alert's search finds today?"""
    return alerts_for(offer).filter(pk=alert.pk).exists()


def _criteria_hold(offer: Offer) -> Q:
    """The columns, compared with the offer's figures."""
    cents = int(rules.full_rent(offer) * Decimal(100))
    condition = (
        _has_bit("rooms", 1 << (offer.typology - 1))
        & _has_bit("kinds", KIND_BITS[Offer.Kind(offer.kind)])
        & Q(least_surface__lte=offer.surface, least_rent__lte=cents, most_rent__gte=cents)
    )
    if not offer.is_accessible:
        condition &= Q(only_accessible=False)
    if offer.available_on > local_today():
        condition &= Q(only_available=False)
    return condition


def _has_bit(column: str, bit: int) -> Q:
    return Q(GreaterThan(F(column).bitand(bit), 0))


def _reader_listens() -> Q:
    """An applicant with an open account who did not turn such mails off."""
    return Q(
        user__is_active=True,
        user__is_staff=False,
        user__left_at=None,
        user__offer_mails_wanted=True,
    ) & ~Q(Exists(Membership.objects.filter(user=OuterRef("user"))))


def _reader_may_see(offer: Offer, limits: IncomeLimits | None) -> Q:
    """With a file, it fits and is wished for, or nearly; without one, the offer is for everybody."""
    files = HousingApplication.objects.filter(owner=OuterRef("user"))
    wishes = WishedCommune.objects.filter(
        application=OuterRef("pk"), commune__in=wishes_that_reach(offer.commune)
    )
    fitting = matching.applications_for(offer, limits).filter(Exists(wishes), owner=OuterRef("user"))
    condition = Q(Exists(fitting))
    if offer.reserved_for_id is None and not offer.reserved_for_priority:
        condition |= ~Q(Exists(files))
    return condition


def place_keys(commune: Commune) -> list[str]:
    """Every key of a place that covers the commune: the opposite of `Place.communes()`."""
    keys = [
        EVERYWHERE,
        f"{PlaceKind.COMMUNE}:{commune.pk}",
        f"{PlaceKind.DEPARTMENT}:{commune.department_id}",
        f"{PlaceKind.REGION}:{commune.department.region_code}",
    ]
    if commune.parent_id:
        keys.append(f"{PlaceKind.COMMUNE}:{commune.parent_id}")
    if not commune.arrondissements.exists():
        codes = commune.postal_codes.values_list("code", flat=True)
        keys += [f"{PlaceKind.POSTAL_CODE}:{code}" for code in codes]
    return keys


def wishes_that_reach(commune: Commune) -> set[str]:
    """Codes of the communes whose wish finds this one, as « demandée » or as « limitrophe ».

    Bordering is mutual, and a wish for Paris, Lyon or Marseille stands for the arrondissements. An offer in
    one of these three as a whole is reached as a part of its grouping, not by what touches an arrondissement.
    """
    near = neighbours([commune.pk])
    if commune.arrondissements.exists():
        near = near.exclude(grouping="").filter(grouping=commune.grouping)
    pairs = near.values_list("pk", "parent_id")
    codes = {commune.pk, commune.parent_id, *(code for pair in pairs for code in pair)}
    return {code for code in codes if code}
