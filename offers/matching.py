"""The rules of offers/rules.py in SQL, both ways: offers for a file, files for an offer (R1.5, R5.1)."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from alin.dates import local_today
from alin.places.models import Commune
from alin.places.places import communes_covering, neighbours
from applications.company_support import supported_by, supporting_employer
from applications.models import HousingApplication, WishedCommune
from applications.models.housing_applications import HousingApplicationQuerySet
from offers import rules
from offers.income_limits import IncomeLimits
from offers.models import IncomeCeiling, Offer
from offers.models.offers import OfferQuerySet, rent_at_most

NOTHING = Q(pk__in=[])


def offers_for(application: HousingApplication, limits: IncomeLimits | None = None) -> OfferQuerySet:
    """The open offers whose every rule says yes to this file; wishes are the next functions' business."""
    return Offer.objects.open_now().filter(fitting(application, limits))


def fitting(application: HousingApplication, limits: IncomeLimits | None = None) -> Q:
    """All rules at once, as a condition on offers."""
    least, most = rules.rooms_for(application.household_size)
    return (
        Q(typology__gte=least, typology__lte=most)
        & rent_at_most(rules.highest_rent(application.monthly_resources))
        & _income_allows(application, limits or IncomeLimits.of())
        & (Q(is_accessible=True) if application.needs_accessible else Q())
        & entitled(application)
    )


def _income_allows(application: HousingApplication, limits: IncomeLimits) -> Q:
    """Offers whose financing and zone have a known ceiling that the counted income does not pass."""
    allowed = NOTHING
    if application.counted_income is None:
        return allowed
    for financing, zone in sorted(limits.cases()):
        limit = limits.limit(financing, zone, application.income_category, application.extra_persons)
        if limit is not None and application.counted_income <= limit.amount:
            allowed |= Q(financing=financing, commune__zone=zone)
    return allowed


def entitled(application: HousingApplication | None) -> Q:
    """Offers not reserved, or reserved for this household (R5.8); without a file, only the former."""
    employer = supporting_employer(application, local_today()) if application else None
    company = Q(reserved_for__isnull=True)
    if employer is not None:
        company |= Q(reserved_for=employer)
    if application and application.is_priority:
        return company
    return company & Q(reserved_for_priority=False)


def applications_for(offer: Offer, limits: IncomeLimits | None = None) -> HousingApplicationQuerySet:
    """The files whose every rule says yes to this offer, whatever their state and wishes."""
    return HousingApplication.objects.filter(
        _sizes_housed(offer)
        & _incomes_allowed(offer, limits or IncomeLimits.of())
        & Q(monthly_resources__gte=rules.least_resources(rules.full_rent(offer)))
        & (Q() if offer.is_accessible else Q(needs_accessible=False))
        & _entitled_files(offer)
    )


def _sizes_housed(offer: Offer) -> Q:
    housed = NOTHING
    for size in rules.sizes_for(offer.typology):
        is_last = size == rules.LARGEST_SIZE
        housed |= Q(household_size__gte=size) if is_last else Q(household_size=size)
    return housed


def _incomes_allowed(offer: Offer, limits: IncomeLimits) -> Q:
    allowed = NOTHING
    financing, zone = offer.financing, offer.commune.zone
    extra = limits.base(financing, zone, IncomeCeiling.EXTRA)
    for category in range(1, 7):
        amount = limits.base(financing, zone, category)
        if amount is None:
            continue
        allowed |= Q(income_category=category, extra_persons=0, counted_income__lte=amount)
        if extra is not None:
            allowed |= Q(
                income_category=category,
                extra_persons__gt=0,
                counted_income__lte=Value(amount) + F("extra_persons") * Value(extra),
            )
    return allowed


def _entitled_files(offer: Offer) -> Q:
    condition = Q()
    if offer.reserved_for is not None:
        condition &= supported_by(offer.reserved_for, local_today())
    if offer.reserved_for_priority:
        condition &= Q(is_priority=True)
    return condition


def wished(application: HousingApplication) -> QuerySet[Commune]:
    """The communes asked for; Paris, Lyon and Marseille stand for their arrondissements."""
    return communes_covering(application.wished_codes)


def bordering(application: HousingApplication) -> QuerySet[Commune]:
    """The communes limitrophes of those asked for, these excluded."""
    return neighbours(application.wished_codes)


def in_wished_communes(offers: OfferQuerySet, application: HousingApplication) -> OfferQuerySet:
    """Those of the section « Communes demandées »."""
    return offers.filter(commune__in=wished(application))


def in_bordering_communes(offers: OfferQuerySet, application: HousingApplication) -> OfferQuerySet:
    """Those of the section « Communes limitrophes »."""
    return offers.filter(commune__in=bordering(application))


# --- The same from the offer's side ----------------------------------------------------------------


def files_matching(offer: Offer) -> HousingApplicationQuerySet:
    """The files in whose « Les offres » an open offer appears: it fits them, where they want to live (R5.1).

    Only files that could apply: submitted and still valid. One statement whatever the number of files.
    """
    return (
        applications_for(offer)
        .submitted()
        .not_expired(local_today())
        .filter(struck_off="")
        .filter(Exists(WishedCommune.objects.filter(_reaches(offer), application=OuterRef("pk"))))
    )


def files_matching_count(offer: Offer) -> int:
    """« Combien de demandeurs correspondent ? », before an offer is published."""
    return files_matching(offer).count()


def _reaches(offer: Offer) -> Q:
    """Wishes that cover the offer's commune or border on it; Paris stands for its arrondissements."""
    around = neighbours([offer.commune.pk])
    return (
        Q(commune=offer.commune_id)
        | Q(commune__arrondissements=offer.commune_id)
        | Q(commune__in=around)
        | Q(commune__in=around.values("parent"))
    )
