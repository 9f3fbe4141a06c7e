"""What is new in the checklist, why, and when the calendar changes it (R3.9, R4.2)."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from accounts.models import User
from alin.dates import local_today
from applications.document_news import new_lines
from applications.documents import Obligation, kinds, record_ticks, required_documents, unticked
from applications.models import HousingApplication
from tests.factories.files import adult, child, demande, partner, shared, submitted, tick_all

PAGE = "/ma-demande/pieces/"
pytestmark = pytest.mark.usefixtures("employer")

# The model list of the arrêté of 22/12/2020, group by group: what the law makes necessary for whom.
ARRETE = {
    Obligation.REGISTRATION: {"identite", "identite_mineur", "sejour", "tutelle"},
    Obligation.INSTRUCTION: {"avis_imposition"},
    Obligation.SITUATION: {
        *("livret_famille", "pacs", "divorce", "veuvage", "grossesse"),
        *("contrat", "etudiant", "independant"),
        *("salaires", "chomage", "retraite", "prestations", "pension_alimentaire", "bourse"),
        *("locataire", "heberge", "structure", "hotel_camping", "sans_abri", "proprietaire"),
        *("sans_logement", "conge", "expulsion", "indecent", "violences", "handicap", "sante"),
        *("mutation", "regroupement", "proprietaire_difficulte"),
    },
}


def test_the_table_has_the_documents_of_the_arrete_under_their_obligation() -> None:
    found: dict[str, set[str]] = {}
    for kind in kinds():
        found.setdefault(kind.obligation, set()).add(kind.key)
    assert found == ARRETE


def news(application: HousingApplication, today: datetime.date) -> dict[str, str]:
    fresh = HousingApplication.objects.get(pk=application.pk)
    return new_lines(fresh, required_documents(fresh.demande, today), today)


def ticked(day: datetime.date, **fields: object) -> HousingApplication:
    """A file whose boxes of that day are all ticked."""
    application = shared(**fields)  # type: ignore[arg-type]
    keys = [line.key for line in required_documents(application.demande, day)]
    record_ticks(application, keys, day)
    return application


def change(application: HousingApplication, **fields: object) -> None:
    """Another snapshot, as after an update."""
    application.snapshot = demande(**fields).model_dump(mode="json")
    application.save(update_fields=["snapshot"])


NOVEMBER, DECEMBER = datetime.date(2026, 11, 30), datetime.date(2026, 12, 1)


def test_before_the_first_save_nothing_is_new() -> None:
    assert news(shared(), NOVEMBER) == {}


def test_a_new_month_says_that_the_calendar_asks() -> None:
    application = ticked(NOVEMBER)
    assert news(application, NOVEMBER) == {}
    found = news(application, DECEMBER)
    assert list(found) == ["applicant:salaires:2026-11"]
    assert "Un mois s'est terminé" in found["applicant:salaires:2026-11"]


def test_the_notice_of_september_says_so() -> None:
    application = ticked(datetime.date(2026, 8, 31))
    found = news(application, datetime.date(2026, 9, 1))
    assert "2025" in found["applicant:avis_imposition:2025"]
    assert "1er septembre" in found["applicant:avis_imposition:2025"]


def test_a_new_situation_says_so_and_keeps_the_other_ticks() -> None:
    application = ticked(NOVEMBER)
    change(application, reasons=["04"])
    found = news(application, NOVEMBER)
    assert list(found) == ["household:conge"]
    assert "a changé" in found["household:conge"]
    fresh = HousingApplication.objects.get(pk=application.pk)
    assert [line.key for line in unticked(fresh, NOVEMBER)] == ["household:conge"]


def test_first_payslips_of_a_new_job_are_a_change_not_the_calendar() -> None:
    application = ticked(NOVEMBER, applicant=adult(contract="AUT", resources=[]))
    change(application)
    assert {"a changé" in said for said in news(application, NOVEMBER).values()} == {True}


def test_a_line_stays_new_until_it_is_ticked() -> None:
    application = ticked(NOVEMBER)
    change(application, reasons=["04"])
    fresh = HousingApplication.objects.get(pk=application.pk)
    keys = [line.key for line in required_documents(fresh.demande, NOVEMBER)]
    record_ticks(fresh, [key for key in keys if key != "household:conge"], NOVEMBER)
    assert list(news(application, NOVEMBER)) == ["household:conge"]
    record_ticks(fresh, keys, NOVEMBER)
    assert news(application, NOVEMBER) == {}


def test_a_box_unticked_again_is_not_new() -> None:
    application = ticked(NOVEMBER)
    record_ticks(application, ["applicant:identite"], NOVEMBER)
    assert news(application, NOVEMBER) == {}


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-30 22:59:59 +0000", "2026-11-30"),
        ("2026-11-30 23:00:00 +0000", "2026-12-01"),
        ("2026-08-31 21:59:59 +0000", "2026-08-31"),
        ("2026-08-31 22:00:00 +0000", "2026-09-01"),
    ],
)
def test_the_months_of_payslips_and_notices_change_at_midnight_in_paris(moment: str, day: str) -> None:
    with time_machine.travel(moment):
        assert local_today().isoformat() == day


# --- The page ----------------------------------------------------------------------------------------
@pytest.fixture
def site(client: Client, anne: User) -> Client:
    client.force_login(anne)
    return client


def test_each_line_says_why_shows_an_example_and_its_obligation(site: Client, anne: User) -> None:
    shared(anne)
    page = BeautifulSoup(site.get(PAGE).content, "html.parser")
    notes = page.find(id="applicant:identite-why").get_text(" ", strip=True)
    assert "Pour vérifier l'identité" in notes
    assert "Par exemple :" in notes
    assert "Obligatoire pour enregistrer la demande" in notes


def test_counts_are_by_person_and_in_all(site: Client, anne: User) -> None:
    application = shared(anne, co_applicant=partner(), co_applicant_link="C")
    record_ticks(application, ["applicant:identite", "co_applicant:identite"], local_today())
    page = BeautifulSoup(site.get(PAGE).content, "html.parser")
    counts = [" ".join(one.get_text().split()) for one in page.select("[data-person-count]")]
    total = len(required_documents(application.demande, local_today()))
    assert counts == [f"1 sur {total // 2 + 1}", f"1 sur {total // 2}"]
    assert " ".join(page.select_one("[data-count]").get_text().split()) == f"2 sur {total}"


def test_what_is_new_is_marked_and_counted(site: Client, anne: User) -> None:
    application = submitted(anne)
    change(application, reasons=["04"])
    page = BeautifulSoup(site.get(PAGE).content, "html.parser")
    marked = [box.input["value"] for box in page.select(".document__check") if box.select(".badge")]
    assert marked == ["household:conge"]
    assert "1 nouvelle pièce est demandée" in page.get_text(" ", strip=True)


def test_a_page_opened_before_midnight_keeps_its_ticks_and_names_the_new_month(
    site: Client, anne: User
) -> None:
    application = shared(anne)
    with time_machine.travel("2026-11-30 22:58 +0000"):
        site.force_login(anne)
        keys = [line.key for line in required_documents(application.demande, local_today())]
        site.post(PAGE, {"document": keys[:3], "later": "1"})
    with time_machine.travel("2026-11-30 23:01 +0000"):
        answer = site.post(PAGE, {"document": keys})
    text = answer.content.decode()
    assert "Il manque une pièce" in text
    assert "Novembre 2026" in text
    assert HousingApplication.objects.get().submitted_at is None


def test_there_is_no_button_to_tick_all(site: Client, anne: User) -> None:
    shared(anne)
    assert "tout cocher" not in site.get(PAGE).content.decode().casefold()


def test_seven_people_take_no_more_queries(
    site: Client, anne: User, django_assert_max_num_queries: object
) -> None:
    children = [child(name, f"201{n}-03-02") for n, name in enumerate(["Léa", "Tom", "Zoé", "Max", "Ève"])]
    tick_all(shared(anne, co_applicant=partner(), co_applicant_link="C", dependants=children))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page = BeautifulSoup(site.get(PAGE).content, "html.parser")
    assert len(page.select(".checklist__person")) == 7
