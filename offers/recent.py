"""« Vus récemment »: the last offers a signed-in person opened, in the browser's session and nowhere else."""

from typing import Any

from applications.models import HousingApplication
from offers.matching import entitled
from offers.models import Offer

KEPT = 6
SEEN = "offers_seen"  # in the session: keys, the last one first


def with_one_more(seen: Any, offer: Offer) -> list[int]:
    """The list with this offer in front, once."""
    return [offer.pk, *(pk for pk in seen or [] if pk != offer.pk)][:KEPT]


def still_open(seen: Any, application: HousingApplication | None) -> list[Offer]:
    """Those of the list one may still apply to, in its order; one query, none for an empty list."""
    if not seen:
        return []
    offers = Offer.objects.open_now().filter(entitled(application)).select_related("commune").in_bulk(seen)
    return [offers[pk] for pk in seen if pk in offers]
