"""Who sees what in the header."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from accounts.models import User


def header(client: Client, address: str = "/aide/") -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser").header


def tabs(client: Client) -> list[str]:
    return [link.get_text(strip=True) for link in header(client).select(".tabs__link")]


@pytest.mark.django_db
def test_a_visitor_can_log_in_and_has_no_tabs(client: Client) -> None:
    assert header(client).find("a", string="Se connecter")["href"] == reverse("account_login")
    assert tabs(client) == []


def test_an_applicant_has_the_three_tabs_and_the_account_menu(client: Client, anne: User) -> None:
    client.force_login(anne)
    assert tabs(client) == ["Ma situation", "Les offres", "Mes candidatures"]
    menu = header(client).select_one("details.menu")
    assert "Mon compte" in menu.summary.get_text()
    assert menu.select_one(f'form[method=post][action="{reverse("account_logout")}"] button')
    assert "Besoin d'aide" in header(client).get_text()


def test_the_tab_of_the_present_page_says_so(client: Client, anne: User) -> None:
    client.force_login(anne)
    current = header(client, reverse("offers:search")).select(".tabs__link[aria-current=page]")
    assert [link.get_text(strip=True) for link in current] == ["Les offres"]


def test_a_consultant_has_no_applicant_tabs(client: Client, karim: User) -> None:
    client.force_login(karim)
    assert tabs(client) == []


def test_a_landlords_staff_has_no_applicant_tabs(client: Client, lise: User) -> None:
    client.force_login(lise)
    assert tabs(client) == []


def test_a_name_is_shown_as_text(client: Client, anne: User) -> None:
    anne.first_name = "<script>alert(1)</script>"
    anne.save()
    client.force_login(anne)
    assert not header(client).select("script")
