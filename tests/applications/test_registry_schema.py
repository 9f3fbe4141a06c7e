"""What is accepted as a demande, from a gateway and from a file alike."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import applications
from applications.changes import changes_between
from applications.household import monthly_resources
from applications.registry.labels import (
    CONTRACTS,
    DALO,
    FAMILY_SITUATIONS,
    HOUSING,
    LINKS,
    NATIONALITIES,
    PAYMENTS,
    REASONS,
    RESERVATIONS,
    RESOURCES,
    STRIKE_OFF,
)
from applications.registry.schema import Demande
from applications.summary import describe
from tests.factories.applications import adult, demande_data, make_demande


def test_a_number_is_kept_without_spaces_and_in_capitals() -> None:
    assert Demande.model_validate(demande_data("111 0520 020171 g1175")).unique_number == "1110520020171G1175"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"unique_number": "123"}, ("unique_number",)),
        ({"email": "nobody"}, ("email",)),
        ({"filed_on": "2026-02-30"}, ("filed_on",)),
        ({"reasons": []}, ("reasons",)),
        ({"reasons": ["24"]}, ("reasons", 0)),
        ({"wishes": {"communes": []}}, ("wishes", "communes")),
        ({"wishes": {"communes": ["7505"]}}, ("wishes", "communes", 0)),
        ({"applicant": adult(contract="CDI2")}, ("applicant", "contract")),
        ({"applicant": adult(birth_date="someday")}, ("applicant", "birth_date")),
        ({"applicant": adult(nickname="Nana")}, ("applicant", "nickname")),
        ({"struck_off": "RADXXX"}, ("struck_off",)),
        ({"unborn_children": -1}, ("unborn_children",)),
        ({"filed_on": "9999-12-31"}, ("filed_on",)),
        ({"applicant": adult(birth_date="0001-01-01")}, ("applicant", "birth_date")),
        ({"applicant": adult(last_name="POR\0TE")}, ("applicant", "last_name")),
        ({"documents_filed": ["identite", "\0"]}, ("documents_filed",)),
    ],
)
def test_a_fault_is_named_by_its_place(changes: dict[str, Any], place: tuple[object, ...]) -> None:
    with pytest.raises(ValidationError) as refused:
        Demande.model_validate({**demande_data(), **changes})
    assert refused.value.errors()[0]["loc"] == place


TABLE = Path(applications.__file__).parent / "data" / "registry_codes.csv"


def test_every_code_of_the_registry_has_words_and_is_taken() -> None:
    """The registry's table of codes is shipped with the app; each code it has, the pages can say."""
    lists: dict[str, tuple[dict[str, Any], Callable[[str], dict[str, Any]]]] = {
        "nationalite": (NATIONALITIES, lambda code: {"applicant": adult(nationality=code)}),
        "situation_familiale": (FAMILY_SITUATIONS, lambda code: {"applicant": adult(family_situation=code)}),
        "lien_codemandeur": (LINKS, lambda code: {"co_applicant_link": code}),
        "contrat": (CONTRACTS, lambda code: {"applicant": adult(contract=code)}),
        "ressource": (RESOURCES, lambda code: {"applicant": adult(resources=[{"kind": code, "monthly": 1}])}),
        "ressource_versee": (
            PAYMENTS,
            lambda code: {"applicant": adult(payments=[{"kind": code, "monthly": 1}])},
        ),
        "logement_actuel": (HOUSING, lambda code: {"current_housing": {"kind": code}}),
        "motif": (REASONS, lambda code: {"reasons": [code]}),
        "radiation": (STRIKE_OFF, lambda code: {"struck_off": code}),
        "reservataire": (RESERVATIONS, lambda code: {"reservations": [code]}),
        "dalo": (DALO, lambda code: {"dalo": code}),
    }
    with TABLE.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["list"] for row in rows} - set(lists) == {"civilite", "typologie"}
    for row in rows:
        if row["list"] in lists:
            labels, demande = lists[row["list"]]
            assert row["code"] in labels, row
            Demande.model_validate({**demande_data(), **demande(row["code"])})


def test_every_typology_of_the_registry_is_taken_and_six_rooms_have_one_code() -> None:
    with TABLE.open(encoding="utf-8") as lines:
        codes = [row["code"] for row in csv.DictReader(lines) if row["list"] == "typologie"]
    data = demande_data(wishes={"communes": ["93066"], "typologies": [*codes, "T6"]})
    data["current_housing"]["typology"] = "T6P"
    demande = Demande.model_validate(data)
    assert demande.wishes.typologies == ["C", "T1", "T2", "T3", "T4", "T5", "T6", "T6"]
    assert demande.current_housing.typology == "T6"


# --- What the registry says beyond the least ----------------------------------------------------------
FULL: dict[str, Any] = {
    "applicant": adult(
        home_phone="01 44 55 66 77",
        work_phone="+32 2 555 12 12",
        occupation="Soudeuse",
        payments=[{"kind": "PAV", "monthly": 150}],
    ),
    "current_housing": {
        "kind": "HLM", "typology": "T2", "surface": 41, "occupants": 3, "landlord_name": "Seine Habitat",
    },
    "unborn_children": 1,
    "birth_expected_on": "2027-02-01",
    "dalo": "ACTIF",
    "reservations": ["COLACT", "PPRIOR"],
    "wishes": {"communes": ["93066"], "typologies": ["C", "T1"], "dwelling": "house", "parking": True},
}  # fmt: skip
SHOWN = {
    "Téléphone du domicile": "01 44 55 66 77",
    "Téléphone du travail": "+32 2 555 12 12",
    "Profession": "Soudeuse",
    "Pension alimentaire versée": "150 € par mois",
    "Nombre de pièces": "T2",
    "Surface": "41 m²",
    "Nombre d'occupants": "3",
    "Nom du bailleur": "Seine Habitat",
    "Naissance prévue le": "01/02/2027",
    "Droit au logement opposable (DALO)": "Actif",
    "Réservataires": "Employeurs / Action Logement, Préfet – prioritaires",
    "Appartement ou maison": "Maison",
    "Place de stationnement": "oui",
}


@pytest.mark.django_db
def test_everything_the_registry_gives_is_shown() -> None:
    rows = {
        label: value.replace("\u202f", " ").replace("\u00a0", " ")
        for section in describe(make_demande(**FULL))
        for part in section.parts
        for label, value in part.rows
    }
    assert {label: rows.get(label) for label in SHOWN} == SHOWN
    assert rows["Types de logement"] == "Chambre, T1"


@pytest.mark.django_db
def test_everything_that_is_shown_is_told_when_it_changes() -> None:
    told = {change.label for change in changes_between(make_demande(), make_demande(**FULL))}
    assert set(SHOWN) <= told


@pytest.mark.django_db
def test_what_the_registry_does_not_say_is_not_shown() -> None:
    shown = {
        label for section in describe(make_demande()) for part in section.parts for label, _v in part.rows
    }
    assert not shown & set(SHOWN)


def test_alimony_paid_out_does_not_change_the_counted_resources() -> None:
    paying = make_demande(applicant=adult(payments=[{"kind": "PAV", "monthly": 150}]))
    assert monthly_resources(paying) == monthly_resources(make_demande())
