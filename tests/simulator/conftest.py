"""Anne's demande with every part filled, open in a browser at the registration site."""

import pytest
from django.test import Client

from alin.dates import local_today
from tests.factories.applications import adult, at_registry, dependant
from tests.simulator.site import open_demande

YEAR = local_today().year


@pytest.fixture
def holder(client: Client) -> Client:
    """A browser with Anne's whole demande open."""
    at_registry(
        applicant=adult(
            employment={"employer_name": "Ateliers du Canal", "siret": "73282932000074"},
            mobile_phone="+33612345678",
            email="anne@example.org",
            resources=[{"kind": "SAL", "monthly": 1850}, {"kind": "APL", "monthly": 90}],
            tax_incomes=[
                {"year": YEAR - 3, "amount": 18_000},
                {"year": YEAR - 2, "amount": 20_000},
                {"year": YEAR - 1, "amount": 21_000},
            ],
        ),
        co_applicant=adult("Denis", "GIGI", birth_date="1987-11-02", civility="monsieur"),
        co_applicant_link="M",
        dependants=[dependant(), dependant("Zoé", "2020-07-14", shared_custody=True)],
        unborn_children=1,
        reasons=["13", "19"],
        current_housing={
            "kind": "LP",
            "address": "8 rue Arago",
            "postal_code": "93200",
            "commune": "Saint-Denis",
            "rent": 780,
            "since": "2020-05-01",
        },
        wishes={"communes": ["93066", "75118", "93048"], "typologies": ["T2", "T3"], "max_rent": 900},
        last_twelve_months_income=15_000,
        documents_filed=["identite"],
    )
    open_demande(client)
    return client
