"""Who may open the pages of the import."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.applications.walking import (
    CODE,
    CONFIRM,
    DELETE,
    INFORMATION,
    NUMBER,
    OLD,
    TUTORIAL,
    page,
)
from tests.factories.applications import import_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(anne: User, client_of: Callable[[User], Client]) -> Client:
    """Anne's browser."""
    return client_of(anne)


@pytest.mark.parametrize("address", [TUTORIAL, NUMBER, CODE, CONFIRM, INFORMATION, DELETE])
def test_visitors_log_in_first(client: Client, address: str) -> None:
    assert client.get(address).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("address", [TUTORIAL, NUMBER, CODE, CONFIRM, INFORMATION, DELETE])
@pytest.mark.parametrize("who", ["karim", "lise", "emma"])
def test_staff_landlords_and_employers_have_no_demande_here(
    request: pytest.FixtureRequest, client_of: Callable[[User], Client], who: str, address: str
) -> None:
    assert client_of(request.getfixturevalue(who)).get(address).status_code == 403


@pytest.mark.parametrize("address", [INFORMATION, DELETE])
def test_without_a_demande_its_pages_lead_to_the_number(reader: Client, address: str) -> None:
    assert reader.get(address).url == NUMBER


@pytest.mark.parametrize("address", [TUTORIAL, NUMBER, CONFIRM, INFORMATION, DELETE])
def test_each_page_has_one_title_and_at_most_one_red_button(reader: Client, anne: User, address: str) -> None:
    if address not in (TUTORIAL, NUMBER):
        import_for(anne, **OLD)
    soup = page(reader.get(address))
    assert len(soup.select("h1")) == 1
    assert len(soup.select(".button--primary")) <= 1
