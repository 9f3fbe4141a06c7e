"""From the search to an alert, its mail and its end; hearts without a page being loaded again."""

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import User
from alin.outbox.models import Message
from offers.announcing import announce_next
from offers.models import Alert, Favourite
from tests.factories.offers import OfferFactory

Look = Callable[[Page], None]
LogIn = Callable[[Page, User], None]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def log_in(site: str, client_of: Callable[[User], Client]) -> Callable[[Page, User], None]:
    """Give a browser the session of a person."""

    def given(page: Page, user: User) -> None:
        cookie = client_of(user).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])

    return given


def test_from_the_search_to_the_mail_to_the_stop(
    page: Page, plain_page: Page, anne: User, axe: Look, log_in: LogIn
) -> None:
    OfferFactory(typology=2)
    log_in(page, anne)
    page.goto("/offres/?pieces=T2")
    page.get_by_role("link", name="Créer une alerte").click()
    expect(page.get_by_label("Nom de l'alerte")).to_have_value("T2")
    axe(page)
    page.get_by_role("button", name="Créer cette alerte").click()
    expect(page.get_by_text("Votre alerte est créée")).to_be_visible()
    axe(page)
    offer = OfferFactory(typology=2)
    announce_next(offer.pk)
    message = Message.objects.get(category="offers")
    links = [link["href"] for link in BeautifulSoup(message.html, "html.parser").find_all("a")]
    assert any(link.endswith(f"/offres/{offer.reference}/") for link in links)
    # The link opens in a browser that knows nobody, without JavaScript.
    plain_page.goto(next(link for link in links if "/arret/" in link))
    plain_page.get_by_role("button", name="Arrêter cette alerte").click()
    expect(plain_page.get_by_role("heading", name="C'est arrêté")).to_be_visible()
    assert not Alert.objects.get().is_active


def test_a_heart_changes_in_place_and_keeps_the_focus(
    page: Page, anne: User, axe: Look, log_in: LogIn
) -> None:
    OfferFactory()
    log_in(page, anne)
    page.goto("/offres/")
    heart = page.get_by_role("button", name=re.compile("^Favori"))
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(heart).to_be_focused()
    assert Favourite.objects.count() == 1
    page.goto("/offres/favoris/")
    axe(page)
    page.locator(".offer-card a").click()
    kept = page.get_by_role("button", name="Dans mes favoris")
    kept.click()
    expect(page.get_by_role("button", name="Ajouter à mes favoris")).to_be_visible()
    assert not Favourite.objects.exists()


def test_a_heart_works_without_a_script(plain_page: Page, anne: User, log_in: LogIn) -> None:
    OfferFactory()
    log_in(plain_page, anne)
    plain_page.goto("/offres/?pieces=T2")
    heart = plain_page.get_by_role("button", name=re.compile("^Favori"))
    heart.click()
    expect(plain_page).to_have_url(re.compile(r"/offres/\?pieces=T2$"))
    expect(heart).to_have_attribute("aria-pressed", "true")
