"""Why a search finds nothing: which single criterion, or the wishes, keeps the most offers away.

Asked only when a page is empty: one query counts what each criterion alone excludes, one what lies outside of
the communes asked for.
"""

from dataclasses import dataclass, field

from django.db.models import Case, Count, IntegerField, Q, Value, When

from alin.places.models import Commune
from offers.filters import label_of
from offers.searching import Search

PLACES_NAMED = 3


@dataclass(frozen=True)
class Blocker:
    """A criterion, how many offers there would be without it, and the address's query without it."""

    name: str
    label: str
    count: int
    query: str


@dataclass(frozen=True)
class Elsewhere:
    """A commune that was not asked for, and the offers there that fit."""

    label: str
    count: int


@dataclass
class Blocked:
    """What stands in the way, the worst first."""

    criteria: list[Blocker] = field(default_factory=list)
    elsewhere: int = 0
    places: list[Elsewhere] = field(default_factory=list)


def blocked(search: Search) -> Blocked:
    """For a search that found nothing; each figure leaves out that one thing and keeps all the others."""
    found = Blocked(criteria=_criteria(search))
    if search.application is not None:
        found.elsewhere, found.places = _elsewhere(search)
    return found


def _criteria(search: Search) -> list[Blocker]:
    asked = search.filter.conditions()
    if not asked:
        return []
    columns = {f"without_{name}": Count("pk", filter=_all(asked, but=name) or None) for name in asked}
    counts = search.filter.queryset.order_by().aggregate(**columns)
    blockers = [
        Blocker(name, _words(search, name), counts[f"without_{name}"], search.filter.without(name))
        for name in asked
        if counts[f"without_{name}"]
    ]
    return sorted(blockers, key=lambda blocker: -blocker.count)


def _all(asked: dict[str, Q], but: str = "") -> Q:
    conditions = Q()
    for name, condition in asked.items():
        if name != but:
            conditions &= condition
    return conditions


def _words(search: Search, name: str) -> str:
    """What the criterion says: « T1, T2 », « Dès 60 m² »."""
    value = search.filter.active()[name]
    return ", ".join(label_of(name, one) for one in (value if isinstance(value, list) else [value]))


def _elsewhere(search: Search) -> tuple[int, list[Elsewhere]]:
    """Offers that fit and meet the criteria, neither in nor around the communes asked for; where most are.

    Communes of a department asked for come first: that is how far most households can move.
    """
    if search.application is None:
        return 0, []
    outside = search.fitting.filter(_all(search.filter.conditions())).exclude(search.wished | search.near)
    wished = Commune.objects.filter(pk__in=search.application.wished_codes)
    close = Q(commune__department__in=wished.values("department"))
    rows = list(
        outside.order_by()
        .annotate(
            far=Case(When(close, then=Value(0)), default=Value(1), output_field=IntegerField()),
        )
        .values("commune__name", "commune__department", "far")
        .annotate(number=Count("pk"))
        .order_by("far", "-number", "commune__name")
    )
    named = [
        Elsewhere(f"{row['commune__name']} ({row['commune__department']})", row["number"])
        for row in rows[:PLACES_NAMED]
    ]
    return sum(row["number"] for row in rows), named
