"""A published offer reaches its alerts: once each, in batches, whatever happens to the tasks."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import User
from alin import circuits
from alin.outbox import delivery
from alin.outbox.models import Message
from offers import announcing, opening, tasks
from offers.announcing import announce_next, lost_rounds
from offers.models import Alert, AlertPlace, Announcement, OfferRound
from tests.factories.accounts import UserFactory
from tests.factories.alerts import AlertFactory
from tests.factories.offers import OfferFactory, household
from tests.factories.outbox import MessageFactory

pytestmark = pytest.mark.django_db
Commits = Callable[..., list[object]]


@pytest.fixture
def chain(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The tasks that were handed over, by offer."""
    handed: list[int] = []
    monkeypatch.setattr(tasks.announce_offer, "delay", handed.append)
    return handed


def many(count: int) -> list[Alert]:
    """Alerts of as many people, in a few statements."""
    users = User.objects.bulk_create(User(email=f"many{n}@example.org", password="!") for n in range(count))
    alerts = Alert.objects.bulk_create(
        Alert(user=user, name=f"Alerte {n}", frequency="daily" if n % 5 == 0 else "at_once")
        for n, user in enumerate(users)
    )
    AlertPlace.objects.bulk_create(AlertPlace(alert=alert, key="") for alert in alerts)
    return alerts


def test_publishing_hands_over_one_task(
    chain: list[int], django_capture_on_commit_callbacks: Commits
) -> None:
    AlertFactory.create_batch(2)
    offer = OfferFactory()
    with django_capture_on_commit_callbacks(execute=True):
        opening.announce(offer)
    assert chain == [offer.pk]
    assert not Message.objects.exists()


def test_each_alert_is_told_once_and_daily_ones_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once, daily = AlertFactory(), AlertFactory(daily=True)
    offer = OfferFactory()
    for _twice in range(2):
        announce_next(offer.pk)
    message = Message.objects.get()
    assert (message.user, message.category) == (at_once.user, "offers")
    assert list(Announcement.objects.values_list("alert", "is_waiting")) == [
        (at_once.pk, False),
        (daily.pk, True),
    ]


def test_two_alerts_of_one_person_are_two_announcements(anne: User) -> None:
    AlertFactory(user=anne)
    AlertFactory(user=anne, query="pieces=T2", rooms=2)
    announce_next(OfferFactory().pk)
    assert Announcement.objects.count() == Message.objects.count() == 2


def test_thousands_are_told_in_batches_by_key(chain: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    alerts = many(2_500)
    offer = OfferFactory()
    counts = []
    while announce_next(offer.pk):
        counts.append(Announcement.objects.count())
    assert counts == [1_000, 2_000]
    assert Announcement.objects.count() == 2_500
    assert Message.objects.count() == sum(alert.frequency == "at_once" for alert in alerts)
    done = OfferRound.objects.get()
    assert (done.announced, done.after) == (2_500, alerts[-1].pk)
    assert done.done_at is not None


def test_a_batch_takes_few_queries_for_many_readers() -> None:
    many(600)
    with CaptureQueriesContext(connection) as queries:
        announce_next(OfferFactory().pk)
    assert Announcement.objects.count() == 600
    assert len(queries) < 60  # bulk statements; SQLite cuts them into pieces


def test_a_chain_that_is_killed_in_the_middle_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcing, "BATCH", 3)
    many(8)
    offer = OfferFactory()
    assert announce_next(offer.pk)
    told = set(Announcement.objects.values_list("alert", flat=True))

    def killed(*args: object, **kwargs: object) -> int:
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr("offers.alert_notices.post_copies", killed)
        with pytest.raises(SystemExit):
            announce_next(offer.pk)
    assert set(Announcement.objects.values_list("alert", flat=True)) == told
    while announce_next(offer.pk):
        pass
    assert Announcement.objects.count() == 8
    assert Message.objects.count() == 6


def test_two_chains_of_one_offer_tell_nobody_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcing, "BATCH", 3)
    many(8)
    offer = OfferFactory()
    announce_next(offer.pk)
    # As if another worker had begun anew, from the first alert.
    OfferRound.objects.update(after=0, done_at=None)
    while announce_next(offer.pk):
        pass
    assert Announcement.objects.count() == 8
    assert Message.objects.count() == Alert.objects.filter(frequency="at_once").count()


def test_the_task_goes_on_in_another_task(chain: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcing, "BATCH", 3)
    many(4)
    offer = OfferFactory()
    tasks.announce_offer(offer.pk)
    assert chain == [offer.pk]
    tasks.announce_offer(offer.pk)
    assert chain == [offer.pk]


def test_a_lost_chain_is_taken_up_and_a_fresh_one_is_left_alone(chain: list[int]) -> None:
    stuck, fresh, done = (OfferFactory(announced_at=timezone.now()) for _number in range(3))
    late = timezone.now() - announcing.LOST - datetime.timedelta(seconds=1)
    OfferRound.objects.create(offer=stuck, touched_at=late)
    OfferRound.objects.create(offer=fresh)
    OfferRound.objects.create(offer=done, touched_at=late, done_at=late)
    tasks.take_up_announcements()
    assert chain == [stuck.pk]


def test_an_offer_whose_first_task_was_lost_is_taken_up_for_a_day() -> None:
    now = timezone.now()
    lost = OfferFactory(announced_at=now - announcing.LOST - datetime.timedelta(seconds=1))
    OfferFactory(announced_at=now - announcing.RECENT - datetime.timedelta(hours=1))
    OfferFactory(announced_at=now)
    assert lost_rounds() == [lost.pk]


def test_a_broker_that_is_away_costs_the_publication_nothing(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Commits
) -> None:
    def away(offer_id: int) -> None:
        raise ConnectionError

    monkeypatch.setattr(tasks.announce_offer, "delay", away)
    offer = OfferFactory()
    with django_capture_on_commit_callbacks(execute=True):
        assert opening.announce(offer)
    assert circuits.broker.is_open()


def test_an_offer_that_closed_in_the_middle_ends_its_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcing, "BATCH", 3)
    many(8)
    offer = OfferFactory()
    announce_next(offer.pk)
    offer.status = "withdrawn"
    offer.save()
    assert not announce_next(offer.pk)
    assert Announcement.objects.count() == 3


# --- The mail ---------------------------------------------------------------------------------------


def sent_by(offer_fields: dict[str, object] | None = None) -> Message:
    announce_next(OfferFactory(**(offer_fields or {})).pk)
    return Message.objects.latest("pk")


def test_the_mail_says_what_the_home_is_and_nothing_private_in_its_subject(anne: User) -> None:
    AlertFactory(user=anne, name="Près de <maman> & moi")
    message = sent_by()
    assert message.subject == "Action Logement Services : une offre correspond à votre alerte"
    text = " ".join(message.text.replace("\N{NO-BREAK SPACE}", " ").split())
    for words in (
        "« Près de <maman> & moi »",
        "T2 de 45 m² à Saint-Denis (93200)",
        "500 € par mois, charges comprises",
        "Date limite de candidature : ",
        "http://127.0.0.1:8000/offres/OFF-",
        "Arrêter cette alerte : http://127.0.0.1:8000/offres/alertes/arret/",
    ):
        assert words in text, words
    assert "« Près de &lt;maman&gt; &amp; moi »" in message.html
    assert "%%" not in message.text + message.html + message.stop_url + message.subject
    assert "<img" not in message.html


def test_a_name_with_marks_stays_what_it_is(anne: User) -> None:
    AlertFactory(user=anne, name="%%STOP%% %%SECRET%%")
    assert "« %%STOP%% %%SECRET%% »" in sent_by().text


def test_each_reader_has_their_language_and_their_own_stop() -> None:
    AlertFactory(user=UserFactory(language="en"))
    AlertFactory()
    announce_next(OfferFactory().pk)
    english, french = Message.objects.order_by("key")
    assert {'<html lang="en">' in one.html for one in (english, french)} == {True, False}
    assert english.stop_url != french.stop_url
    for one in (english, french):
        assert one.stop_url in one.text


def test_the_mail_has_the_headers_of_rfc_8058(anne: User) -> None:
    AlertFactory(user=anne)
    message = sent_by()
    delivery.deliver_message(message.pk)
    sent = mail.outbox[0].message()
    assert sent["List-Unsubscribe"] == f"<{message.stop_url}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_other_mails_have_no_such_header() -> None:
    delivery.deliver_message(MessageFactory().pk)
    assert "List-Unsubscribe" not in mail.outbox[0].message()


def test_a_file_that_the_offer_does_not_fit_is_not_told(anne: User, marc: User) -> None:
    AlertFactory(user=anne)
    AlertFactory(user=marc)
    household(owner=anne)
    household(owner=marc, monthly_resources=900)
    announce_next(OfferFactory().pk)
    assert Message.objects.get().user == anne


# --- Delivery ---------------------------------------------------------------------------------------


def test_peoples_own_affairs_leave_before_the_alerts() -> None:
    MessageFactory.create_batch(3, category="offers")
    own = MessageFactory()
    delivery.sweep_due()
    assert mail.outbox[0].to == [own.to]
    assert len(mail.outbox) == 4


def test_a_mail_that_was_turned_off_meanwhile_is_dropped(anne: User) -> None:
    message = MessageFactory(category="offers", user=anne)
    own = MessageFactory(category="account", user=anne)
    User.objects.get_queryset().update(offer_mails_wanted=False)
    for one in (message, own):
        delivery.deliver_message(one.pk)
        one.refresh_from_db()
    assert (message.state, own.state) == ("dropped", "sent")


def test_few_mails_leave_at_once_and_many_wait_for_the_sweep(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Commits, settings: Settings
) -> None:
    handed: list[int] = []
    monkeypatch.setattr(delivery, "enqueue", handed.append)
    AlertFactory.create_batch(2)
    with django_capture_on_commit_callbacks(execute=True):
        announce_next(OfferFactory().pk)
    assert len(handed) == 2
    handed.clear()
    many(30)
    with django_capture_on_commit_callbacks(execute=True):
        announce_next(OfferFactory().pk)
    assert handed == []
    assert Message.objects.count() > 20


# --- The morning's mails ----------------------------------------------------------------------------
WINTER = ("2026-11-24T06:59:59Z", "2026-11-24T07:00:00Z")
SUMMER = ("2026-07-24T05:59:59Z", "2026-07-24T06:00:00Z")
# The night the clocks go back, and the one they go forward.
BACK = ("2026-10-25T06:59:59Z", "2026-10-25T07:00:00Z")
FORWARD = ("2026-03-29T05:59:59Z", "2026-03-29T06:00:00Z")
EVENING = datetime.timedelta(hours=12)


def announced_on_the_evening_before(moment: str, count: int = 1) -> Alert:
    """A daily alert with offers published twelve hours before."""
    with time_machine.travel(datetime.datetime.fromisoformat(moment) - EVENING, tick=False):
        alert = AlertFactory(daily=True)
        for offer in OfferFactory.create_batch(count):
            announce_next(offer.pk)
    return alert


@pytest.mark.parametrize("moments", [WINTER, SUMMER, BACK, FORWARD])
def test_daily_alerts_leave_at_eight_in_paris_once(moments: tuple[str, str]) -> None:
    before, eight = moments
    announced_on_the_evening_before(eight, 2)
    with time_machine.travel(before, tick=False):
        tasks.send_morning_mails()
        assert not Message.objects.exists()
    with time_machine.travel(eight, tick=False):
        tasks.send_morning_mails()
        tasks.send_morning_mails()
    message = Message.objects.get()
    assert message.subject == "Action Logement Services : vos nouvelles offres du jour"
    assert "2 nouvelles offres correspondent à votre alerte" in message.text
    assert not Announcement.objects.waiting().exists()


def test_a_worker_that_was_away_at_eight_makes_up_for_it_and_the_rest_waits_for_tomorrow() -> None:
    announced_on_the_evening_before(WINTER[1])
    with time_machine.travel("2026-11-24T10:00:00Z", tick=False):
        announce_next(OfferFactory(title="Du matin").pk)
        tasks.send_morning_mails()
        assert Message.objects.count() == 1
        assert Announcement.objects.waiting().count() == 1
    with time_machine.travel("2026-11-25T07:00:00Z", tick=False):
        tasks.send_morning_mails()
    assert Message.objects.count() == 2


def test_what_closed_meanwhile_is_left_out() -> None:
    announced_on_the_evening_before(WINTER[1], 2)
    gone = Announcement.objects.order_by("pk").first().offer
    gone.status = "withdrawn"
    gone.save()
    with time_machine.travel(WINTER[1], tick=False):
        tasks.send_morning_mails()
    text = Message.objects.get().text
    assert "1 nouvelle offre correspond" in text
    assert gone.reference not in text


def test_nothing_left_to_say_is_no_mail() -> None:
    alert = announced_on_the_evening_before(WINTER[1])
    household(owner=alert.user, monthly_resources=900)  # the file says no now
    with time_machine.travel(WINTER[1], tick=False):
        tasks.send_morning_mails()
    assert not Message.objects.exists()
    assert not Announcement.objects.waiting().exists()


def test_a_long_list_is_cut_and_leads_to_the_search(settings: Settings) -> None:
    settings.ALERT_OFFERS_PER_MAIL = 2
    announced_on_the_evening_before(WINTER[1], 3)
    with time_machine.travel(WINTER[1], tick=False):
        tasks.send_morning_mails()
    text = Message.objects.get().text
    assert text.count("Date limite de candidature") == 2
    assert "3 nouvelles offres" in text
    assert "Les autres sont sur le site" in text
