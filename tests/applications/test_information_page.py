"""Tab 1: what the registry gave."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import User
from applications.models import HousingApplication
from tests.applications.walking import (
    INFORMATION,
    page,
    words,
)
from tests.factories.applications import ANNE, adult, dependant, import_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(anne: User, client_of: Callable[[User], Client]) -> Client:
    """Anne's browser."""
    return client_of(anne)


def full(user: User) -> HousingApplication:
    """A demande with every part filled."""
    return import_for(
        user,
        applicant=adult(
            mobile_phone="0604505792",
            sms_notifications=True,
            email="gigi@example.org",
            social_security_number="289057512345678",
            employment={"employer_name": "Ateliers du Canal", "siret": "73282932000074"},
        ),
        co_applicant=adult("DENIS", "GIGI", civility="monsieur", mobile_phone="+4915112345678"),
        co_applicant_link="C",
        dependants=[dependant(shared_custody=True)],
        last_twelve_months_income=18_500,
    )


def test_tab_1_shows_what_the_registry_gave_by_section_and_person(reader: Client, anne: User) -> None:
    application = full(anne)
    text = words(page(reader.get(INFORMATION)))
    for shown in (
        f"Voici les informations liées au numéro unique : {ANNE}",
        application.als_number,
        "Civilité Madame",
        "Nationalité Française",
        "Nom (nom d'usage ou d'époux(se)) PORTE",
        "Date de naissance 19/05/1989",
        "Téléphone portable 06 04 50 57 92",
        "Téléphone portable +49 1511 2345678",
        "Notification sms oui",
        "Mail personnel gigi@example.org",
        "Codemandeur DENIS GIGI",
        "Garde alternée oui",
        "N° SIRET de l'employeur 73282932000074",
        "Salaire 1 850 € par mois",
        "Revenus des douze derniers mois 18 500 €",
        "Logement trop petit",
        "Saint-Denis (93), Paris (75)",
    ):
        assert shown in text
    assert "289057512345678" not in text


def test_tab_1_has_the_handbooks_sentences_and_buttons(reader: Client, anne: User) -> None:
    full(anne)
    soup = page(reader.get(INFORMATION))
    text = words(soup)
    assert (
        "Pour toute modification ou complétude de ces données, vous devez obligatoirement vous rendre sur "
        "votre site d'enregistrement en cliquant sur « Modifier mes informations »." in text
    )
    assert (
        "Une fois la mise à jour effectuée, vous devez rafraîchir vos données en cliquant sur le bouton "
        "« Mettre à jour »." in text
    )
    for label in ("Modifier mes informations", "Mettre à jour", "Étape suivante"):
        assert label in text
    assert "1. Les informations de mon NUR-NUD" in text
    assert "2. Les informations à compléter pour AL'in" in text
    assert "3. Les pièces justificatives de mon NUR-NUD" in text


@pytest.mark.parametrize(
    ("number", "site"),
    [
        (ANNE, "https://www.demande-logement-social.gouv.fr"),
        ("0290318001234A0001", "https://www.demandelogement29.fr/imhowebGP29"),
    ],
)
def test_the_way_to_modify_is_the_numbers_own_registration_site(
    reader: Client, anne: User, settings: Settings, number: str, site: str
) -> None:
    import_for(anne, number)
    settings.REGISTRY_URL = "https://gateway.example.org"
    link = page(reader.get(INFORMATION)).find(
        "a", string=None, href=lambda href: bool(href and href.startswith(site))
    )
    assert link is not None
    assert "(nouvel onglet)" in link.get_text()


def test_the_way_to_modify_is_the_simulators_while_the_registry_is_simulated(
    reader: Client, anne: User
) -> None:
    import_for(anne)
    link = page(reader.get(INFORMATION)).select_one(f'a[href="/site-enregistrement/?numero={ANNE}"]')
    assert link is not None
    assert "Modifier mes informations" in link.get_text()


def test_reading_changes_nothing_and_the_next_step_notes_that_it_was_read(reader: Client, anne: User) -> None:
    application = import_for(anne)
    reader.get(INFORMATION)
    application.refresh_from_db()
    assert application.information_read_at is None
    assert reader.post(INFORMATION).url == reverse("applications:employment")
    application.refresh_from_db()
    first = application.information_read_at
    assert first
    reader.post(INFORMATION)
    application.refresh_from_db()
    assert application.information_read_at == first


def test_tab_1_is_dated(reader: Client, anne: User) -> None:
    application = import_for(anne)
    HousingApplication.objects.filter(pk=application.pk).update(fetched_at="2026-11-22T13:05:00+00:00")
    assert "à jour le 22/11/2026 à 14:05" in words(page(reader.get(INFORMATION)))


def test_a_struck_off_or_expired_demande_says_so(reader: Client, anne: User) -> None:
    application = import_for(anne, filed_on="2023-01-10")
    assert "Elle était valable jusqu'au 10/01/2024." in words(page(reader.get(INFORMATION)))
    HousingApplication.objects.filter(pk=application.pk).update(struck_off="RADREN")
    assert "Motif : Non-renouvellement." in words(page(reader.get(INFORMATION)))


def test_the_queries_of_tab_1_do_not_grow_with_the_household(
    reader: Client, anne: User, django_assert_max_num_queries: Any
) -> None:
    import_for(
        anne,
        dependants=[dependant(f"Enfant{n}") for n in range(10)],
        wishes={"communes": [f"751{n:02d}" for n in range(1, 21)]},
    )
    with django_assert_max_num_queries(12):
        reader.get(INFORMATION)
