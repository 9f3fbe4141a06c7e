"""What a person reads when the registry fails while they wait: what happened, what to do, nothing lost."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from applications.models import HousingApplication, SecurityCode
from tests.applications.gateway_double import (
    Answer,
    GatewayDouble,
    gives,
    hangs_up,
    never_ends,
    says,
    says_json,
)
from tests.applications.walking import CODE, INFORMATION, NUMBER, UPDATE, error_of, page, words
from tests.factories.applications import ANNE, demande_data, import_for

pytestmark = pytest.mark.django_db

CONTACT = {"unique_number": ANNE, "email": "anne.porte@example.org"}
DOWN = "Le site d'enregistrement ne répond pas pour le moment. Rien n'est perdu : réessayez dans"
FAULTS: dict[str, Answer] = {
    "server error": says(500),
    "refused": says(401),
    "a redirect": says(302, location="https://example.org/"),
    "a page": says(200, b"<html>maintenance</html>", content_type="text/html"),
    "no such page": says(404, b"<html>nothing here</html>", content_type="text/html"),
    "wrong types": says_json({**demande_data(), "applicant": "Anne", "email": 3}),
    "half a letter": says(200, b'{"unique_number": "\\ud800", "email": "a@b.fr"}'),
    "cut off": says(200, b'{"unique', length=5000),
    "hung up": hangs_up,
    "huge": never_ends,
    "another number": says_json({**CONTACT, "unique_number": "0290318001234A0001"}),
}
IN_EACH_WAY = pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)


@pytest.fixture
def reader(anne: User, client_of: Callable[[User], Client]) -> Client:
    """Anne's browser."""
    return client_of(anne)


@pytest.fixture
def imported(anne: User) -> HousingApplication:
    """Anne's file, from a better day."""
    return import_for(anne)


# --- Entering the number ----------------------------------------------------------------------------
@IN_EACH_WAY
def test_the_number_stays_typed_and_the_person_is_told_to_try_again(
    gateway: GatewayDouble, reader: Client, fault: Answer
) -> None:
    gateway.answers = [fault]
    soup = page(reader.post(NUMBER, {"number": "1110520020171 G1175"}))
    assert DOWN in error_of(soup)
    field = soup.select_one("input[name=number]")
    assert field is not None
    assert "G1175" in str(field["value"])
    assert not SecurityCode.objects.exists()


@pytest.mark.parametrize("how", ["hangs", "drips_the_body"])
def test_a_slow_registry_ends_in_the_same_words(gateway: GatewayDouble, reader: Client, how: str) -> None:
    gateway.answers = [getattr(gateway, how)]
    assert DOWN in error_of(page(reader.post(NUMBER, {"number": ANNE})))


def test_a_busy_registry_says_when_to_come_back(gateway: GatewayDouble, reader: Client) -> None:
    gateway.answers = [says(429, retry_after="150")]
    assert f"{DOWN} 3 minutes." in error_of(page(reader.post(NUMBER, {"number": ANNE})))


def test_after_many_failures_the_person_is_told_at_once(gateway: GatewayDouble, reader: Client) -> None:
    gateway.answers = [says(500)]
    for _time in range(5):
        reader.post(NUMBER, {"number": ANNE})
    asked = len(gateway.requests)
    assert f"{DOWN} 1 minute." in error_of(page(reader.post(NUMBER, {"number": ANNE})))
    assert len(gateway.requests) == asked


def test_404_is_an_unknown_number_in_words(gateway: GatewayDouble, reader: Client) -> None:
    gateway.answers = [says(404)]
    assert "Aucune demande ne porte ce numéro unique" in error_of(page(reader.post(NUMBER, {"number": ANNE})))


@pytest.mark.parametrize(
    ("body", "reason"), [(b'{"reason": "RADATT"}', "Attribution d'un logement"), (b"", "non communiqué")]
)
def test_410_is_struck_off_with_the_reason_in_words(
    gateway: GatewayDouble, reader: Client, body: bytes, reason: str
) -> None:
    gateway.answers = [says(410, body)]
    assert f"Motif : {reason}" in error_of(page(reader.post(NUMBER, {"number": ANNE})))


def test_before_the_code_the_demande_is_not_asked_for(gateway: GatewayDouble, reader: Client) -> None:
    gateway.answers = [says_json(CONTACT)]
    assert reader.post(NUMBER, {"number": ANNE}).url == CODE
    assert gateway.paths == [f"/demandes/{ANNE}/contact"]
    assert SecurityCode.objects.get().sent_to == "anne.porte@example.org"


# --- Typing the code ----------------------------------------------------------------------------------
@IN_EACH_WAY
def test_a_registry_that_fails_after_the_code_does_not_use_it_up(
    gateway: GatewayDouble, reader: Client, fault: Answer
) -> None:
    gateway.answers = [says_json(CONTACT), fault]
    reader.post(NUMBER, {"number": ANNE})
    code = SecurityCode.objects.get()
    assert DOWN in error_of(page(reader.post(CODE, {"code": code.digits})))
    gateway.answers = [gives()]
    assert reader.post(CODE, {"code": code.digits}).url == INFORMATION
    assert HousingApplication.objects.get().unique_number == ANNE


# --- Mettre à jour --------------------------------------------------------------------------------------
@IN_EACH_WAY
def test_an_update_that_fails_keeps_the_file_and_offers_another_try(
    gateway: GatewayDouble, reader: Client, imported: HousingApplication, fault: Answer
) -> None:
    gateway.answers = [fault]
    before = imported.snapshot
    soup = page(reader.post(UPDATE, follow=True))
    assert DOWN in words(soup)
    assert soup.select_one(f'form[action="{UPDATE}"] button') is not None
    imported.refresh_from_db()
    assert imported.snapshot == before


@pytest.mark.parametrize("body", [b'{"reason": "RADREN"}', b'{"reason": "A reason nobody agreed on"}', b""])
def test_an_update_that_finds_it_struck_off_says_so(
    gateway: GatewayDouble, reader: Client, imported: HousingApplication, body: bytes
) -> None:
    gateway.answers = [says(410, body)]
    assert "radiée" in words(page(reader.post(UPDATE, follow=True)))
    imported.refresh_from_db()
    assert 0 < len(imported.struck_off) <= 6


def test_an_update_that_finds_nothing_keeps_what_was_there(
    gateway: GatewayDouble, reader: Client, imported: HousingApplication
) -> None:
    gateway.answers = [says(404)]
    soup = page(reader.post(UPDATE, follow=True))
    assert "ne connaît plus votre numéro unique" in words(soup)
    assert HousingApplication.objects.get() == imported


def test_an_update_goes_on_though_the_mailbox_was_removed(
    gateway: GatewayDouble, reader: Client, imported: HousingApplication
) -> None:
    gateway.answers = [gives(email=None)]
    soup = page(reader.post(UPDATE, follow=True))
    assert "Mail du site d'enregistrement" in words(soup)
    assert DOWN not in words(soup)
    imported.refresh_from_db()
    assert imported.snapshot["email"] is None


def test_an_update_through_the_gateway_brings_what_changed(
    gateway: GatewayDouble, reader: Client, imported: HousingApplication
) -> None:
    gateway.answers = [gives(dalo="ACTIF")]
    soup = page(reader.post(UPDATE, follow=True))
    assert "Droit au logement opposable (DALO)" in words(soup)
