"""Every section of the registration site: what it shows, writes and refuses."""

import datetime
from typing import Any

import pytest
from django.test import Client

from alin.dates import local_today
from alin.simulator.sections import SECTIONS
from applications.registry import editing
from applications.registry.schema import Demande
from tests.factories.applications import ANNE
from tests.simulator.site import address, change, errors, fields, text

pytestmark = pytest.mark.django_db
YEAR = local_today().year


def now() -> Demande:
    return editing.find(ANNE)


@pytest.mark.parametrize("key", SECTIONS)
def test_a_section_sent_as_it_was_changes_nothing(holder: Client, key: str) -> None:
    before = now()
    assert change(holder, key).url == address("demande")
    assert now() == before


@pytest.mark.parametrize(
    ("key", "typed", "place", "value"),
    [
        ("demandeur", {"applicant-last_name": "DURAND"}, "applicant.last_name", "DURAND"),
        ("demandeur", {"applicant-birth_name": "PORTE"}, "applicant.birth_name", "PORTE"),
        (
            "demandeur",
            {"applicant-birth_date": "1989-05-20"},
            "applicant.birth_date",
            datetime.date(1989, 5, 20),
        ),
        ("demandeur", {"applicant-nationality": "3"}, "applicant.nationality", "3"),
        ("demandeur", {"applicant-disabled": "on"}, "applicant.disabled", True),
        ("codemandeur", {"co_applicant-first_name": "Denys"}, "co_applicant.first_name", "Denys"),
        ("codemandeur", {"co_applicant_link": "L"}, "co_applicant_link", "L"),
        ("contact", {"email": "Nouvelle@Example.org"}, "email", "nouvelle@example.org"),
        ("contact", {"applicant-mobile_phone": "06 99 88 77 66"}, "applicant.mobile_phone", "+33699887766"),
        ("contact", {"applicant-email": ""}, "applicant.email", None),
        ("contact", {"co_applicant-sms_notifications": "on"}, "co_applicant.sms_notifications", True),
        ("foyer", {"unborn_children": "2"}, "unborn_children", 2),
        ("emploi", {"applicant-contract": "CDD"}, "applicant.contract", "CDD"),
        (
            "emploi",
            {"applicant-employment__siret": "732 829 320 00082"},
            "applicant.employment.siret",
            "73282932000082",
        ),
        ("logement", {"current_housing-kind": "HLM"}, "current_housing.kind", "HLM"),
        ("logement", {"current_housing-rent": "1 020,00 €"}, "current_housing.rent", 1020),
        ("logement", {"current_housing-rent": ""}, "current_housing.rent", None),
        ("logement", {"current_housing-since": ""}, "current_housing.since", None),
        ("motifs", {"reason_1": "09", "reason_2": "", "reason_4": "13"}, "reasons", ["09", "13"]),
        ("motifs", {"reason_1": "09", "reason_2": "09"}, "reasons", ["09"]),
        ("priorite", {"priority": "on"}, "priority", True),
        ("priorite", {"dalo": "ACTIF"}, "dalo", "ACTIF"),
        ("priorite", {"reservations": ["COLACT", "PPRIOR"]}, "reservations", ["COLACT", "PPRIOR"]),
        ("contact", {"applicant-home_phone": "01 40 00 00 00"}, "applicant.home_phone", "01 40 00 00 00"),
        ("contact", {"applicant-work_phone": "01 40 00 00 01"}, "applicant.work_phone", "01 40 00 00 01"),
        ("emploi", {"co_applicant-occupation": "Soudeur"}, "co_applicant.occupation", "Soudeur"),
        (
            "ressources",
            {"applicant-PAV": "120"},
            "applicant.payments",
            [{"kind": "PAV", "monthly": 120}],
        ),
        ("foyer", {"birth_expected_on": "01/03/2027"}, "birth_expected_on", datetime.date(2027, 3, 1)),
        ("logement", {"current_housing-typology": "T6"}, "current_housing.typology", "T6"),
        ("logement", {"current_housing-surface": "38"}, "current_housing.surface", 38),
        ("logement", {"current_housing-occupants": "4"}, "current_housing.occupants", 4),
        (
            "logement",
            {"current_housing-landlord_name": "SCI Arago"},
            "current_housing.landlord_name",
            "SCI Arago",
        ),
        ("souhaits", {"wishes-dwelling": "house"}, "wishes.dwelling", "house"),
        ("souhaits", {"wishes-parking": "true"}, "wishes.parking", True),
        ("souhaits", {"wishes-typologies": ["T4"]}, "wishes.typologies", ["T4"]),
        ("souhaits", {"wishes-max_rent": "950"}, "wishes.max_rent", 950),
        ("souhaits", {"wishes-min_surface": "45 m²"}, "wishes.min_surface", 45),
        ("souhaits", {"wishes-accessible": "on"}, "wishes.accessible", True),
        ("revenus", {"last_twelve_months_income": ""}, "last_twelve_months_income", None),
    ],
)
def test_each_field_is_written_where_it_belongs(
    holder: Client, key: str, typed: dict[str, Any], place: str, value: object
) -> None:
    before = now().model_dump()
    assert change(holder, key, **typed).status_code == 302
    after = now().model_dump()
    assert dug(after, place) == value
    put(before, place, value)
    assert after == before


def dug(data: Any, place: str) -> Any:
    for step in place.split("."):
        data = data[step]
    return data


def put(data: Any, place: str, value: object) -> None:
    *path, last = place.split(".")
    (dug(data, ".".join(path)) if path else data)[last] = value


def test_resources_are_one_amount_for_each_kind(holder: Client) -> None:
    change(holder, "ressources", **{"applicant-SAL": "1 900", "applicant-APL": "", "applicant-AF": "0"})
    found = [(income.kind, income.monthly) for income in now().applicant.resources]
    assert found == [("SAL", 1900), ("AF", 0)]


def test_two_wages_that_add_up_as_before_stay_two(holder: Client) -> None:
    editing.save_part(
        ANNE, {"applicant": {"resources": [{"kind": "SAL", "monthly": 900}, {"kind": "SAL", "monthly": 950}]}}
    )
    assert fields(holder.get(address("section", "ressources")))["applicant-SAL"] == ["1850"]
    change(holder, "ressources", **{"applicant-AF": "150"})
    assert [income.monthly for income in now().applicant.resources] == [900, 950, 150]


def test_older_tax_notices_stay_when_those_of_the_form_change(holder: Client) -> None:
    change(holder, "revenus", **{f"applicant-{YEAR - 2}": "19 500", f"applicant-{YEAR - 1}": ""})
    found = [(notice.year, notice.amount) for notice in now().applicant.tax_incomes]
    assert found == [(YEAR - 3, 18_000), (YEAR - 2, 19_500)]


def test_an_employment_without_any_word_is_none(holder: Client) -> None:
    empty = {"applicant-employment__employer_name": "", "applicant-employment__siret": ""}
    change(holder, "emploi", **empty)
    assert now().applicant.employment is None
    change(holder, "emploi", **{"applicant-employment__employer_name": "Fournil"})
    employment = now().applicant.employment
    assert employment is not None and employment.employer_name == "Fournil"


def test_a_child_is_added_on_a_new_row_and_another_taken_away(holder: Client) -> None:
    path = address("section", "foyer")
    more = holder.post(path, {**fields(holder.get(path)), "plus-personnes": "1"})
    sent = fields(more)
    assert sent["personnes-2-first_name"] == [""]
    sent |= {
        "personnes-2-first_name": "Noé",
        "personnes-2-birth_date": "01/02/2024",
        "personnes-0-DELETE": "on",
    }
    assert holder.post(path, sent).status_code == 302
    assert [(one.first_name, one.shared_custody) for one in now().dependants] == [
        ("Zoé", True),
        ("Noé", False),
    ]


def test_communes_are_found_by_name_put_in_order_and_taken_away(holder: Client) -> None:
    path = address("section", "souhaits")
    sent = fields(holder.post(path, {**fields(holder.get(path)), "plus-communes": "1"}))
    assert sent["communes-0-commune"] == ["Saint-Denis (93)"]
    sent |= {
        "communes-3-commune": "bagnolet",
        "communes-3-ORDER": "1",
        "communes-0-ORDER": "4",
        "communes-1-DELETE": "on",
    }
    assert holder.post(path, sent).status_code == 302
    assert now().wishes.communes == ["93006", "93048", "93066"]


def test_a_name_that_several_communes_bear_asks_which(holder: Client) -> None:
    answer = change(holder, "souhaits", **{"communes-0-commune": "saint"})
    assert "Plusieurs communes correspondent." in errors(answer)["communes-0-commune"]
    assert "Saint-Denis (93)" in errors(answer)["communes-0-commune"]
    answer = change(holder, "souhaits", **{"communes-0-commune": "Xyzzy"})
    assert errors(answer) == {"communes-0-commune": "Aucune commune ne porte ce nom. Vérifiez l'orthographe."}
    assert now().wishes.communes == ["93066", "75118", "93048"]


def test_the_last_commune_can_not_be_taken_away(holder: Client) -> None:
    answer = change(holder, "souhaits", **{f"communes-{row}-DELETE": "on" for row in range(3)})
    assert "Indiquez au moins une réponse." in text(answer)


NUMBER = "Écrivez un nombre entier, sans centimes : 1850."
MOST = "Indiquez un nombre d'au plus 1\u202f000\u202f000."


@pytest.mark.parametrize(
    ("key", "name", "typed", "said"),
    [
        ("demandeur", "applicant-last_name", " ", "Indiquez le nom."),
        ("demandeur", "applicant-last_name", "x" * 81, "Ce champ est limité à 80 caractères."),
        ("demandeur", "applicant-birth_date", "1/1/1899", "Indiquez une date entre 1900 et 2100."),
        ("demandeur", "applicant-birth_date", "1/1/2099", "Cette date est dans le futur."),
        ("demandeur", "applicant-civility", "x", "Choisissez une réponse dans la liste."),
        ("codemandeur", "co_applicant_link", "X", "Choisissez une réponse dans la liste."),
        ("contact", "email", "anne@", "Indiquez une adresse mail complète, par exemple nom@exemple.fr."),
        ("foyer", "personnes-0-first_name", "", "Indiquez le prénom."),
        ("foyer", "personnes-1-first_name", "x" * 81, "Ce champ est limité à 80 caractères."),
        ("foyer", "unborn_children", "6", None),
        ("emploi", "applicant-employment__siret", "1" * 21, "Ce champ est limité à 20 caractères."),
        ("ressources", "applicant-APL", "90,50", NUMBER),
        ("ressources", "applicant-APL", "1000001", MOST),
        ("ressources", "co_applicant-SAL", "-5", "Indiquez un nombre d'au moins 0."),
        ("revenus", f"applicant-{YEAR - 1}", "1000001", MOST),
        ("revenus", "last_twelve_months_income", "beaucoup", NUMBER),
        ("logement", "current_housing-rent", "1000001", MOST),
        ("logement", "current_housing-since", "hier", None),
        ("logement", "current_housing-occupants", "31", "Indiquez un nombre d'au plus 30."),
        ("ressources", "applicant-PAV", "-1", "Indiquez un nombre d'au moins 0."),
        ("motifs", "reason_1", "", "Choisissez le motif principal."),
        ("souhaits", "wishes-min_surface", "1001", "Indiquez un nombre d'au plus 1\u202f000."),
        ("souhaits", "wishes-typologies", "T9", "Choisissez une réponse dans la liste."),
    ],
)
def test_what_the_schema_refuses_is_said_in_french_beside_the_field(
    holder: Client, key: str, name: str, typed: str, said: str | None
) -> None:
    before = now()
    answer = change(holder, key, **{name: typed})
    assert answer.status_code == 200
    found = errors(answer)
    assert set(found) == {name}
    assert said is None or found[name] == said
    assert "should" not in found[name]
    assert now() == before


def test_a_section_keeps_what_another_tab_saved_meanwhile(holder: Client) -> None:
    path = address("section", "ressources")
    stale = fields(holder.get(path))
    change(holder, "emploi", **{"applicant-contract": "CDD"})
    holder.post(path, {**stale, "applicant-SAL": "2000"})
    assert now().applicant.contract == "CDD"
    assert now().applicant.resources[0].monthly == 2000


def test_a_co_applicant_is_added_and_taken_away(holder: Client) -> None:
    assert "GIGI" in text(holder.get(address("remove_co_applicant")))
    holder.post(address("remove_co_applicant"))
    assert now().co_applicant is None
    assert now().co_applicant_link is None
    assert holder.get(address("remove_co_applicant")).status_code == 302
    assert "Ajouter un codemandeur" in text(holder.get(address("demande")))
    change(
        holder,
        "codemandeur",
        **{
            "co_applicant-civility": "madame",
            "co_applicant-last_name": "ROY",
            "co_applicant-first_name": "Lou",
            "co_applicant-birth_date": "01/02/1990",
            "co_applicant_link": "C",
        },
    )
    partner = now().co_applicant
    assert partner is not None and (partner.last_name, partner.resources) == ("ROY", [])


def test_no_section_has_another_name(holder: Client) -> None:
    assert holder.get(address("section", "autre")).status_code == 404
