"""The round trip: what is changed at the simulated registration site is seen here after « Mettre à jour »."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from applications.models import SimulatedDemande
from tests.browser.people import Applicant, Look
from tests.factories.accounts import PASSWORD
from tests.factories.applications import ANNE
from tests.factories.files import submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_income_and_a_child_changed_there_arrive_here(
    phone_page: Page, site: str, anne: User, axe: Look, no_sideways_scroll: Callable[[Page], None]
) -> None:
    application = submitted(anne, unique_number=ANNE)
    SimulatedDemande.objects.create(unique_number=ANNE, data=application.snapshot)
    page = phone_page

    def look(shown: Page) -> None:
        axe(shown)
        no_sideways_scroll(shown)

    person = Applicant(page, site)
    person.log_in(anne.email, PASSWORD)
    person.look = lambda shown: None  # AL'in's own pages are looked at elsewhere
    person.open("/ma-demande/informations/")
    person.look = look
    link = page.get_by_role("link", name=re.compile("Modifier mes informations")).get_attribute("href")
    assert link is not None
    person.open(link)

    person.heading("Retrouver ma demande")
    expect(page.get_by_label("Numéro unique")).to_have_value(ANNE)
    page.get_by_label("Date de naissance").fill("19/05/1989")
    person.press("Ouvrir ma demande")
    person.press("Modifier : Ressources mensuelles", "link")
    page.get_by_label("Salaire").fill("2 150 €")
    person.press("Enregistrer")
    expect(page.locator("main")).to_contain_text("C'est enregistré.")

    person.press("Modifier : Personnes à loger", "link")
    page.get_by_label("Prénom").fill("Zoé")
    page.get_by_label("Date de naissance").fill("hier")
    person.press("Enregistrer")
    expect(page.locator(".field__error")).to_contain_text("03/09/2018")
    page.get_by_label("Date de naissance").fill("14/07/2020")
    person.press("Enregistrer")

    person.look = lambda shown: None
    page.get_by_role("link", name="Revenir à AL'in").click()
    person.press("Mettre à jour")
    changed = page.locator("main")
    for words in (r"2\s100\s€", r"2\s150\s€", "Zoé"):
        expect(changed).to_contain_text(re.compile(words))
    person.open("/ma-demande/pieces/")
    expect(page.get_by_role("checkbox", name=re.compile("Contrat de travail"))).to_be_checked()
    expect(page.get_by_role("checkbox", name=re.compile("acte de naissance"))).not_to_be_checked()
