"""Announce a published offer to the alerts it matches, a thousand at a time (R5.5).

A chain of tasks, each with one batch in one transaction: announcements and messages are written together and
the chain's place with them (`OfferRound.after`). A task that dies leaves nothing half done; a task that runs
twice finds the round further on. Broken chains are taken up by the beat.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from offers import alert_notices
from offers.alert_matching import alerts_for
from offers.models import Alert, Announcement, Offer, OfferRound

logger = logging.getLogger(__name__)

BATCH = 1000
# A chain that nobody touched for so long has lost its task; longer than CELERY_TASK_TIME_LIMIT.
LOST = timedelta(minutes=3)
# Offers announced longer ago are history: an alert that is made today does not tell of them.
RECENT = timedelta(days=1)
ROUNDS = 500  # taken up in one turn of the beat


def announce_next(offer_id: int) -> bool:
    """Announce the offer to its next thousand alerts; is there more to do?"""
    with transaction.atomic():
        OfferRound.objects.get_or_create(offer_id=offer_id)
        turn = OfferRound.objects.select_for_update(no_key=True).get(offer_id=offer_id)
        if turn.done_at:
            return False
        offer = Offer.objects.select_related("commune__department", "reserved_for").get(pk=offer_id)
        batch = _next_batch(offer, turn.after)
        _announce(offer, batch)
        turn.touched_at = timezone.now()
        turn.announced += len(batch)
        if batch:
            turn.after = batch[-1].pk
        if len(batch) < BATCH:
            turn.done_at = turn.touched_at
            logger.info("Offer %s announced to %s alerts", offer.reference, turn.announced)
        turn.save()
    return turn.done_at is None


def _next_batch(offer: Offer, after: int) -> list[Alert]:
    """By key, from where the last batch ended: each alert is looked at once, however many there are."""
    told = Announcement.objects.filter(alert=OuterRef("pk"), offer=offer)
    found = alerts_for(offer).filter(~Exists(told), pk__gt=after)
    return list(found.select_related("user").order_by("pk")[:BATCH])


def _announce(offer: Offer, batch: list[Alert]) -> None:
    at_once = [alert for alert in batch if alert.frequency == Alert.Frequency.AT_ONCE]
    Announcement.objects.bulk_create(
        [
            Announcement(alert=alert, offer=offer, is_waiting=alert.frequency == Alert.Frequency.DAILY)
            for alert in batch
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    alert_notices.offer_announced(offer, at_once)


def lost_rounds() -> list[int]:
    """Offers whose chain lost its task, or never got one: the broker was away when they were published."""
    now = timezone.now()
    stuck = OfferRound.objects.filter(done_at=None, touched_at__lt=now - LOST).values_list(
        "offer_id", flat=True
    )
    never = Offer.objects.filter(
        announced_at__range=(now - RECENT, now - LOST), round__isnull=True
    ).values_list("pk", flat=True)
    return [*stuck.order_by("pk")[:ROUNDS], *never.order_by("pk")[:ROUNDS]]
