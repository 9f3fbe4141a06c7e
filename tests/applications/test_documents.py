"""The checklist of supporting documents (R3.9), against households written out by hand."""

import datetime

import pytest

from applications.documents import (
    kinds,
    payslip_months,
    record_ticks,
    required_documents,
    tax_years,
    unticked,
)
from applications.registry.schema import Demande
from tests.applications.households import HOUSEHOLDS, TODAY
from tests.factories.files import adult, child, demande, partner, read

IDENTITY = "Ma situation personnelle-Identité"


def keys(file: Demande, today: datetime.date = TODAY) -> list[str]:
    return [line.key for line in required_documents(file, today)]


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_a_household_is_asked_for_exactly_its_documents(name: str) -> None:
    fields, expected = HOUSEHOLDS[name]
    assert sorted(keys(demande(**fields))) == sorted(expected.split())


def test_every_kind_of_document_is_asked_of_some_household() -> None:
    asked = {key.split(":")[1] for _fields, expected in HOUSEHOLDS.values() for key in expected.split()}
    assert asked == {kind.key for kind in kinds()}


def test_the_handbooks_own_page() -> None:
    """Anne PORTE in October 2021, hosted, whose landlord takes the home back."""
    file = demande(applicant=adult(), current_housing={"kind": "CP"}, reasons=["04"], filed_on="2021-01-01")
    lines = required_documents(file, datetime.date(2021, 10, 19))
    assert [(line.group, line.label) for line in lines if "contrat" not in line.key] == [
        (IDENTITY, "Carte nationale d'identité ou passeport"),
        (
            "Ma situation personnelle-Ressources",
            "Bulletin de salaire privé / public du mois de Septembre 2021 ou Attestation de l'employeur",
        ),
        (
            "Ma situation personnelle-Ressources",
            "Bulletin de salaire privé / public du mois d'Août 2021 ou Attestation de l'employeur",
        ),
        (
            "Ma situation personnelle-Ressources",
            "Bulletin de salaire privé / public du mois de Juillet 2021 ou Attestation de l'employeur",
        ),
        (
            "Ma situation personnelle-Avis d'imposition",
            "Avis d'imposition 2020 sur les revenus de l'année 2019",
        ),
        (
            "Ma situation personnelle-Avis d'imposition",
            "Avis d'imposition 2021 sur les revenus de l'année 2020",
        ),
        ("Ma situation personnelle-Logement actuel", "Attestation de la personne qui héberge"),
        (
            "Ma situation personnelle-Motif",
            "Lettre de congé du propriétaire ou jugement prononçant la résiliation du bail",
        ),
    ]
    assert {line.person for line in lines} == {"Demandeur ANNE PORTE"}


@pytest.mark.parametrize(
    ("today", "months"),
    [
        ("2026-11-01", ["2026-10", "2026-09", "2026-08"]),
        ("2026-11-30", ["2026-10", "2026-09", "2026-08"]),
        ("2026-12-01", ["2026-11", "2026-10", "2026-09"]),
        ("2026-01-15", ["2025-12", "2025-11", "2025-10"]),
        ("2026-03-31", ["2026-02", "2026-01", "2025-12"]),
    ],
)
def test_payslips_are_those_of_the_last_three_complete_months(today: str, months: list[str]) -> None:
    found = payslip_months(datetime.date.fromisoformat(today))
    assert [f"{month:%Y-%m}" for month in found] == months


@pytest.mark.parametrize(
    ("today", "years"),
    [
        ("2026-01-01", [2024]),
        ("2026-08-31", [2024]),
        ("2026-09-01", [2024, 2025]),
        ("2026-12-31", [2024, 2025]),
        ("2027-01-01", [2025]),
    ],
)
def test_last_years_notice_is_asked_for_from_september_on(today: str, years: list[int]) -> None:
    assert tax_years(datetime.date.fromisoformat(today)) == years


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (datetime.date(2026, 5, 2), ["d'Avril 2026", "de Mars 2026", "de Février 2026"]),
        (datetime.date(2026, 11, 2), ["d'Octobre 2026", "de Septembre 2026", "d'Août 2026"]),
    ],
)
def test_months_are_written_as_french_asks(today: datetime.date, months: list[str]) -> None:
    labels = [line.label for line in required_documents(demande(), today) if ":salaires:" in line.key]
    assert [label.split("du mois ")[1].split(" ou ")[0] for label in labels] == months


def test_the_list_is_in_english_for_english_readers() -> None:
    from django.utils import translation

    with translation.override("en"):
        labels = [line.label for line in required_documents(demande(), TODAY)]
    assert "National identity card or passport" in labels
    assert "2026 tax notice on the income of 2025" in labels
    assert "Payslip (private or public sector) for October 2026, or employer's certificate" in labels


def test_every_line_of_the_table_is_complete_and_its_sentences_are_short() -> None:
    for kind in kinds():
        assert kind.when
        assert kind.who in {"each", "applicant", "household", "concerned"}
        for name, text in kind.texts.items():
            assert text, (kind.key, name)
            assert all(len(sentence.split()) <= 25 for sentence in text.split(".")), (kind.key, name)


def test_a_child_becomes_an_adult_on_their_eighteenth_birthday() -> None:
    file = demande(dependants=[child("Tom", "2008-11-22")])
    key = "dependant-20081122-tom"
    assert f"{key}:identite" in keys(file, datetime.date(2026, 11, 22))
    assert f"{key}:identite_mineur" in keys(file, datetime.date(2026, 11, 21))


def test_keys_do_not_depend_on_the_order_of_children() -> None:
    lea, tom = child("Léa", "2015-03-02"), child("Tom", "2012-01-09")
    assert sorted(keys(demande(dependants=[lea, tom]))) == sorted(keys(demande(dependants=[tom, lea])))


def test_no_two_lines_share_a_key() -> None:
    twins = [child("Alix", "2015-03-02"), child("Alix", "2015-03-02"), child("李", "2015-03-02")]
    found = keys(demande(dependants=twins))
    assert len(found) == len(set(found))
    assert all(len(key) <= 80 for key in found)


@pytest.mark.parametrize(
    ("filed", "received"),
    [
        (["applicant:identite"], {"applicant:identite"}),
        (["identite"], {"applicant:identite", "co_applicant:identite"}),
        (["applicant:salaires:2026-09"], {"applicant:salaires:2026-09"}),
        (["nothing-we-know"], set()),
    ],
)
def test_what_the_registry_has_received_is_shown(filed: list[str], received: set[str]) -> None:
    file = demande(co_applicant=partner(), co_applicant_link="C", documents_filed=filed)
    assert {line.key for line in required_documents(file, TODAY) if line.filed} == received


# --- Ticks -----------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_ticks_can_be_partial_and_taken_back() -> None:
    application = read()
    record_ticks(application, ["applicant:identite", "applicant:contrat"], TODAY)
    record_ticks(application, ["applicant:contrat"], TODAY)
    assert [tick.key for tick in application.document_ticks.all()] == ["applicant:contrat"]


@pytest.mark.django_db
def test_a_box_nobody_asked_for_is_not_kept() -> None:
    application = read()
    record_ticks(application, ["applicant:tutelle", "<script>"], TODAY)
    assert not application.document_ticks.exists()


@pytest.mark.django_db
def test_next_month_only_the_new_payslip_is_missing() -> None:
    application = read()
    november, december = datetime.date(2026, 11, 30), datetime.date(2026, 12, 1)
    record_ticks(application, keys(application.demande, november), november)
    assert unticked(application, november) == []
    assert [line.key for line in unticked(application, december)] == ["applicant:salaires:2026-11"]


@pytest.mark.django_db
def test_unchanged_lines_keep_their_tick_after_an_update() -> None:
    application = read()
    record_ticks(application, keys(application.demande), TODAY)
    application.snapshot = demande(reasons=["04"]).model_dump(mode="json")
    application.__dict__.pop("demande", None)
    assert [line.key for line in unticked(application, TODAY)] == ["household:conge"]
