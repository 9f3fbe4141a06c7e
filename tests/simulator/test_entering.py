"""Coming in to the registration site: found by number and birth date, and by nothing less."""

import pytest
from bs4 import Tag
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from alin.simulator.access import SESSION_KEY, reference_of
from applications.models import SimulatedDemande
from applications.unique_number import is_usual
from tests.factories.applications import ANNE, adult, at_registry
from tests.simulator.site import BORN, address, errors, fields, open_demande, page, text

pytestmark = pytest.mark.django_db
SHAPE = "Ce numéro n'a pas la bonne forme : 18 chiffres et lettres, comme 1110520020171G1175."
OTHER = "0290318001234A0001"
NOT_FOUND = "Aucune demande ne correspond à ce numéro unique et à cette date de naissance."


def test_number_and_birth_date_open_the_demande(client: Client) -> None:
    at_registry()
    assert open_demande(client, "1110 5200 2017 1g1175", "19-05-1989").url == address("demande")
    shown = text(client.get(address("demande")))
    assert ANNE in shown
    assert "ANNE PORTE" in shown


def test_the_co_applicants_birth_date_opens_it_too(client: Client) -> None:
    at_registry(co_applicant=adult("Denis", "GIGI", birth_date="1987-11-02"), co_applicant_link="M")
    assert open_demande(client, born="02/11/1987").status_code == 302


def test_a_childs_birth_date_does_not(client: Client) -> None:
    at_registry(dependants=[{"first_name": "Léo", "birth_date": "2018-02-03"}])
    assert open_demande(client, born="03/02/2018").status_code == 200


def test_a_wrong_date_and_an_unknown_number_get_the_same_answer(client: Client) -> None:
    at_registry()
    wrong, unknown = open_demande(client, born="20/05/1989"), open_demande(client, OTHER)
    for answer in (wrong, unknown):
        assert answer.status_code == 200
        assert NOT_FOUND in text(answer)
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize(
    ("number", "born", "said"),
    [
        ("", BORN, {"numero": "Saisissez votre numéro unique."}),
        (
            "123",
            BORN,
            {"numero": SHAPE},
        ),
        (ANNE, "", {"naissance": "Indiquez la date."}),
        (
            ANNE,
            "31/02/1989",
            {"naissance": "Écrivez la date avec le jour, le mois et l'année : 03/09/2018."},
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    client: Client, number: str, born: str, said: dict[str, str]
) -> None:
    answer = open_demande(client, number, born)
    assert errors(answer) == said
    kept = page(answer).select_one("main [name=numero]")
    assert isinstance(kept, Tag)
    assert kept.get("value", "") == number


def test_the_number_comes_along_in_the_link(client: Client) -> None:
    box = page(client.get(reverse("simulator:find"), {"numero": ANNE})).select_one("[name=numero]")
    assert isinstance(box, Tag)
    assert box["value"] == ANNE


def test_the_link_leads_straight_in_while_the_demande_is_open(client: Client) -> None:
    at_registry()
    open_demande(client)
    assert client.get(reverse("simulator:find"), {"numero": ANNE}).url == address("demande")  # type: ignore[attr-defined]
    assert client.get(reverse("simulator:find"), {"numero": OTHER}).status_code == 200


def test_a_number_can_be_guessed_at_ten_times_an_hour(client: Client) -> None:
    at_registry()
    at_registry(OTHER)
    for _try in range(10):
        assert open_demande(client, born="01/01/2000").status_code == 200
    refused = open_demande(client)  # the right date comes too late
    assert refused.status_code == 429
    assert "Trop de tentatives" in text(refused)
    assert open_demande(client, OTHER).status_code == 302


def test_finding_it_forgets_the_tries_before(client: Client) -> None:
    at_registry()
    for _round in range(2):
        for _try in range(6):
            open_demande(client, born="01/01/2000")
        assert open_demande(client).status_code == 302


def test_many_numbers_from_one_address_are_stopped_too(client: Client) -> None:
    for one in range(30):
        assert open_demande(client, f"11105200201{one:02d}G1175").status_code == 200
    assert open_demande(client, "1110520020171G1175").status_code == 429


PAGES = ["demande", "certificate", "documents", "strike_off", "remove_co_applicant"]


@pytest.mark.parametrize("name", PAGES)
def test_nobody_reads_a_demande_they_have_not_opened(client: Client, name: str) -> None:
    at_registry()
    assert client.get(address(name)).url == reverse("simulator:find")  # type: ignore[attr-defined]


def test_opening_another_demande_closes_the_first_and_its_stale_pages(client: Client) -> None:
    at_registry()
    at_registry(OTHER)
    open_demande(client)
    sent = fields(client.get(address("section", "logement")))
    open_demande(client, OTHER)
    answer = client.post(address("section", "logement"), {**sent, "current_housing-rent": "1"}, follow=True)
    assert "Indiquez le numéro unique et la date de naissance pour continuer." in text(answer)
    rents = {row.data["current_housing"]["rent"] for row in SimulatedDemande.objects.all()}
    assert rents == {780}


def test_leaving_forgets_the_demande(client: Client) -> None:
    at_registry()
    open_demande(client)
    assert client.get(reverse("simulator:leave")).status_code == 405
    client.post(reverse("simulator:leave"))
    assert client.get(address("demande")).status_code == 302


def test_a_demande_that_is_gone_leads_back(client: Client) -> None:
    row = at_registry()
    open_demande(client)
    row.delete()
    assert "n'existe plus" in text(client.get(address("demande"), follow=True))


def test_an_unreadable_demande_is_told_and_never_a_breakdown(client: Client) -> None:
    row = at_registry()
    open_demande(client)
    SimulatedDemande.objects.filter(pk=row.pk).update(data={"odd": 1})
    answer = client.get(address("demande"))
    assert answer.status_code == 503
    assert "ne peut pas être lue" in text(answer)


def test_no_cache_keeps_these_pages_and_no_address_holds_a_number(client: Client) -> None:
    at_registry()
    open_demande(client)
    assert "no-store" in client.get(address("demande"))["Cache-Control"]
    assert ANNE not in address("demande")
    assert reference_of(ANNE) != reference_of(OTHER)


@pytest.mark.parametrize("name", ["find", "create", "communes"])
def test_with_a_real_registry_the_site_does_not_exist(client: Client, settings: Settings, name: str) -> None:
    settings.REGISTRY_URL = "https://gateway.example.org"
    assert client.get(reverse(f"simulator:{name}")).status_code == 404


def test_with_a_real_registry_an_open_demande_is_closed(client: Client, settings: Settings) -> None:
    at_registry()
    open_demande(client)
    settings.REGISTRY_URL = "https://gateway.example.org"
    for name in PAGES:
        assert client.get(address(name)).status_code == 404
    assert client.post(address("renew")).status_code == 404


NEW = {
    "applicant-civility": "madame",
    "applicant-last_name": "ROUX",
    "applicant-first_name": "Camille",
    "applicant-birth_date": "11/03/1998",
    "email": "Camille.Roux@example.org",
    "current_housing-kind": "CPE",
    "reason_1": "12",
    "communes-0-commune": "Montreuil (93100)",
}


def test_a_new_demande_gets_its_number_and_a_certificate(client: Client) -> None:
    form = fields(client.get(reverse("simulator:create")))
    answer = client.post(
        reverse("simulator:create"), {**form, **NEW, "applicant-SAL": "1 780 €"}, follow=True
    )
    row = SimulatedDemande.objects.get()
    assert is_usual(row.unique_number)
    assert row.unique_number.startswith("111")
    assert row.data["email"] == "camille.roux@example.org"
    assert row.data["applicant"]["resources"] == [{"kind": "SAL", "monthly": 1780}]
    shown = text(answer)
    assert "Attestation d'enregistrement" in shown
    assert row.unique_number in shown
    assert "Camille ROUX" in shown
    assert open_demande(Client(), row.unique_number, "11/03/1998").status_code == 302


def test_an_empty_new_demande_says_what_is_missing_and_keeps_nothing(client: Client) -> None:
    answer = client.post(reverse("simulator:create"), fields(client.get(reverse("simulator:create"))))
    found = errors(answer)
    assert found["applicant-last_name"] == "Indiquez le nom."
    assert found["email"] == "Indiquez une adresse mail."
    assert found["reason_1"] == "Choisissez le motif principal."
    assert not SimulatedDemande.objects.exists()


def test_a_new_demande_without_a_commune_is_told_above_the_rows(client: Client) -> None:
    form = fields(client.get(reverse("simulator:create")))
    answer = client.post(reverse("simulator:create"), {**form, **NEW, "communes-0-commune": ""})
    assert "Indiquez au moins une réponse." in text(answer)
    assert not SimulatedDemande.objects.exists()


def test_asking_for_one_more_row_saves_nothing_and_scolds_nobody(client: Client) -> None:
    form = fields(client.get(reverse("simulator:create")))
    answer = client.post(
        reverse("simulator:create"), {**form, "applicant-last_name": "ROUX", "plus-communes": "1"}
    )
    assert errors(answer) == {}
    again = fields(answer)
    assert again["applicant-last_name"] == ["ROUX"]
    assert "communes-1-commune" in again
    assert "communes-1-commune" not in form
    assert not SimulatedDemande.objects.exists()


@pytest.mark.parametrize("count", ["", "-1", "²", "1000000", "9" * 5000])
def test_a_made_up_number_of_rows_never_breaks_the_page(client: Client, count: str) -> None:
    form = {**NEW, "communes-TOTAL_FORMS": count, "personnes-TOTAL_FORMS": count}
    for button in ({}, {"plus-communes": "1"}):
        assert client.post(reverse("simulator:create"), {**form, **button}).status_code == 200


def test_communes_are_offered_by_name(client: Client) -> None:
    answer = client.get(reverse("simulator:communes"), {"communes-0-commune": "montreui"})
    assert 'value="Montreuil (93100)"' in answer.content.decode()
    assert client.get(reverse("simulator:communes"), {"communes-0-commune": "m"}).content.strip() == b""
