"""A place in a sorted list of offers: « after this one », whatever closed or opened meanwhile.

An offset counts rows: when an offer of page 1 closes, the first of page 2 moves up and is never seen. A
cursor names the last offer seen by its section, its value in the sort and its key, so the next page starts
just after it; and the database starts there too, instead of counting the rows before.
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Self

from django.db.models import Q

from offers.models import Offer
from offers.models.offers import rent_at_least, rent_at_most

WRITTEN = re.compile(r"([01])_([\d.-]{1,12})_(\d{1,15})")
CENT = Decimal("0.01")
READERS: dict[str, Callable[[str], Any]] = {
    "deadline": datetime.date.fromisoformat,
    "published_on": datetime.date.fromisoformat,
    "surface": int,
    "rent_with_charges": Decimal,
}


@dataclass(frozen=True)
class Cursor:
    """An offer's place in a list sorted by section, by `field` (« -surface » downwards), then by key."""

    field: str
    section: int
    value: Any
    pk: int

    @classmethod
    def of(cls, offer: Any, field: str) -> Self:
        """The place of an offer that carries its section."""
        return cls(field, offer.section, getattr(offer, field.removeprefix("-")), offer.pk)

    @classmethod
    def read(cls, written: str, field: str) -> Self | None:
        """The place an address names; None when it says nothing that this sort understands."""
        found = WRITTEN.fullmatch(written)
        if not found:
            return None
        try:
            value = READERS[field.removeprefix("-")](found[2])
        except (ValueError, InvalidOperation):
            return None
        return cls(field, int(found[1]), value, int(found[3]))

    def __str__(self) -> str:
        return f"{self.section}_{self.value}_{self.pk}"

    def after(self) -> Q:
        """The offers that follow in the list."""
        return self._beyond(upwards=True)

    def before(self) -> Q:
        """The offers that precede."""
        return self._beyond(upwards=False)

    def _beyond(self, upwards: bool) -> Q:
        side = "gt" if upwards else "lt"
        higher = upwards != self.field.startswith("-")
        tied = self._tied() & Q(**{f"pk__{side}": self.pk})
        within = Q(section=self.section) & (self._further(higher) | tied)
        return Q(**{f"section__{side}": self.section}) | within

    def _further(self, higher: bool) -> Q:
        name = self.field.removeprefix("-")
        if name == "rent_with_charges":  # a floating number on SQLite: never compared exactly
            return rent_at_least(self.value + CENT) if higher else rent_at_most(self.value - CENT)
        return Q(**{f"{name}__{'gt' if higher else 'lt'}": self.value})

    def _tied(self) -> Q:
        name = self.field.removeprefix("-")
        if name == "rent_with_charges":
            return rent_at_least(self.value) & rent_at_most(self.value)
        return Q(**{name: self.value})


def sort_field(order: tuple[str, ...]) -> str:
    """The one column of a sort; each is a column of `READERS`, for cursors to be made of it."""
    (field,) = order
    if field.removeprefix("-") not in READERS or not hasattr(Offer, field.removeprefix("-")):
        raise ValueError(field)
    return field
