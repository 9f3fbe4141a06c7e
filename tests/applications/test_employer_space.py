"""/entreprise/: the employees who consented, exactly as far as they did (R6.12)."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from applications.models import FileLook
from applications.sharing import decide, employer_view
from tests.factories.files import adult, employed, shared

HOME = "/entreprise/"


def detail(pk: int) -> str:
    return f"/entreprise/salaries/{pk}/"


@pytest.fixture
def office(client: Client, emma: User) -> Client:
    client.force_login(emma)
    return client


def shown(html: bytes, inside: str) -> list[tuple[str, str]]:
    """Label and value of each line drawn below the CSS selector."""
    page = BeautifulSoup(html, "html.parser")
    return [
        (row.dt.get_text(strip=True), row.dd.get_text(strip=True))
        for row in page.select(f"{inside} .summary__row")
    ]


def test_the_list_has_those_who_consented_and_no_anonymous(office: Client) -> None:
    shared(applicant=adult(first_name="Alice"), choice="essential")
    shared(applicant=adult(first_name="Basile"), choice="full")
    shared(applicant=adult(first_name="Chloé"), choice="anonymous")
    answer = office.get(HOME).content.decode()
    assert "Alice" in answer
    assert "Basile" in answer
    assert "Chloé" not in answer
    assert "2</span>salariés partagent leur demande" in answer


def test_an_employee_is_counted_by_the_choice_in_force_alone(office: Client, anne: User) -> None:
    decide(shared(anne, "full"), "essential", anne)
    assert "0</span>" in office.get(HOME).content.decode()


def test_an_empty_list_says_what_to_do(office: Client) -> None:
    assert "code entreprise" in office.get(HOME).content.decode()


@pytest.mark.parametrize("choice", ["essential", "full"])
def test_the_employers_page_shows_exactly_what_the_preview_promised(
    client: Client, anne: User, emma: User, choice: str
) -> None:
    application = employed(anne)
    client.force_login(anne)
    preview = BeautifulSoup(client.get("/ma-demande/donnees-personnelles/").content, "html.parser")
    row = preview.find("input", value=choice).find_parent(class_="sharing__row")
    promised = shown(str(row).encode(), ".preview")
    decide(application, choice, anne)
    client.force_login(emma)
    page = client.get(detail(application.pk)).content
    assert shown(page, ".seen-sections") == promised
    assert len(promised) == sum(len(part.rows) for part in employer_view(application, choice))


def test_withdrawing_closes_the_page_at_once(office: Client, anne: User) -> None:
    application = shared(anne, "full")
    assert office.get(detail(application.pk)).status_code == 200
    decide(application, "anonymous", anne)
    assert office.get(detail(application.pk)).status_code == 404


@pytest.mark.parametrize("choice", ["anonymous", None])
def test_a_file_that_is_not_shared_does_not_exist_here(
    office: Client, anne: User, choice: str | None
) -> None:
    application = shared(anne, choice) if choice else employed(anne)
    assert office.get(detail(application.pk)).status_code == 404
    assert not FileLook.objects.exists()


def test_each_opening_writes_one_line_which_the_employee_sees(office: Client, anne: User, emma: User) -> None:
    application = shared(anne, "essential")
    office.get(HOME)
    office.get(detail(application.pk))
    look = FileLook.objects.get()
    assert (look.application, look.user, look.reader) == (application, emma, "employer")
    assert look.organisation == emma.employer.name
    office.force_login(anne)
    assert "Dernières consultations" in office.get("/ma-situation/").content.decode()


def test_applicants_have_no_place_here(client: Client, anne: User) -> None:
    client.force_login(anne)
    assert client.get(HOME).status_code == 403
    assert client.get(detail(1)).status_code == 403


def test_nobody_comes_in_without_a_log_in(client: Client, db: None) -> None:
    assert client.get(HOME)["Location"].startswith("/compte/connexion/")


def test_the_list_costs_the_same_with_one_row_and_with_twenty(
    office: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    shared()
    with django_assert_max_num_queries(12) as one:
        office.get(HOME)
    for _number in range(19):
        shared()
    with django_assert_max_num_queries(len(one)):
        office.get(HOME)
