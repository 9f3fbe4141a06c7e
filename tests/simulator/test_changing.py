"""Every section of the registration site: what it shows, writes and refuses."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alin.dates import add_months, local_today
from alin.formats import long_date
from alin.simulator.sections import SECTIONS
from applications.registry import editing
from applications.registry.schema import Demande
from tests.factories.applications import ANNE, adult, at_registry, dependant
from tests.simulator.site import address, change, errors, fields, open_demande, page, text

pytestmark = pytest.mark.django_db
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
        ("motifs", {"priority": "on"}, "priority", True),
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


def test_renewing_tells_the_new_last_day(holder: Client) -> None:
    answer = holder.post(address("renew"), follow=True)
    assert f"valable jusqu'au {long_date(add_months(local_today(), 12))}" in text(answer)
    assert now().renewed_on == local_today()


def test_an_expired_demande_says_so_until_it_is_renewed(holder: Client) -> None:
    with time_machine.travel(add_months(local_today(), 7), tick=False):
        open_demande(holder)
        assert "Expirée" in text(holder.get(address("demande")))
        assert "Active" in text(holder.post(address("renew"), follow=True))


def test_documents_are_marked_as_filed(holder: Client) -> None:
    form = fields(holder.get(address("documents")))
    assert {key.split(":")[1] for key in form["document"]} == {"identite"}
    holder.post(address("documents"), {"document": ["applicant:contrat", "household:locataire"]})
    assert now().documents_filed == ["applicant:contrat", "household:locataire"]
    assert "2 sur" in text(holder.get(address("demande")))


def test_striking_off_wants_a_reason_and_a_confirmation(holder: Client) -> None:
    answer = holder.post(address("strike_off"), {})
    assert errors(answer) == {
        "reason": "Choisissez le motif.",
        "confirmed": "Cochez cette case pour confirmer.",
    }
    holder.post(address("strike_off"), {"reason": "RADABA", "confirmed": "on"})
    assert now().struck_off == "RADABA"


def test_a_struck_off_demande_is_read_and_never_changed(holder: Client) -> None:
    editing.strike_off(ANNE, "RADATT")
    shown = holder.get(address("demande"))
    assert "Attribution d'un logement" in text(shown)
    assert not page(shown).select("main a[href*=modifier], main form")
    assert holder.get(address("certificate")).status_code == 200
    before = now()
    for name, more in [
        ("renew", []),
        ("documents", []),
        ("strike_off", []),
        ("section", ["logement"]),
        ("remove_co_applicant", []),
    ]:
        answer = holder.post(address(name, *more), {"reason": "RADATT", "confirmed": "on"}, follow=True)
        assert "elle ne peut plus être modifiée" in text(answer)
    assert now() == before


def test_the_certificate_shows_number_dates_and_household(holder: Client) -> None:
    shown = text(holder.get(address("certificate")))
    for words in (ANNE, long_date(now().filed_on), "Denis GIGI", "Léo PORTE", "sans valeur"):
        assert words in shown


def pages() -> list[tuple[str, list[str]]]:
    names = ["demande", "certificate", "documents", "strike_off", "remove_co_applicant"]
    return [(name, []) for name in names] + [("section", [key]) for key in SECTIONS]


@pytest.mark.parametrize(("name", "more"), pages())
def test_every_page_has_one_title_nothing_inline_and_few_queries(
    holder: Client, name: str, more: list[str]
) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = holder.get(address(name, *more))
    assert len(queries) <= 12
    assert not [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    soup = page(answer)
    assert len(soup.select("h1")) == 1
    assert "Site de démonstration" in text(answer)
    assert not soup.select("[style], [onclick], script:not([src])")
    assert soup.select_one(f"a[href='{reverse('home')}']")


def test_the_site_speaks_english_too(holder: Client) -> None:
    holder.cookies["django_language"] = "en"
    soup = page(holder.get(address("demande")))
    assert soup.html is not None and soup.html["lang"] == "en"
