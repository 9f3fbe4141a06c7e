"""The help centre and its search."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from alin.pages.faq import find, folded
from alin.pages.questions import SECTIONS


def found(typed: str) -> list[str]:
    return [question.slug for section in find(SECTIONS, typed) for question in section.questions]


def test_there_are_at_least_fifteen_questions_each_with_its_own_place() -> None:
    slugs = [question.slug for section in SECTIONS for question in section.questions]
    assert len(slugs) >= 15
    assert len(set(slugs)) == len(slugs)


def test_what_the_account_can_do_is_found_by_the_word_people_type() -> None:
    for typed, slug in {
        "téléphone perdu": "telephone-perdu",
        "archive": "archive",
        "invitation": "invitation",
        "supprimer compte": "supprimer",
    }.items():
        assert slug in found(typed), typed


def test_accents_case_and_plural_are_forgiven() -> None:
    assert folded("Où est le NUMÉRO d'accès ?") == "ou est le numero d acces"
    assert "pieces" in found("pieces justificative")
    assert found("pieces justificatives") == found("Pièces JUSTIFICATIVES")


def test_every_word_counts() -> None:
    assert "code-non-recu" in found("code sécurité")
    assert found("code girafe") == []


def test_a_question_about_it_comes_before_one_that_mentions_it() -> None:
    section = next(section for section in find(SECTIONS, "anonyme") if section.slug == "donnees")
    assert section.questions[0].slug == "anonyme"


def test_nothing_typed_shows_all() -> None:
    assert find(SECTIONS, "  ") == list(SECTIONS)
    assert find(SECTIONS, "comment") == list(SECTIONS)


@pytest.mark.django_db
def test_what_was_typed_stays_in_the_field_and_is_only_text(client: Client) -> None:
    page = BeautifulSoup(client.get("/aide/", {"q": '"><script>x</script>'}).content, "html.parser")
    assert page.select_one("#q")["value"] == '"><script>x</script>'
    assert "Aucune réponse trouvée" in page.get_text()


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["\0", "a" * 5000, "%", "🏠"])
def test_odd_searches_get_a_page(client: Client, typed: str) -> None:
    assert client.get("/aide/", {"q": typed}).status_code == 200
