"""« Mettre à jour » under bad conditions: a registry with faults, double clicks, two devices, later."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from bs4 import Tag
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import Employer, User
from alin.dates import local_today
from applications.changes import Change
from applications.models import HousingApplication, RegistryUpdate, SimulatedDemande
from applications.refreshing import refresh_turn
from tests.applications.gateway_double import GatewayDouble
from tests.applications.walking import DELETE, INFORMATION, UPDATE, page, registry_is_down, words
from tests.factories.applications import adult, at_registry, import_for
from tests.factories.files import demande, submitted, tick_all

pytestmark = pytest.mark.django_db
CHANGES = reverse("applications:changes")
DASHBOARD = reverse("applications:dashboard")


@pytest.fixture
def reader(anne: User, client_of: Callable[[User], Client]) -> Client:
    """Anne's browser."""
    return client_of(anne)


def piece(soup: Tag, selector: str) -> Tag:
    found = soup.select_one(selector)
    assert found is not None, selector
    return found


def text_of(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


# --- A registry that fails, over real HTTP -------------------------------------------------------------
@pytest.fixture
def gateway(settings: Settings) -> Any:
    double = GatewayDouble()
    settings.REGISTRY_URL = double.url
    yield double
    double.stop()


def answer(status: int, body: bytes = b"{}") -> Callable[[Any], None]:
    def answering(handler: Any) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answering


@pytest.mark.parametrize(
    ("status", "body"), [(500, b""), (200, b"not json"), (200, b'{"half": '), (404, b"{}"), (410, b"{}")]
)
def test_a_registry_s_fault_is_a_message_and_the_data_stay(
    reader: Client, anne: User, gateway: GatewayDouble, status: int, body: bytes
) -> None:
    import_for(anne)
    gateway.answers = [answer(status, body)]
    response = reader.post(UPDATE, follow=True)
    text = words(page(response))
    assert {404: "ne connaît plus", 410: "radié"}.get(status, "ne répond pas") in text
    assert "ANNE PORTE" in text
    assert reader.get(INFORMATION).status_code == 200


def test_a_failed_update_has_its_retry_beside_the_message_on_every_reload(
    reader: Client, anne: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_for(anne)
    with monkeypatch.context() as down:
        registry_is_down(down)
        reader.post(UPDATE)
    for _reload in range(2):
        alert = piece(page(reader.get(INFORMATION)), ".alert--error")
        assert "ne répond pas" in text_of(alert)
        assert piece(alert, f"form[action='{UPDATE}'] button").get_text(strip=True) == "Réessayer"
    reader.post(UPDATE)
    assert not page(reader.get(INFORMATION)).select(".alert--error")


def test_a_failure_of_an_hour_ago_is_no_longer_said(
    reader: Client, anne: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_for(anne)
    registry_is_down(monkeypatch)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        reader.post(UPDATE)
        clock.shift(3600)
        assert not page(reader.get(INFORMATION)).select(".alert--error")


# --- Twice, and again and again ----------------------------------------------------------------------------
def test_the_second_of_a_double_click_tells_what_the_first_brought(reader: Client, anne: User) -> None:
    import_for(anne)
    at_registry(applicant=adult(contract="CDD"))
    reader.post(UPDATE)
    text = words(page(reader.post(UPDATE, follow=True)))
    assert "Rien n'a changé" not in text
    assert RegistryUpdate.objects.count() == 1


def test_a_button_hammered_does_not_hammer_the_registry(
    reader: Client, anne: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_for(anne)
    asked = []

    def counting(application: HousingApplication) -> list[Change]:
        asked.append(application)
        return []

    monkeypatch.setattr("applications.views.updating.update_application", counting)
    for _press in range(10):
        reader.post(UPDATE)
    assert "Attendez une minute" in words(page(reader.post(UPDATE, follow=True)))
    assert len(asked) == 10


# --- Later, elsewhere, by night ---------------------------------------------------------------
def test_what_changed_is_there_on_another_device(
    reader: Client, anne: User, client_of: Callable[[User], Client]
) -> None:
    import_for(anne)
    at_registry(applicant=adult(contract="CDD"))
    reader.post(UPDATE)
    elsewhere = client_of(anne)
    for address in (INFORMATION, CHANGES):
        assert "Maintenant : CDD, stage, intérim" in words(page(elsewhere.get(address)))


def test_another_identity_is_explained_on_another_device_and_where_one_deletes(
    reader: Client, anne: User, client_of: Callable[[User], Client]
) -> None:
    import_for(anne)
    at_registry(applicant=adult(birth_date="1989-05-20"))
    reader.post(UPDATE)
    elsewhere = client_of(anne)
    for address in (INFORMATION, DELETE):
        assert "Date de naissance Sur AL'in 19/05/1989 Sur le site d'enregistrement 20/05/1989" in text_of(
            piece(page(elsewhere.get(address)), ".mismatch")
        )


def test_what_the_night_found_is_shown_with_its_origin(
    reader: Client, anne: User, settings: Settings
) -> None:
    settings.REFRESH_PAUSE = (0, 0)
    import_for(anne)
    yesterday = timezone.now() - datetime.timedelta(days=1)
    HousingApplication.objects.update(submitted_at=yesterday, fetched_at=yesterday)
    at_registry(applicant=adult(contract="CDD"))
    refresh_turn()
    assert "AL'in, automatiquement" in text_of(piece(page(reader.get(INFORMATION)), ".changes"))


def test_an_older_change_is_a_link_on_tab_1_and_whole_on_its_page(reader: Client, anne: User) -> None:
    import_for(anne)
    at_registry(applicant=adult(contract="CDD"))
    reader.post(UPDATE)
    RegistryUpdate.objects.update(at=timezone.now() - datetime.timedelta(days=8))
    soup = page(reader.get(INFORMATION))
    assert "CDI (ou fonctionnaire)" not in text_of(piece(soup, ".changes"))
    assert piece(soup, f".changes a[href='{CHANGES}']")
    assert "Avant : CDI (ou fonctionnaire)" in words(page(reader.get(CHANGES)))


def test_a_file_that_never_changed_says_so_and_offers_the_update(reader: Client, anne: User) -> None:
    import_for(anne)
    soup = page(reader.get(CHANGES))
    assert "Rien n'a changé depuis l'import" in words(soup)
    assert piece(soup, f"main form[action='{UPDATE}']")


def test_the_queries_of_the_history_do_not_grow(
    reader: Client, anne: User, django_assert_max_num_queries: Any
) -> None:
    application = import_for(anne)
    words_of_one = {"section": "Ressources", "person": "", "label": "Salaire", "before": "1", "after": "2"}
    RegistryUpdate.objects.bulk_create(
        RegistryUpdate(application=application, origin="holder", changes={"fr": [words_of_one] * 5})
        for _number in range(20)
    )
    with django_assert_max_num_queries(11):
        assert len(page(reader.get(CHANGES)).select("section.changes")) == 10


# --- Coming back from the registration site ------------------------------------------------------
def test_the_way_back_is_said_beside_the_way_there(reader: Client, anne: User) -> None:
    import_for(anne)
    acts = piece(page(reader.get(INFORMATION)), ".information__acts")
    assert "Vous avez modifié votre demande ? Mettez-la à jour ici." in text_of(acts)
    assert not acts.select(".button--primary")


def test_whoever_comes_back_finds_the_update_as_the_one_red_button(reader: Client, anne: User) -> None:
    import_for(anne)
    soup = page(reader.get(INFORMATION, {"retour": "1"}))
    red = soup.select("main .button--primary")
    assert [button.get_text(strip=True) for button in red] == ["Mettre à jour"]


# --- « Ma situation » -----------------------------------------------------------------------------
@pytest.mark.parametrize(("days", "shown"), [(6, True), (8, False)])
def test_the_front_page_names_the_headings_of_a_recent_change(
    reader: Client, anne: User, days: int, shown: bool, django_assert_max_num_queries: Any
) -> None:
    import_for(anne)
    at_registry(applicant=adult(contract="CDD"))
    reader.post(UPDATE)
    RegistryUpdate.objects.update(at=timezone.now() - datetime.timedelta(days=days))
    with django_assert_max_num_queries(12):
        soup = page(reader.get(DASHBOARD))
    assert ("ceci a changé : Situation professionnelle." in words(soup)) is shown
    assert bool(soup.select(f"main a[href='{CHANGES}']")) is shown


@pytest.mark.parametrize(("days_left", "badge"), [(60, ""), (5, "Expire bientôt"), (-5, "Expirée")])
def test_the_front_page_s_badge_says_that_the_end_is_near(
    reader: Client, anne: User, days_left: int, badge: str
) -> None:
    import_for(anne)
    HousingApplication.objects.update(expires_on=local_today() + datetime.timedelta(days=days_left))
    text = words(page(reader.get(DASHBOARD)))
    for word in ("Expire bientôt", "Expirée"):
        assert (word in text) is (word == badge)


# --- What was asked is done -----------------------------------------------------------------------
def test_what_an_update_asked_is_marked_once_it_is_done(
    reader: Client, anne: User, employer: Employer
) -> None:
    application = submitted(anne)
    data = demande(unique_number=application.unique_number, reasons=["04"]).model_dump(mode="json")
    SimulatedDemande.objects.create(unique_number=application.unique_number, data=data)
    reader.post(UPDATE)
    asked = ".changes__consequences a[href='/ma-demande/pieces/']"
    assert page(reader.get(CHANGES)).select(asked)
    tick_all(HousingApplication.objects.get(pk=application.pk))
    soup = page(reader.get(CHANGES))
    assert not soup.select(asked)
    assert text_of(piece(soup, ".changes__consequences")).endswith("fait")
