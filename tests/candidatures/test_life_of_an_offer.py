"""An offer's life by the clock of Paris, to the second, where clocks change and where the year ends (R5.7).

The check is the act's own, under the locks: the pages are asked too, but they decide nothing.
"""

import datetime
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Employer, User
from alin.dates import PARIS
from applications.models import HousingApplication
from candidatures import applying
from candidatures.applying import CannotApply, apply, cancel_and_apply
from candidatures.models import Act, Candidature, State
from candidatures.workflow import perform
from offers.models import Offer
from offers.opening import announce_due
from tests.factories import files
from tests.factories.candidatures import in_state
from tests.factories.offers import OfferFactory

pytestmark = pytest.mark.django_db

# A deadline, its last second and the next one as UTC: written down, not worked out by the code under test.
DEADLINES = [
    pytest.param(("2026-03-28", "2026-03-28T22:59:59", "2026-03-28T23:00:00"), id="before clocks go forward"),
    pytest.param(("2026-03-29", "2026-03-29T21:59:59", "2026-03-29T22:00:00"), id="clocks go forward"),
    pytest.param(("2026-10-24", "2026-10-24T21:59:59", "2026-10-24T22:00:00"), id="before clocks go back"),
    pytest.param(("2026-10-25", "2026-10-25T22:59:59", "2026-10-25T23:00:00"), id="clocks go back"),
    pytest.param(("2026-07-14", "2026-07-14T21:59:59", "2026-07-14T22:00:00"), id="summer"),
    pytest.param(("2026-12-31", "2026-12-31T22:59:59", "2026-12-31T23:00:00"), id="the year ends"),
]


@dataclass
class Evening:
    """A complete file and an offer of which this is the last day."""

    person: User
    application: HousingApplication
    offer: Offer
    last_second: datetime.datetime
    midnight: datetime.datetime


def utc(written: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(written).replace(tzinfo=datetime.UTC)


def offer_until(day: datetime.date, **changes: Any) -> Offer:
    """A week before that day its first one."""
    return OfferFactory(
        published_on=day - datetime.timedelta(days=7), deadline=day, available_on=day, **changes
    )


@pytest.fixture(params=DEADLINES)
def evening(request: pytest.FixtureRequest, anne: User, employer: Employer) -> Evening:
    day, last_second, midnight = request.param
    with time_machine.travel(utc(last_second) - datetime.timedelta(hours=12), tick=False):
        deadline = datetime.date.fromisoformat(day)
        return Evening(anne, files.submitted(anne), offer_until(deadline), utc(last_second), utc(midnight))


def answer_of(client: Client, evening: Evening) -> Candidature | None:
    """Press « Je postule » of the confirmation page."""
    client.force_login(evening.person)
    client.post(reverse("candidatures:apply", args=[evening.offer.reference]))
    return Candidature.objects.filter(offer=evening.offer).first()


def test_applying_works_at_23_59_59(evening: Evening, client: Client) -> None:
    with time_machine.travel(evening.last_second, tick=False):
        assert Offer.objects.open_now().filter(pk=evening.offer.pk).exists()
        candidature = answer_of(client, evening)
    assert candidature is not None
    assert candidature.applied_at == evening.last_second
    assert candidature.applied_at.astimezone(PARIS).date() == evening.offer.deadline


def test_applying_does_not_work_at_00_00_00(evening: Evening, client: Client) -> None:
    with time_machine.travel(evening.midnight, tick=False):
        assert not Offer.objects.open_now().filter(pk=evening.offer.pk).exists()
        assert answer_of(client, evening) is None
        with pytest.raises(CannotApply) as refused:
            apply(evening.application, evening.offer, evening.person)
    assert "offer_closed" in [one.code for one in refused.value.obstacles]


def test_a_page_opened_before_midnight_does_not_help_after_it(evening: Evening, client: Client) -> None:
    with time_machine.travel(evening.last_second, tick=False) as clock:
        client.force_login(evening.person)
        address = reverse("candidatures:apply", args=[evening.offer.reference])
        assert client.get(address).status_code == 200
        clock.move_to(evening.midnight, tick=False)
        client.post(address)
    assert not Candidature.objects.exists()


def test_the_offer_is_looked_at_under_its_lock(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    """Midnight strikes while the act waits for the locks: it is refused, whatever it read before."""
    locked = applying._locked
    with time_machine.travel(evening.last_second, tick=False) as clock:

        def wait_for_the_locks(*given: Any) -> Any:
            clock.move_to(evening.midnight, tick=False)
            return locked(*given)

        monkeypatch.setattr(applying, "_locked", wait_for_the_locks)
        with pytest.raises(CannotApply):
            apply(evening.application, evening.offer, evening.person)
    assert not Candidature.objects.exists()


def test_at_midnight_nothing_is_cancelled_for_an_offer_that_has_closed(evening: Evening) -> None:
    with time_machine.travel(evening.midnight, tick=False):
        running = in_state(State.APPLIED, application=evening.application)
        with pytest.raises(CannotApply):
            cancel_and_apply(evening.application, evening.offer, evening.person, running)
        running.refresh_from_db()
    assert running.state == State.APPLIED


def test_those_who_applied_go_on_after_the_offer_closed(evening: Evening, client: Client) -> None:
    """Closing ends nothing: the page stays theirs, the act is only theirs to undo, and nobody is mailed."""
    with time_machine.travel(evening.last_second, tick=False) as clock:
        candidature = apply(evening.application, evening.offer, evening.person)
        clock.move_to(evening.midnight, tick=False)
        client.force_login(evening.person)
        assert client.get(evening.offer.get_absolute_url()).status_code == 200
        client.logout()
        assert client.get(evening.offer.get_absolute_url()).status_code == 410
        assert announce_due() == 0
        candidature.refresh_from_db()
        assert candidature.state == State.APPLIED
        assert candidature.history.count() == 1
        perform(candidature, Act.CANCEL, evening.person)
    assert candidature.history.count() == 2


@pytest.mark.parametrize(
    ("day", "before", "opening"),
    [
        ("2026-03-29", "2026-03-28T22:59:59", "2026-03-28T23:00:00"),
        ("2026-03-30", "2026-03-29T21:59:59", "2026-03-29T22:00:00"),
        ("2026-10-25", "2026-10-24T21:59:59", "2026-10-24T22:00:00"),
        ("2026-10-26", "2026-10-25T22:59:59", "2026-10-25T23:00:00"),
        ("2026-01-01", "2025-12-31T22:59:59", "2025-12-31T23:00:00"),
    ],
)
def test_an_offer_takes_candidatures_from_the_first_second_of_its_day(
    day: str, before: str, opening: str, anne: User, employer: Employer
) -> None:
    first = datetime.date.fromisoformat(day)
    with time_machine.travel(utc(opening), tick=False) as clock:
        application = files.submitted(anne)
        offer = OfferFactory(published_on=first, deadline=first, available_on=first)
        clock.move_to(utc(before), tick=False)
        with pytest.raises(CannotApply) as refused:
            apply(application, offer, anne)
        assert "offer_closed" in [one.code for one in refused.value.obstacles]
        clock.move_to(utc(opening), tick=False)
        assert apply(application, offer, anne).applied_at == utc(opening)


@pytest.mark.parametrize(
    ("day", "seconds"), [("2026-03-29", 23 * 3600), ("2026-10-25", 25 * 3600), ("2026-06-01", 24 * 3600)]
)
def test_a_day_of_deadline_is_as_long_as_it_is_in_paris(day: str, seconds: int) -> None:
    """An offer of one day, asked of the database at its first and last second."""
    date = datetime.date.fromisoformat(day)
    start = datetime.datetime.combine(date, datetime.time(0), tzinfo=PARIS).astimezone(datetime.UTC)
    OfferFactory(published_on=date, deadline=date, available_on=date)
    for offset, is_open in ((-1, False), (0, True), (seconds - 1, True), (seconds, False)):
        with time_machine.travel(start + datetime.timedelta(seconds=offset), tick=False):
            assert Offer.objects.open_now().exists() == is_open, offset
            offer = Offer.objects.get()
            assert offer.is_open() == is_open, offset
            expected = "open" if is_open else "scheduled" if offset < 0 else "closed"
            assert offer.state == expected
            for state in Offer.State.values:  # what the landlord's list is filtered by
                assert Offer.objects.in_state(state).exists() == (state == expected), (offset, state)


@pytest.mark.parametrize("opening", ["2026-03-29T01:30:00", "2026-10-25T00:30:00", "2026-10-25T01:30:00"])
def test_an_offer_scheduled_for_a_moment_opens_at_that_second(
    opening: str, anne: User, employer: Employer
) -> None:
    """Also in the hour that October's night has twice: the moment is kept, not what a clock shows."""
    moment = utc(opening)
    day = moment.astimezone(PARIS).date()
    with time_machine.travel(moment, tick=False) as clock:
        application = files.submitted(anne)
        offer = OfferFactory(published_on=day, deadline=day, available_on=day, opens_at=moment)
        clock.move_to(moment - datetime.timedelta(seconds=1), tick=False)
        assert announce_due() == 0
        with pytest.raises(CannotApply) as refused:
            apply(application, offer, anne)
        assert str(refused.value.message) == "Cette offre n'est pas encore ouverte aux candidatures."
        clock.move_to(moment, tick=False)
        assert announce_due() == 1
        assert apply(application, offer, anne).applied_at == moment
