"""Celery tasks of the accounts: archives of people's data, and the nightly purge."""

from celery import shared_task

from accounts import archiving, retention


@shared_task
def make_archive(archive_id: int) -> None:
    """Make one archive."""
    archiving.make(archive_id)


@shared_task
def tend_archives() -> None:
    """Make what the broker lost, take away what is over."""
    archiving.tend()


@shared_task
def purge() -> None:
    """Let go what has reached its period; goes on in another task when there is much."""
    _gone, complete = retention.run(seconds=retention.RUN_SECONDS)
    if not complete:
        purge.delay()
