"""Offers, ceilings, places and households as the rules and the search see them."""

import datetime
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import Employer
from alin.dates import local_today
from alin.places.models import Commune, Department, PostalCode, Zone
from applications.models import Employment, HousingApplication, WishedCommune
from offers.models import IncomeCeiling, Offer
from tests.factories.accounts import LandlordFactory, UserFactory

SAINT_DENIS = "93066"
AUBERVILLIERS = "93001"
BREST = "29019"

# The ceilings PLUS and PLAI of category 1 and 2 that sentences of the specification quote, and what
# category 6 needs beyond six persons.
CEILINGS = {
    ("PLUS", "PARIS_LIM", 1): 26_920,
    ("PLUS", "PARIS_LIM", 2): 40_233,
    ("PLUS", "PARIS_LIM", 6): 84_304,
    ("PLUS", "PARIS_LIM", 0): 9_394,
    ("PLAI", "PARIS_LIM", 2): 24_140,
    ("PLUS", "AUTRES", 2): 31_254,
}


def ceilings(year: int | None = None, cases: dict[tuple[str, str, int], int] | None = None) -> None:
    """Make this the table of one year, the present one by default; no other year has ceilings then."""
    IncomeCeiling.objects.all().delete()
    IncomeCeiling.objects.bulk_create(
        IncomeCeiling(
            year=year or local_today().year,
            financing=financing,
            zone=zone,
            category=category,
            amount=amount,
            status="published",
            source="test",
        )
        for (financing, zone, category), amount in (CEILINGS if cases is None else cases).items()
    )


def commune(
    insee: str = SAINT_DENIS,
    name: str = "Saint-Denis",
    zone: str = Zone.PARIS_LIM,
    grouping: str = "T6",
    postal_code: str = "93200",
) -> Commune:
    """A commune with its department and one postal code, made once."""
    code = insee[:2]
    department, _ = Department.objects.get_or_create(
        code=code,
        defaults={
            "name": {"93": "Seine-Saint-Denis", "29": "Finistère"}.get(code, f"Département {code}"),
            "region": "Région",
            "region_code": code,
            "portal_url": f"https://registration.example.org/{code}",
            "portal_source": "test",
        },
    )
    found, created = Commune.objects.get_or_create(
        insee=insee,
        defaults={
            "name": name,
            "search_name": name.lower().replace("-", " "),
            "department": department,
            "zone": zone,
            "grouping": grouping,
            "population": 100_000,
        },
    )
    if created:
        PostalCode.objects.create(code=postal_code, commune=found)
    return found


def places() -> None:
    """Saint-Denis and its neighbour Aubervilliers; Brest, far from both."""
    commune()
    commune(AUBERVILLIERS, "Aubervilliers", postal_code="93300")
    commune(BREST, "Brest", Zone.OTHER, "242900314", "29200")


class OfferFactory(DjangoModelFactory):
    """An open T2 of 45 m² in Saint-Denis, 500 € a month charges included, financed by PLUS."""

    class Meta:
        model = Offer

    class Params:
        draft = factory.Trait(status=Offer.Status.DRAFT)
        withdrawn = factory.Trait(status=Offer.Status.WITHDRAWN)
        closed = factory.Trait(
            published_on=factory.LazyFunction(lambda: local_today() - datetime.timedelta(days=20)),
            deadline=factory.LazyFunction(lambda: local_today() - datetime.timedelta(days=1)),
        )
        upcoming = factory.Trait(
            published_on=factory.LazyFunction(lambda: local_today() + datetime.timedelta(days=1)),
        )

    landlord = factory.SubFactory(LandlordFactory)
    reference = factory.Sequence(lambda n: f"OFF-{n:05d}")
    status = Offer.Status.PUBLISHED
    title = "Résidence des Tilleuls"
    commune = factory.LazyFunction(commune)
    postal_code = "93200"
    typology = 2
    surface = 45
    energy_class = "C"
    climate_class = "D"
    financing = "PLUS"
    rent = Decimal("430.00")
    charges = Decimal("70.00")
    available_on = factory.LazyFunction(local_today)
    published_on = factory.LazyFunction(local_today)
    deadline = factory.LazyFunction(lambda: local_today() + datetime.timedelta(days=7))


_numbers = iter(range(10**6))


def household(
    wishes: tuple[str, ...] = (SAINT_DENIS,),
    employer: Employer | None = None,
    work: dict[str, Any] | None = None,
    **fields: Any,
) -> HousingApplication:
    """Two persons of category 2 with 31 200 € a year and 2 600 € a month, who wish for Saint-Denis.

    `work`: more fields of the employment, where there is an employer.
    """
    today = local_today()
    number = f"11105200{next(_numbers):06d}G117"
    application = HousingApplication.objects.create(
        **{
            "owner": fields.pop("owner", None) or UserFactory(),
            "unique_number": number,
            "snapshot": snapshot(number, list(wishes)),
            "filed_on": today - datetime.timedelta(days=100),
            "expires_on": today + datetime.timedelta(days=200),
            "last_name": "PORTE",
            "first_name": "ANNE",
            "birth_date": datetime.date(1989, 5, 19),
            "household_size": 2,
            "income_category": 2,
            "counted_income": 31_200,
            "monthly_resources": 2_600,
            **fields,
        }
    )
    WishedCommune.objects.bulk_create(
        WishedCommune(application=application, commune_id=insee, rank=rank)
        for rank, insee in enumerate(wishes, start=1)
    )
    if employer:
        Employment.objects.create(
            application=application,
            holder="applicant",
            siret=f"{employer.siren}00001",
            employer_name=employer.name,
            employer=employer,
            **(work or {}),
        )
    return application


def snapshot(number: str, wishes: list[str]) -> dict[str, Any]:
    """The least a demande of the registry holds."""
    return {
        "unique_number": number,
        "email": "anne.porte@example.org",
        "filed_on": "2026-05-04",
        "applicant": {
            "civility": "madame",
            "last_name": "PORTE",
            "first_name": "ANNE",
            "birth_date": "1989-05-19",
        },
        "current_housing": {"kind": "LP"},
        "reasons": ["01"],
        "wishes": {"communes": wishes or [SAINT_DENIS]},
    }
