"""Celery tasks of the outbox: deliver one message, sweep what was missed, show the worker is alive."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from alin.outbox import delivery
from alin.outbox.models import Heartbeat


@shared_task
def deliver(message_id: int) -> None:
    """Deliver one message."""
    delivery.deliver_message(message_id)


@shared_task
def sweep() -> int:
    """Deliver what the broker lost or a dead worker held."""
    return delivery.sweep_due()


@shared_task
def beat() -> None:
    """Write the worker's sign of life."""
    Heartbeat.objects.update_or_create(name="worker", defaults={"seen_at": timezone.now()})


@worker_ready.connect
def begin_at_once(**kwargs: Any) -> None:
    """Do not wait for beat's first turn: what was left over while no worker ran is due now."""
    beat.delay()
    sweep.delay()
