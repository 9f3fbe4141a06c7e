"""How many offers each choice of the search would leave: beside every box, in one query (R5.3).

A box is counted under all the other criteria, and without the other boxes of its own group: ticking « T3 »
beside « T2 » adds offers, so its number says how many. The same query gives the total and the sections.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from offers.filters import CONDITIONS, ROOMS, OfferFilter
from offers.models import Offer

# Group of boxes → the value of each, as the address has it.
GROUPS: dict[str, list[str]] = {
    "pieces": [room for room, _label in ROOMS],
    "type": [str(kind) for kind in Offer.Kind.values],
    "pmr": ["on"],
    "disponible": ["on"],
}
MANY = {"pieces", "type"}  # several values may be ticked at once


@dataclass(frozen=True)
class Choice:
    """One box and the offers it stands for."""

    name: str
    value: str
    count: int

    @property
    def key(self) -> str:
        """What its element on the page is called."""
        return f"count-{self.name}-{self.value}"


@dataclass
class Facets:
    """All the figures of a search page."""

    sections: dict[int, int] = field(default_factory=dict)
    by_group: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Offers that meet every criterion."""
        return sum(self.sections.values())

    def of(self, name: str) -> list[Choice]:
        """The boxes of a group, in their order."""
        return [Choice(name, value, count) for value, count in self.by_group[name].items()]

    @property
    def choices(self) -> list[Choice]:
        """Every box of the page."""
        return [choice for name in self.by_group for choice in self.of(name)]


def count_choices(searched: OfferFilter) -> Facets:
    """One query: a row per section, whose columns count the boxes under the criteria of the others."""
    asked = searched.conditions()
    offers = searched.queryset.order_by()
    for name, condition in asked.items():
        if name not in GROUPS:
            offers = offers.filter(condition)
    columns: dict[str, Any] = {"found": _count(asked, without="")}
    for name, values in GROUPS.items():
        for value in values:
            one = CONDITIONS[name]([value] if name in MANY else True)
            columns[f"{name}_{value}"] = _count(asked, without=name, also=one)
    facets = Facets(by_group={name: dict.fromkeys(values, 0) for name, values in GROUPS.items()})
    for row in offers.values("section").annotate(**columns):
        if row["found"]:
            facets.sections[row["section"]] = row["found"]
        for name, counts in facets.by_group.items():
            for value in counts:
                counts[value] += row[f"{name}_{value}"]
    return facets


def _count(asked: dict[str, Q], without: str, also: Q | None = None) -> Count:
    """Offers that meet the boxes ticked in the other groups, and one more condition."""
    condition = also or Q()
    for name in GROUPS:
        if name in asked and name != without:
            condition &= asked[name]
    return Count("pk", filter=condition or None)
