"""Celery tasks of the demandes."""

from celery import shared_task

from applications import expiring, refreshing, snapshots


@shared_task
def follow_the_calendar(after: int = 0) -> None:
    """Once a day: the columns that depend on the date, in batches that stay below the time limit."""
    last = snapshots.follow_the_calendar(after)
    if last is not None:
        follow_the_calendar.delay(last)


@shared_task
def refresh_turn() -> None:
    """Every minute of the night: a share of the files due."""
    refreshing.refresh_turn()


@shared_task
def remind_of_expiry() -> None:
    """By day: the reminders of the end of validity."""
    expiring.remind_of_expiry()
