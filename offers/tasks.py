"""Celery tasks of the offers."""

from celery import shared_task

from offers import opening


@shared_task
def announce_published() -> None:
    """Every minute: tell that offers have opened."""
    opening.announce_due()
