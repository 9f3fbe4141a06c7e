"""Numbers that are refused: each reason in its own words."""

import datetime

import pytest

from accounts.models import User
from alin.outbox.models import Message
from applications.import_errors import (
    AlreadyImportedElsewhere,
    AlreadyImportedHere,
    AnotherApplicationHere,
    NumberMalformed,
    NumberStruckOff,
    NumberUnknown,
    RegistryDown,
)
from applications.importing import send_code
from tests.applications.walking import OTHER, registry_is_down
from tests.factories.applications import ANNE, at_registry, import_for

pytestmark = pytest.mark.django_db
UTC = datetime.UTC


@pytest.mark.parametrize("typed", ["", "1234", "A" * 19, "11105200201_1G1175", "numéro-unique-été"])
def test_a_malformed_number_is_refused(anne: User, typed: str) -> None:
    with pytest.raises(NumberMalformed):
        send_code(anne, typed)


def test_an_unknown_number_is_refused_and_no_mail_leaves(anne: User) -> None:
    with pytest.raises(NumberUnknown):
        send_code(anne, ANNE)
    assert not Message.objects.exists()


def test_a_struck_off_number_is_refused_with_its_reason_in_words(anne: User) -> None:
    at_registry(struck_off="RADREN")
    with pytest.raises(NumberStruckOff) as refused:
        send_code(anne, ANNE)
    assert "Non-renouvellement" in str(refused.value.message)


def test_a_registry_that_is_down_is_told_apart(anne: User, monkeypatch: pytest.MonkeyPatch) -> None:
    registry_is_down(monkeypatch)
    with pytest.raises(RegistryDown):
        send_code(anne, ANNE)


def test_a_number_imported_here_or_elsewhere_is_told_apart_without_naming_anybody(
    anne: User, marc: User
) -> None:
    import_for(anne)
    with pytest.raises(AlreadyImportedHere):
        send_code(anne, ANNE)
    with pytest.raises(AlreadyImportedElsewhere) as refused:
        send_code(marc, ANNE)
    for personal in ("anne", "PORTE", "example.org"):
        assert personal not in str(refused.value.message)


def test_an_account_with_a_demande_takes_no_second_one(anne: User) -> None:
    import_for(anne)
    at_registry(OTHER)
    with pytest.raises(AnotherApplicationHere):
        send_code(anne, OTHER)
