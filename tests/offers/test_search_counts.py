"""The figures of the search page: beside each box, of the sections, and of what an empty page leaves out."""

import datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from alin.dates import local_today
from offers.facets import GROUPS, MANY
from offers.models import Offer
from offers.searching import Search, application_of
from tests.factories.accounts import LandlordFactory
from tests.factories.offers import (
    AUBERVILLIERS,
    BREST,
    SAINT_DENIS,
    OfferFactory,
    ceilings,
    commune,
    household,
    places,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def facts_of_the_search(facts):
    places()
    ceilings()


def search(query, application=None):
    return Search(QueryDict(query), application)


def page(client, query=""):
    return BeautifulSoup(client.get(f"/offres/{query}").content, "html.parser")


def number(soup, name, value="on"):
    return int(soup.select_one(f"#count-{name}-{value}").find(string=True, recursive=False))


# --- Beside the boxes -------------------------------------------------------------------------------

drawn_offers = st.fixed_dictionaries(
    {
        "typology": st.integers(1, 6),
        "kind": st.sampled_from(["house", "apartment"]),
        "surface": st.sampled_from([39, 40, 41]),
        "rent": st.sampled_from([Decimal("429.99"), Decimal(430), Decimal("430.01")]),
        "is_accessible": st.booleans(),
        "late": st.booleans(),
        "insee": st.sampled_from([SAINT_DENIS, AUBERVILLIERS, BREST]),
    }
)
drawn_queries = st.fixed_dictionaries(
    {},
    optional={
        "pieces": st.lists(st.sampled_from(GROUPS["pieces"]), min_size=1, max_size=3, unique=True),
        "type": st.lists(st.sampled_from(GROUPS["type"]), min_size=1, unique=True),
        "surface": st.just(["40"]),
        "loyer_max": st.just(["500"]),
        "pmr": st.just(["on"]),
        "disponible": st.just(["on"]),
        "lieu": st.sampled_from([["commune:93066"], ["departement:93"]]),
    },
)


def query_of(criteria):
    query = QueryDict(mutable=True)
    for name, values in criteria.items():
        query.setlist(name, values)
    return query


@settings(
    max_examples=30,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=st.lists(drawn_offers, max_size=8), criteria=drawn_queries, with_file=st.booleans())
def test_a_boxs_number_is_what_ticking_it_alone_in_its_group_finds(drawn, criteria, with_file):
    Offer.objects.all().delete()
    landlord = LandlordFactory()
    for fields in drawn:
        late, insee = fields.pop("late"), fields.pop("insee")
        available = local_today() + datetime.timedelta(days=late)
        OfferFactory(landlord=landlord, commune=commune(insee), available_on=available, **fields)
    application = household() if with_file else None
    facets = Search(query_of(criteria), application).results().facets
    for name in GROUPS:
        for choice in facets.of(name):
            with_it = {**criteria, name: [choice.value]}
            found = Search(query_of(with_it), application).filter.qs.count()
            assert choice.count == found, (choice, criteria)
    assert facets.total == Search(query_of(criteria), application).filter.qs.count()
    assert set(GROUPS) - MANY == {"pmr", "disponible"}


def test_the_numbers_stand_beside_their_boxes_and_describe_them(client):
    OfferFactory(typology=2)
    OfferFactory(typology=3, is_accessible=True)
    OfferFactory(typology=3, kind="house")
    soup = page(client, "?pieces=T3")
    assert [number(soup, "pieces", room) for room in ("T1", "T2", "T3")] == [0, 1, 2]
    assert (number(soup, "type", "house"), number(soup, "type", "apartment")) == (1, 1)
    assert number(soup, "pmr") == 1
    for name in ("pieces", "type", "pmr", "disponible"):
        for box in soup.select(f'input[name="{name}"]'):
            assert soup.find(id=box["aria-describedby"]) is not None


def test_htmx_renews_every_number(client):
    OfferFactory(typology=3)
    answer = client.get("/offres/?pieces=T3", headers={"hx-request": "true"})
    soup = BeautifulSoup(answer.content, "html.parser")
    swapped = {span["id"] for span in soup.select(".choice-count[hx-swap-oob]")}
    assert swapped == {f"count-{name}-{value}" for name, values in GROUPS.items() for value in values}


def test_the_sections_counts_are_those_of_all_pages(anne):
    OfferFactory.create_batch(2)
    OfferFactory(commune=commune(AUBERVILLIERS))
    household(owner=anne)
    facets = search("", application_of(anne)).results().facets
    assert (facets.sections, facets.total) == ({0: 2, 1: 1}, 3)


# --- What costs what --------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "?surface=20&pieces=T2&loyer_max=900", "?vue=carte", "?tri=-loyer"])
def test_an_applicants_search_takes_six_queries(anne, client_of, query):
    household(owner=anne)
    OfferFactory.create_batch(3)
    browser = client_of(anne)
    browser.get("/offres/")  # notes the activity of the session
    with CaptureQueriesContext(
        connection,
    ) as taken:
        browser.get(f"/offres/{query}")
    assert len(taken) <= 6, [one["sql"][:80] for one in taken]


def test_a_full_page_stays_small(anne, client_of):
    household(owner=anne)
    OfferFactory.create_batch(30, title="Résidence des Grands Tilleuls", is_accessible=True, has_lift=True)
    answer = client_of(anne).get("/offres/?pieces=T2&surface=20&loyer_max=900")
    assert len(answer.content) <= 60_000


# --- Nothing found ----------------------------------------------------------------------------------


def test_an_empty_page_names_the_criterion_that_keeps_most_away_and_leads_around_it(client):
    OfferFactory.create_batch(2, surface=50, typology=3)
    OfferFactory(surface=90, typology=2)
    soup = page(client, "?pieces=T3&surface=80")
    first, second = soup.select("[data-blocker]")
    assert (first["data-blocker"], " ".join(first.text.split())) == (
        "surface",
        "Retirer « Dès 80 m² » 2 offres",
    )
    assert first["href"] == "/offres/?pieces=T3"
    assert (second["data-blocker"], second["href"]) == ("pieces", "/offres/?surface=80")
    assert len(page(client, first["href"].removeprefix("/offres/")).select("[data-offer-ref]")) == 2


def test_criteria_that_only_together_find_nothing_say_so(client):
    OfferFactory(surface=50, typology=2, kind="apartment")
    soup = page(client, "?pieces=T3&surface=80&type=house")
    assert not soup.select("[data-blocker]")
    assert "retirez-en plusieurs" in soup.text


def test_an_empty_page_counts_what_fits_elsewhere(anne, client_of):
    household(owner=anne)
    OfferFactory.create_batch(2, commune=commune("93998", "Bourg-Neuf", grouping="T98", postal_code="93998"))
    OfferFactory(typology=6, commune=commune("93998"))
    text = " ".join(page(client_of(anne)).text.split())
    assert "2 offres vous correspondent hors de vos communes et de celles autour : Bourg-Neuf (93) 2." in text


def test_wishes_are_named_beside_the_criteria(anne, client_of):
    household(owner=anne)
    OfferFactory(surface=40)
    OfferFactory(surface=60, commune=commune("93998", "Bourg-Neuf", grouping="T98", postal_code="93998"))
    soup = page(client_of(anne), "?surface=50")
    assert soup.select_one("[data-blocker]")["data-blocker"] == "surface"
    assert "Bourg-Neuf (93) 1" in " ".join(soup.text.split())
