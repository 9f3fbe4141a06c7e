"""The mails of the morning: daily alerts and favourites that close soon, at 8:00 in Paris (R5.5).

Beat asks every few minutes of the day; what is due is asked of the tables with Paris's own eight o'clock, so
the change of the hour, a second run or a worker that was away at eight change nothing.
"""

import datetime
import time
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from alin.dates import PARIS, local_today
from offers import alert_notices
from offers.alert_matching import alerts_for
from offers.models import Alert, Announcement, Favourite, Offer
from offers.searching import application_of
from offers.visibility import applied_to, readable_by

EIGHT = datetime.time(8)
BATCH = 500
BUDGET = 45.0  # seconds of a turn; the next one goes on


def eight_oclock(now: datetime.datetime) -> datetime.datetime:
    """Eight in Paris on that day."""
    return datetime.datetime.combine(now.astimezone(PARIS).date(), EIGHT, tzinfo=PARIS)


def send_morning_mails(now: datetime.datetime | None = None) -> int:
    """What is due and not sent; nothing before eight. Returns how many mails were written."""
    now = now or timezone.now()
    if now < eight_oclock(now):
        return 0
    until = time.monotonic() + BUDGET
    written = 0
    for step in (_digests, _reminders):
        last = 0
        while time.monotonic() < until:
            count, following = step(now, last)
            written += count
            if following is None:
                break
            last = following
    return written


# --- Daily alerts ----------------------------------------------------------------------------------


def _digests(now: datetime.datetime, after: int) -> tuple[int, int | None]:
    """The next alerts that have something waiting since before eight; how many mails, and where to go on."""
    due = Announcement.objects.waiting().filter(created_at__lt=eight_oclock(now))
    keys = list(
        due.filter(alert__gt=after).order_by("alert").values_list("alert", flat=True).distinct()[:BATCH]
    )
    if not keys:
        return 0, None
    with transaction.atomic():
        rows = list(due.select_for_update(of=("self",), no_key=True).filter(alert__in=keys).order_by("pk"))
        count = _write_digests(keys, rows)
        Announcement.objects.filter(pk__in=[row.pk for row in rows]).update(is_waiting=False)
    return count, keys[-1]


def _write_digests(keys: list[int], rows: list[Announcement]) -> int:
    """One mail an alert, with the offers that its search still holds, those that close first on top."""
    offers = {
        offer.pk: offer
        for offer in Offer.objects.filter(pk__in={row.offer_id for row in rows}).select_related(
            "commune__department", "reserved_for"
        )
    }
    still = {
        pk: set(alerts_for(offer).filter(pk__in=keys).values_list("pk", flat=True))
        for pk, offer in offers.items()
    }
    found: dict[int, list[Offer]] = {}
    last: dict[int, int] = {}
    for row in rows:
        last[row.alert_id] = row.pk
        if row.alert_id in still[row.offer_id]:
            found.setdefault(row.alert_id, []).append(offers[row.offer_id])
    for alert in Alert.objects.filter(pk__in=found).select_related("user").order_by("pk"):
        closing_first = sorted(found[alert.pk], key=lambda offer: (offer.deadline, offer.pk))
        alert_notices.digest(alert, closing_first, last[alert.pk])
    return len(found)


# --- Favourites ------------------------------------------------------------------------------------


def _reminders(now: datetime.datetime, after: int) -> tuple[int, int | None]:
    """The next people with favourites in their last days; how many mails, and where to go on."""
    due = closing_soon(now.astimezone(PARIS).date())
    people = list(
        due.filter(user__gt=after).order_by("user").values_list("user", flat=True).distinct()[:BATCH]
    )
    if not people:
        return 0, None
    written = sum(_remind(user) for user in User.objects.get_queryset().filter(pk__in=people).order_by("pk"))
    return written, people[-1]


def closing_soon(today: datetime.date) -> QuerySet[Favourite]:
    """Favourites of open offers in their last days, marked before today, that nobody was reminded of.

    Whoever marks an offer in its last days has just read the deadline.
    """
    last_day = today + datetime.timedelta(days=settings.FAVOURITE_REMINDER_DAYS)
    closing = Offer.objects.open_now().filter(deadline__lte=last_day)
    morning = datetime.datetime.combine(today, datetime.time(), tzinfo=PARIS)
    return Favourite.objects.filter(
        reminded_at=None,
        created_at__lt=morning,
        offer__in=closing,
        user__is_active=True,
        user__offer_mails_wanted=True,
    )


def _remind(user: User) -> bool:
    """One mail for one person; offers they applied to, or may no longer see, are left out."""
    with transaction.atomic():
        rows = list(
            closing_soon(local_today())
            .select_for_update(of=("self",), no_key=True)
            .filter(user=user)
            .order_by("pk")
        )
        Favourite.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=timezone.now())
        offers = _worth_a_reminder(user, [row.offer_id for row in rows])
        if offers:
            alert_notices.favourites_close_soon(user, offers, rows[-1].pk)
    return bool(offers)


def _worth_a_reminder(user: User, keys: Iterable[int]) -> list[Offer]:
    applied = Offer.objects.filter(applied_to(user), pk=OuterRef("pk"))
    seen = readable_by(user, application_of(user)).filter(~Exists(applied), pk__in=list(keys))
    return list(seen.select_related("commune").order_by("deadline", "pk"))
