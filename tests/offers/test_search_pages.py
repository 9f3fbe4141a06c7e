"""Turning the pages of a search while offers open and close: nothing is missed, nothing is seen twice."""

import datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict

from alin.dates import local_today
from offers import searching
from offers.cursors import Cursor
from offers.filters import SORTS
from offers.models import Offer
from offers.searching import Search, application_of
from tests.factories.accounts import LandlordFactory
from tests.factories.offers import AUBERVILLIERS, OfferFactory, ceilings, commune, household, places

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_pages(facts, monkeypatch):
    places()
    ceilings()
    monkeypatch.setattr(searching, "PAGE_SIZE", 4)


def offers(number):
    """Many that tie in every sort, in two communes."""
    landlord, day = LandlordFactory(), datetime.timedelta(days=1)
    return [
        OfferFactory(
            landlord=landlord,
            commune=commune(AUBERVILLIERS) if n % 3 == 0 else commune(),
            rent=Decimal(430 + n % 3) + Decimal("0.10"),
            charges=Decimal("70.20"),
            surface=40 + n % 3,
            deadline=local_today() + day * (1 + n % 4),
            published_on=local_today() - day * (n % 3),
        )
        for n in range(number)
    ]


def results(application=None, **query):
    asked = QueryDict(mutable=True)
    asked.update(query)
    return Search(asked, application).results()


def keys(found):
    return [offer.pk for section in found.sections for offer in section.offers]


def walk(application, sort, between=lambda: None):
    """Every page by its « Suivant »; `between` happens after each."""
    seen, number = [], 1
    found = results(application, tri=sort)
    while found.sections:
        seen += keys(found)
        between()
        if len(keys(found)) < 4:
            break
        number += 1
        after = found.following
        found = results(application, tri=sort, page=str(number), apres=after)
        if set(keys(found)) & set(seen):
            break  # beyond the end one is shown the last page
    return seen


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("with_file", [False, True])
def test_every_offer_is_on_one_page(anne, sort, with_file):
    made = offers(11)
    if with_file:
        household(owner=anne)
    seen = walk(application_of(anne) if with_file else None, sort)
    assert len(seen) == len(set(seen))
    assert set(seen) == {offer.pk for offer in made}


@pytest.mark.parametrize("sort", SORTS)
def test_offers_that_close_meanwhile_hide_no_other(sort):
    made = offers(15)
    closed = iter(list(Offer.objects.order_by("deadline", "pk").values_list("pk", flat=True)))

    def one_closes():
        Offer.objects.filter(pk=next(closed)).update(status=Offer.Status.WITHDRAWN)

    seen = walk(None, sort, one_closes)
    assert len(seen) == len(set(seen))
    still = set(Offer.objects.open_now().values_list("pk", flat=True))
    assert still <= set(seen) <= {offer.pk for offer in made}


@pytest.mark.parametrize("sort", SORTS)
def test_the_way_back_shows_the_page_one_came_from(sort):
    offers(12)
    first = results(tri=sort)
    second = results(tri=sort, page="2", apres=first.following)
    third = results(tri=sort, page="3", apres=second.following)
    assert keys(results(tri=sort, page="2", avant=third.preceding)) == keys(second)
    assert keys(results(tri=sort, page="1", avant=second.preceding)) == keys(first)
    assert keys(results(tri=sort, page="3")) == keys(third)


@pytest.mark.parametrize(
    "written",
    ["x", "0_nothing_1", "2_40_1", "0_40", "0__1", "0_1e9_1", "0_2026-13-45_1", "0_NaN_1", "\0", "0_--_1"],
)
@pytest.mark.parametrize("sort", ["fin", "loyer", "surface"])
def test_a_place_that_makes_no_sense_is_as_none(written, sort):
    offers(6)
    assert keys(results(tri=sort, page="2", apres=written)) == keys(results(tri=sort, page="2"))


def test_a_place_of_another_sort_is_as_none():
    assert Cursor.read("0_2026-11-30_7", "surface") is None
    assert Cursor.read("0_40_7", "deadline") is None
    assert Cursor.read("0_40_7", "-surface") == Cursor("-surface", 0, 40, 7)


def test_a_criterion_taken_back_leads_to_the_first_page(client):
    offers(9)
    soup = BeautifulSoup(client.get("/offres/?surface=40&page=2&apres=0_2026-01-01_1").content, "html.parser")
    assert soup.select_one("a.chip")["href"] == "/offres/?"
    for link in soup.select("#offer-views a"):
        assert "page" not in link["href"]
        assert "apres" not in link["href"]


def test_the_links_to_the_neighbours_keep_the_criteria_and_name_the_place(client):
    offers(9)
    soup = BeautifulSoup(client.get("/offres/?surface=40&page=2").content, "html.parser")
    following, preceding = soup.select_one('a[rel="next"]')["href"], soup.select_one('a[rel="prev"]')["href"]
    assert following.startswith("?surface=40&page=3&apres=0_")
    assert preceding.startswith("?surface=40&page=1&avant=0_")
    jump = soup.select_one(".pagination a:not([rel])")["href"]
    assert jump == "?surface=40&page=1"
