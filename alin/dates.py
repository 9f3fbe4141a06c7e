"""Days as people in France count them: the project's only idea of « today » and of a deadline."""

import calendar
import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

PARIS = ZoneInfo("Europe/Paris")


def local_today() -> datetime.date:
    """Today's date in Paris."""
    return timezone.localdate(timezone=PARIS)


def end_of_day(day: datetime.date) -> datetime.datetime:
    """The last second a deadline on that day still counts: 23:59:59 in Paris (R5.7)."""
    return datetime.datetime.combine(day, datetime.time(23, 59, 59), tzinfo=PARIS)


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day some months later (or earlier), or the month's last day where it has none."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return day.replace(
        year=year,
        month=month + 1,
        day=min(day.day, calendar.monthrange(year, month + 1)[1]),
    )
