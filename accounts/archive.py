"""What the archive of one person's data is made of (GDPR articles 15 and 20).

Each app answers the signal `personal_data_asked` with its parts. A part is said twice, from the same rows: as
data for programs (data.json) and as labels and values for people (the readable page).
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.signals import personal_data_asked
from alin.formats import moment, short_date

Data = dict[str, Any]
Line = tuple[str, str]


@dataclass(frozen=True)
class Card:
    """One thing of a part, for people: perhaps a heading, then labels and values."""

    lines: list[Line]
    title: str = ""


@dataclass(frozen=True)
class ArchivePart:
    """What is held about the person under one heading.

    `key` is its name in data.json, `data` what stands there (JSON-able), `cards` the same in words of the
    language of the moment; without cards the page shows the data as it is.
    """

    key: str
    title: str
    data: Any
    cards: list[Card] = field(default_factory=list)


def collect(user: User) -> list[ArchivePart]:
    """Everything every app holds about the person, in the language of the moment; nothing is changed."""
    answers = personal_data_asked.send(sender=User, user=user)
    # The lowest floor is connected last: the account comes first, then what stands on it.
    return [part for _receiver, parts in reversed(answers) for part in parts or []]


def part_of(
    key: str,
    title: str,
    rows: Iterable[models.Model],
    names: tuple[str, ...],
    *,
    one: bool = False,
    without: tuple[str, ...] | None = None,
) -> ArchivePart:
    """A part with one card per row, each with the named fields; `one`: a single thing, not a list.

    With `without`, the data has every column of the table but these: a new column cannot be forgotten.
    """
    found = [(data_of(row, names, without), Card(lines_of(row, names))) for row in rows]
    data: Any = [data for data, _card in found]
    if one:
        data = data[0] if data else None
    return ArchivePart(key, title, data, [card for _data, card in found])


def data_of(row: models.Model, names: tuple[str, ...], without: tuple[str, ...] | None = None) -> Data:
    """The named fields as JSON has them: dates in ISO 8601, codes as codes."""
    if without is not None:
        columns = [column.name for column in row._meta.concrete_fields]
        names = tuple(name for name in columns if name not in {*without, "id"})
    return {name: plain(getattr(row, name)) for name in names}


def plain(value: Any) -> Any:
    """A value JSON can carry."""
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None or isinstance(value, (bool, int, float, list, dict)):
        return value
    if isinstance(value, Decimal):
        return float(value)
    return str(value)


def lines_of(row: models.Model, names: tuple[str, ...]) -> list[Line]:
    """The named fields as labels and values for people; empty ones are left out."""
    lines = []
    for name in names:
        label = str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        shown = words(row, name)
        if shown:
            lines.append((label[:1].upper() + label[1:], shown))
    return lines


def words(row: models.Model, name: str) -> str:
    """A field's value as people read it."""
    value = getattr(row, name)
    display = getattr(row, f"get_{name}_display", None)
    if isinstance(value, bool):
        return _("Oui") if value else _("Non")
    if value is None or value == "":
        return ""
    if display:
        return str(display())
    if isinstance(value, datetime.datetime):
        return moment(value)
    return short_date(value) if isinstance(value, datetime.date) else str(value)
