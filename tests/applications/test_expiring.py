"""Reminders of the end of validity (R4.1): in time, once, and never to somebody who has renewed."""

import datetime
from typing import Any

import pytest
import time_machine
from pytest_django.fixtures import Settings

from accounts.models import User
from alin.dates import add_months, local_today
from alin.outbox.models import Message
from applications.expiring import remind_of_expiry, stages, waiting
from applications.models import HousingApplication
from applications.registry.protocol import RegistryUnavailable
from tests.factories.applications import ANNE, adult, at_registry, import_for

pytestmark = pytest.mark.django_db
LAST_DAY = datetime.date(2027, 5, 20)
FILED = "2026-05-20"


def at(days_left: int) -> datetime.datetime:
    """Nine in the morning in Paris, so many days before the last day."""
    day = LAST_DAY - datetime.timedelta(days=days_left)
    return datetime.datetime(day.year, day.month, day.day, 7, tzinfo=datetime.UTC)


def file_of(user: User, **fields: Any) -> HousingApplication:
    """A demande whose last day is LAST_DAY."""
    application = import_for(user, filed_on=FILED, **fields)
    assert application.expires_on == LAST_DAY
    return application


def letters() -> list[str]:
    return list(Message.objects.filter(channel="mail").order_by("pk").values_list("text", flat=True))


def registry_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    class Down:
        def fetch(self, unique_number: str) -> Any:
            raise RegistryUnavailable

    monkeypatch.setattr("applications.lookup.get_registry", Down)


@pytest.mark.parametrize(
    ("days_left", "told"),
    [(31, 0), (30, 1), (8, 1), (7, 1), (0, 1), (-1, 1), (-14, 1), (-15, 0)],
)
def test_who_is_told_on_which_day(anne: User, days_left: int, told: int) -> None:
    with time_machine.travel(at(days_left), tick=False):
        file_of(anne)
        remind_of_expiry()
        assert len(letters()) == told


def test_the_whole_year_end_tells_three_times_whatever_the_number_of_runs(anne: User) -> None:
    with time_machine.travel(at(40), tick=False) as clock:
        file_of(anne)
        for _day in range(60):
            remind_of_expiry()
            remind_of_expiry()
            clock.shift(datetime.timedelta(days=1))
    titles = [text.splitlines()[0] for text in letters()]
    assert titles == ["Votre demande expire bientôt"] * 2 + ["Votre demande a expiré"]


def test_the_second_reminder_goes_out_a_week_before_to_the_day(anne: User) -> None:
    with time_machine.travel(at(30), tick=False) as clock:
        file_of(anne)
        assert remind_of_expiry() == 1
        clock.move_to(at(8))
        assert remind_of_expiry() == 0
        clock.move_to(at(7))
        assert remind_of_expiry() == 1


def test_a_reminder_missed_is_made_up_for_and_only_the_latest_one(anne: User) -> None:
    with time_machine.travel(at(20), tick=False):
        file_of(anne)
        assert (remind_of_expiry(), remind_of_expiry()) == (1, 0)
    with time_machine.travel(at(3), tick=False):
        assert (remind_of_expiry(), remind_of_expiry()) == (1, 0)


def test_the_letter_says_until_when_where_and_what_then(anne: User) -> None:
    with time_machine.travel(at(30), tick=False):
        file_of(anne)
        remind_of_expiry()
    letter = Message.objects.get()
    assert "valable jusqu'au 20 mai 2027" in letter.text
    assert "Renouvelez-la sur votre site d'enregistrement : http" in letter.text
    assert "« Mettre à jour »" in letter.text
    assert ANNE not in letter.text + letter.html
    assert "si vous ne l'avez pas déjà fait" not in letter.text.lower()


def test_a_demande_renewed_at_the_registry_alarms_nobody(anne: User) -> None:
    with time_machine.travel(at(30), tick=False):
        application = file_of(anne)
        at_registry(filed_on=FILED, renewed_on=local_today().isoformat())
        assert remind_of_expiry() == 0
        application.refresh_from_db()
        assert application.expires_on == add_months(local_today(), 12)
        assert not any("expire" in text for text in letters())


def test_a_renewal_begins_the_reminders_of_the_next_year(anne: User) -> None:
    with time_machine.travel(at(7), tick=False) as clock:
        file_of(anne)
        assert remind_of_expiry() == 1
        at_registry(filed_on=FILED, renewed_on="2027-05-18")
        clock.move_to(at(-1))
        assert remind_of_expiry() == 0
        clock.move_to(datetime.datetime(2028, 4, 18, 7, tzinfo=datetime.UTC))
        assert remind_of_expiry() == 1


def test_without_an_answer_the_letter_allows_for_a_renewal(
    anne: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with time_machine.travel(at(7), tick=False):
        file_of(anne)
        registry_is_down(monkeypatch)
        assert remind_of_expiry() == 1
    assert "Si vous ne l'avez pas déjà fait" in letters()[0]


@pytest.mark.parametrize("applicant", [{"last_name": "MARTIN"}])
def test_so_does_the_letter_about_a_file_that_cannot_be_updated(
    anne: User, applicant: dict[str, str]
) -> None:
    with time_machine.travel(at(7), tick=False):
        file_of(anne)
        at_registry(filed_on=FILED, applicant=adult(last_name="MARTIN"))
        remind_of_expiry()
    assert any("Si vous ne l'avez pas déjà fait" in text for text in letters())


def test_a_demande_found_struck_off_is_told_that_instead(anne: User) -> None:
    with time_machine.travel(at(7), tick=False):
        file_of(anne)
        at_registry(filed_on=FILED, struck_off="RADATT")
        remind_of_expiry()
    assert ["radié" in text for text in letters()] == [True]


def test_a_text_message_goes_to_who_said_yes(anne: User) -> None:
    anne.sms_wanted, anne.mobile_phone = True, "+33612345678"
    anne.save()
    with time_machine.travel(at(7), tick=False):
        file_of(anne)
        remind_of_expiry()
        remind_of_expiry()
    assert Message.objects.get(channel="sms").text.startswith("AL'in : votre demande de logement expire")


def test_closed_accounts_are_left_alone(anne: User) -> None:
    with time_machine.travel(at(7), tick=False):
        file_of(anne)
        anne.is_active = False
        anne.save()
        assert not waiting(local_today()).exists()


def test_an_odd_answer_about_one_file_does_not_keep_others_from_their_reminder(
    anne: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(application: HousingApplication, origin: str) -> None:
        raise ValueError

    monkeypatch.setattr("applications.expiring.update_application", broken)
    with time_machine.travel(at(7), tick=False):
        file_of(anne)
        assert remind_of_expiry() == 1


def test_the_days_of_the_reminders_are_a_setting(settings: Settings) -> None:
    settings.EXPIRY_REMINDER_DAYS = (15,)
    settings.EXPIRY_LATE_DAYS = 5
    assert stages() == [(15, 0), (-1, -5)]


def test_midnight_is_that_of_paris(anne: User) -> None:
    """At 22:00 UTC of the thirty-first day before, in summer, Paris has its thirtieth."""
    moment = datetime.datetime(2027, 4, 19, 21, 59, tzinfo=datetime.UTC)
    with time_machine.travel(moment, tick=False) as clock:
        file_of(anne)
        assert remind_of_expiry() == 0
        clock.shift(60)
        assert remind_of_expiry() == 1
