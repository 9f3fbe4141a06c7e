"""Public pages in a real browser: at both sizes, without JavaScript, with nothing for axe to find."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

PUBLIC = [
    "/",
    "/aide/",
    "/contact/",
    "/conditions-generales/",
    "/donnees-personnelles/",
    "/accessibilite/",
    "/mentions-legales/",
    "/cookies/",
    "/plan-du-site/",
    "/compte/connexion/",
    "/compte/creation/",
    "/compte/mot-de-passe-oublie/",
    "/demo/",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_are_accessible(page: Page, axe: Callable[[Page], None], path: str) -> None:
    response = page.goto(path)
    assert response
    assert response.status == 200
    expect(page.locator("h1")).to_have_count(1)
    axe(page)


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_fit_a_small_phone(
    phone_page: Page, no_sideways_scroll: Callable[[Page], None], path: str
) -> None:
    phone_page.goto(path)
    no_sideways_scroll(phone_page)


def test_the_language_is_chosen_without_javascript(plain_page: Page) -> None:
    plain_page.goto("/aide/")
    plain_page.get_by_role("button", name="English").click()
    assert plain_page.locator("html").get_attribute("lang") == "en"
    assert plain_page.url.endswith("/aide/")
