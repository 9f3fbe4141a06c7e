"""The code: which one opens the demande, how long, and how many tries it bears."""

import datetime

import pytest
import time_machine
from django.conf import settings as project

from accounts.models import User
from applications import importing
from applications.code_errors import (
    CodeAlreadyUsed,
    CodeAmbiguous,
    CodeBurnt,
    CodeExpired,
    CodeMalformed,
    CodeMissing,
    CodeWrong,
    MailboxChanged,
    TooManyTriesToday,
)
from applications.import_errors import AlreadyImportedElsewhere, ImportRefused, RegistryDown
from applications.importing import confirm_code, send_code
from applications.models import HousingApplication, SecurityCode
from applications.reading import read_digits
from applications.security_codes import masked_email
from tests.applications.walking import registry_is_down, wrong_for
from tests.factories.applications import ANNE, at_registry, import_for

pytestmark = pytest.mark.django_db
UTC = datetime.UTC


@pytest.mark.parametrize("typed", ["123456", "123 456", " 12 34 56 ", "Code : 123 456", "code:123-456"])
def test_a_code_is_read_however_it_is_written(typed: str) -> None:
    assert read_digits(typed) == "123456"


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "\u2460\u2461\u2462"])
def test_what_is_not_six_digits_costs_no_try(anne: User, typed: str) -> None:
    at_registry()
    send_code(anne, ANNE)
    with pytest.raises(CodeMalformed):
        confirm_code(anne, ANNE, typed)
    assert SecurityCode.objects.get().wrong_tries == 0


def test_the_right_code_imports_the_demande(anne: User) -> None:
    at_registry()
    application = confirm_code(anne, ANNE, send_code(anne, ANNE).digits)
    assert application.owner == anne
    assert application.unique_number == ANNE
    assert len(application.als_number) == 10
    assert application.als_number.isdigit()
    assert SecurityCode.objects.get().used_at


def test_a_code_works_once(anne: User) -> None:
    at_registry()
    digits = send_code(anne, ANNE).digits
    confirm_code(anne, ANNE, digits).delete()
    with pytest.raises(CodeAlreadyUsed):
        confirm_code(anne, ANNE, digits)
    assert not HousingApplication.objects.exists()


def test_a_code_works_until_the_last_moment_of_its_24_hours(anne: User) -> None:
    at_registry()
    with time_machine.travel(datetime.datetime(2026, 11, 22, 9, 0, tzinfo=UTC), tick=False) as clock:
        digits = send_code(anne, ANNE).digits
        clock.shift(datetime.timedelta(hours=23, minutes=59, seconds=59))
        assert confirm_code(anne, ANNE, digits)


def test_a_code_is_dead_after_24_hours(anne: User) -> None:
    at_registry()
    with time_machine.travel(datetime.datetime(2026, 11, 22, 9, 0, tzinfo=UTC), tick=False) as clock:
        digits = send_code(anne, ANNE).digits
        clock.shift(datetime.timedelta(hours=24))
        with pytest.raises(CodeExpired):
            confirm_code(anne, ANNE, digits)


def test_five_wrong_tries_burn_a_code_even_for_the_right_digits(anne: User) -> None:
    at_registry()
    code = send_code(anne, ANNE)
    for left in (4, 3, 2, 1):
        with pytest.raises(CodeWrong) as refused:
            confirm_code(anne, ANNE, wrong_for(code))
        assert f"{left} essai" in str(refused.value.message)
    for typed in (wrong_for(code), code.digits):
        with pytest.raises(CodeBurnt):
            confirm_code(anne, ANNE, typed)
    assert not HousingApplication.objects.exists()
    assert send_code(anne, ANNE).pk != code.pk


def test_four_wrong_tries_leave_the_right_one(anne: User) -> None:
    at_registry()
    code = send_code(anne, ANNE)
    for _turn in range(4):
        with pytest.raises(CodeWrong):
            confirm_code(anne, ANNE, wrong_for(code))
    assert confirm_code(anne, ANNE, code.digits)


def test_sending_again_does_not_give_new_tries(anne: User) -> None:
    at_registry()
    code = send_code(anne, ANNE)
    for _turn in range(3):
        with pytest.raises(CodeWrong):
            confirm_code(anne, ANNE, wrong_for(code))
    assert send_code(anne, ANNE).wrong_tries == 3


def test_one_persons_code_opens_nothing_for_another(anne: User, marc: User) -> None:
    at_registry()
    digits = send_code(anne, ANNE).digits
    with pytest.raises(CodeMissing):
        confirm_code(marc, ANNE, digits)
    other = send_code(marc, ANNE)
    if other.digits != digits:  # one chance in a million
        with pytest.raises(CodeWrong):
            confirm_code(marc, ANNE, digits)


def test_a_registry_that_goes_down_after_the_right_code_leaves_the_code_good(
    anne: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_registry()
    digits = send_code(anne, ANNE).digits
    with monkeypatch.context() as broken:
        registry_is_down(broken)
        with pytest.raises(RegistryDown):
            confirm_code(anne, ANNE, digits)
    assert confirm_code(anne, ANNE, digits)


def test_a_number_taken_by_another_account_in_the_meantime_is_told(anne: User, marc: User) -> None:
    at_registry()
    digits = send_code(anne, ANNE).digits
    import_for(marc)
    with pytest.raises(AlreadyImportedElsewhere):
        confirm_code(anne, ANNE, digits)


def test_a_number_taken_in_the_very_moment_is_told_and_the_code_stays_good(anne: User, marc: User) -> None:
    at_registry()
    code = send_code(anne, ANNE)
    demande = importing.fetch(ANNE)
    import_for(marc)
    with pytest.raises(AlreadyImportedElsewhere):
        importing.import_demande(anne, demande, code)
    code.refresh_from_db()
    assert code.used_at is None


def test_every_refusal_has_a_message_of_its_own() -> None:
    kinds = [kind for kind in ImportRefused.__subclasses__() if kind.sentence]
    sentences = [str(kind.sentence) for kind in kinds]
    assert len(set(sentences)) == len(sentences)
    assert len({kind.code for kind in kinds}) == len(kinds)


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("anne.porte@example.org", "a•••e@e…"),
        ("al@example.org", "a•••@e…"),
        ("a@example.org", "a•••@e…"),
    ],
)
def test_a_mailbox_is_shown_masked(address: str, masked: str) -> None:
    assert masked_email(address) == masked


def test_two_codes_in_what_was_pasted_are_refused_and_cost_no_try(anne: User) -> None:
    at_registry()
    digits = send_code(anne, ANNE).digits
    with pytest.raises(CodeAmbiguous):
        confirm_code(anne, ANNE, f"{digits}, ou {wrong_for(SecurityCode.objects.get())}")
    assert SecurityCode.objects.get().wrong_tries == 0


def spend_tries(user: User, number: str, how_many: int) -> None:
    """Burn codes until this many wrong tries are counted for the day."""
    while how_many:
        code = send_code(user, number)
        for _turn in range(min(how_many, project.SECURITY_CODE_TRIES)):
            with pytest.raises((CodeWrong, CodeBurnt)):
                confirm_code(user, number, wrong_for(code))
            how_many -= 1


def test_wrong_tries_are_limited_over_all_codes_of_a_day(anne: User) -> None:
    at_registry()
    with time_machine.travel(datetime.datetime(2026, 11, 22, 9, 0, tzinfo=UTC), tick=False) as clock:
        spend_tries(anne, ANNE, project.SECURITY_CODE_TRIES_PER_DAY)
        with pytest.raises(TooManyTriesToday):
            confirm_code(anne, ANNE, send_code(anne, ANNE).digits)
        clock.shift(datetime.timedelta(hours=24))
        assert confirm_code(anne, ANNE, send_code(anne, ANNE).digits)


def test_wrong_tries_of_a_day_are_counted_for_a_number_over_all_accounts(anne: User, marc: User) -> None:
    at_registry()
    spend_tries(marc, ANNE, project.SECURITY_CODE_TRIES_PER_DAY)
    with pytest.raises(TooManyTriesToday):
        confirm_code(anne, ANNE, send_code(anne, ANNE).digits)


def test_one_try_less_than_the_limit_leaves_the_right_code(anne: User) -> None:
    at_registry()
    spend_tries(anne, ANNE, project.SECURITY_CODE_TRIES_PER_DAY - 1)
    assert confirm_code(anne, ANNE, send_code(anne, ANNE).digits)


def test_a_mailbox_that_changed_since_the_code_was_sent_proves_nothing(anne: User) -> None:
    at_registry()
    digits = send_code(anne, ANNE).digits
    at_registry(email="new@example.net")
    for _again in range(2):
        with pytest.raises(MailboxChanged):
            confirm_code(anne, ANNE, digits)
    assert not HousingApplication.objects.exists()
    assert confirm_code(anne, ANNE, send_code(anne, ANNE).digits)
