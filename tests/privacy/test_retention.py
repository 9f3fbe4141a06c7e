"""The nightly purge: the day before, the day; a warning a month ahead; one run or ten, the same."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import Model
from django.test import Client
from pytest_django.fixtures import Settings

from accounts import retention
from accounts.models import DataArchive, Invitation, RetentionWarning, User
from alin.dates import PARIS, add_months
from alin.outbox.models import Message
from alin.pages.models import HelpRequest
from alin.retention import RULES, Period, period
from applications.models import FileLook, HousingApplication, NumberEntry, RegistryUpdate, SecurityCode
from applications.models import SpentCode as Spent
from candidatures.keeping import keep
from candidatures.models import Candidature, KeptDecision, State
from offers.models import Announcement
from tests.factories.accounts import PASSWORD, LandlordFactory, UserFactory
from tests.factories.alerts import AlertFactory, FavouriteFactory
from tests.factories.candidatures import in_state
from tests.factories.offers import OfferFactory, household
from tests.factories.outbox import MessageFactory

pytestmark = pytest.mark.django_db
# When the purge runs; hours must not count.
NOW = datetime.datetime(2026, 11, 23, 3, 20, tzinfo=PARIS)
DAY = datetime.timedelta(days=1)
Maker = Callable[[datetime.datetime], Model]


def last_night_of(name: str) -> datetime.datetime:
    """What is stamped in this moment reaches its period today, and not yet yesterday."""
    return datetime.datetime.combine(period(name).last_day(NOW), datetime.time(23, 59, 59), tzinfo=PARIS)


def message(at: datetime.datetime, **fields: Any) -> Message:
    return MessageFactory(state="sent", sent_at=at, created_at=at, **fields)


def archive(at: datetime.datetime) -> DataArchive:
    return DataArchive.objects.create(user=UserFactory(last_login=NOW), state="expired", asked_at=at)


def help_request(at: datetime.datetime, **fields: Any) -> HelpRequest:
    return HelpRequest.objects.create(
        subject="other", name="A", email="a@example.org", message="Bonjour", asked_at=at, **fields
    )


def answered(at: datetime.datetime) -> HelpRequest:
    return help_request(at - DAY * 30, state="answered", answered_at=at)


def invitation(at: datetime.datetime) -> Invitation:
    return Invitation.objects.create(email="a@example.org", landlord=LandlordFactory(), sent_at=at)


def look(at: datetime.datetime) -> FileLook:
    file = household(owner=UserFactory(last_login=NOW), expires_on=NOW.date())
    return FileLook.objects.create(application=file, reader="landlord", looked_at=at)


def code(at: datetime.datetime) -> SecurityCode:
    return SecurityCode.objects.create(
        user=UserFactory(last_login=NOW), unique_number="1", salt="s", sent_to="a@example.org", expires_at=at
    )


def number_entry(at: datetime.datetime) -> NumberEntry:
    return NumberEntry.objects.create(user=UserFactory(last_login=NOW), mark="x", entered_at=at)


def candidature(at: datetime.datetime) -> Candidature:
    file = household(owner=UserFactory(last_login=NOW), expires_on=NOW.date())
    return in_state(State.CANCELLED, application=file, ended_at=at)


def decision(at: datetime.datetime) -> KeptDecision:
    kept = keep(in_state(State.MOVED_IN, application=household(owner=UserFactory(last_login=NOW))))
    KeptDecision.objects.filter(pk=kept.pk).update(ended_at=at)
    return kept


def unused_account(at: datetime.datetime) -> User:
    return UserFactory(password=None, date_joined=at)


def former_member(at: datetime.datetime) -> User:
    return UserFactory(left_at=at, is_active=False)


def archived_session(at: datetime.datetime) -> UserSession:
    return UserSession.objects.create(user=UserFactory(last_login=NOW), ip="127.0.0.1", session_key="gone")


MAKERS: dict[str, Maker] = {
    "message": message,
    "archive": archive,
    "help_request": answered,
    "invitation": invitation,
    "look": look,
    "security_code": code,
    "number_entry": number_entry,
    "spent_code": lambda at: Spent.objects.create(mark="x", sends=1, wrong_tries=0, created_at=at),
    "ended_candidature": candidature,
    "kept_decision": decision,
    "never_activated": unused_account,
    "former_staff": former_member,
    "announcement": lambda at: Announcement.objects.create(
        alert=AlertFactory(user__last_login=NOW), offer=OfferFactory(), created_at=at
    ),
    "favourite": lambda at: FavouriteFactory(
        user__last_login=NOW, offer__published_on=at.date(), offer__deadline=at.date()
    ),
    "farewell": lambda at: message(at, key="account-deleted:1"),
}


@pytest.mark.parametrize("rule", MAKERS)
def test_it_goes_on_its_day_and_not_the_day_before(rule: str) -> None:
    row = MAKERS[rule](last_night_of("message" if rule == "archive" else rule))
    table = type(row)._base_manager
    retention.run(NOW - DAY)
    assert table.filter(pk=row.pk).exists()
    assert retention.counts(NOW)[rule] == 1
    retention.run(NOW)
    assert not table.filter(pk=row.pk).exists()


def test_every_rule_of_the_public_table_is_kept_to_and_no_other() -> None:
    assert {purger.rule for purger in retention.PURGERS} == {rule.name for rule in RULES}
    assert set(settings.RETENTION) == {rule.name for rule in RULES}


@pytest.mark.parametrize("state", ["waiting", "sending"])
def test_a_message_that_has_not_left_stays(state: str) -> None:
    row = MessageFactory(state=state, created_at=NOW - DAY * 2000)
    retention.run(NOW)
    assert Message.objects.filter(pk=row.pk).exists()


def test_a_question_nobody_answered_goes_too() -> None:
    row = help_request(last_night_of("help_request"))
    retention.run(NOW)
    assert not HelpRequest.objects.filter(pk=row.pk).exists()


def test_a_session_that_is_over_leaves_the_list(client: Client, anne: User) -> None:
    archived_session(NOW)
    client.post("/compte/connexion/", {"login": anne.email, "password": PASSWORD})
    retention.run()
    assert UserSession.objects.get().user == anne


def test_a_landlords_decision_outlives_the_candidature() -> None:
    file = household(owner=UserFactory(last_login=NOW), expires_on=NOW.date())
    row = in_state(State.MOVED_IN, application=file, ended_at=last_night_of("ended_candidature"))
    retention.run(NOW)
    assert not Candidature.objects.filter(pk=row.pk).exists()
    assert KeptDecision.objects.get().reference == row.reference


# --- Accounts -----------------------------------------------------------------------------------
def sleeper(days_late: int = 0, **fields: Any) -> User:
    """Logged in for the last time so that the period ends today, or `days_late` days ago."""
    seen = last_night_of("inactive_account") - DAY * days_late
    return UserFactory(**{"last_login": seen, **fields})


def warn_then_wait(now: datetime.datetime = NOW) -> datetime.datetime:
    """The night that warns; the day whose night may delete."""
    retention.run(now)
    return now + DAY * 30


def test_a_sleeper_is_warned_a_month_ahead_and_not_before() -> None:
    user = sleeper()
    retention.run(NOW - DAY * 31)
    assert not Message.objects.exists()
    retention.run(NOW - DAY * 30)
    mail = Message.objects.get(user=user)
    assert mail.subject == "Votre compte AL'in sera bientôt supprimé"
    assert "23 novembre 2026" in mail.text


def test_who_was_warned_goes_on_the_day_and_not_the_day_before() -> None:
    user = sleeper()
    day = warn_then_wait(NOW - DAY * 30)
    retention.run(day - DAY)
    assert User.objects.filter(pk=user.pk).exists()
    retention.run(day)
    assert not User.objects.filter(pk=user.pk).exists()
    last = Message.objects.get()
    assert (last.to, last.key) == (user.email, f"account-deleted:{user.pk}")
    assert "connecté depuis longtemps" in last.text


def test_nobody_goes_without_a_month_of_warning() -> None:
    user = sleeper(days_late=400)
    day = warn_then_wait()
    assert User.objects.filter(pk=user.pk).exists()
    assert "23 décembre 2026" in Message.objects.get(user=user).text
    retention.run(day)
    assert not User.objects.filter(pk=user.pk).exists()


def test_one_warning_however_often_the_purge_runs() -> None:
    user = sleeper()
    for night in range(5):
        retention.run(NOW - DAY * (30 - night))
        retention.run(NOW - DAY * (30 - night))
    assert Message.objects.filter(user=user).count() == 1


def test_a_log_in_stops_it_and_a_later_sleep_is_warned_anew() -> None:
    user = sleeper()
    day = warn_then_wait(NOW - DAY * 30)
    User.objects.filter(pk=user.pk).update(last_login=day - DAY)
    retention.run(day)
    assert User.objects.filter(pk=user.pk).exists()
    later = datetime.datetime.combine(add_months(day.date(), 25), datetime.time(3), tzinfo=PARIS)
    retention.run(later)
    assert User.objects.filter(pk=user.pk).exists()
    assert Message.objects.filter(user=user).count() == 2


def test_a_valid_demande_keeps_its_account_and_an_ended_one_does_not() -> None:
    today = NOW.date()
    kept = sleeper()
    household(owner=kept, expires_on=today)
    leaving = [sleeper(), sleeper()]
    household(owner=leaving[0], expires_on=today - DAY)
    household(owner=leaving[1], expires_on=today + DAY * 60, struck_off="RADREN")
    retention.run(NOW)
    assert set(RetentionWarning.objects.values_list("user", flat=True)) == {user.pk for user in leaving}


def test_staff_sleep_as_long_as_they_like(lise: User, karim: User, administrator: User) -> None:
    User.objects.update(last_login=NOW - DAY * 3000)
    retention.run(NOW)
    retention.run(NOW + DAY * 31)
    assert User.objects.count() == 3
    assert not RetentionWarning.objects.exists()


def test_a_warning_that_nobody_acted_upon_for_months_is_given_again() -> None:
    user = sleeper(days_late=300)
    retention.run(NOW)
    retention.run(NOW + DAY * 100)  # the purge did not run in between
    assert User.objects.filter(pk=user.pk).exists()
    retention.run(NOW + DAY * 130)
    assert not User.objects.filter(pk=user.pk).exists()


def test_an_account_held_by_a_landlord_waits_and_keeps_nobody_else() -> None:
    held, free = sleeper(), sleeper()
    file = household(owner=held, expires_on=NOW.date() - DAY * 400)
    in_state(State.SENT, application=file)
    day = warn_then_wait()
    retention.run(day)
    assert set(User.objects.filter(pk__in=[held.pk, free.pk])) == {held}
    assert HousingApplication.objects.filter(pk=file.pk).exists()


# --- Demandes -----------------------------------------------------------------------------------
def ended_file(**fields: Any) -> HousingApplication:
    """Its period ends today; its owner was here yesterday."""
    day = period("ended_demande").last_day(NOW)
    return household(**{"owner": UserFactory(last_login=NOW - DAY), "expires_on": day, **fields})


def test_an_expired_demande_is_warned_of_then_goes_and_the_account_stays() -> None:
    file = ended_file()
    retention.run(NOW - DAY * 31)
    assert not Message.objects.exists()
    day = warn_then_wait(NOW - DAY * 30)
    assert Message.objects.get().subject == "Votre demande sera bientôt retirée d'AL'in"
    retention.run(day - DAY)
    assert HousingApplication.objects.filter(pk=file.pk).exists()
    retention.run(day)
    assert not HousingApplication.objects.filter(pk=file.pk).exists()
    assert User.objects.filter(pk=file.owner_id).exists()
    assert Message.objects.count() == 2


def test_a_renewal_stops_it() -> None:
    file = ended_file()
    day = warn_then_wait(NOW - DAY * 30)
    HousingApplication.objects.filter(pk=file.pk).update(expires_on=day.date() + DAY * 300)
    retention.run(day)
    assert HousingApplication.objects.filter(pk=file.pk).exists()


def test_a_striking_off_counts_from_the_day_it_was_learnt() -> None:
    learnt = datetime.datetime.combine(period("ended_demande").last_day(NOW), datetime.time(12), tzinfo=PARIS)
    file = ended_file(expires_on=NOW.date() + DAY * 90, struck_off="RADATT", fetched_at=learnt - DAY * 9)
    RegistryUpdate.objects.create(application=file, origin="nightly", at=learnt)
    day = warn_then_wait(NOW - DAY * 30)
    retention.run(day - DAY)
    assert HousingApplication.objects.filter(pk=file.pk).exists()
    retention.run(day)
    assert not HousingApplication.objects.filter(pk=file.pk).exists()


# --- Periods ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [(1, "days", "1 jour"), (30, "days", "30 jours"), (12, "months", "1 an"), (24, "months", "2 ans"),
     (18, "months", "18 mois"), (1, "months", "1 mois")],
)  # fmt: skip
def test_periods_are_said_in_plain_words(number: int, unit: str, words: str) -> None:
    assert str(Period(number, unit)) == words


def test_hours_do_not_count_and_the_day_is_that_of_paris() -> None:
    just_past_midnight = datetime.datetime(2026, 7, 1, 0, 5, tzinfo=PARIS)  # still 30 June in London
    assert Period(30, "days").cutoff(just_past_midnight) == datetime.datetime(2026, 6, 2, tzinfo=PARIS)


def test_the_public_page_says_what_the_settings_say(client: Client, settings: Settings) -> None:
    settings.RETENTION = {**settings.RETENTION, "look": (7, "months")}
    page = client.get("/donnees-personnelles/").content.decode()
    row = page.split('data-retention="look"')[1].split("</div>")[0]
    assert "<strong>7 mois</strong>" in row
    assert page.count("data-retention=") == len(RULES)
