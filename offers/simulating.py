"""« Suis-je éligible ? » before any account: a few answers, and what the rules of R1 say of them.

Nothing is kept: the answers make an application that is never saved, and the rules' own functions are asked
about it (offers/rules.py, offers/matching.py, applications/household.py).
"""

from dataclasses import dataclass
from decimal import Decimal

from accounts.models import Employer
from alin.places.models import Commune, Department, Zone
from alin.places.places import Place
from applications.household import Composition, income_that_counts
from applications.models import HousingApplication
from offers import matching, rules
from offers.income_limits import IncomeLimit, IncomeLimits
from offers.models import Financing, Offer
from offers.verdicts import Status


@dataclass(frozen=True)
class Answers:
    """What was answered; amounts are euros, a year's but for the monthly resources."""

    household: Composition
    needs_accessible: bool
    reference_income: int
    recent_income: int | None
    monthly_resources: int
    place: Place
    employer: Employer | None  # never saved: a sector and a number of employees; None: no company
    is_priority: bool

    @property
    def in_audience(self) -> bool:
        """Is AL'in for this person (R1.1)?"""
        return self.is_priority or (self.employer is not None and self.employer.in_audience)

    @property
    def recent_income_counts(self) -> bool:
        """Are the last twelve months low enough to stand in for year N-2?"""
        counted = income_that_counts(self.reference_income, self.recent_income)
        return self.recent_income is not None and counted != self.reference_income

    def application(self) -> HousingApplication:
        """The file these answers would make; the rules read it, and nobody saves it."""
        return HousingApplication(
            household_size=self.household.size,
            income_category=self.household.category,
            extra_persons=self.household.extra_persons,
            counted_income=income_that_counts(self.reference_income, self.recent_income),
            monthly_resources=self.monthly_resources,
            needs_accessible=self.needs_accessible,
            is_priority=self.is_priority,
        )


@dataclass(frozen=True)
class Ceiling:
    """One financing in one zone: the ceiling where it is known, and what the income rule says."""

    financing: str
    status: Status
    limit: IncomeLimit | None
    difference: int  # euros between the counted income and the ceiling, without sign; 0 where unknown


@dataclass(frozen=True)
class ZoneCeilings:
    """The ceilings of a zone that the place lies in."""

    zone: Zone
    ceilings: list[Ceiling]


@dataclass(frozen=True)
class Simulation:
    """The answer: the file that was asked about, and what follows from it."""

    answers: Answers
    application: HousingApplication
    year: int
    zones: list[ZoneCeilings]
    without_ceilings: bool  # some communes of the place have no zone: overseas
    least_rooms: int
    most_rooms: int
    highest_rent: Decimal
    open_here: int
    open_everywhere: int
    department: Department | None  # None for a region: each department may have its own registration site

    @property
    def is_below_some(self) -> bool:
        """Is there a financing, in one of the place's zones, whose ceiling the income does not pass?"""
        return any(line.status == Status.OK for zone in self.zones for line in zone.ceilings)

    @property
    def sources(self) -> list[str]:
        """Where the ceilings come from, each text once."""
        lines = (line for zone in self.zones for line in zone.ceilings)
        return list(dict.fromkeys(line.limit.source for line in lines if line.limit))

    @property
    def income_year(self) -> int:
        """The year whose tax notice counts: N-2."""
        return self.year - 2


def simulate(answers: Answers) -> Simulation:
    """Ask the rules; four queries and those of the place."""
    application = answers.application()
    limits = IncomeLimits.of()
    communes = answers.place.communes()
    codes = sorted(set(communes.order_by().values_list("zone", flat=True)))
    fitting = matching.offers_for(application, limits).unreserved()
    least, most = rules.rooms_for(application.household_size)
    departments = Department.objects.filter(communes__in=communes).distinct()[:2]
    return Simulation(
        answers=answers,
        application=application,
        year=limits.year,
        zones=[_zone_ceilings(application, Zone(code), limits) for code in codes if code],
        without_ceilings=not codes or "" in codes,
        least_rooms=least,
        most_rooms=most,
        highest_rent=rules.highest_rent(application.monthly_resources),
        open_here=fitting.filter(commune__in=communes).count(),
        open_everywhere=fitting.count(),
        department=departments[0] if len(departments) == 1 else None,
    )


def _zone_ceilings(application: HousingApplication, zone: Zone, limits: IncomeLimits) -> ZoneCeilings:
    return ZoneCeilings(zone, [_ceiling(application, zone, financing, limits) for financing in Financing])


def _ceiling(
    application: HousingApplication, zone: Zone, financing: Financing, limits: IncomeLimits
) -> Ceiling:
    """The income rule's own verdict about a home of this financing in this zone."""
    home = Offer(financing=financing, commune=Commune(zone=zone))
    verdict = rules.income_verdict(application, home, limits)
    limit = limits.limit(financing, zone, application.income_category, application.extra_persons)
    income = application.counted_income or 0
    difference = abs(limit.amount - income) if limit else 0
    return Ceiling(str(financing.label), verdict.status, limit, difference)
