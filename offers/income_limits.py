"""A year's income ceilings as one table in memory, read in one query (arrêté du 29 juillet 1987)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from alin.dates import local_today
from offers.models import IncomeCeiling

Case = tuple[str, str]  # financing and zone


@dataclass(frozen=True)
class IncomeLimit:
    """The highest reference tax income allowed, in euros, and how sure its figure is."""

    amount: int
    year: int
    status: str
    source: str = ""

    @property
    def status_label(self) -> str:
        """Published, or derived from the rent index."""
        return str(IncomeCeiling.Status(self.status).label)


@dataclass(frozen=True)
class IncomeLimits:
    """The ceilings of one year. What is not in the table is unknown, never « no limit » (R1.3)."""

    year: int
    rows: dict[tuple[str, str, int], tuple[int, str]] = field(default_factory=dict)
    sources: dict[tuple[str, str, int], str] = field(default_factory=dict)

    @classmethod
    def of(cls, year: int | None = None) -> "IncomeLimits":
        """The table of that year, by default the present one in Paris."""
        year = year or local_today().year
        return cls.from_rows(year, IncomeCeiling.objects.filter(year=year))

    @classmethod
    def from_rows(cls, year: int, ceilings: Iterable[IncomeCeiling]) -> "IncomeLimits":
        """The table drawn from rows that are all of that year."""
        table = {(row.financing, row.zone, row.category): row for row in ceilings}
        return cls(
            year,
            {case: (row.amount, row.status) for case, row in table.items()},
            {case: row.source for case, row in table.items()},
        )

    def cases(self) -> set[Case]:
        """Every financing and zone that has at least one ceiling."""
        return {(financing, zone) for financing, zone, _ in self.rows}

    def base(self, financing: str, zone: str, category: int) -> int | None:
        """The ceiling of a category 1 to 6; category 0 is the sum per person beyond six."""
        row = self.rows.get((financing, zone, category))
        return row[0] if row else None

    def limit(self, financing: str, zone: str, category: int, extra_persons: int = 0) -> IncomeLimit | None:
        """What a household may earn at most, or None when a figure it needs is missing."""
        needed = [self.rows.get((financing, zone, category))]
        if extra_persons:
            needed.append(self.rows.get((financing, zone, IncomeCeiling.EXTRA)))
        found = [row for row in needed if row is not None]
        if len(found) < len(needed):
            return None
        amount = found[0][0] + (extra_persons * found[1][0] if extra_persons else 0)
        derived = any(status == IncomeCeiling.Status.DERIVED for _, status in found)
        status = IncomeCeiling.Status.DERIVED if derived else IncomeCeiling.Status.PUBLISHED
        source = self.sources.get((financing, zone, category), "")
        return IncomeLimit(amount, self.year, status, source)
