"""Passkeys with the browser's virtual device, under the CSP; the security pages for axe and on a phone."""

import time
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import CDPSession, Page, expect

from accounts.models import User
from tests.browser.people import Visitor
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def passkey_device(page: Page) -> Iterator[CDPSession]:
    """The browser has a passkey device of its own, whose owner always agrees."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield session
    session.detach()


@pytest.fixture
def newcomer(karim: User) -> User:
    """A consultant who has no factor yet."""
    karim.authenticator_set.all().delete()
    return karim


def test_a_consultant_adds_a_passkey_and_logs_in_with_it(
    page: Page, passkey_device: CDPSession, newcomer: User, site: str, axe: Callable[[Page], None]
) -> None:
    person = Visitor(page, site, axe)
    person.log_in(newcomer.email, PASSWORD)
    person.heading("Sécurité")
    person.press("Ajouter une clé d'accès", "link")
    page.get_by_label("Nom de la clé").fill("Ordinateur du bureau")
    page.get_by_role("button", name="Enregistrer cette clé").click()
    person.heading("Mes codes de secours")
    axe(page)
    expect(page.get_by_role("button", name="Imprimer")).to_be_visible()
    person.press("J'ai gardé mes codes, continuer", "link")
    assert page.url == f"{site}/admin/"
    page.context.clear_cookies()
    person.log_in_with_password_alone(newcomer.email, PASSWORD)
    person.heading("Seconde étape de connexion")
    page.get_by_role("button", name="Utiliser ma clé d'accès").click()
    page.wait_for_url(f"{site}/admin/")
    page.goto(f"{site}/compte/securite/cles/")
    expect(page.locator("main")).to_contain_text("Ordinateur du bureau")
    expect(page.locator("main")).to_contain_text("Dernière utilisation")


def test_a_device_that_refuses_is_said_in_words(page: Page, site: str) -> None:
    anne = UserFactory()
    person = Visitor(page, site)
    person.log_in(anne.email, PASSWORD)
    page.goto(f"{site}/compte/securite/cles/ajouter/")
    page.evaluate(
        """() => {
        const refuse = () => Promise.reject(new DOMException("no", "NotAllowedError"));
        navigator.credentials.create = refuse;
    }"""
    )
    page.get_by_role("button", name="Enregistrer cette clé").click()
    expect(page.get_by_role("alert")).to_contain_text("la demande a été annulée ou a duré trop longtemps")


PAGES = [
    "/compte/securite/",
    "/compte/securite/application/ajouter/",
    "/compte/securite/cles/",
    "/compte/securite/cles/ajouter/",
    "/compte/adresse/",
    "/compte/sessions/",
    "/compte/profil/",
    "/compte/identite/",
]


def test_the_account_pages_are_accessible_and_fit_a_phone(
    phone_page: Page, site: str, axe: Callable[[Page], None], no_sideways_scroll: Callable[[Page], None]
) -> None:
    person = Visitor(phone_page, site)
    person.log_in(UserFactory().email, PASSWORD)
    for path in PAGES:
        phone_page.goto(site + path)
        expect(phone_page.locator("h1")).to_have_count(1)
        axe(phone_page)
        no_sideways_scroll(phone_page)


def test_an_app_is_added_without_javascript(plain_page: Page, site: str) -> None:
    anne = UserFactory()
    person = Visitor(plain_page, site)
    person.log_in(anne.email, PASSWORD)
    person.open("/compte/securite/application/ajouter/")
    secret = plain_page.locator("[data-totp-secret]").get_attribute("data-totp-secret")
    assert secret
    plain_page.get_by_label("Code à 6 chiffres").fill(code_of(secret))
    person.press("Activer")
    person.heading("Mes codes de secours")
    expect(plain_page.get_by_role("button", name="Imprimer")).to_have_count(0)


def code_of(secret: str) -> str:
    """What an app with this secret shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
