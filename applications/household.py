"""The household as the income ceilings see it, and its money.

Sources: arrêté of 29 July 1987, annex I (categories and « jeune ménage »), articles L442-12
(persons living in the home) and R441-1 and following of the code de la construction et de l'habitation.
Every dependant counts as one person to house: a child in shared custody too (L442-12 counts the child
in each home), and an unborn child, whom the registry declares from the certificate of pregnancy on.
"""

import datetime
from dataclasses import dataclass

from applications.registry.schema import Adult, Demande

YOUNG_COUPLE_AGES = 55  # completed years of both, added up, at most
CATEGORIES = 6
INCOME_YEARS_BACK = 2
COUPLE_LINKS = {"M", "P", "C"}  # spouse, civil partner, cohabitee; « L » shares a flat without being a couple
COUPLE_SITUATIONS = {"M", "P", "U"}


def household_size(demande: Demande) -> int:
    """How many persons are to be housed (R1.2)."""
    return len(demande.adults) + dependants(demande)


def dependants(demande: Demande) -> int:
    """Persons other than the applicant and the co-applicant, unborn children included."""
    return len(demande.dependants) + demande.unborn_children


@dataclass(frozen=True)
class Composition:
    """What the annex asks about a household, wherever its answers come from: a demande or a simulation."""

    adults: int
    dependants: int
    someone_disabled: bool = False
    couple_ages: tuple[int, int] | None = None  # completed years; None unless the two adults are a couple

    @property
    def size(self) -> int:
        """How many persons are to be housed (R1.2)."""
        return self.adults + self.dependants

    @property
    def is_young_couple(self) -> bool:
        """A couple whose completed years add up to 55 or less; people who only share a flat are none."""
        return self.couple_ages is not None and sum(self.couple_ages) <= YOUNG_COUPLE_AGES

    @property
    def category(self) -> int:
        """The category for the income ceilings, 1 to 6.

        A household that fits several lines of the annex takes the highest; the lines do not add up.
        """
        alone_with_dependants = self.adults == 1 and self.dependants > 0
        category = self.size + (alone_with_dependants or self.someone_disabled)
        if self.is_young_couple and self.dependants == 0:
            category = max(category, 3)
        return min(category, CATEGORIES)

    @property
    def extra_persons(self) -> int:
        """Persons beyond six, each of whom raises the ceiling of category 6."""
        return max(self.size - CATEGORIES, 0)


def composition(demande: Demande, today: datetime.date) -> Composition:
    """The household of a demande on that day."""
    ages = None
    if demande.co_applicant is not None and _is_couple(demande):
        ages = age(demande.applicant.birth_date, today), age(demande.co_applicant.birth_date, today)
    return Composition(len(demande.adults), dependants(demande), _someone_is_disabled(demande), ages)


def income_category(demande: Demande, today: datetime.date) -> tuple[int, int]:
    """The household's category for the income ceilings (1 to 6), and the persons beyond six."""
    household = composition(demande, today)
    return household.category, household.extra_persons


def is_young_couple(demande: Demande, today: datetime.date) -> bool:
    """Is it a « jeune ménage » on that day?"""
    return composition(demande, today).is_young_couple


def age(born: datetime.date, today: datetime.date) -> int:
    """Completed years on that day."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def income_year(today: datetime.date) -> int:
    """The year whose tax notices count: N-2."""
    return today.year - INCOME_YEARS_BACK


def reference_income(demande: Demande, today: datetime.date) -> int | None:
    """Reference tax income of the household for year N-2, in euros; None when a notice is missing.

    One adult without a notice makes the sum unknown: a missing figure must never make anybody eligible.
    A joint notice is given once, and as 0 for the other adult.
    """
    notices = [_notice(adult, income_year(today)) for adult in demande.adults]
    known = [amount for amount in notices if amount is not None]
    return sum(known) if len(known) == len(notices) else None


def counted_income(demande: Demande, today: datetime.date) -> int | None:
    """The yearly income compared with the ceilings, in euros; None when it is not known.

    Year N-2, or the last twelve months when they are at least 10 % lower (arrêté of 29 July 1987).
    """
    return income_that_counts(reference_income(demande, today), demande.last_twelve_months_income)


def income_that_counts(reference: int | None, recent: int | None) -> int | None:
    """The reference income, or the last twelve months' when at least 10 % lower: to the euro, inclusive."""
    if reference is None or recent is None:
        return reference
    return recent if recent * 10 <= reference * 9 else reference


def monthly_resources(demande: Demande) -> int:
    """What comes in each month, housing benefit included, in euros (R1.4)."""
    return sum(income.monthly for adult in demande.adults for income in adult.resources)


def _is_couple(demande: Demande) -> bool:
    if demande.co_applicant_link:
        return demande.co_applicant_link in COUPLE_LINKS
    return demande.applicant.family_situation in COUPLE_SITUATIONS


def _someone_is_disabled(demande: Demande) -> bool:
    adults, others = demande.adults, demande.dependants
    return any(adult.disabled for adult in adults) or any(other.disabled for other in others)


def _notice(adult: Adult, year: int) -> int | None:
    """The amount of the notice for a year; several notices of one person add up."""
    amounts = [notice.amount for notice in adult.tax_incomes if notice.year == year]
    return sum(amounts) if amounts else None
