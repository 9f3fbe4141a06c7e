"""Acts on simulated demandes: what they write, what they leave alone, what they refuse."""

import datetime
from typing import Any

import pytest

from alin.dates import local_today
from applications.documents import required_documents
from applications.models import SimulatedDemande
from applications.registry import editing
from applications.registry.editing import PartRefused
from applications.registry.protocol import RegistryUnavailable, StruckOff, UnknownNumber
from applications.registry.simulator import SimulatedRegistry
from applications.unique_number import is_usual
from tests.factories.applications import ANNE, adult, at_registry, demande_data

pytestmark = pytest.mark.django_db


def new(**changes: Any) -> dict[str, Any]:
    data = demande_data(**changes)
    return {name: value for name, value in data.items() if name not in ("unique_number", "filed_on")}


def test_a_part_is_written_and_every_other_stays_as_it_is() -> None:
    at_registry(dependants=[{"first_name": "Léo", "birth_date": "2018-02-03"}])
    before = editing.find(ANNE)
    after = editing.save_part(ANNE, {"applicant": {"contract": "CDD"}, "wishes": {"max_rent": 820}})
    assert after.applicant == before.applicant.model_copy(update={"contract": "CDD"})
    assert after.wishes == before.wishes.model_copy(update={"max_rent": 820})
    assert after.dependants == before.dependants
    assert editing.find(ANNE) == after


def test_two_tabs_do_not_undo_each_others_section() -> None:
    at_registry()
    stale = editing.find(ANNE).applicant.model_dump()
    editing.save_part(ANNE, {"applicant": {"resources": [{"kind": "SAL", "monthly": 2100}]}})
    editing.save_part(ANNE, {"applicant": {"last_name": stale["last_name"], "birth_name": "DURAND"}})
    assert editing.find(ANNE).applicant.resources[0].monthly == 2100


def test_a_fault_of_the_schema_is_told_with_its_place_and_nothing_is_written() -> None:
    at_registry()
    with pytest.raises(PartRefused) as refused:
        editing.save_part(ANNE, {"wishes": {"max_rent": 1_000_001}, "applicant": {"contract": "CDD"}})
    assert [fault["loc"] for fault in refused.value.faults] == [("wishes", "max_rent")]
    assert editing.find(ANNE).applicant.contract == "CDI"


def test_what_is_saved_unchanged_is_no_change_for_who_asks_what_changed() -> None:
    row = at_registry()
    editing.save_part(ANNE, {"applicant": {"contract": "CDI"}})
    assert SimulatedDemande.objects.get().updated_at == row.updated_at
    editing.save_part(ANNE, {"applicant": {"contract": "CDD"}})
    assert SimulatedDemande.objects.get().updated_at > row.updated_at


def test_a_new_demande_gets_a_number_of_the_usual_shape_and_todays_filing_date() -> None:
    demande = editing.create(new())
    assert is_usual(demande.unique_number)
    assert demande.filed_on == local_today()
    assert SimulatedRegistry().fetch(demande.unique_number) == demande


@pytest.mark.parametrize(
    ("department", "territory", "desk"),
    [("93", "111", "G9300"), ("29", "029", "G2900"), ("974", "974", "G9740"), ("2A", "020", "G2A00")],
)
def test_a_number_names_its_territory_month_and_desk(department: str, territory: str, desk: str) -> None:
    number = editing.new_number(department, datetime.date(2026, 4, 7))
    assert is_usual(number)
    assert (number[:3], number[3:7], number[13:]) == (territory, "0426", desk)


@pytest.mark.parametrize(("insee", "department"), [("93066", "93"), ("29019", "29"), ("97411", "974")])
def test_a_commune_gives_its_department(insee: str, department: str) -> None:
    assert editing.department_at(insee) == department


def test_a_number_somebody_took_meanwhile_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([7, 7, 8])
    monkeypatch.setattr(editing, "randbelow", lambda limit: next(drawn))
    first, second = editing.create(new()), editing.create(new(email="second@example.org"))
    assert (first.unique_number[7:13], second.unique_number[7:13]) == ("000007", "000008")
    assert editing.find(first.unique_number).email == "anne.porte@example.org"


def test_a_new_demande_that_does_not_fit_is_refused() -> None:
    with pytest.raises(PartRefused):
        editing.create(new(reasons=[]))
    assert not SimulatedDemande.objects.exists()


def test_renewing_counts_from_today() -> None:
    at_registry()
    assert editing.renew(ANNE).renewed_on == local_today()


def test_a_struck_off_demande_is_final() -> None:
    at_registry()
    editing.strike_off(ANNE, "RADABA")
    for act in (
        lambda: editing.renew(ANNE),
        lambda: editing.strike_off(ANNE, "RADATT"),
        lambda: editing.mark_filed(ANNE, []),
        lambda: editing.save_part(ANNE, {"priority": True}),
    ):
        with pytest.raises(StruckOff, match="RADABA"):
            act()
    with pytest.raises(StruckOff):
        SimulatedRegistry().fetch(ANNE)


@pytest.mark.parametrize("reason", ["", "AUTRE"])
def test_striking_off_needs_a_reason_of_the_list(reason: str) -> None:
    at_registry()
    with pytest.raises(PartRefused):
        editing.strike_off(ANNE, reason)
    assert editing.find(ANNE).struck_off is None


def test_documents_are_marked_exactly_as_ticked() -> None:
    at_registry()
    keys = [line.key for line in required_documents(editing.find(ANNE), local_today())]
    assert filed(editing.mark_filed(ANNE, [*keys[:3], "another:paper"])) == keys[:3]
    assert filed(editing.mark_filed(ANNE, keys[1:2])) == keys[1:2]


def test_taking_one_month_back_keeps_the_others_of_a_general_word() -> None:
    at_registry(documents_filed=["applicant:salaires", "applicant:salaires:2020-01", "identite"])
    keys = filed(editing.find(ANNE))
    payslips = [key for key in keys if ":salaires:" in key]
    assert len(payslips) == 3
    after = editing.mark_filed(ANNE, set(keys) - {payslips[0]})
    assert set(filed(after)) == set(keys) - {payslips[0]}
    assert "applicant:salaires:2020-01" in after.documents_filed


def filed(demande: Any) -> list[str]:
    return [line.key for line in required_documents(demande, local_today()) if line.filed]


def test_an_unknown_number_and_an_unreadable_row_are_told() -> None:
    with pytest.raises(UnknownNumber):
        editing.save_part(ANNE, {})
    SimulatedDemande.objects.create(unique_number=ANNE, data={"odd": 1})
    with pytest.raises(RegistryUnavailable):
        editing.find(ANNE)


def test_a_resource_of_somebody_who_left_meanwhile_is_refused() -> None:
    at_registry(co_applicant=adult("Denis", "GIGI"), co_applicant_link="M")
    editing.save_part(ANNE, {"co_applicant": None, "co_applicant_link": None})
    with pytest.raises(PartRefused):
        editing.save_part(ANNE, {"co_applicant": {"contract": "CDD"}})
