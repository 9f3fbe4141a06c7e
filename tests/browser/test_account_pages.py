"""What only a browser can tell of the account pages: ticking rules, hidden fields, what axe finds."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.activation import access_link, address_of, password_page
from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(site: str) -> User:
    """Anne, who signed up and has no password yet."""
    user = User.objects.create_user("anne.porte@example.org", first_name="Anne", birth_name="PORTE")
    address_of(user)
    return user


def met(page: Page) -> list[str]:
    """The rules that are ticked."""
    return [
        str(rule.get_attribute("data-password-rule"))
        for rule in page.locator("[data-password-rule].is-met").all()
    ]


def test_the_rules_tick_as_they_are_met(page: Page, waiting: User) -> None:
    page.goto(password_page(waiting))
    assert met(page) == []
    field = page.get_by_label("Nouveau mot de passe")
    for typed, ticked in [
        ("a", ["lower", "username", "personal"]),
        ("aB", ["upper", "lower", "username", "personal"]),
        ("aB3", ["digit", "upper", "lower", "username", "personal"]),
        ("aB345678", ["length", "digit", "upper", "lower", "username", "personal"]),
        ("P0rte-2026", ["length", "digit", "upper", "lower", "username"]),
        ("Al-In 2026", ["length", "digit", "upper", "lower", "username"]),
        ("Anne.Porte", ["length", "upper", "lower"]),
        ("", []),
    ]:
        field.fill(typed)
        assert met(page) == ticked, typed


def test_the_ticks_are_said_to_a_screen_reader_once_the_person_pauses(page: Page, waiting: User) -> None:
    page.goto(password_page(waiting))
    page.get_by_label("Nouveau mot de passe").fill("aB3")
    expect(page.locator("[data-password-summary]")).to_have_text("Règles respectées : 5/6")


def test_without_javascript_the_rules_are_a_list_and_no_button_is_dead(
    plain_page: Page, waiting: User
) -> None:
    plain_page.goto(password_page(waiting))
    expect(plain_page.locator("[data-password-rule]")).to_have_count(7)
    expect(plain_page.get_by_role("button", name="Afficher")).to_have_count(0)


def test_a_password_is_shown_and_hidden_again(page: Page, waiting: User) -> None:
    page.goto(password_page(waiting))
    field = page.locator("#id_password1")
    page.get_by_role("button", name="Afficher").first.click()
    expect(field).to_have_attribute("type", "text")
    page.get_by_role("button", name="Masquer").click()
    expect(field).to_have_attribute("type", "password")


@pytest.mark.parametrize("path", ["/compte/creation/", "/contact/"])
def test_the_robots_field_is_out_of_sight_and_of_reach_on_a_phone(phone_page: Page, path: str) -> None:
    phone_page.goto(path)
    trap = phone_page.locator(".honeypot")
    box = trap.bounding_box()
    assert box is None or (box["width"] <= 1 and box["height"] <= 1)
    for _press in range(25):
        phone_page.keyboard.press("Tab")
        assert phone_page.evaluate("document.activeElement.name") != "precision"


def test_the_pages_of_the_activation_are_accessible(
    page: Page, waiting: User, axe: Callable[[Page], None]
) -> None:
    for path in (access_link(address_of(waiting)), password_page(waiting), "/compte/activation/x/"):
        page.goto(path)
        expect(page.locator("h1")).to_have_count(1)
        axe(page)
