"""The search: who finds what, in which sections, with which criteria, in how many queries."""

import datetime
import re
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from alin.dates import local_today
from offers.models import Offer
from tests.factories.accounts import EmployerFactory
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
RED_MESSAGE = (
    "A ce jour nous n'avons pas d'offre adaptée à votre situation sur vos communes choisies. "
    "Veuillez élargir vos souhaits."
)


@pytest.fixture(autouse=True)
def facts_of_the_search(facts):
    places()
    ceilings()


def page(client, query="", **headers):
    response = client.get(f"{reverse('offers:search')}{query}", **headers)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def found(soup):
    return [card["data-offer-ref"] for card in soup.select("[data-offer-ref]")]


def count(soup):
    return " ".join(soup.select_one("#offer-count").text.split())


@pytest.fixture
def anna(anne, client_of):
    """Anne's browser, with her file imported."""
    household(owner=anne)
    return client_of(anne)


# --- Who finds what -------------------------------------------------------------------------------


def test_a_visitor_finds_open_unreserved_offers_only(client):
    public = OfferFactory()
    OfferFactory(reserved_for=EmployerFactory())
    OfferFactory(reserved_for_priority=True)
    OfferFactory(draft=True)
    OfferFactory(withdrawn=True)
    OfferFactory(closed=True)
    soup = page(client)
    assert found(soup) == [public.reference]
    assert "Se connecter pour postuler" in soup.text


def test_an_applicant_finds_only_what_fits_the_file(anna):
    fitting = OfferFactory()
    OfferFactory(typology=5)
    OfferFactory(rent=Decimal("2000"))
    OfferFactory(financing="PLAI")
    OfferFactory(financing="LLI")
    OfferFactory(commune=commune(BREST), financing="PLUS")
    OfferFactory(reserved_for_priority=True)
    assert found(page(anna)) == [fitting.reference]


def test_the_page_says_what_follows_from_the_file(anna):
    text = " ".join(page(anna).text.split())
    assert "Propositions de logements" in text
    assert "Vous pouvez postuler uniquement sur des logements correspondant à votre situation" in text
    assert "T1 - T2 - T3" in text
    assert "16 m²" in text


def test_wished_communes_come_before_bordering_ones_whatever_the_sort(anna):
    here = OfferFactory(rent=Decimal("600"))
    beside = OfferFactory(commune=commune(AUBERVILLIERS), rent=Decimal("300"))
    soup = page(anna, "?tri=loyer")
    assert found(soup) == [here.reference, beside.reference]
    titles = [re.sub(r"\s+", " ", h.text).strip() for h in soup.select("h2.offer-section__title")]
    assert titles == ["Communes demandées 1", "Communes limitrophes 1"]


def test_a_section_without_offers_is_not_shown(anna):
    OfferFactory(commune=commune(AUBERVILLIERS))
    text = page(anna).text
    assert "Communes demandées" not in text
    assert "Communes limitrophes" in text


def test_an_employee_finds_the_offers_of_the_company(anne, client_of):
    employer = EmployerFactory()
    household(owner=anne, employer=employer)
    offer = OfferFactory(reserved_for=employer)
    OfferFactory(reserved_for=EmployerFactory())
    assert found(page(client_of(anne))) == [offer.reference]


def test_nothing_that_fits_shows_the_handbooks_message_and_the_way_out(anna):
    OfferFactory(typology=6)
    soup = page(anna)
    text = " ".join(soup.text.split())
    assert RED_MESSAGE in text
    assert "Pensez à élargir votre zone de recherche." in text
    form = soup.select_one(f'form[action="{reverse("applications:update")}"]')
    assert form["method"] == "post"
    assert "Mettre à jour ma demande" in form.text
    assert "/site-enregistrement/?numero=" in str(soup.select_one(".offer-wider"))


def test_criteria_that_exclude_everything_do_not_say_that_nothing_fits(anna):
    OfferFactory()
    text = page(anna, "?surface=400").text
    assert RED_MESSAGE not in text
    assert "Aucune offre ne correspond à ces critères" in text


def test_an_applicant_without_a_file_is_invited_to_import_it_above_the_public_list(anne, client_of):
    offer = OfferFactory()
    soup = page(client_of(anne))
    assert soup.select_one(f'a.button--primary[href="{reverse("applications:number")}"]')
    assert found(soup) == [offer.reference]


@pytest.mark.parametrize("who", ["karim", "lise", "emma", "administrator"])
def test_staff_of_every_kind_see_the_public_list(request, who, client_of):
    offer = OfferFactory()
    OfferFactory(reserved_for_priority=True)
    soup = page(client_of(request.getfixturevalue(who)))
    assert found(soup) == [offer.reference]
    assert "Importer ma demande" not in soup.text
    assert "Se connecter pour postuler" not in soup.text


# --- Criteria -------------------------------------------------------------------------------------


def test_every_label_of_the_handbook_is_there(client):
    soup = page(client)
    labels = {label.text.split("(")[0].strip() for label in soup.select("label, legend")}
    assert {
        "Où voulez-vous habiter ?",
        "Nombre de pièces",
        "Surface minimum",
        "Maison",
        "Appartement",
        "Adapté aux personnes à mobilité réduite",
        "Disponible immédiatement",
    } <= labels
    assert "Réinitialiser tous les critères" in soup.text
    assert "Date de fin de l'offre" in soup.select_one("#id_tri").text
    assert {"Liste", "Galerie", "Carte"} == {a.text.strip() for a in soup.select("#offer-views a")}


def tomorrow():
    return local_today() + datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("query", "inside", "outside"),
    [
        ("?pieces=T1", {"typology": 1}, {"typology": 2}),
        ("?pieces=T1&pieces=T3", {"typology": 3}, {"typology": 2}),
        ("?surface=45", {"surface": 45}, {"surface": 44}),
        ("?type=house", {"kind": "house"}, {"kind": "apartment"}),
        (
            "?type=house&type=apartment",
            {"kind": "house"},
            {"kind": "apartment", "typology": 6, "draft": True},
        ),
        ("?loyer_min=500", {"rent": Decimal("430")}, {"rent": Decimal("429.99")}),
        ("?loyer_max=500", {"rent": Decimal("430")}, {"rent": Decimal("430.01")}),
        ("?loyer_max=500,5", {"rent": Decimal("430.50")}, {"rent": Decimal("430.51")}),
        ("?pmr=on", {"is_accessible": True}, {"is_accessible": False}),
        ("?disponible=on", {"available_on": local_today()}, {"available_on": tomorrow()}),
    ],
)
def test_a_criterion_keeps_what_it_says(client, query, inside, outside):
    kept = OfferFactory(**inside)
    OfferFactory(**outside)
    assert found(page(client, query)) == [kept.reference]


@pytest.mark.parametrize(
    ("typed", "insee"),
    [
        ("brest", BREST),
        ("Brest (29200)", BREST),
        ("29200", BREST),
        ("29", BREST),
        ("Finistère", BREST),
        ("departement:29", BREST),
        ("SAINT DENIS", SAINT_DENIS),
        ("st-denis", SAINT_DENIS),
    ],
)
def test_a_place_is_found_by_name_postal_code_or_department(client, typed, insee):
    here = OfferFactory(commune=commune(insee))
    for other in {SAINT_DENIS, BREST, AUBERVILLIERS} - {insee}:
        OfferFactory(commune=commune(other))
    assert found(page(client, f"?lieu={typed}")) == [here.reference]


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("?surface=grand", "surface", "nombre"),
        ("?surface=-1", "surface", "0"),
        ("?loyer_max=1e400", "loyer_max", ""),
        ("?loyer_min=NaN", "loyer_min", ""),
        ("?loyer_min=400&loyer_max=300", "loyer_max", "plus petit que le loyer minimum"),
        ("?pieces=T9", "pieces", "T9"),
        ("?type=castle", "type", "castle"),
        ("?lieu=Atlantide", "lieu", "Ce lieu n'est pas connu"),
        ("?lieu=departement:0", "lieu", "Ce lieu n'est pas connu"),
        ("?lieu=%00", "lieu", ""),
        (f"?lieu={'x' * 200}", "lieu", "80"),
    ],
)
def test_a_wrong_value_gets_its_message_and_is_left_out(client, query, field, words):
    offer = OfferFactory()
    soup = page(client, query)
    message = soup.select_one(f"#id_{field}_error")
    assert message.text.strip()
    assert words in message.text
    assert found(soup) == [offer.reference]


@pytest.mark.parametrize(
    "query", ["?tri=nothing", "?vue=carte3d", "?page=abc", "?page=-4", "?page=99999999999"]
)
def test_a_wrong_sort_view_or_page_is_replaced_by_the_usual_one(client, query):
    offer = OfferFactory()
    assert found(page(client, query)) == [offer.reference]


def test_a_wrong_value_stays_in_its_field(client):
    assert page(client, "?surface=grand").select_one("#id_surface")["value"] == "grand"


def test_a_key_in_the_address_is_shown_as_the_places_name(client):
    assert (
        page(client, "?lieu=departement:29").select_one("#id_lieu")["value"] == "Finistère (département 29)"
    )


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", "ABC"),
        ("?tri=fin", "ABC"),
        ("?tri=loyer", "CAB"),
        ("?tri=-loyer", "BAC"),
        ("?tri=-surface", "CBA"),
        ("?tri=surface", "ABC"),
        ("?tri=recent", "BCA"),
    ],
)
def test_offers_come_in_the_order_asked(client, sort, order):
    today = local_today()

    def offer(name, days, rent, surface, age):
        OfferFactory(
            reference=name,
            deadline=today + datetime.timedelta(days=days),
            rent=Decimal(rent),
            surface=surface,
            published_on=today - datetime.timedelta(days=age),
        )

    offer("C", 9, 300, 60, 2)
    offer("A", 1, 400, 40, 3)
    offer("B", 5, 500, 50, 1)
    assert "".join(found(page(client, sort))) == order


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 résultat correspond à votre recherche"),
        (1, "1 résultat correspond à votre recherche"),
        (2, "2 résultats correspondent à votre recherche"),
    ],
)
def test_the_count_agrees_with_its_number(client, number, words):
    OfferFactory.create_batch(number)
    assert count(page(client)) == words


def test_each_active_criterion_is_a_chip_that_removes_it_alone(client):
    OfferFactory()
    soup = page(client, "?pieces=T2&pieces=T3&surface=20&pmr=&page=2")
    chips = {
        chip.text.replace("Retirer le critère :", "").strip(): chip["href"]
        for chip in soup.select("a.chip")
        if "Retirer" in chip.text
    }
    base = reverse("offers:search")
    assert chips == {
        "T2": f"{base}?pieces=T3&surface=20",
        "T3": f"{base}?pieces=T2&surface=20",
        "Dès 20 m²": f"{base}?pieces=T2&pieces=T3",
    }


def test_a_bare_name_that_several_communes_bear_means_all_of_them(client):
    namesake = commune("98002", "Brest", "AUTRES", "X", "98002")
    both = {OfferFactory(commune=commune(BREST)).reference, OfferFactory(commune=namesake).reference}
    OfferFactory()
    soup = page(client, "?lieu=brest")
    assert set(found(soup)) == both
    proposed = soup.select_one(".offer-chips p").text
    assert "Brest (29200)" in proposed
    assert "Brest (98002)" in proposed


def test_other_places_of_the_same_name_are_proposed(client):
    commune("98001", "Brest-sur-Mer", "AUTRES", "X", "98000")
    assert "Brest-sur-Mer" in page(client, "?lieu=Brest").select_one(".offer-chips").text


def test_an_applicant_chooses_among_the_rooms_that_fit(anna):
    boxes = [box["value"] for box in page(anna).select('input[name="pieces"]')]
    assert boxes == ["T1", "T2", "T3"]


# --- Pages ----------------------------------------------------------------------------------------


def test_twenty_offers_make_a_page(client):
    OfferFactory.create_batch(21)
    assert len(found(page(client))) == 20
    assert len(found(page(client, "?page=2"))) == 1
    assert count(page(client, "?page=2")) == "21 résultats correspondent à votre recherche"


def test_beyond_the_last_page_is_the_last_page(client):
    OfferFactory.create_batch(21)
    assert len(found(page(client, "?page=9"))) == 1


def test_the_pages_keep_the_criteria(client):
    OfferFactory.create_batch(21)
    link = page(client, "?surface=20").select_one('.pagination a[rel="next"]')
    assert "surface=20" in link["href"]


def test_a_section_keeps_its_count_over_its_pages(anna):
    OfferFactory.create_batch(21)
    OfferFactory(commune=commune(AUBERVILLIERS))
    soup = page(anna, "?page=2")
    assert [e.text for e in soup.select(".offer-section__count")] == ["21", "1"]
    assert len(found(soup)) == 2


# --- Cards and the way back -----------------------------------------------------------------------


def test_a_card_leads_to_the_offer_with_the_search_to_come_back_to(client):
    offer = OfferFactory()
    link = page(client, "?surface=20&pieces=&utm=x").select_one(".offer-card a")["href"]
    assert link == f"/offres/{offer.reference}/?retour=surface%3D20"
    back = BeautifulSoup(client.get(link).content, "html.parser").select_one("a.back-link")
    assert back["href"] == "/offres/?surface=20"
    assert "Retour aux résultats" in back.text


def test_the_effort_rate_is_on_the_applicants_cards_only(anna, client):
    OfferFactory()
    assert "effort 19,2 %" in page(anna).text
    assert "effort" not in page(client).select_one(".offer-card").text


# --- htmx -----------------------------------------------------------------------------------------


def test_htmx_gets_the_results_alone_with_count_and_messages_out_of_band(client):
    offer = OfferFactory()
    response = client.get("/offres/?surface=grand&lieu=&tri=loyer", headers={"hx-request": "true"})
    soup = BeautifulSoup(response.content, "html.parser")
    assert not soup.select("html, h1, form#filters")
    assert found(soup) == [offer.reference]
    assert soup.select_one("#offer-count")["hx-swap-oob"] == "innerHTML"
    assert soup.select_one("#id_surface_error[hx-swap-oob]").text.strip()
    assert response["HX-Push-Url"] == "/offres/?surface=grand&tri=loyer"
    assert "HX-Request" in response["Vary"]


def test_htmx_going_back_gets_the_whole_page(client):
    headers = {"hx-request": "true", "hx-history-restore-request": "true"}
    assert b"<h1" in client.get("/offres/", headers=headers).content


# --- Queries --------------------------------------------------------------------------------------


def queries(client, query):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from alin.places.directory import directory

    directory()  # read once per process, not per page
    with CaptureQueriesContext(
        connection,
    ) as captured:
        page(client, query)
    return len(captured)


@pytest.mark.parametrize("query", ["", "?lieu=saint-denis&surface=20&pieces=T2", "?lieu=93200&vue=galerie"])
def test_the_queries_do_not_grow_with_the_offers_and_stay_within_twelve(anna, query):
    OfferFactory(commune=commune(AUBERVILLIERS))
    OfferFactory()
    few = queries(anna, query)
    for _ in range(20):
        OfferFactory()
        OfferFactory(commune=commune(AUBERVILLIERS))
    assert queries(anna, query) == few <= 12


def test_a_page_of_nothing_stays_within_twelve_queries(anna):
    Offer.objects.all().delete()
    assert queries(anna, "") <= 12
    assert queries(anna, "?lieu=saint-denis") <= 12


def test_a_visitors_search_is_cheaper_still():
    OfferFactory.create_batch(20)
    assert queries(Client(), "?lieu=saint-denis") <= 6


# --- English --------------------------------------------------------------------------------------


def test_the_page_is_in_english_for_who_chose_it(anna):
    OfferFactory()
    anna.cookies["django_language"] = "en"
    soup = page(anna)
    assert soup.html["lang"] == "en"
    assert count(soup) == "1 result matches your search"
    assert "Number of rooms" in soup.text
