"""Households worked out by hand from the annex of the arrêté of 29 July 1987, one line each."""

import datetime
from typing import Any

import pytest
import time_machine

from alin.dates import local_today
from applications.household import (
    age,
    counted_income,
    household_size,
    income_category,
    is_young_couple,
    monthly_resources,
)
from tests.factories.applications import adult, dependant, make_demande

TODAY = datetime.date(2026, 11, 22)


def person(born: str = "1980-01-01", **changes: Any) -> dict[str, Any]:
    """An adult born on a day; 46 years old on TODAY unless said otherwise."""
    return adult(birth_date=born, **changes)


def household(
    *adults: dict[str, Any],
    children: int | list[dict[str, Any]] = 0,
    unborn: int = 0,
    link: str | None = "C",
    **changes: Any,
) -> Any:
    """A demande of one or two adults and some dependants."""
    people = adults or (person(),)
    others = [dependant(f"Enfant{n}") for n in range(children)] if isinstance(children, int) else children
    with time_machine.travel(datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC), tick=False):
        return make_demande(
            applicant=people[0],
            co_applicant=people[1] if len(people) > 1 else None,
            co_applicant_link=link if len(people) > 1 else None,
            dependants=others,
            unborn_children=unborn,
            **changes,
        )


DISABLED = {"disabled": True}
# 28 and 27 completed years on TODAY: 55 together.
YOUNG, YOUNGER = "1998-11-22", "1999-11-22"

# name, household, size, category, persons beyond six
CASES = [
    ("one person alone", household(), 1, 1, 0),
    ("one person alone, disabled", household(person(**DISABLED)), 1, 2, 0),
    ("one and one child", household(children=1), 2, 3, 0),
    ("one and one unborn child", household(unborn=1), 2, 3, 0),
    (
        "one and one child in shared custody",
        household(children=[dependant(shared_custody=True)]),
        2,
        3,
        0,
    ),
    ("one disabled and one child: lines do not add up", household(person(**DISABLED), children=1), 2, 3, 0),
    ("one and one disabled child", household(children=[dependant(disabled=True)]), 2, 3, 0),
    ("one and an elder parent", household(children=[dependant("Paul", "1950-01-01")]), 2, 3, 0),
    ("one and two children", household(children=2), 3, 4, 0),
    ("one, a child and an unborn child", household(children=1, unborn=1), 3, 4, 0),
    ("one disabled and two children", household(person(**DISABLED), children=2), 3, 4, 0),
    ("one and unborn twins", household(unborn=2), 3, 4, 0),
    ("one and three children", household(children=3), 4, 5, 0),
    ("one and three, two of them in shared custody", household(children=[
        dependant("A"), dependant("B", shared_custody=True), dependant("C", shared_custody=True)
    ]), 4, 5, 0),
    ("one and four children", household(children=4), 5, 6, 0),
    ("one and five children", household(children=5), 6, 6, 0),
    ("one and six children", household(children=6), 7, 6, 1),
    ("one and eight children", household(children=8), 9, 6, 3),
    ("two who are no young couple", household(person(), person()), 2, 2, 0),
    ("two of whom the first is disabled", household(person(**DISABLED), person()), 2, 3, 0),
    ("two of whom the second is disabled", household(person(), person(**DISABLED)), 2, 3, 0),
    ("two both disabled", household(person(**DISABLED), person(**DISABLED)), 2, 3, 0),
    ("young couple, 55 together", household(person(YOUNG), person(YOUNGER)), 2, 3, 0),
    ("couple, 56 together", household(person("1997-11-22"), person(YOUNGER)), 2, 2, 0),
    (
        "couple, 56 tomorrow and 55 today",
        household(person("1997-11-23"), person(YOUNGER)),
        2,
        3,
        0,
    ),
    ("young couple by age gap, 20 and 35", household(person("2006-01-01"), person("1991-01-01")), 2, 3, 0),
    ("young couple, married", household(person(YOUNG), person(YOUNGER), link="M"), 2, 3, 0),
    ("young couple, civil partners", household(person(YOUNG), person(YOUNGER), link="P"), 2, 3, 0),
    ("two young flat-sharers are no couple", household(person(YOUNG), person(YOUNGER), link="L"), 2, 2, 0),
    (
        "young couple by their situation, no link given",
        household(person(YOUNG, family_situation="U"), person(YOUNGER), link=None),
        2,
        3,
        0,
    ),
    (
        "two young single people, no link given",
        household(person(YOUNG, family_situation="C"), person(YOUNGER), link=None),
        2,
        2,
        0,
    ),
    ("young couple, one disabled", household(person(YOUNG, **DISABLED), person(YOUNGER)), 2, 3, 0),
    ("young couple and a child", household(person(YOUNG), person(YOUNGER), children=1), 3, 3, 0),
    ("young couple and an unborn child", household(person(YOUNG), person(YOUNGER), unborn=1), 3, 3, 0),
    ("couple and a child", household(person(), person(), children=1), 3, 3, 0),
    ("couple and an unborn child", household(person(), person(), unborn=1), 3, 3, 0),
    ("couple and a disabled child", household(
        person(), person(), children=[dependant(disabled=True)]
    ), 3, 4, 0),
    ("couple, one disabled, and a child", household(person(**DISABLED), person(), children=1), 3, 4, 0),
    ("couple and two children", household(person(), person(), children=2), 4, 4, 0),
    ("couple, a child in shared custody and one unborn", household(
        person(), person(), children=[dependant(shared_custody=True)], unborn=1
    ), 4, 4, 0),
    ("four of whom one is disabled", household(
        person(), person(), children=[dependant("A", disabled=True), dependant("B")]
    ), 4, 5, 0),
    ("couple and three children", household(person(), person(), children=3), 5, 5, 0),
    ("five of whom one is disabled", household(person(**DISABLED), person(), children=3), 5, 6, 0),
    ("couple and four children", household(person(), person(), children=4), 6, 6, 0),
    ("six of whom one is disabled", household(person(**DISABLED), person(), children=4), 6, 6, 0),
    ("seven persons", household(person(), person(), children=5), 7, 6, 1),
    ("seven of whom one is disabled", household(person(**DISABLED), person(), children=5), 7, 6, 1),
    ("six and one unborn", household(person(), person(), children=4, unborn=1), 7, 6, 1),
    ("ten persons", household(person(), person(), children=8), 10, 6, 4),
]  # fmt: skip


@pytest.mark.parametrize(
    ("demande", "size", "category", "extra"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_household_has_its_size_and_its_legal_category(
    demande: Any, size: int, category: int, extra: int
) -> None:
    assert household_size(demande) == size
    assert income_category(demande, TODAY) == (category, extra)


def test_there_are_enough_households_by_hand() -> None:
    assert len(CASES) >= 40


def test_a_birthday_counts_from_its_own_day() -> None:
    born = datetime.date(1989, 11, 22)
    assert age(born, datetime.date(2026, 11, 21)) == 36
    assert age(born, datetime.date(2026, 11, 22)) == 37


def test_somebody_born_on_the_29th_of_february_is_older_on_the_first_of_march() -> None:
    born = datetime.date(2000, 2, 29)
    assert age(born, datetime.date(2026, 2, 28)) == 25
    assert age(born, datetime.date(2026, 3, 1)) == 26


def test_a_young_couple_stops_being_one_on_a_birthday() -> None:
    demande = household(person("1997-11-23"), person(YOUNGER))
    assert is_young_couple(demande, datetime.date(2026, 11, 22))
    assert not is_young_couple(demande, datetime.date(2026, 11, 23))


def notices(*years: tuple[int, int]) -> list[dict[str, int]]:
    """Tax notices: year and amount."""
    return [{"year": year, "amount": amount} for year, amount in years]


# name, the adults' notices, income of the last twelve months, what counts
INCOMES = [
    ("the notice of year N-2", [notices((2024, 20_000))], None, 20_000),
    ("other years are left aside", [notices((2025, 30_000), (2024, 20_000), (2023, 10_000))], None, 20_000),
    ("two adults add up", [notices((2024, 20_000)), notices((2024, 15_000))], None, 35_000),
    ("a joint notice, given once", [notices((2024, 35_000)), notices((2024, 0))], None, 35_000),
    ("no notice at all", [[]], None, None),
    ("a notice of the wrong year", [notices((2025, 20_000))], None, None),
    ("one of two adults without a notice", [notices((2024, 20_000)), []], None, None),
    ("nothing earned is known, not unknown", [notices((2024, 0))], None, 0),
    ("last twelve months 10 % lower, to the euro", [notices((2024, 20_000))], 18_000, 18_000),
    ("last twelve months one euro short of 10 % lower", [notices((2024, 20_000))], 18_001, 20_000),
    ("last twelve months much lower", [notices((2024, 20_000))], 9_000, 9_000),
    ("last twelve months higher", [notices((2024, 20_000))], 25_000, 20_000),
    ("nothing in the last twelve months", [notices((2024, 20_000))], 0, 0),
    ("10 % of an odd amount", [notices((2024, 19_999))], 17_999, 17_999),
    ("just above 90 % of an odd amount", [notices((2024, 19_999))], 18_000, 19_999),
    ("recent months do not stand in for a missing notice", [[]], 9_000, None),
]


@pytest.mark.parametrize(
    ("given", "recent", "expected"), [case[1:] for case in INCOMES], ids=[case[0] for case in INCOMES]
)
def test_the_income_that_counts(given: list[Any], recent: int | None, expected: int | None) -> None:
    people = [person(tax_incomes=one) for one in given]
    demande = household(*people, last_twelve_months_income=recent)
    assert counted_income(demande, TODAY) == expected


def test_the_year_that_counts_changes_at_new_year() -> None:
    demande = household(person(tax_incomes=notices((2024, 20_000), (2025, 30_000))))
    assert counted_income(demande, datetime.date(2026, 12, 31)) == 20_000
    assert counted_income(demande, datetime.date(2027, 1, 1)) == 30_000


def test_monthly_resources_are_everybodys_and_include_the_housing_benefit() -> None:
    first = person(resources=[{"kind": "SAL", "monthly": 1500}, {"kind": "APL", "monthly": 200}])
    second = person(resources=[{"kind": "CHO", "monthly": 900}])
    assert monthly_resources(household(first, second)) == 2600


def test_somebody_without_resources_has_none() -> None:
    assert monthly_resources(household(person(resources=[]))) == 0


def test_the_default_household_of_the_factories_is_known() -> None:
    assert counted_income(make_demande(), local_today()) == 20_000
