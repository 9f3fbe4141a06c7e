"""Who opens a file leaves a line that its holder can read (R6.12, R8.2)."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from applications.looks import note_look
from applications.models import FileLook, HousingApplication
from candidatures.models import State
from tests.factories.candidatures import in_state
from tests.factories.files import shared
from tests.factories.offers import OfferFactory, household

pytestmark = pytest.mark.django_db
LOG = "/compte/donnees/consultations/"
ClientOf = Callable[[User], Client]


@pytest.fixture
def file(anne: User, employer: object) -> HousingApplication:
    """Anne's, shared with Emma's company."""
    return shared(anne, "full")


@pytest.mark.parametrize(
    ("role", "reader", "organisation"),
    [
        ("emma", "employer", "Ateliers du Canal"),
        ("lise", "landlord", "Seine Habitat"),
        ("karim", "consultant", "Agence de Paris"),
        ("administrator", "consultant", "Action Logement"),
    ],
)
def test_each_reader_leaves_a_line_with_their_part_and_organisation(
    role: str,
    reader: str,
    organisation: str,
    file: HousingApplication,
    landlord: object,
    client_of: ClientOf,
    request: pytest.FixtureRequest,
) -> None:
    candidature = in_state(State.SENT, application=file, offer=OfferFactory(landlord=landlord))
    pages = {
        "emma": reverse("employer:employee", args=[file.pk]),
        "lise": reverse("landlord:candidature", args=[candidature.pk]),
        "karim": reverse("admin:candidatures_candidature_change", args=[candidature.pk]),
        "administrator": reverse("admin:applications_housingapplication_change", args=[file.pk]),
    }
    assert client_of(request.getfixturevalue(role)).get(pages[role]).status_code == 200
    look = FileLook.objects.get()
    assert (look.application, look.reader, look.organisation) == (file, reader, organisation)


def test_one_line_per_reader_file_and_hour(file: HousingApplication, emma: User, lise: User) -> None:
    at = datetime.datetime(2026, 11, 23, 10, 0, tzinfo=datetime.UTC)
    for minutes in (0, 1, 59):
        with time_machine.travel(at + datetime.timedelta(minutes=minutes), tick=False):
            note_look(file, emma)
    assert FileLook.objects.count() == 1
    note_look(file, lise)
    with time_machine.travel(at + datetime.timedelta(minutes=60), tick=False):
        note_look(file, emma)
    note_look(household(), emma)
    assert FileLook.objects.count() == 4


def test_a_line_costs_one_query(
    file: HousingApplication, emma: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert emma.employer
    with django_assert_num_queries(1):
        note_look(file, emma)


def test_reading_ones_own_file_leaves_none(file: HousingApplication, anne: User) -> None:
    note_look(file, anne)
    assert not FileLook.objects.exists()


def test_the_line_outlives_the_reader_and_the_organisation(file: HousingApplication, lise: User) -> None:
    note_look(file, lise)
    lise.landlord.delete()
    lise.delete()
    assert FileLook.objects.get().organisation == "Seine Habitat"


def test_the_holder_reads_who_in_which_part_and_when_but_not_the_persons_name(
    file: HousingApplication, anne: User, lise: User, client_of: ClientOf
) -> None:
    note_look(file, lise)
    for path in ("/compte/donnees/", LOG):
        soup = BeautifulSoup(client_of(anne).get(path).content, "html.parser")
        row = soup.select_one("[data-look=landlord]")
        assert row is not None
        assert "Seine Habitat" in row.get_text()
        assert "Bailleur" in row.get_text()
        assert "MOREL" not in soup.get_text()


def test_nobody_elses_lines_are_shown(
    file: HousingApplication, marc: User, lise: User, client_of: ClientOf
) -> None:
    note_look(file, lise)
    assert "Seine Habitat" not in client_of(marc).get(LOG).content.decode()
    assert client_of(lise).get(LOG).status_code == 403


def test_the_log_has_pages(file: HousingApplication, anne: User, client_of: ClientOf) -> None:
    now = timezone.now()
    FileLook.objects.bulk_create(
        FileLook(application=file, reader="landlord", organisation=f"Bailleur {number:02}", looked_at=now)
        for number in range(30)
    )
    client = client_of(anne)
    first, second = client.get(LOG).content.decode(), client.get(LOG, {"page": "2"}).content.decode()
    assert (first.count("data-look="), second.count("data-look=")) == (25, 5)
    assert client.get(LOG, {"page": "x"}).status_code == 200


def test_each_choice_of_sharing_is_shown_with_the_one_in_force(anne: User, client_of: ClientOf) -> None:
    from applications.sharing import decide

    file = shared(anne, "essential")
    decide(file, "anonymous", anne)
    soup = BeautifulSoup(client_of(anne).get(LOG).content, "html.parser")
    lines = [line.get_text(" ", strip=True) for line in soup.select(".timeline li")]
    assert len(lines) == 2
    assert ["En vigueur" in line for line in lines] == [True, False]


def test_the_log_is_an_account_page_and_no_part_of_ma_situation(anne: User, client_of: ClientOf) -> None:
    for address, marked in ((LOG, 0), (reverse("applications:dashboard"), 1)):
        page = BeautifulSoup(client_of(anne).get(address).content, "html.parser")
        assert len(page.select(".tabs__link")) == 3
        assert len(page.select(".tabs__link[aria-current]")) == marked
