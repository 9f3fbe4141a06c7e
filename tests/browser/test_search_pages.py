"""The search where only a browser can tell: numbers renewed in place, the map, the link to share."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories.offers import OfferFactory

pytestmark = pytest.mark.django_db(transaction=True)


def located(**fields):
    return OfferFactory(latitude=48.93, longitude=2.36, **fields)


def test_numbers_chips_and_the_shared_address_follow_a_criterion(page: Page, axe):
    OfferFactory(typology=2)
    OfferFactory(typology=3, kind="house")
    page.goto("/offres/")
    expect(page.locator("#count-type-house")).to_have_text("1 offre")
    page.get_by_label("T2", exact=True).check()
    expect(page.locator("#count-type-house")).to_have_text("0 offre")
    expect(page.locator("#count-pieces-T3")).to_have_text("1 offre")
    expect(page.get_by_label("T2", exact=True)).to_be_focused()
    expect(page.locator("#share-address")).to_have_value(re.compile(r"/offres/\?pieces=T2$"))
    axe(page)
    page.get_by_role("link", name="Retirer le critère : T2").click()
    expect(page.locator("[data-offer-ref]")).to_have_count(2)
    expect(page.get_by_label("T2", exact=True)).not_to_be_checked()


def test_an_empty_search_leads_around_the_criterion_that_blocks(page: Page, axe):
    OfferFactory(surface=40)
    page.goto("/offres/?surface=200&pieces=T2")
    axe(page)
    page.get_by_role("link", name=re.compile("Retirer « Dès 200 m² »")).click()
    expect(page).to_have_url(re.compile(r"\?pieces=T2$"))
    expect(page.locator("[data-offer-ref]")).to_have_count(1)


def test_the_map_shows_groups_then_prices_that_lead_to_their_offers(page: Page, axe):
    near = located(typology=2)
    OfferFactory(typology=3, latitude=48.39, longitude=-4.49)
    OfferFactory(typology=3)
    page.goto("/offres/")
    page.get_by_role("link", name="Carte", exact=True).click()
    expect(page.locator("[data-map-status]")).to_have_text(re.compile("^2 offres sur la carte"))
    expect(page.locator("[data-offer-ref]")).to_have_count(3)
    axe(page)
    page.get_by_label("T2", exact=True).check()
    expect(page.locator("[data-map-status]")).to_have_text(re.compile("^Une offre sur la carte"))
    price = page.locator(".map-price")
    price.focus()
    price.press("Enter")
    page.locator(".map-offer__title").click()
    expect(page).to_have_url(re.compile(f"/offres/{near.reference}/\\?retour="))


def test_offers_at_one_place_open_from_their_group(page: Page):
    located()
    located()
    page.goto("/offres/?vue=carte")
    group = page.locator(".map-group")
    expect(group).to_contain_text("2")
    expect(group).to_contain_text("Saint-Denis")
    group.focus()
    group.press("Enter")
    expect(page.locator(".map-price")).to_have_count(2)


def test_without_coordinates_or_without_javascript_the_list_says_the_same(page: Page, plain_page: Page):
    OfferFactory()
    page.goto("/offres/?vue=carte")
    expect(page.locator("[data-map-status]")).to_have_text(re.compile("voyez la liste"))
    expect(page.locator("[data-map-ground]")).to_be_hidden()
    plain_page.goto("/offres/?vue=carte")
    expect(plain_page.get_by_text("La carte a besoin de JavaScript.")).to_be_visible()
    expect(plain_page.locator("[data-offer-ref]")).to_have_count(1)


def test_the_map_works_on_a_phone_in_the_dark(new_person, axe):
    located()
    phone = new_person(viewport={"width": 360, "height": 740}, is_mobile=True, color_scheme="dark")
    phone.goto("/offres/?vue=carte")
    expect(phone.locator(".map-price")).to_have_count(1)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    axe(phone)
