"""The two sites in step, in a browser: there and back, an old number, another identity, another device."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from accounts.models import User
from applications.models import HousingApplication, SecurityCode, SimulatedDemande
from tests.browser.people import Applicant, Look
from tests.factories.applications import ANNE, adult, at_registry, import_for
from tests.factories.files import adult as employee
from tests.factories.files import demande, submitted

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("employer"),
]
INFORMATION = "/ma-demande/informations/"


@pytest.fixture(autouse=True)
def no_mail_server(settings: Settings) -> None:
    """Mails wait in the outbox; nobody reads them here."""
    settings.EMAIL_BACKEND = "alin.outbox.backends.EmlFileBackend"


@pytest.fixture
def anne_on(
    new_person: Callable[..., Page], site: str, anne: User, client_of: Callable[[User], Client], axe: Look
) -> Callable[..., Applicant]:
    """One more browser in which Anne is logged in."""

    def opened(**options: object) -> Applicant:
        page = new_person(**options)
        cookie = client_of(anne).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
        return Applicant(page, site, axe)

    return opened


def test_there_and_back_the_update_is_the_next_thing_and_its_news_is_on_the_phone_too(
    anne_on: Callable[..., Applicant], anne: User, no_sideways_scroll: Look
) -> None:
    application = submitted(anne)
    data = demande(unique_number=application.unique_number).model_dump(mode="json")
    SimulatedDemande.objects.create(unique_number=application.unique_number, data=data)
    desk = anne_on()
    desk.open(INFORMATION)
    with desk.page.expect_popup() as opened:
        desk.page.get_by_role("link", name="Modifier mes informations").click()
    opened.value.close()
    changed = demande(
        unique_number=application.unique_number,
        reasons=["04"],
        applicant=employee(resources=[{"kind": "SAL", "monthly": 2300}]),
    )
    SimulatedDemande.objects.update(data=changed.model_dump(mode="json"))
    # Tabs of a headless browser are never hidden: this is what coming back to one tells a page.
    desk.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    desk.page.wait_for_url("**/informations/?retour=1#mettre-a-jour")
    expect(desk.page.locator("main .button--primary")).to_have_text("Mettre à jour")
    desk.press("Mettre à jour")
    expect(desk.page.locator("main")).to_contain_text("Vos informations sont à jour : 2 changements.")
    expect(desk.page.locator(".changes__consequences")).to_contain_text("Une nouvelle pièce est à confirmer")

    phone = anne_on(viewport={"width": 360, "height": 740})
    phone.open("/ma-situation/")
    phone.press("Voir ce qui a changé", "link")
    no_sideways_scroll(phone.page)
    expect(phone.page.locator(".changes__after").first).to_contain_text("2 300 € par mois")
    phone.press("Confirmer mes pièces", "link")
    phone.heading("Les pièces justificatives de mon NUR-NUD")


def test_an_old_number_is_confirmed_once_without_javascript(
    anne_on: Callable[..., Applicant], anne: User
) -> None:
    old = {"filed_on": "2021-04-19", "renewed_on": "2026-09-01"}
    import_for(anne, **old)
    at_registry(applicant=adult(contract="CDD"), **old)
    person = anne_on(java_script_enabled=False)
    person.look = lambda page: None  # axe is a script
    person.open(INFORMATION)
    person.press("Mettre à jour")
    person.heading("Confirmez votre numéro unique")
    person.press("Confirmer")
    digits = SecurityCode.objects.get().digits
    person.page.locator("main input[name=code]").fill(f"{(int(digits) + 1) % 1_000_000:06d}")
    person.press("Confirmer")
    person.press("Saisir ma demande")
    person.page.locator("main input[name=code]").fill(SecurityCode.objects.get().digits)
    person.press("Confirmer")
    expect(person.page.locator("main")).to_contain_text("Votre numéro unique est confirmé.")
    expect(person.page.locator(".changes")).to_contain_text("CDD, stage, intérim")
    person.press("Mettre à jour")
    expect(person.page.locator("main")).to_contain_text("Vos informations sont à jour")


def test_another_identity_leads_through_the_deletion_to_the_import(
    anne_on: Callable[..., Applicant], anne: User, no_sideways_scroll: Look
) -> None:
    import_for(anne)
    at_registry(applicant=adult(last_name="MARTIN"))
    person = anne_on(viewport={"width": 360, "height": 740})
    person.open(INFORMATION)
    person.press("Mettre à jour")
    no_sideways_scroll(person.page)
    expect(person.page.locator(".mismatch")).to_contain_text("MARTIN")
    expect(person.page.locator("#situation")).not_to_contain_text("MARTIN")
    person.page.locator(".alert").get_by_role("link", name="Supprimer ma demande").click()
    person.heading("Supprimer ma demande d'AL'in")
    person.look(person.page)
    no_sideways_scroll(person.page)
    person.press("Supprimer ma demande")
    assert not HousingApplication.objects.exists()
    person.page.locator("main input[name=number]").fill(ANNE)
    person.press("Valider")
    person.page.locator("main input[name=code]").fill(SecurityCode.objects.get().digits)
    person.press("Valider")
    expect(person.page.locator("#situation")).to_contain_text("MARTIN")
