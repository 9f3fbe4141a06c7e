"""Celery tasks of the offers."""

from celery import shared_task

from offers import announcing, importing, morning_mails, opening


@shared_task
def announce_published() -> None:
    """Every minute: tell that offers have opened."""
    opening.announce_due()


@shared_task
def announce_offer(offer_id: int) -> None:
    """A thousand alerts of one offer; goes on in another task, so that others get their turn."""
    if announcing.announce_next(offer_id):
        announce_offer.delay(offer_id)


@shared_task
def take_up_announcements() -> None:
    """Every minute: chains whose task was lost."""
    for offer_id in announcing.lost_rounds():
        announce_offer.delay(offer_id)


@shared_task
def send_morning_mails() -> None:
    """By day: daily alerts, and favourites that close soon."""
    morning_mails.send_morning_mails()


@shared_task
def import_turn(import_id: int) -> None:
    """A batch of a landlord's file; goes on in another task, so that others get their turn."""
    if importing.next_batch(import_id):
        import_turn.delay(import_id)


@shared_task
def take_up_imports() -> None:
    """Every minute: files whose task was lost."""
    for import_id in importing.stood_still():
        import_turn.delay(import_id)
