"""What the holder does at the registration site, as AL'in says it after « Mettre à jour »."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import User
from alin.dates import add_months, local_today
from alin.formats import short_date
from applications.models import HousingApplication
from tests.factories.applications import ANNE, at_registry, import_for
from tests.simulator.site import address, change, open_demande, text

pytestmark = pytest.mark.django_db
UPDATE = reverse("applications:update")


@pytest.fixture
def reader(anne: User, client_of: Callable[[User], Client]) -> Client:
    """Anne, logged in, her demande imported here and open there, in one browser."""
    import_for(anne)
    browser = client_of(anne)
    open_demande(browser)
    return browser


def test_a_change_waits_there_until_it_is_fetched(reader: Client) -> None:
    change(reader, "logement", **{"current_housing-address": "3 rue Neuve"})
    information = reverse("applications:information")
    assert "3 rue Neuve" not in text(reader.get(information))
    assert "3 rue Neuve" in text(reader.post(UPDATE, follow=True))


def test_a_renewal_moves_the_last_day_here(reader: Client) -> None:
    reader.post(address("renew"))
    shown = text(reader.post(UPDATE, follow=True))
    last_day = add_months(local_today(), 12)
    assert short_date(last_day) in shown
    assert HousingApplication.objects.get().expires_on == last_day


def test_striking_off_there_is_told_here_with_its_reason(reader: Client) -> None:
    reader.post(address("strike_off"), {"reason": "RADABA", "confirmed": "on"})
    assert "Abandon (renonciation)" in text(reader.post(UPDATE, follow=True))
    assert HousingApplication.objects.get().struck_off == "RADABA"


def test_a_struck_off_number_is_not_imported(client_of: Callable[[User], Client], marc: User) -> None:
    at_registry()
    browser = client_of(marc)
    open_demande(browser)
    browser.post(address("strike_off"), {"reason": "RADATT", "confirmed": "on"})
    answer = browser.post(reverse("applications:number"), {"number": ANNE}, follow=True)
    assert "Attribution d'un logement" in text(answer)


def test_another_last_name_there_stops_the_update_here(reader: Client) -> None:
    change(reader, "demandeur", **{"applicant-last_name": "MARTIN"})
    assert "ne correspondent plus" in text(reader.post(UPDATE, follow=True))
    assert HousingApplication.objects.get().last_name == "PORTE"


def test_a_document_marked_there_is_known_here(reader: Client) -> None:
    reader.post(address("documents"), {"document": ["applicant:identite"]})
    reader.post(UPDATE)
    assert HousingApplication.objects.get().demande.documents_filed == ["applicant:identite"]


def test_leaving_there_does_not_log_out_here(reader: Client) -> None:
    reader.post(reverse("simulator:leave"))
    assert reader.get(reverse("applications:information")).status_code == 200


def test_who_has_no_number_is_led_to_file_a_demande(
    client_of: Callable[[User], Client], marc: User, settings: Settings
) -> None:
    link = f'href="{reverse("simulator:create")}"'
    browser = client_of(marc)
    assert link in browser.get(reverse("applications:number")).content.decode()
    settings.REGISTRY_URL = "https://gateway.example.org"
    assert link not in browser.get(reverse("applications:number")).content.decode()
