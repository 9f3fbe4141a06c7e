"""The search and the offer's page where only a browser can tell: htmx, focus, the gallery, no JavaScript."""

import io
import re

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import Page, expect

from offers.models import OfferPhoto
from tests.factories.offers import OfferFactory

pytestmark = pytest.mark.django_db(transaction=True)


def photo(offer, rank, text):
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 180, 160)).save(drawn, "PNG")
    image = ContentFile(drawn.getvalue(), name=f"{offer.reference}-{rank}.png")
    OfferPhoto.objects.create(offer=offer, rank=rank, alt_text=text, image=image)


def test_a_criterion_refreshes_the_results_and_keeps_the_focus(page: Page):
    OfferFactory(typology=2)
    OfferFactory(typology=3)
    page.goto("/offres/")
    page.get_by_label("T3", exact=True).check()
    expect(page.locator("#offer-count")).to_have_text(re.compile("1 résultat correspond"))
    expect(page.get_by_label("T3", exact=True)).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?pieces=T3$"))
    page.get_by_label("Trier par").select_option("loyer")
    expect(page).to_have_url(re.compile(r"\?pieces=T3&tri=loyer$"))


def test_a_wrong_value_is_said_beside_its_field_and_taken_back(page: Page):
    OfferFactory()
    page.goto("/offres/")
    surface = page.get_by_label("Surface minimum")
    surface.fill("grand")
    surface.press("Tab")
    expect(page.locator("#id_surface_error")).to_contain_text("nombre")
    expect(surface).to_have_attribute("aria-invalid", "true")
    expect(surface).to_have_value("grand")
    surface.fill("20")
    surface.press("Enter")
    expect(page.locator("#id_surface_error")).to_be_empty()
    expect(surface).not_to_have_attribute("aria-invalid", "true")


def test_the_search_is_still_there_on_the_way_back(page: Page):
    OfferFactory()
    page.goto("/offres/")
    page.get_by_label("Surface minimum").fill("20")
    page.keyboard.press("Enter")
    page.wait_for_url("**/offres/?surface=20")
    page.locator(".offer-card a").click()
    page.get_by_role("link", name="Retour aux résultats").click()
    expect(page.get_by_label("Surface minimum")).to_have_value("20")


def test_everything_works_without_javascript(plain_page: Page):
    OfferFactory(typology=2)
    OfferFactory(typology=3)
    plain_page.goto("/offres/")
    plain_page.get_by_label("T3", exact=True).check()
    plain_page.get_by_role("button", name="Afficher").click()
    expect(plain_page.locator("[data-offer-ref]")).to_have_count(1)
    plain_page.get_by_role("link", name="Retirer le critère : T3").click()
    expect(plain_page.locator("[data-offer-ref]")).to_have_count(2)


def test_the_filters_fold_away_on_a_phone(phone_page: Page):
    OfferFactory()
    phone_page.goto("/offres/")
    expect(phone_page.get_by_label("Surface minimum")).to_be_hidden()
    phone_page.get_by_text("Filtrer", exact=True).click()
    expect(phone_page.get_by_label("Surface minimum")).to_be_visible()


def test_the_photos_are_turned_with_buttons_and_keys(page: Page):
    offer = OfferFactory()
    for rank, text in enumerate(("Façade", "Séjour", "Cuisine")):
        photo(offer, rank, text)
    page.goto(offer.get_absolute_url())
    count = page.locator("[data-gallery-count]")
    expect(count).to_have_text("Photo 1 sur 3")
    page.get_by_role("button", name="Photo suivante").click()
    expect(count).to_have_text("Photo 2 sur 3")
    page.locator(".gallery__strip").focus()
    page.keyboard.press("ArrowLeft")
    expect(count).to_have_text("Photo 1 sur 3")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_search_and_the_offer(new_person, axe, scheme):
    offer = OfferFactory(energy_class="G", description="Près du canal.")
    photo(offer, 0, "Façade")
    photo(offer, 1, "Séjour")
    gone = OfferFactory(withdrawn=True)
    page = new_person(color_scheme=scheme)
    for address in (
        "/offres/",
        "/offres/?surface=grand&lieu=saint-denis&vue=galerie",
        "/offres/?surface=400",
        offer.get_absolute_url(),
        gone.get_absolute_url(),
    ):
        page.goto(address)
        axe(page)
