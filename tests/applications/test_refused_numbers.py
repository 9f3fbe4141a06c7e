"""Numbers that are refused: each reason in its own words."""

import datetime

import pytest
import time_machine
from django.conf import settings as project

from accounts.models import User
from alin.outbox.models import Message
from applications.import_errors import (
    AlreadyImportedElsewhere,
    AlreadyImportedHere,
    AnotherApplicationHere,
    MailboxUnreadable,
    NumberAmbiguous,
    NumberMalformed,
    NumberStruckOff,
    NumberUnknown,
    RegistryDown,
    TooManyNumbersToday,
)
from applications.importing import send_code
from applications.models import NumberEntry
from applications.models.security_codes import mark_of
from applications.registry.protocol import Recorded
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


def test_two_numbers_in_what_was_pasted_are_refused_clearly(anne: User) -> None:
    with pytest.raises(NumberAmbiguous):
        send_code(anne, f"{ANNE} ou {OTHER}")


class Recording:
    """A registry whose mailbox is what a test says."""

    def __init__(self, email: str) -> None:
        self.email = email

    def look_up(self, unique_number: str) -> Recorded:
        return Recorded(unique_number, self.email)


@pytest.mark.parametrize("email", ["", "anne", "anne@", "a b@example.org", "anne@example..org", "a@b@c.org"])
def test_a_mailbox_nobody_could_write_to_is_told_and_no_mail_leaves(
    anne: User, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    monkeypatch.setattr("applications.lookup.get_registry", lambda: Recording(email))
    with pytest.raises(MailboxUnreadable):
        send_code(anne, ANNE)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, "dans quelques minutes"),
        (0, "dans quelques minutes"),
        (1, "dans 1 minute."),
        (60, "dans 1 minute."),
        (61, "dans 2 minutes."),
        (600, "dans 10 minutes."),
    ],
)
def test_a_registry_that_says_when_to_come_back_is_believed(seconds: int | None, said: str) -> None:
    assert said in str(RegistryDown(seconds).message)


# --- How many numbers -----------------------------------------------------------------------------
def unknown(n: int) -> str:
    return f"1110520020171Z{n:04d}"


def test_an_account_asks_for_a_handful_of_numbers_a_day(anne: User) -> None:
    at_registry()
    with time_machine.travel(datetime.datetime(2026, 11, 22, 9, 0, tzinfo=UTC), tick=False) as clock:
        for n in range(project.UNIQUE_NUMBERS_PER_DAY):
            with pytest.raises(NumberUnknown):
                send_code(anne, unknown(n))
        with pytest.raises(TooManyNumbersToday):
            send_code(anne, ANNE)
        with pytest.raises(NumberUnknown):
            send_code(anne, unknown(0))  # one of today's may be asked again
        clock.shift(datetime.timedelta(hours=24))
        assert send_code(anne, ANNE)


def test_the_right_number_after_five_mistakes_goes_through(anne: User) -> None:
    at_registry()
    for n in range(project.UNIQUE_NUMBERS_PER_DAY - 1):
        with pytest.raises(NumberUnknown):
            send_code(anne, unknown(n))
    assert send_code(anne, ANNE)


def test_one_accounts_numbers_are_not_anothers(anne: User, marc: User) -> None:
    at_registry()
    for n in range(project.UNIQUE_NUMBERS_PER_DAY):
        with pytest.raises(NumberUnknown):
            send_code(marc, unknown(n))
    assert send_code(anne, ANNE)


def test_a_number_of_no_shape_is_not_counted(anne: User) -> None:
    for typed in ("1234", "", "A" * 30):
        with pytest.raises(NumberMalformed):
            send_code(anne, typed)
    assert not NumberEntry.objects.exists()


def test_what_is_kept_of_a_number_does_not_give_it_away_and_goes_after_a_day(anne: User) -> None:
    at_registry()
    with time_machine.travel(datetime.datetime(2026, 11, 22, 9, 0, tzinfo=UTC), tick=False) as clock:
        with pytest.raises(NumberUnknown):
            send_code(anne, OTHER)
        assert OTHER not in str(NumberEntry.objects.values().get())
        clock.shift(datetime.timedelta(hours=24))
        send_code(anne, ANNE)
    assert NumberEntry.objects.get().mark == mark_of(ANNE)
