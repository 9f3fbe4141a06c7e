"""The offer's page: what it says, to whom it exists, and when it closes."""

import datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from accounts.models import Landlord
from alin.dates import local_today
from offers.models import Offer, OfferPhoto
from tests.factories.accounts import EmployerFactory
from tests.factories.offers import OfferFactory, ceilings, household, places

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def facts_of_the_page(facts):
    places()
    ceilings()


def page(client, offer, query="", status=200):
    response = client.get(f"{offer.get_absolute_url()}{query}")
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def words(soup):
    return " ".join(soup.get_text(" ").split()).replace(" )", ")").replace("( ", "(")


@pytest.fixture
def anna(anne, client_of):
    household(owner=anne)
    return client_of(anne)


# --- What it says -----------------------------------------------------------------------------------


def test_the_page_says_everything_the_handbook_shows(client, time_machine):
    time_machine.move_to("2026-11-22 12:00 +01:00")
    offer = OfferFactory(
        description="Près du canal.",
        floor=3,
        floors=5,
        has_lift=True,
        has_parking=True,
        heating="collective",
        deposit=Decimal("430"),
        available_on=datetime.date(2026, 12, 1),
        energy_cost_low=620,
        energy_cost_high=890,
        energy_cost_year=2023,
    )
    text = words(page(client, offer))
    for expected in (
        "T2 · 45 m²",
        "Saint-Denis (93200)",
        "Date limite de candidature 29/11/2026 (dans 7 jours)",
        "Disponible dès le 01/12/2026",
        "Description Près du canal.",
        "Caractéristiques du logement",
        "Etage 3 sur 5",
        "Ascenseur Oui",
        "Adapté aux personnes à mobilité réduite Non",
        "Stationnement Oui",
        "Chauffage Collectif",
        "Emission de gaz à effet de serre Classe D",
        "Classe énergie : C",
        "Classe climat : D",
        "Coût annuel d'énergie estimé entre 620 € et 890 €.",
        "aux prix de l'énergie de 2023",
        "Loyer charges comprises 500 €",
        "Loyer hors charges 430 €",
        "Charges 70 €",
        "Dépôt de garantie 430 €",
        "Financement PLUS",
        offer.landlord.name,
        "Retour aux résultats",
    ):
        assert expected in text, expected


def test_each_rule_is_a_line_that_programs_can_read(anna):
    lines = page(anna, OfferFactory()).select("[data-rule]")
    assert [(line["data-rule"], line["data-verdict"]) for line in lines] == [
        ("typology", "ok"),
        ("income", "ok"),
        ("affordability", "ok"),
        ("reservation", "ok"),
    ]


def test_the_figures_of_each_rule_are_on_the_page(anna):
    text = words(page(anna, OfferFactory()))
    assert "Revenus 31 200 € ≤ plafond PLUS 40 233 €" in text
    assert f"Plafond {local_today().year}, catégorie 2" in text
    assert "Taux d'effort : 19,2 %" in text


def test_a_rule_that_fails_and_one_that_is_unknown_are_told_apart_in_words(anna):
    lines = page(anna, OfferFactory(typology=5, financing="LLI")).select("[data-rule]")
    assert [line["data-verdict"] for line in lines] == ["no", "unknown", "ok", "ok"]
    assert "Non :" in lines[0].text
    assert "À vérifier :" in lines[1].text


def test_a_visitor_is_shown_the_way_in_and_no_verdict(client):
    soup = page(client, OfferFactory())
    assert not soup.select("[data-rule]")
    assert "Se connecter pour postuler" in soup.text


@pytest.mark.parametrize(("letter", "said"), [("E", False), ("F", True), ("G", True)])
def test_an_excessive_consumption_is_said_for_f_and_g(client, letter, said):
    text = words(page(client, OfferFactory(energy_class=letter)))
    assert ("Logement à consommation énergétique excessive" in text) == said


def test_the_scales_have_seven_letters_and_mark_one(client):
    soup = page(client, OfferFactory(energy_class="B"))
    energy = soup.select_one(".scale--energy")
    assert [step.text for step in energy.select(".scale__step")] == list("ABCDEFG")
    assert energy.select_one(".scale__line--own .scale__step").text == "B"
    assert energy.ol["aria-hidden"] == "true"


def test_photos_have_their_texts_and_the_strip_can_be_reached_by_keys(client):
    offer = OfferFactory()
    for rank, text in enumerate(("Façade", "Séjour")):
        OfferPhoto.objects.bulk_create(
            [OfferPhoto(offer=offer, rank=rank, alt_text=text, image=f"offers/{rank}.jpg", width=4, height=3)]
        )
    strip = page(client, offer).select_one(".gallery__strip")
    assert [image["alt"] for image in strip.select("img")] == ["Façade", "Séjour"]
    assert strip["tabindex"] == "0"
    assert strip["aria-label"]


@pytest.mark.parametrize(
    ("days", "said"), [(0, "aujourd'hui jusqu'à 23 h 59"), (1, "dans 1 jour"), (3, "dans 3 jours")]
)
def test_the_deadline_is_said_in_days(client, days, said):
    offer = OfferFactory(deadline=local_today() + datetime.timedelta(days=days))
    assert f"({said})" in words(page(client, offer))


# --- The way back -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "back"),
    [
        ("", "/offres/"),
        ("?retour=pieces%3DT2%26page%3D2", "/offres/?pieces=T2&page=2"),
        ("?retour=https%3A%2F%2Fevil.example%2F", "/offres/"),
        ("?retour=%2F%2Fevil.example", "/offres/"),
        ("?retour=next%3Dhttps%3A%2F%2Fevil.example%26tri%3Dloyer", "/offres/?tri=loyer"),
        ("?retour=lieu%3D%22%3E%3Cscript%3E", "/offres/?lieu=%22%3E%3Cscript%3E"),
    ],
)
def test_the_way_back_keeps_the_search_and_nothing_else(client, given, back):
    assert page(client, OfferFactory(), given).select_one("a.back-link")["href"] == back


# --- To whom it exists ------------------------------------------------------------------------------


def test_an_unknown_reference_is_not_found(client):
    assert client.get("/offres/NOTHING/").status_code == 404


@pytest.mark.parametrize("trait", ["draft", "upcoming"])
def test_an_offer_not_published_yet_does_not_exist_for_the_public(anna, client, trait):
    offer = OfferFactory(**{trait: True})
    page(client, offer, status=404)
    page(anna, offer, status=404)


@pytest.mark.parametrize("trait", ["closed", "withdrawn"])
def test_an_offer_that_is_over_says_so_and_leads_to_similar_ones(anna, client, trait):
    offer = OfferFactory(**{trait: True})
    for browser in (client, anna):
        soup = page(browser, offer, status=410)
        assert "Cette offre n'est plus disponible" in soup.h1.text
        assert soup.select_one("a.button--primary")["href"] == "/offres/?lieu=departement%3A93&pieces=T2"
        assert "Loyer" not in soup.text


def test_a_reserved_offer_does_not_exist_for_others(anna, client):
    for offer in (OfferFactory(reserved_for=EmployerFactory()), OfferFactory(reserved_for_priority=True)):
        page(client, offer, status=404)
        page(anna, offer, status=404)


def test_a_reserved_offer_that_is_over_does_not_exist_for_others_either(client):
    page(client, OfferFactory(reserved_for_priority=True, closed=True), status=404)


def test_a_reserved_offer_is_there_for_those_entitled(anne, client_of):
    employer = EmployerFactory()
    household(owner=anne, employer=employer, is_priority=True)
    anna = client_of(anne)
    assert employer.name in words(page(anna, OfferFactory(reserved_for=employer)))
    page(anna, OfferFactory(reserved_for_priority=True))


def test_an_offer_that_does_not_fit_can_still_be_read(anna):
    page(anna, OfferFactory(typology=6))


def test_whoever_applied_may_read_the_offer_when_it_is_over(anne, client_of):
    from candidatures.models import Candidature

    application = household(owner=anne)
    offer = OfferFactory(closed=True, reserved_for_priority=True)
    Candidature.objects.create(
        application=application,
        offer=offer,
        filed_on=application.filed_on,
        score_version="1",
        sharing_choice="anonymous",
    )
    text = words(page(client_of(anne), offer))
    assert "Offre close" in text
    assert "La date limite de candidature est passée." in text


def test_a_landlords_staff_previews_its_own_offers_and_no_others(lise, landlord, client_of):
    own = OfferFactory(landlord=landlord, draft=True)
    assert "Offre non publiée" in words(page(client_of(lise), own))
    page(client_of(lise), OfferFactory(draft=True), status=404)
    assert Landlord.objects.count() == 2


def test_a_consultant_reads_every_offer(karim, client_of):
    for offer in (OfferFactory(closed=True), OfferFactory(reserved_for_priority=True)):
        page(client_of(karim), offer)


# --- R5.7: it closes by itself ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("deadline", "last_second", "first_second_after"),
    [
        ("2026-11-30", "2026-11-30 23:59:59 +01:00", "2026-12-01 00:00:00 +01:00"),
        ("2026-07-14", "2026-07-14 23:59:59 +02:00", "2026-07-15 00:00:00 +02:00"),
        # The days the clock changes: midnight is 23 or 25 hours after the one before.
        ("2026-03-29", "2026-03-29 21:59:59 +00:00", "2026-03-29 22:00:00 +00:00"),
        ("2026-10-25", "2026-10-25 22:59:59 +00:00", "2026-10-25 23:00:00 +00:00"),
    ],
)
def test_an_offer_closes_at_midnight_in_paris(
    client, time_machine, deadline, last_second, first_second_after
):
    day = datetime.date.fromisoformat(deadline)
    offer = OfferFactory(deadline=day, published_on=day - datetime.timedelta(days=7), available_on=day)
    time_machine.move_to(last_second, tick=False)
    assert offer.is_open()
    assert Offer.objects.open_now().filter(pk=offer.pk).exists()
    page(client, offer)
    time_machine.move_to(first_second_after, tick=False)
    assert not offer.is_open()
    assert not Offer.objects.open_now().filter(pk=offer.pk).exists()
    page(client, offer, status=410)


def test_an_offer_opens_at_midnight_in_paris(time_machine):
    day = datetime.date(2026, 11, 30)
    offer = OfferFactory(published_on=day, deadline=day, available_on=day)
    time_machine.move_to("2026-11-29 23:59:59 +01:00", tick=False)
    assert not offer.is_open()
    time_machine.move_to("2026-11-30 00:00:00 +01:00", tick=False)
    assert offer.is_open()


# --- Queries and language ---------------------------------------------------------------------------


def queries(client, offer):
    with CaptureQueriesContext(connection) as captured:
        page(client, offer)
    return len(captured)


def test_the_page_stays_within_twelve_queries(anna, client):
    offer = OfferFactory()
    assert queries(anna, offer) <= 12
    assert queries(client, offer) <= 6


def test_the_page_is_in_english_for_who_chose_it(anna):
    anna.cookies["django_language"] = "en"
    text = words(page(anna, OfferFactory()))
    assert "Income €31,200 ≤ PLUS ceiling €40,233" in text
    assert "Application deadline" in text


def test_the_newest_public_offers_are_listed_for_the_home_page(client):
    OfferFactory.create_batch(7)
    OfferFactory(reserved_for_priority=True)
    OfferFactory(closed=True)
    newest = Offer.objects.open_now().unreserved().order_by("-pk")[:6]
    html = Template("{% load offer_lists %}{% latest_offers %}").render(Context({"request": None}))
    shown = [card["data-offer-ref"] for card in BeautifulSoup(html, "html.parser").select("[data-offer-ref]")]
    assert shown == [offer.reference for offer in newest]


def test_no_public_offer_leaves_no_empty_heading():
    assert not Template("{% load offer_lists %}{% latest_offers %}").render(Context()).strip()
