"""Number and code in a browser: every page of the way is looked at, and the way goes on on another device."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from applications.models import SecurityCode
from tests.browser.people import Applicant
from tests.factories.applications import ANNE, at_registry

Look = Callable[[Page], None]
NUMBER = reverse("applications:number")


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


def test_a_number_typed_at_the_desk_is_opened_by_its_code_on_the_phone(
    anne_on: Callable[..., Applicant], no_sideways_scroll: Look
) -> None:
    at_registry()
    desk = anne_on()
    desk.open(NUMBER)
    desk.page.locator("main input[name=number]").fill("NUR : 111O 5200 2017 1G11 75")
    desk.press("Valider")
    desk.heading("Vérifiez votre numéro unique")
    expect(desk.page.locator("main mark")).to_have_text("O")
    desk.press("Oui, c'est ce numéro")
    desk.heading("Saisissez le code de sécurité")
    desk.page.close()

    phone = anne_on(viewport={"width": 360, "height": 740})
    phone.open(NUMBER)
    phone.press("Saisir ce code", "link")
    phone.heading("Saisissez le code de sécurité")
    phone.page.locator("main details summary").click()
    phone.look(phone.page)
    no_sideways_scroll(phone.page)
    digits = SecurityCode.objects.get(unique_number=ANNE).digits
    phone.page.locator("main input[name=code]").fill("000 000" if digits != "000000" else "111 111")
    phone.press("Valider")
    expect(phone.page.locator("main .field__error")).to_contain_text("Il vous reste 4 essais.")
    no_sideways_scroll(phone.page)
    phone.page.locator("main input[name=code]").fill(f"Voici le code : {digits[:3]} {digits[3:]}, merci")
    phone.press("Valider")
    phone.heading(f"Voici les informations liées au numéro unique : {ANNE}")
