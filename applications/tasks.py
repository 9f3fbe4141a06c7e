"""Celery tasks of the demandes."""

from celery import shared_task

from applications import snapshots


@shared_task
def follow_the_calendar(after: int = 0) -> None:
    """Once a day: the columns that depend on the date, in batches that stay below the time limit."""
    last = snapshots.follow_the_calendar(after)
    if last is not None:
        follow_the_calendar.delay(last)
