"""The acts of the import: who may, which code, what is written."""

import datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings as project
from django.utils import timezone, translation

from accounts.models import User
from alin.outbox.models import Message
from applications import importing
from applications.import_errors import (
    AlreadyImportedElsewhere,
    AlreadyImportedHere,
    AnotherApplicationHere,
    CodeAlreadyUsed,
    CodeBurnt,
    CodeExpired,
    CodeMalformed,
    CodeMissing,
    CodeWrong,
    ImportRefused,
    NumberMalformed,
    NumberStruckOff,
    NumberUnknown,
    RegistryDown,
    TooManySends,
    TooManySendsToday,
)
from applications.importing import confirm_code, send_code
from applications.models import HousingApplication, SecurityCode, WishedCommune
from applications.registry.protocol import RegistryUnavailable
from applications.security_codes import masked_email, read_digits
from tests.factories.accounts import UserFactory
from tests.factories.applications import ANNE, adult, at_registry, dependant, import_for

pytestmark = pytest.mark.django_db
OTHER = "0290318001234A0001"
UTC = datetime.UTC


def wrong_for(code: SecurityCode) -> str:
    """Six digits that are not the code's."""
    return f"{(int(code.digits) + 1) % 1_000_000:06d}"


def registry_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    class Down:
        def fetch(self, unique_number: str) -> Any:
            raise RegistryUnavailable

    monkeypatch.setattr("applications.lookup.get_registry", Down)


# --- Sending ------------------------------------------------------------------------------------
def test_the_code_goes_to_the_registrys_mailbox_and_not_to_the_account(anne: User) -> None:
    at_registry(email="elsewhere@example.net")
    code = send_code(anne, ANNE)
    mail = Message.objects.get()
    assert mail.to == "elsewhere@example.net"
    assert mail.user is None
    assert mail.confidential
    assert code.digits in mail.text
    assert code.digits in mail.html
    assert "24 heures" in mail.text
    assert code.digits not in mail.subject
    assert ANNE not in mail.text


def test_the_mail_speaks_the_language_of_the_account(anne: User) -> None:
    at_registry()
    anne.language = "en"
    anne.save()
    with translation.override("fr"):
        send_code(anne, ANNE)
    assert "24 hours" in Message.objects.get().text


def test_the_digits_are_nowhere_in_the_database(anne: User) -> None:
    at_registry()
    code = send_code(anne, ANNE)
    row = SecurityCode.objects.filter(pk=code.pk).values().get()
    assert code.digits not in [str(value) for value in row.values()]


def test_sending_again_within_its_life_sends_the_same_code(anne: User) -> None:
    at_registry()
    first = send_code(anne, ANNE)
    again = send_code(anne, ANNE)
    assert again.pk == first.pk
    assert again.digits == first.digits
    assert Message.objects.count() == 2


def test_an_expired_code_is_replaced_by_another(anne: User) -> None:
    at_registry()
    with time_machine.travel(datetime.datetime(2026, 11, 22, 9, 0, tzinfo=UTC), tick=False) as clock:
        first = send_code(anne, ANNE)
        clock.shift(datetime.timedelta(hours=24))
        assert send_code(anne, ANNE).pk != first.pk


def test_two_numbers_have_two_codes(anne: User) -> None:
    at_registry()
    at_registry(OTHER)
    assert send_code(anne, ANNE).pk != send_code(anne, OTHER).pk


def test_a_new_mailbox_at_the_registry_gets_a_new_code_and_the_old_one_dies(anne: User) -> None:
    at_registry()
    first = send_code(anne, ANNE)
    at_registry(email="new@example.net")
    second = send_code(anne, ANNE)
    assert second.pk != first.pk
    assert second.sent_to == "new@example.net"
    first.refresh_from_db()
    assert first.expires_at <= timezone.now()


def test_one_code_is_mailed_only_so_often(anne: User) -> None:
    at_registry()
    for _turn in range(project.SECURITY_CODE_SENDS):
        send_code(anne, ANNE)
    with pytest.raises(TooManySends):
        send_code(anne, ANNE)
    assert Message.objects.count() == project.SECURITY_CODE_SENDS


def burn(user: User, number: str) -> None:
    """Spend the tries of the code in force."""
    SecurityCode.objects.filter(user=user, unique_number=number).update(
        wrong_tries=project.SECURITY_CODE_TRIES
    )


def test_an_account_has_only_so_many_codes_a_day(anne: User) -> None:
    with time_machine.travel(datetime.datetime(2026, 11, 22, 9, 0, tzinfo=UTC), tick=False) as clock:
        numbers = [f"1110520020171G{n:04d}" for n in range(project.SECURITY_CODE_SENDS_PER_DAY + 1)]
        for number in numbers:
            at_registry(number)
        for number in numbers[:-1]:
            send_code(anne, number)
        with pytest.raises(TooManySendsToday):
            send_code(anne, numbers[-1])
        clock.shift(datetime.timedelta(hours=23, minutes=59))
        with pytest.raises(TooManySendsToday):
            send_code(anne, numbers[-1])
        clock.shift(datetime.timedelta(minutes=1))
        send_code(anne, numbers[-1])


def test_a_number_has_only_so_many_codes_a_day_over_all_accounts() -> None:
    at_registry()
    for _turn in range(project.SECURITY_CODE_SENDS_PER_DAY):
        send_code(UserFactory(), ANNE)
    with pytest.raises(TooManySendsToday):
        send_code(UserFactory(), ANNE)


def test_burning_codes_does_not_lift_the_limit_of_the_day(anne: User) -> None:
    at_registry()
    for _turn in range(project.SECURITY_CODE_SENDS_PER_DAY):
        send_code(anne, ANNE)
        burn(anne, ANNE)
    with pytest.raises(TooManySendsToday):
        send_code(anne, ANNE)


def test_the_registry_is_never_asked_inside_a_transaction(
    anne: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connection

    from applications.registry.simulator import SimulatedRegistry

    at_registry()
    depth = len(connection.savepoint_ids)  # the test's own transaction
    asked = []

    class Watching(SimulatedRegistry):
        def fetch(self, unique_number: str) -> Any:
            asked.append(len(connection.savepoint_ids))
            return super().fetch(unique_number)

    monkeypatch.setattr("applications.lookup.get_registry", Watching)
    code = send_code(anne, ANNE)
    application = confirm_code(anne, ANNE, code.digits)
    importing.update_application(application)
    assert asked == [depth] * 3


# --- Numbers that are refused -------------------------------------------------------------------
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


# --- The code -----------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["123456", "123 456", " 12 34 56 ", "Code : 123 456", "code:123-456"])
def test_a_code_is_read_however_it_is_written(typed: str) -> None:
    assert read_digits(typed) == "123456"


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "\u0661\u0662\u0663\u0664\u0665\u0666"])
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


# --- What an import writes ----------------------------------------------------------------------
def test_the_columns_follow_from_what_the_registry_gave(anne: User) -> None:
    with time_machine.travel(datetime.datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False):
        application = import_for(
            anne,
            filed_on="2024-02-29",
            renewed_on="2026-02-28",
            applicant=adult(disabled=True),
            dependants=[dependant()],
            unborn_children=1,
            last_twelve_months_income=10_000,
            wishes={"communes": ["93066"], "accessible": True, "min_surface": 45},
            priority=True,
        )
    application.refresh_from_db()
    assert application.filed_on == datetime.date(2024, 2, 29)
    assert application.expires_on == datetime.date(2027, 2, 28)
    assert (application.household_size, application.income_category, application.extra_persons) == (3, 4, 0)
    assert (application.counted_income, application.monthly_resources) == (10_000, 1850)
    assert (application.needs_accessible, application.min_surface, application.is_priority) == (
        True,
        45,
        True,
    )
    assert (application.last_name, application.first_name) == ("PORTE", "ANNE")


def test_a_demande_is_valid_twelve_months_from_its_filing_without_renewal(anne: User) -> None:
    assert import_for(anne, filed_on="2024-02-29").expires_on == datetime.date(2025, 2, 28)


def test_wishes_keep_their_order_and_skip_unknown_communes(anne: User) -> None:
    application = import_for(anne, wishes={"communes": ["93066", "99999", "75056", "93066", "93001"]})
    wished = WishedCommune.objects.filter(application=application).values_list("rank", "commune_id")
    assert list(wished) == [(1, "93066"), (2, "75056"), (3, "93001")]
    assert "99999" in application.demande.wishes.communes


def test_the_import_is_told_by_mail_with_the_als_number(anne: User) -> None:
    at_registry()
    application = confirm_code(anne, ANNE, send_code(anne, ANNE).digits)
    mail = Message.objects.get(key=f"application-imported:{application.pk}")
    assert (mail.to, mail.user) == (anne.email, anne)
    assert application.als_number in mail.text
    assert ANNE not in mail.text
