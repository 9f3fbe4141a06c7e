"""« Vus récemment »: the last offers a signed-in person opened, kept by their browser and nowhere else.

A signed cookie that ends with the browser: no row, no write while one reads. It is signed for one account, so
that the next person at the same computer does not see it.
"""

import re

from applications.models import HousingApplication
from offers.matching import entitled
from offers.models import Offer

KEPT = 6
SEEN = "offers_seen"  # the cookie: keys, the last one first


def read(written: str) -> list[int]:
    """The keys a cookie holds."""
    return [int(pk) for pk in re.findall(r"\d{1,15}", written)][:KEPT]


def with_one_more(seen: list[int], offer: Offer) -> str:
    """The cookie with this offer in front, once."""
    return ".".join(str(pk) for pk in [offer.pk, *(pk for pk in seen if pk != offer.pk)][:KEPT])


def still_open(seen: list[int], application: HousingApplication | None) -> list[Offer]:
    """Those of the list one may still apply to, in its order; one query, none for an empty list."""
    if not seen:
        return []
    offers = Offer.objects.open_now().filter(entitled(application)).select_related("commune").in_bulk(seen)
    return [offers[pk] for pk in seen if pk in offers]
