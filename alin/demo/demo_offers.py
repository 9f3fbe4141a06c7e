"""Put the demo's offers into the tables, and keep them open from one start to the next."""

import datetime

from accounts.models import Employer, Landlord
from alin.dates import end_of_day, local_today
from alin.demo.homes import Home, build_offer, homes
from alin.demo.photos import photos_for
from alin.places.models import Commune
from offers.models import Offer, OfferPhoto

RESERVED_FOR_CANAL = 23  # every so many homes
RESERVED_FOR_PRIORITY = 17
DAY = datetime.timedelta(days=1)


def load_offers(landlords: dict[str, Landlord], canal: Employer) -> int:
    """Create the offers that are missing, with their photos; communes that are not loaded are skipped."""
    codes = {
        commune.pk: commune.postal_codes.all()[0].code
        for commune in Commune.objects.filter(pk__in={home.place.insee for home in homes()}).prefetch_related(
            "postal_codes"
        )
    }
    there = set(Offer.objects.values_list("reference", flat=True))
    new = []
    for home in homes():
        if home.place.insee not in codes or home.reference in there:
            continue
        offer = build_offer(home, codes[home.place.insee])
        offer.landlord = landlords[home.landlord]
        if home.number % RESERVED_FOR_CANAL == 11:
            offer.reserved_for = canal
        offer.reserved_for_priority = home.number % RESERVED_FOR_PRIORITY == 9
        set_dates(offer, home)
        new.append(offer)
    Offer.objects.bulk_create(new, batch_size=200)
    saved = list(Offer.objects.filter(reference__in=[offer.reference for offer in new]).order_by("pk"))
    OfferPhoto.objects.bulk_create(photos_for(saved), batch_size=500)
    return len(new)


def set_dates(offer: Offer, home: Home) -> None:
    """Open since up to a week and for one to twenty days more; a few are drafts, to come, or withdrawn."""
    today = local_today()
    offer.status = Offer.Status.PUBLISHED
    offer.published_on = today - DAY * (home.number * 3 % 7)
    offer.deadline = today + DAY * (1 + home.number * 7 % 20)
    offer.available_on = today + DAY * (home.number * 13 % 80 - 12)
    turn = home.number % 60
    if turn == 31:
        offer.status = Offer.Status.DRAFT
    elif turn == 44:
        offer.published_on, offer.deadline = today + DAY * 3, today + DAY * 12
    elif turn == 52:
        offer.status = Offer.Status.WITHDRAWN
    elif turn == 58:
        offer.published_on, offer.deadline = today - DAY * 11, today - DAY * 2
    # Long told: nobody's alert may be flooded with the whole demo; those of today are told by the beat.
    if offer.published_on < today:
        offer.announced_at = end_of_day(offer.published_on) - DAY


def renew_offers() -> int:
    """Open the offers again when most of them have closed, so that a demo never looks abandoned.

    Only published offers of the demo without any candidature move; those where somebody applied keep
    their dates, as their story tells them. Returns how many were renewed.
    """
    by_reference = {home.reference: home for home in homes()}
    mine = Offer.objects.filter(reference__in=by_reference, status=Offer.Status.PUBLISHED)
    if mine.open_now().count() * 2 > mine.count():
        return 0
    closed = list(mine.filter(deadline__lt=local_today(), candidatures__isnull=True))
    for offer in closed:
        set_dates(offer, by_reference[offer.reference])
        offer.status = Offer.Status.PUBLISHED
    Offer.objects.bulk_update(closed, ["published_on", "deadline", "available_on"], batch_size=200)
    return len(closed)
