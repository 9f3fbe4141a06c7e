"""Public pages: open to all, one h1, the handbook's labels, nothing the content policy would block."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

PAGES = [
    "home",
    "help",
    "guide",
    "contact",
    "terms",
    "privacy",
    "cookies",
    "accessibility",
    "legal",
    "sitemap",
]
STEPS = [
    "Je crée ma demande de logement et j'obtiens mon numéro unique de demande de logement social (NUR/NUD) "
    "en effectuant ma démarche sur : www.demande-logement-social.gouv.fr",
    "Je crée un compte AL'in et je renseigne mon numéro unique de demande de logement social (NUR/NUD) pour "
    "récupérer les informations de ma demande.",
    "Je renseigne les informations complémentaires relatives à mon entreprise.",
    "Je dépose les pièces justificatives demandées par Action Logement sur le site d'enregistrement de ma "
    "demande (www.demande-logement-social.gouv.fr).",
    "Je postule aux offres liées à ma situation.",
]


def soup(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text(node: BeautifulSoup) -> str:
    return " ".join(node.get_text(" ", strip=True).split())


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_h1_and_a_language(client: Client, name: str) -> None:
    page = soup(client, reverse(name))
    assert len(page.find_all("h1")) == 1
    assert page.html["lang"] == "fr"


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_nothing_the_policy_would_block(client: Client, name: str) -> None:
    page = soup(client, reverse(name))
    for tag in page.find_all(True):
        assert "style" not in tag.attrs
        assert not [attribute for attribute in tag.attrs if re.match(r"on|hx-on", attribute)]
    assert not page.find_all("style")
    assert not [script for script in page.find_all("script") if not script.get("src")]


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_the_phone_number_is_on_every_page(client: Client, name: str) -> None:
    links = soup(client, reverse(name)).select('a[href="tel:+33970800800"]')
    assert "+33 (0)970 800 800" in {link.get_text(strip=True) for link in links}


@pytest.mark.django_db
def test_home_has_the_handbooks_labels(client: Client) -> None:
    page = soup(client, "/")
    heading = "la plateforme d'offres de logement d'Action Logement pour les salariés."
    assert heading in text(page.h1)
    assert text(page.select_one("label[for=lieu]")) == "Où souhaitez-vous habiter ?"
    search = page.select_one("form[role=search]")
    assert search["action"] == reverse("offers:search")
    assert search.get("method", "get") == "get"
    assert text(search.button) == "RECHERCHER"
    assert page.find("a", string="Action Logement aide les salariés à se loger")
    assert page.find("h2", string="Comment postuler à une offre de logement sur al-in.fr ?")
    assert page.select_one("header a.button").get_text(strip=True) == "Se connecter"


@pytest.mark.django_db
def test_home_has_the_five_steps_word_for_word(client: Client) -> None:
    shown = [item.p.get_text() for item in soup(client, "/").select("ol.how > li")]
    assert shown == STEPS


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_one_red_button_at_most(client: Client, name: str) -> None:
    assert len(soup(client, reverse(name)).select(".button--primary")) <= 1


@pytest.mark.django_db
def test_links_between_public_pages_lead_somewhere(client: Client) -> None:
    for name in PAGES:
        for link in soup(client, reverse(name)).select("main a[href^='/'], footer a[href^='/']"):
            assert client.get(link["href"]).status_code in (200, 302), link["href"]
