"""Tell once that an offer has opened: a landlord publishes it, or its day comes (R5.5, R5.7).

An offer opens by its dates, at midnight in Paris, with nobody's help (`OfferQuerySet.open_on`). What needs
a hand is the announcement: `announced_at` is written, and `offer_published` sent after the commit. The rows
are locked, so of two processes that announce the same offer one does it.
"""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.utils import timezone

from offers.models import Offer
from offers.models.offers import OfferQuerySet
from offers.signals import offer_published

BATCH = 200
BATCHES = 50  # in one turn of the beat; the next turn goes on


def announce(offer: Offer) -> bool:
    """Announce an offer if it is open and never was announced; True when this call did it.

    Whatever publishes an offer calls it, in its transaction. An offer whose day has not come is left to
    the beat.
    """
    with transaction.atomic():
        free = _unannounced().select_for_update(no_key=True).filter(pk=offer.pk)
        return bool(_mark(free.values_list("pk", flat=True)))


def announce_due() -> int:
    """Announce every open offer that nobody announced; how many this call announced."""
    done = 0
    for _turn in range(BATCHES):
        announced = _announce_batch()
        done += announced
        if announced < BATCH:
            break
    return done


def _announce_batch() -> int:
    """One batch, one transaction; rows that somebody works on wait for the next turn."""
    with transaction.atomic():
        free = _unannounced().select_for_update(no_key=True, skip_locked=True).order_by("published_on", "pk")
        return _mark(free.values_list("pk", flat=True)[:BATCH])


def _unannounced() -> OfferQuerySet:
    return Offer.objects.open_now().filter(announced_at=None)


def _mark(locked: Iterable[int]) -> int:
    """Write when these were announced, and send their signals after the commit."""
    offers = list(locked)
    if offers:
        Offer.objects.filter(pk__in=offers).update(announced_at=timezone.now())
        transaction.on_commit(partial(_send, offers), robust=True)
    return len(offers)


def _send(offers: list[int]) -> None:
    """Tell every receiver of each offer; one that fails is logged by Django and stops nobody."""
    for offer_id in offers:
        offer_published.send_robust(sender=Offer, offer_id=offer_id)
