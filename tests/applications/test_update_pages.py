"""Update, confirmation of an older number, and deletion, as their reader meets them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from alin.outbox.models import Message
from applications.models import HousingApplication, SecurityCode, SimulatedDemande
from applications.signals import DeletionEffect, application_deletion_asked
from tests.applications.walking import (
    CODE,
    CONFIRM,
    DELETE,
    INFORMATION,
    NUMBER,
    OLD,
    UPDATE,
    page,
    registry_is_down,
    words,
)
from tests.factories.applications import adult, at_registry, import_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(anne: User, client_of: Callable[[User], Client]) -> Client:
    """Anne's browser."""
    return client_of(anne)


def test_an_update_shows_what_changed_and_a_reload_still_does(reader: Client, anne: User) -> None:
    import_for(anne)
    at_registry(applicant=adult(contract="CDD"))
    response = reader.post(UPDATE, follow=True)
    assert response.redirect_chain == [(INFORMATION, 302)]
    assert "1 changement" in words(page(response))
    for soup in (page(response), page(reader.get(INFORMATION))):
        changes = soup.select_one(".changes")
        assert changes is not None
        assert "Avant : CDI (ou fonctionnaire)" in words(changes)
        assert "Maintenant : CDD, stage, intérim" in words(changes)


def test_an_update_without_news_says_so(reader: Client, anne: User) -> None:
    import_for(anne)
    soup = page(reader.post(UPDATE, follow=True))
    assert "Rien n'a changé" in words(soup)
    assert not soup.select(".changes")


def test_who_logs_in_again_after_pressing_update_lands_on_tab_1_with_nothing_changed(
    reader: Client, anne: User
) -> None:
    import_for(anne)
    at_registry(applicant=adult(first_name="Anne-Marie"))
    assert reader.get(UPDATE).url == INFORMATION
    assert "Anne-Marie" not in words(page(reader.get(INFORMATION)))


def test_a_failed_update_keeps_the_data_and_offers_to_try_again(
    reader: Client, anne: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_for(anne)
    registry_is_down(monkeypatch)
    soup = page(reader.post(UPDATE, follow=True))
    assert "ne répond pas" in words(soup)
    assert "PORTE" in words(soup)
    assert soup.select_one(f'form[action="{UPDATE}"]')


def test_another_identity_is_explained_with_the_only_way_on(reader: Client, anne: User) -> None:
    import_for(anne)
    at_registry(applicant=adult(last_name="MARTIN"))
    reader.post(UPDATE)
    for _reload in range(2):
        soup = page(reader.get(INFORMATION))
        assert "ne correspondent plus" in words(soup)
        assert soup.select_one(f'.alert a[href="{DELETE}"]')
        differs = soup.select_one(".mismatch")
        assert differs is not None
        assert "Nom Sur AL'in PORTE Sur le site d'enregistrement MARTIN" in words(differs)


def test_the_update_goes_back_to_the_page_that_asked_and_nowhere_else(reader: Client, anne: User) -> None:
    import_for(anne)
    inside = reverse("applications:dashboard")
    assert reader.post(UPDATE, {"next": inside}).url == inside
    assert reader.post(UPDATE, {"next": "https://evil.example"}).url == INFORMATION


def test_an_older_demande_is_confirmed_once_and_then_updated(reader: Client, anne: User) -> None:
    import_for(anne, **OLD)
    assert "Confirmer" in words(page(reader.get(INFORMATION)))
    assert reader.post(UPDATE).url == CONFIRM
    assert not Message.objects.exists()
    assert "Confirmer" in words(page(reader.get(CONFIRM)))
    assert reader.post(CONFIRM).url == CODE
    at_registry(applicant=adult(contract="CDD"), **OLD)
    response = reader.post(CODE, {"code": SecurityCode.objects.get().digits}, follow=True)
    text = words(page(response))
    assert "Votre numéro unique est confirmé." in text
    assert "1 changement" in text
    assert reader.post(UPDATE).url == INFORMATION


def test_a_wrong_code_points_to_fill_in_my_application_which_sends_one(reader: Client, anne: User) -> None:
    import_for(anne, **OLD)
    reader.post(CONFIRM)
    code = SecurityCode.objects.get()
    soup = page(reader.post(CODE, {"code": f"{(int(code.digits) + 1) % 1_000_000:06d}"}))
    button = soup.select_one("button[name=resend]")
    assert button is not None
    assert "Saisir ma demande" in button.get_text()
    reader.post(CODE, {"resend": "1"})
    assert Message.objects.count() == 2


@pytest.mark.parametrize(("address", "data"), [(CONFIRM, {}), (CODE, {"resend": "1"})])
def test_an_older_demande_struck_off_before_its_confirmation_says_so_in_the_file(
    reader: Client, anne: User, address: str, data: dict[str, str]
) -> None:
    import_for(anne, **OLD)
    reader.post(CONFIRM)
    at_registry(struck_off="RADREN", **OLD)
    response = reader.post(address, data, follow=True)
    assert response.redirect_chain == [(INFORMATION, 302)]
    text = words(page(response))
    assert "Votre demande est radiée" in text
    assert "supprimez celle-ci, puis importez la nouvelle" in text
    assert "saisissez ici" not in text
    assert HousingApplication.objects.get().struck_off == "RADREN"


def test_an_older_demande_the_registry_lost_is_not_asked_for_its_number_again(
    reader: Client, anne: User
) -> None:
    application = import_for(anne, **OLD)
    SimulatedDemande.objects.all().delete()
    text = words(page(reader.post(CONFIRM, follow=True)))
    assert "ne connaît plus votre numéro unique" in text
    assert HousingApplication.objects.filter(pk=application.pk, struck_off="").exists()


def test_there_is_nothing_to_confirm_for_a_newer_demande(reader: Client, anne: User) -> None:
    assert reader.get(CONFIRM).url == NUMBER
    import_for(anne, filed_on="2021-04-20")
    assert reader.get(CONFIRM).url == INFORMATION


def test_deleting_is_asked_first_and_then_leads_to_the_number(reader: Client, anne: User) -> None:
    import_for(anne)
    text = words(page(reader.get(DELETE)))
    assert "Ce qui est supprimé" in text
    assert "Ce qui reste" in text
    assert HousingApplication.objects.exists()
    response = reader.post(DELETE, follow=True)
    assert response.redirect_chain == [(NUMBER, 302)]
    assert not HousingApplication.objects.exists()


def test_a_deletion_that_is_blocked_has_no_button_and_says_why(reader: Client, anne: User) -> None:
    import_for(anne)

    def asked(**kwargs: Any) -> DeletionEffect:
        return DeletionEffect("Votre candidature est chez le bailleur.", blocks=True)

    application_deletion_asked.connect(asked)
    try:
        soup = page(reader.get(DELETE))
    finally:
        application_deletion_asked.disconnect(asked)
    assert "Votre candidature est chez le bailleur." in words(soup)
    assert not soup.select("main button[type=submit].button--primary")
