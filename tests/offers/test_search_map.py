"""The map's points, what it asks of other servers, what was seen lately, and the link to share."""

import datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ImproperlyConfigured

from alin import environment
from alin.dates import local_today
from offers.models import Offer
from offers.views import public
from tests.factories.accounts import EmployerFactory
from tests.factories.offers import BREST, OfferFactory, ceilings, commune, household, places

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def facts_of_the_search(facts):
    places()
    ceilings()


def page(client, query=""):
    return BeautifulSoup(client.get(f"/offres/{query}").content, "html.parser")


def located(**fields):
    return OfferFactory(latitude=48.93, longitude=2.36, **fields)


# --- Points -----------------------------------------------------------------------------------------


def test_points_are_the_offers_of_the_search_that_have_coordinates(client):
    here = located(rent=Decimal("430"), typology=2, surface=45)
    OfferFactory()
    located(typology=5)
    located(withdrawn=True)
    located(reserved_for=EmployerFactory())
    answer = client.get("/offres/carte/?pieces=T2").json()
    assert answer == {
        "all": True,
        "offers": [
            {
                "url": f"/offres/{here.reference}/?retour=pieces%3DT2",
                "at": [48.93, 2.36],
                "rent": "500\N{NO-BREAK SPACE}€",
                "title": "T2 · 45 m²",
                "place": "Saint-Denis (93200)",
                "commune": "Saint-Denis",
            }
        ],
    }


def test_an_applicants_points_are_those_that_fit_where_wished(anne, client_of):
    household(owner=anne)
    here = located()
    located(commune=commune(BREST))
    located(typology=5)
    points = client_of(anne).get("/offres/carte/").json()["offers"]
    assert [point["url"] for point in points] == [f"/offres/{here.reference}/"]


def test_a_map_of_too_many_says_that_it_shows_the_first(client, monkeypatch):
    monkeypatch.setattr(public, "MOST_POINTS", 2)
    first = located(deadline=local_today())
    located()
    located()
    answer = client.get("/offres/carte/").json()
    assert (len(answer["offers"]), answer["all"]) == (2, False)
    assert first.reference in answer["offers"][0]["url"]


def test_exactly_as_many_as_a_map_shows_are_all(client, monkeypatch):
    monkeypatch.setattr(public, "MOST_POINTS", 2)
    located()
    located()
    assert client.get("/offres/carte/").json()["all"]


def test_the_map_stands_above_the_same_list(client):
    offer = OfferFactory()
    soup = page(client, "?vue=carte")
    assert soup.select_one("[data-map]")["data-map"] == "/offres/carte/"
    assert "La liste ci-dessous dit la même chose." in soup.select_one("[data-map-status]").text
    assert soup.select_one("[data-offer-ref]")["data-offer-ref"] == offer.reference
    assert not page(client).select("[data-map], script[src*=leaflet]")


def test_an_offer_may_not_take_the_maps_address():
    with pytest.raises(Exception, match="lettres"):
        Offer(reference="carte").clean_fields(exclude={"commune"})


# --- Tiles ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("", ""),
        ("https://tiles.example.org/{z}/{x}/{y}.png", "https://tiles.example.org"),
        ("https://{s}.tiles.example.org/{z}/{x}/{y}.png", "https://*.tiles.example.org"),
        ("https://tiles.example.org:8443/{z}/{x}/{y}.png", "https://tiles.example.org:8443"),
    ],
)
def test_tiles_come_from_the_one_server_that_the_policy_lets_in(monkeypatch, address, source):
    monkeypatch.setenv("MAP_TILES_URL", address)
    assert environment.map_tiles("MAP_TILES_URL") == (address, source)


@pytest.mark.parametrize(
    "address",
    [
        "tiles.example.org",
        "https://tiles.example.org/",
        "https://t.example.org/{z}/{x}/{y};script-src *",
        "ftp://a/{z}",
    ],
)
def test_an_address_of_tiles_that_is_none_stops_the_start(monkeypatch, address):
    monkeypatch.setenv("MAP_TILES_URL", address)
    with pytest.raises(ImproperlyConfigured, match="MAP_TILES_URL"):
        environment.map_tiles("MAP_TILES_URL")


def test_without_tiles_no_other_server_is_let_in(client):
    policy = client.get("/offres/?vue=carte")["Content-Security-Policy"]
    assert "img-src 'self' data:;" in f"{policy};"


# --- Seen lately ------------------------------------------------------------------------------------


def recent(browser):
    return [a["href"] for a in page(browser).select(".recent__offer")]


def test_the_last_six_offers_opened_are_shown_the_last_one_first(anne, client_of):
    household(owner=anne)
    offers = OfferFactory.create_batch(7)
    browser = client_of(anne)
    for offer in [*offers, offers[3]]:
        browser.get(offer.get_absolute_url())
    expected = [offers[3], offers[6], offers[5], offers[4], offers[2], offers[1]]
    assert recent(browser) == [offer.get_absolute_url() for offer in expected]


def test_an_offer_that_closed_is_not_shown_any_more(anne, client_of):
    household(owner=anne)
    offer, other = OfferFactory.create_batch(2)
    browser = client_of(anne)
    browser.get(offer.get_absolute_url())
    browser.get(other.get_absolute_url())
    Offer.objects.filter(pk=other.pk).update(
        published_on=local_today() - datetime.timedelta(days=2),
        deadline=local_today() - datetime.timedelta(days=1),
    )
    assert recent(browser) == [offer.get_absolute_url()]


def test_a_visitors_steps_are_not_kept(client):
    offer = OfferFactory()
    client.get(offer.get_absolute_url())
    assert recent(client) == []
    assert not {"offers_seen", "sessionid"} & set(client.cookies)


def test_what_one_person_opened_is_not_shown_to_the_next_at_the_same_computer(anne, marc, client):
    offer = OfferFactory()
    client.force_login(anne)
    client.get(offer.get_absolute_url())
    assert recent(client) == [offer.get_absolute_url()]
    kept = client.cookies["offers_seen"].value
    client.logout()
    client.force_login(marc)
    client.cookies["offers_seen"] = kept
    assert recent(client) == []
    client.cookies["offers_seen"] = "1.2:forged"
    assert recent(client) == []


# --- The link to share ------------------------------------------------------------------------------


def test_the_shared_address_holds_the_criteria_and_no_place_in_the_list(client):
    OfferFactory()
    soup = page(client, "?pieces=T2&page=3&apres=0_2026-01-01_1&tri=loyer&utm=x")
    assert soup.select_one("#share-address")["value"] == "http://testserver/offres/?pieces=T2&tri=loyer"
