"""The registration site of a number: the department's, the national one, or the simulator's."""

import pytest
from pytest_django.fixtures import Settings

from applications.portals import department_of, site_of_number

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("number", "site"),
    [
        ("1110520020171G1175", "https://www.demande-logement-social.gouv.fr"),
        ("0290318001234A0001", "https://www.demandelogement29.fr/imhowebGP29"),
        ("9990520020171G1175", "https://www.demande-logement-social.gouv.fr"),
    ],
)
def test_with_a_real_registry_each_number_has_its_real_site(
    settings: Settings, number: str, site: str
) -> None:
    settings.REGISTRY_URL = "https://gateway.example.org"
    assert site_of_number(number) == site


@pytest.mark.parametrize("number", ["1110520020171G1175", "0290318001234A0001"])
def test_while_the_registry_is_simulated_every_number_leads_to_the_simulator(number: str) -> None:
    assert site_of_number(number) == f"/site-enregistrement/?numero={number}"


@pytest.mark.parametrize(
    ("number", "department"), [("029031", "29"), ("971031", "971"), ("02A031", "2A"), ("111052", "111")]
)
def test_a_number_begins_with_its_department(number: str, department: str) -> None:
    assert department_of(number) == department
