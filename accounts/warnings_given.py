"""Was a person told a month ahead that something of theirs will be deleted, and is that still true?

A warning counts from the moment it was given until something happened after it: a log-in, a renewal.
"""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import RetentionWarning, User
from alin.dates import PARIS
from alin.retention import WARNED_DAYS, Period, period

# A warning older than this named a day that is long past: a purge that did not run for months warns again.
WARNING_GOOD_FOR = timedelta(days=90)


def warned(now: datetime, subject: str, since: str, person: str = "pk") -> Exists:
    """Was the person told, after the moment in the column `since`, and not too long ago?

    `person`: the column that names the person in the rows being asked about.
    """
    return Exists(_counting(now, subject, since, person))


def long_warned(now: datetime, subject: str, since: str, person: str = "pk") -> Exists:
    """The same, a month ago or more."""
    return Exists(
        _counting(now, subject, since, person).filter(warned_at__lt=Period(WARNED_DAYS, "days").cutoff(now))
    )


def _counting(now: datetime, subject: str, since: str, person: str) -> QuerySet[RetentionWarning]:
    """The warnings that still count."""
    warnings = RetentionWarning.objects.filter(user=OuterRef(person), subject=subject)
    return warnings.filter(warned_at__gte=OuterRef(since)).filter(warned_at__gte=now - WARNING_GOOD_FOR)


def deletion_day(rule: str, since: datetime, now: datetime) -> date:
    """The day named in a warning given now: the end of the period, and at least a month from today."""
    month_ahead = timezone.localdate(now, PARIS) + timedelta(days=WARNED_DAYS)
    return max(period(rule).after(timezone.localdate(since, PARIS)), month_ahead)


def note_warning(user: User, subject: str, now: datetime) -> None:
    """Write down that the person is being told now."""
    RetentionWarning.objects.update_or_create(user=user, subject=subject, defaults={"warned_at": now})
