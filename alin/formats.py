"""Amounts and days in words, in the language being spoken; in templates, filters of the same names."""

import datetime
from decimal import Decimal

from django.utils import timezone, translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alin.dates import PARIS, local_today


def euros(value: Decimal | int | float | None) -> str:
    """« 1 234 € », or « €1,234 » in English; cents only where there are any; nothing for nothing."""
    if value is None or value == "":
        return ""
    amount = Decimal(value).quantize(Decimal("0.01"))
    decimals = 0 if amount == amount.to_integral_value() else 2
    figures = number_format(amount, decimal_pos=decimals, use_l10n=True, force_grouping=True)
    if translation.get_language() == "en":
        return f"-€{figures[1:]}" if figures.startswith("-") else f"€{figures}"
    return f"{figures}\N{NO-BREAK SPACE}€"


def _local(value: datetime.date | datetime.datetime) -> datetime.date | datetime.datetime:
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value, PARIS)
    return value


def long_date(value: datetime.date | datetime.datetime | None) -> str:
    """« 22 novembre 2026 », « 22 November 2026 »."""
    if not value:
        return ""
    day = _local(value)
    if translation.get_language() == "fr" and day.day == 1:
        return f"1er {date_format(day, 'F Y')}"
    return date_format(day, "j F Y")


def short_date(value: datetime.date | datetime.datetime | None) -> str:
    """« 22/11/2026 », day first in both languages: these are dates in France."""
    return date_format(_local(value), "d/m/Y") if value else ""


def moment(value: datetime.datetime | None) -> str:
    """« 22/11/2026 à 14:05 », Paris time."""
    if not value:
        return ""
    local = _local(value)
    return _("%(date)s à %(time)s") % {
        "date": date_format(local, "d/m/Y"),
        "time": date_format(local, "H:i"),
    }


def days_left(deadline: datetime.date) -> str:
    """« encore 3 jours » before a deadline, whose own day still counts."""
    days = (deadline - local_today()).days
    if days < 0:
        return _("terminée")
    if days == 0:
        return _("dernier jour")
    return ngettext("encore %(days)s jour", "encore %(days)s jours", days) % {"days": days}


def deadline_tone(deadline: datetime.date) -> str:
    """The badge of a deadline: attention in its last three days, closed after it."""
    days = (deadline - local_today()).days
    if days < 0:
        return ""
    return "attention" if days <= 3 else "info"
