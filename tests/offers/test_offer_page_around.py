"""Around an offer: similar homes, the map, what programs and shared links read, and the sheet of paper."""

import datetime
import json
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from offers.models import OfferPhoto
from offers.similar import similar_offers
from tests.factories.accounts import EmployerFactory
from tests.factories.offers import AUBERVILLIERS, BREST, OfferFactory, ceilings, commune, household, places

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def facts_of_the_page(facts):
    places()
    ceilings()


def page(client, offer, query=""):
    response = client.get(f"{offer.get_absolute_url()}{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def with_photo(offer):
    OfferPhoto.objects.bulk_create(
        [
            OfferPhoto(
                offer=offer,
                rank=0,
                alt_text='Façade "sud" <1>',
                image="offers/a.jpg",
                width=1600,
                height=1200,
            )
        ]
    )
    return offer


# --- Similar homes ----------------------------------------------------------------------------------


def test_similar_homes_are_near_open_and_of_about_the_size():
    offer = OfferFactory()
    here = OfferFactory(typology=3)
    beside = OfferFactory(commune=commune(AUBERVILLIERS), postal_code="93300")
    OfferFactory(typology=4)
    OfferFactory(commune=commune(BREST), postal_code="29200")
    OfferFactory(closed=True)
    OfferFactory(draft=True)
    assert similar_offers(offer, None) == [here, beside]


@pytest.mark.parametrize(("typology", "shown"), [(1, False), (2, True), (4, True), (5, False)])
def test_one_room_more_or_less_is_similar_and_two_are_not(typology, shown):
    offer, other = OfferFactory(typology=3), OfferFactory(typology=typology)
    assert similar_offers(offer, None) == ([other] if shown else [])


def test_the_same_commune_comes_first_then_the_size_then_the_rent():
    offer = OfferFactory()
    beside = OfferFactory(commune=commune(AUBERVILLIERS), postal_code="93300")
    larger = OfferFactory(typology=3)
    dearer = OfferFactory(rent=Decimal(500))
    alike = OfferFactory(rent=Decimal(425))
    assert similar_offers(offer, None) == [alike, dearer, larger, beside]


def test_similar_homes_are_four_at_most_and_one_query(django_assert_num_queries):
    offer = OfferFactory()
    for _ in range(5):
        with_photo(OfferFactory())
    similar_offers(offer, None)
    with django_assert_num_queries(1):
        found = similar_offers(offer, None)
        assert [other.cover.alt_text for other in found] == ['Façade "sud" <1>'] * 4


def test_an_applicant_is_shown_only_what_fits_the_file(anne, client_of):
    application = household(owner=anne)
    offer = OfferFactory()
    fits = OfferFactory()
    OfferFactory(rent=Decimal(3000))
    OfferFactory(financing="LLI")
    OfferFactory(reserved_for=EmployerFactory())
    assert similar_offers(offer, application) == [fits]
    shown = page(client_of(anne), offer, "?retour=pieces%3DT2").select(".offer__similar article")
    assert [card["data-offer-ref"] for card in shown] == [fits.reference]
    assert shown[0].a["href"] == f"{fits.get_absolute_url()}?retour=pieces%3DT2"


def test_a_visitor_is_not_shown_what_is_reserved(client):
    offer = OfferFactory()
    OfferFactory(reserved_for_priority=True)
    assert not page(client, offer).select(".offer__similar")


def test_similar_homes_and_their_photos_stay_within_twelve_queries(anne, client_of):
    household(owner=anne, submitted_at="2026-06-01T10:00:00Z")
    anna = client_of(anne)
    offer = with_photo(OfferFactory(latitude=48.93, longitude=2.36))
    for _ in range(4):
        with_photo(OfferFactory(latitude=48.94, longitude=2.36))
    with CaptureQueriesContext(connection) as captured:
        soup = page(anna, offer)
    assert len(soup.select(".offer__similar article")) == 4
    assert len(captured) <= 12


# --- The place --------------------------------------------------------------------------------------


def test_the_place_is_said_in_words_with_or_without_coordinates(client):
    for fields in ({}, {"latitude": 48.93, "longitude": 2.36}):
        where = page(client, OfferFactory(address="3 rue du Port", **fields)).select_one(".offer__where")
        text = " ".join(where.get_text(" ").split())
        assert "3 rue du Port , 93200 Saint-Denis" in text
        assert "Seine-Saint-Denis" in text


def test_without_coordinates_there_is_no_map_and_no_script_for_one(client):
    soup = page(client, OfferFactory())
    assert not soup.select("[data-offer-map], script[src*=leaflet]")
    assert "openstreetmap" not in str(soup)


def test_without_tiles_a_lone_point_is_not_drawn(client, settings):
    settings.MAP_TILES_URL = ""
    offer = OfferFactory(latitude=48.93, longitude=2.36)
    soup = page(client, offer)
    assert not soup.select("[data-offer-map]")
    assert "mlat=48.93&mlon=2.36" in soup.select_one(".offer__where a")["href"]
    OfferFactory(latitude=48.94, longitude=2.35)
    soup = page(client, offer)
    assert soup.select_one("[data-offer-map]")["data-offer-map"] == "48.93,2.36"
    assert soup.select_one(".offer__other")["data-at"] == "48.94,2.35"


def test_with_tiles_one_point_is_enough(client, settings):
    settings.MAP_TILES_URL, settings.MAP_TILES_ATTRIBUTION = "https://tiles.example/{z}/{x}/{y}.png", "© Who"
    frame = page(client, OfferFactory(latitude=48.93, longitude=2.36)).select_one("[data-offer-map]")
    assert frame["data-tiles"] == "https://tiles.example/{z}/{x}/{y}.png"
    assert frame["data-attribution"] == "© Who"


# --- What programs read -----------------------------------------------------------------------------


def described(soup):
    blocks = soup.select("script[type='application/ld+json']")
    return json.loads(blocks[0].string) if blocks else None


def test_a_public_offer_is_described_for_search_engines(client, settings):
    settings.SITE_URL = "https://alin.example"
    day = datetime.date(2027, 1, 1)
    offer = with_photo(
        OfferFactory(address="3 rue du Port", latitude=48.93, longitude=2.36, available_on=day)
    )
    said = described(page(client, offer, "?retour=pieces%3DT2"))
    home = said["itemOffered"]
    assert (said["@type"], home["@type"]) == ("Offer", "Apartment")
    assert said["url"] == f"https://alin.example/offres/{offer.reference}/"
    assert (said["price"], said["priceCurrency"], said["priceSpecification"]["unitCode"]) == (
        "500.00",
        "EUR",
        "MON",
    )
    assert (said["validThrough"], said["availabilityStarts"]) == (offer.deadline.isoformat(), "2027-01-01")
    assert home["floorSize"]["value"] == 45
    assert home["address"]["addressLocality"] == "Saint-Denis"
    assert home["geo"]["latitude"] == 48.93
    assert home["image"][0].startswith("https://alin.example/")


def test_a_house_is_said_to_be_one(client):
    assert described(page(client, OfferFactory(kind="house")))["itemOffered"]["@type"] == "House"


def test_what_a_landlord_wrote_cannot_leave_the_block_of_data(client):
    offer = OfferFactory(title="</script><script>alert(1)</script>")
    soup = page(client, offer)
    assert described(soup)["itemOffered"]["name"] == offer.title
    assert "alert(1)" not in [script.string for script in soup.select("script")]


def test_a_shared_link_shows_the_rent_and_the_photo(client, settings):
    settings.SITE_URL = "https://alin.example"
    soup = page(client, with_photo(OfferFactory()), "?retour=pieces%3DT2")
    said = {tag["property"]: tag["content"] for tag in soup.select("meta[property]")}
    assert said["og:title"] == "T2 45 m², Saint-Denis (93200)"
    assert said["og:description"].startswith("T2 de 45 m² à Saint-Denis, 500")
    assert said["og:url"] == soup.select_one("link[rel=canonical]")["href"]
    assert "retour" not in said["og:url"]
    assert said["og:image"].startswith("https://alin.example/")
    assert said["og:image"].endswith("offers/a.jpg")
    assert (said["og:image:width"], said["og:image:alt"]) == ("1600", 'Façade "sud" <1>')


def test_without_a_photo_the_sites_own_picture_is_shared(client):
    soup = page(client, OfferFactory())
    assert "img/share" in soup.select_one("meta[property='og:image']")["content"]
    assert not soup.select("meta[property='og:image:alt']")


def test_a_reserved_or_closed_offer_says_nothing_to_programs(karim, client_of):
    for fields in ({"reserved_for_priority": True}, {"reserved_for": EmployerFactory()}, {"closed": True}):
        soup = page(client_of(karim), OfferFactory(**fields))
        assert not soup.select("meta[property], link[rel=canonical], script[type='application/ld+json']")


# --- The estimate, and paper ------------------------------------------------------------------------


def test_the_rank_is_said_to_be_an_estimate(anne, client_of):
    household(owner=anne, submitted_at="2026-06-01T10:00:00Z")
    text = page(client_of(anne), OfferFactory()).select_one(".apply-panel").get_text(" ")
    assert ("Votre rang estimé" in text) == ("C'est une estimation" in text)


def test_a_visitor_is_told_no_rank(client):
    assert "estim" not in page(client, OfferFactory()).select_one(".apply-panel").get_text(" ")


def test_the_printed_page_says_where_it_comes_from(client):
    soup = page(client, OfferFactory(reference="PAPER-1"), "?retour=pieces%3DT2")
    assert soup.select_one(".offer__printed").text == "http://testserver/offres/PAPER-1/"
    assert soup.select_one("button[data-print]").has_attr("hidden")
