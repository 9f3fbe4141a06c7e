"""Unique numbers are identifiers: masked wherever many are listed, never in a log, a title or an address."""

import logging

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import Employer, Landlord, User
from alin.outbox.models import Message
from tests.privacy.life import FIRST, OTHER, Life, live, shared_offers

pytestmark = pytest.mark.django_db
LISTS = {
    "karim": ["/admin/"],
    "lise": ["landlord:home", "landlord:offers", "landlord:candidatures"],
    "emma": ["employer:home"],
}


def listed() -> list[str]:
    """Every list of the admin."""
    return [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    ]


def test_no_log_line_has_a_number_or_a_name_even_at_debug(
    caplog: pytest.LogCaptureFixture,
    landlord: Landlord,
    employer: Employer,
    karim: User,
    lise: User,
    emma: User,
) -> None:
    caplog.set_level(logging.DEBUG)
    live(FIRST, shared_offers(landlord, employer), karim, lise, emma)
    text = caplog.text.lower()
    assert "093•••••••••••••q7" in text  # the path was logged, masked
    assert [what for what, string in FIRST.strings().items() if string in text] == []


def test_every_list_masks_it_and_the_admins_search_still_finds_it(
    lives: tuple[Life, Life], administrator: User, client: Client
) -> None:
    client.force_login(administrator)
    for path in listed():
        page = client.get(path).content.decode()
        assert FIRST.number not in page, path
    files = reverse("admin:applications_housingapplication_changelist")
    assert "093•••••••••••••Q7" in client.get(files).content.decode()
    for typed in (FIRST.number, f" {FIRST.number[:3]} {FIRST.number[3:].lower()}"):
        soup = BeautifulSoup(client.get(files, {"q": typed}).content, "html.parser")
        rows = soup.select("#result_list tbody tr")
        assert [FIRST.word in row.get_text() for row in rows] == [True]


@pytest.mark.parametrize("role", LISTS)
def test_the_lists_of_every_space_mask_it(
    role: str, lives: tuple[Life, Life], client: Client, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(role))
    for name in LISTS[role]:
        response = client.get(name if name.startswith("/") else reverse(name))
        assert response.status_code == 200
        assert FIRST.number not in response.content.decode(), name


def test_no_row_is_called_by_it(lives: tuple[Life, Life]) -> None:
    named = {
        model.__name__
        for model in apps.get_models()
        for row in model._base_manager.all()
        if FIRST.number in str(row) or OTHER.number in str(row)
    }
    assert named == set()


def test_no_title_of_the_holders_pages_and_no_subject_has_it(lives: tuple[Life, Life]) -> None:
    life = lives[0]
    for path in ("/ma-situation/", "/ma-demande/informations/", "/compte/donnees/", "/compte/supprimer/"):
        title = BeautifulSoup(life.client.get(path).content, "html.parser").title.get_text()
        assert FIRST.number not in title
    assert not Message.objects.filter(subject__contains=FIRST.number).exists()
    assert not Message.objects.filter(text__contains=FIRST.number).exists()


def test_the_portals_own_addresses_never_have_it(lives: tuple[Life, Life]) -> None:
    client, seen = lives[0].client, set()
    for path in ("/ma-situation/", "/ma-demande/informations/", "/mes-candidatures/", "/compte/donnees/"):
        soup = BeautifulSoup(client.get(path).content, "html.parser")
        seen |= {link["href"] for link in soup.select("main a[href^='/']")}
        seen |= {form.get("action", "") for form in soup.select("form")}
    own = {address for address in seen if not address.startswith("/site-enregistrement/")}
    assert [address for address in own if FIRST.number in address] == []
