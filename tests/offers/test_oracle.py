"""Households and offers worked out by hand from the annex of the arrêté and the published ceilings of 2026.

data/households_and_offers.csv: one pair a line, with the figures, each rule's answer and the reasoning. The
whole way is asked: from a demande to its columns, verdicts with the shipped ceilings, and SQL both ways.
"""

import csv
import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import time_machine

from alin.places.models import Commune
from applications.models import HousingApplication
from applications.registry.schema import Demande
from applications.snapshots import columns
from offers import matching, rules
from offers.ceilings_loading import CEILINGS
from offers.income_limits import IncomeLimits
from offers.models import IncomeCeiling, Offer
from tests.factories import offers as made
from tests.factories.accounts import EmployerFactory, LandlordFactory
from tests.factories.applications import adult, dependant, make_demande

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 23)
DATA = Path(__file__).parent / "data" / "households_and_offers.csv"
RULES = ["typology", "income", "affordability", "accessibility", "reservation"]
with DATA.open(encoding="utf-8") as lines:
    PAIRS = list(csv.DictReader(lines))


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC), tick=False):
        yield


def shipped_limits() -> IncomeLimits:
    """The ceilings of 2026 as the shipped file has them, without a database between."""
    with CEILINGS.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == "2026"]
    return IncomeLimits.from_rows(
        2026,
        [
            IncomeCeiling(
                year=2026,
                financing=row["product"],
                category=0 if row["category"] == "extra" else int(row["category"]),
                zone=row["zone"],
                amount=int(row["ceiling_eur"]),
                status=row["status"],
                source="test",
            )
            for row in rows
        ],
    )


def demande_of(line: dict[str, str]) -> Demande:
    """The demande the line describes; the first adult bears the household's notice and resources."""
    adults = []
    for n, age in enumerate(line["ages"].split("|")):
        notice = int(line["reference_income"] or 0) if n == 0 else 0
        adults.append(
            adult(
                birth_date=f"{TODAY.year - int(age)}-01-15",
                disabled=line["disabled"] == "adult" and n == 0,
                tax_incomes=[{"year": 2024, "amount": notice}] if line["reference_income"] else [],
                resources=[{"kind": "SAL", "monthly": int(line["resources"])}] if n == 0 else [],
            )
        )
    assert len(adults) == int(line["adults"])
    children = [
        dependant(
            f"Enfant{n}",
            shared_custody=line["shared_custody"] == "1" and n == 0,
            disabled=line["disabled"] == "child" and n == 0,
        )
        for n in range(int(line["dependants"]))
    ]
    return make_demande(
        applicant=adults[0],
        co_applicant=adults[1] if len(adults) > 1 else None,
        co_applicant_link=line["link"] or None,
        dependants=children,
        unborn_children=int(line["unborn"]),
        last_twelve_months_income=int(line["recent_income"]) if line["recent_income"] else None,
        wishes={"communes": ["93066"], "accessible": line["wants_adapted"] == "1"},
        priority=line["priority"] == "1",
    )


class World:
    """The lines' households and offers, each made once."""

    def __init__(self) -> None:
        self.company, self.landlord = EmployerFactory(), LandlordFactory()
        self.communes: dict[str, Commune] = {}
        self.files: dict[str, HousingApplication] = {}

    def file(self, line: dict[str, str]) -> HousingApplication:
        if line["household"] not in self.files:
            fields = columns(demande_of(line), TODAY)
            del fields["unique_number"]
            employer = self.company if line["works_for"] == "A" else None
            self.files[line["household"]] = made.household(wishes=(), employer=employer, **fields)
        return self.files[line["household"]]

    def offer(self, line: dict[str, str]) -> Offer:
        zone = line["zone"]
        if zone not in self.communes:
            number = len(self.communes)
            self.communes[zone] = made.commune(f"9800{number}", f"Commune {number}", zone, f"G{number}")
        return made.OfferFactory(
            landlord=self.landlord,
            commune=self.communes[zone],
            typology=int(line["typology"]),
            financing=line["financing"],
            rent=Decimal(line["rent"]),
            charges=Decimal(line["charges"]),
            is_accessible=line["adapted"] == "1",
            reserved_for=self.company if line["kept_for"] == "A" else None,
            reserved_for_priority=line["kept_for_priority"] == "1",
        )


def found_by_rules(application: HousingApplication, offer: Offer, limits: IncomeLimits) -> dict[str, Any]:
    """What the code says of a pair, under the names of the file's columns."""
    given = {one.rule.value: one.status.value for one in rules.verdicts(application, offer, limits)}
    limit = limits.limit(
        offer.financing, offer.commune.zone, application.income_category, application.extra_persons
    )
    income = application.counted_income
    return {
        "size": str(application.household_size),
        "category": str(application.income_category),
        "extra_persons": str(application.extra_persons),
        "counted_income": "" if income is None else str(income),
        "ceiling": str(limit.amount) if limit else "",
        **{f"{rule}_verdict": given.get(rule, "") for rule in RULES},
        "fits": str(int(rules.is_eligible(rules.verdicts(application, offer, limits)))),
    }


def test_there_are_enough_pairs_and_they_meet_every_answer():
    assert len(PAIRS) >= 200
    assert len({line["case"] for line in PAIRS}) == len(PAIRS)
    assert all(line["reasoning"] for line in PAIRS)
    for rule in RULES:
        assert {"ok", "no"} <= {line[f"{rule}_verdict"] for line in PAIRS}
    assert {line["category"] for line in PAIRS} == set("123456")
    assert {line["fits"] for line in PAIRS} == {"0", "1"}


def test_the_rules_and_sql_say_of_every_pair_what_was_found_by_hand():
    world, limits = World(), shipped_limits()
    pairs = [(line, world.file(line), world.offer(line)) for line in PAIRS]
    wrong = []
    for line, application, offer in pairs:
        found = found_by_rules(application, offer, limits)
        expected = {name: line[name] for name in found}
        if found != expected:
            wrong.append((line["case"], line["reasoning"], found))
    assert not wrong, wrong[:3]
    fitting = {
        (file.pk, pk)
        for file in world.files.values()
        for pk in matching.offers_for(file, limits).values_list("pk", flat=True)
    }
    sides = {
        (pk, offer.pk)
        for _line, _file, offer in pairs
        for pk in matching.applications_for(offer, limits).values_list("pk", flat=True)
    }
    assert fitting == sides
    for line, application, offer in pairs:
        assert ((application.pk, offer.pk) in fitting) == (line["fits"] == "1"), line["case"]
