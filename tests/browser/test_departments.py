"""R3.3: the registration site of a department, found while typing, or in a plain list."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.people import Visitor
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db


def test_a_department_is_found_by_name_number_or_region(
    page: Page, anne: User, axe: Callable[[Page], None]
) -> None:
    Visitor(page, "").log_in(anne.email, PASSWORD)
    page.goto("/ma-demande/numero/")
    field = page.get_by_role("combobox", name="Département")
    field.fill("bretagne")
    expect(page.get_by_role("option")).to_have_count(4)
    axe(page)
    field.fill("reunion")
    expect(page.get_by_role("option")).to_have_text(["974 – La Réunion"])
    field.fill("finis")
    field.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#site")).to_contain_text("Finistère")
    expect(page).to_have_url(re.compile("departement=29"))
    field.fill("paris")
    page.get_by_role("button", name="Voir le site").click()
    expect(page.locator("#site")).to_contain_text("« Paris »")
    field.fill("nulle part")
    page.get_by_role("button", name="Voir le site").click()
    expect(page.locator(".sites .field__error")).to_contain_text("Choisissez un département")


def test_the_plain_list_serves_without_javascript(plain_page: Page, anne: User) -> None:
    Visitor(plain_page, "").log_in(anne.email, PASSWORD)
    plain_page.goto("/ma-demande/numero/")
    plain_page.get_by_label("Département").select_option("75")
    plain_page.get_by_role("button", name="Voir le site").click()
    expect(plain_page.locator("#site")).to_contain_text("demande-logement-social.gouv.fr")
