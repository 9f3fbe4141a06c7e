import logging

import pytest

from applications.models import SimulatedDemande
from applications.registry import get_registry
from applications.registry.gateway import GatewayRegistry
from applications.registry.protocol import RegistryUnavailable, StruckOff, UnknownNumber
from applications.registry.simulator import SimulatedRegistry
from tests.factories.applications import ANNE, at_registry

pytestmark = pytest.mark.django_db


def test_the_simulator_gives_what_it_holds() -> None:
    at_registry()
    demande = SimulatedRegistry().fetch(ANNE)
    assert (demande.unique_number, demande.applicant.last_name) == (ANNE, "PORTE")


def test_spaces_and_lower_case_are_the_same_number() -> None:
    at_registry()
    assert SimulatedRegistry().fetch("111 0520 020171 g1175").unique_number == ANNE


def test_a_number_it_does_not_hold_is_unknown() -> None:
    with pytest.raises(UnknownNumber):
        SimulatedRegistry().fetch(ANNE)


def test_a_struck_off_demande_comes_as_its_reason() -> None:
    at_registry(struck_off="RADREN")
    with pytest.raises(StruckOff) as refused:
        SimulatedRegistry().fetch(ANNE)
    assert refused.value.reason == "RADREN"


def test_a_row_that_is_no_demande_counts_as_unavailable(caplog: pytest.LogCaptureFixture) -> None:
    SimulatedDemande.objects.create(unique_number=ANNE, data={"applicant": {"last_name": "PORTE"}})
    with caplog.at_level(logging.ERROR), pytest.raises(RegistryUnavailable):
        SimulatedRegistry().fetch(ANNE)
    assert "PORTE" not in caplog.text
    assert ANNE not in caplog.text


def test_the_gateway_is_asked_where_its_address_is_set(settings: object) -> None:
    settings.REGISTRY_URL = ""  # type: ignore[attr-defined]
    assert isinstance(get_registry(), SimulatedRegistry)
    settings.REGISTRY_URL = "https://registry.example.org"  # type: ignore[attr-defined]
    assert isinstance(get_registry(), GatewayRegistry)
