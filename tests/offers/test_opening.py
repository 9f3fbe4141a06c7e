"""An offer's opening is told once, by the landlord's act or by the beat at midnight in Paris."""

import datetime

import pytest
import time_machine

from offers import opening
from offers.models import Offer
from offers.signals import offer_published
from offers.tasks import announce_published
from tests.factories.offers import OfferFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """Keys of the offers whose opening was told."""
    told: list[int] = []

    def listen(offer_id, **_kwargs):
        told.append(offer_id)

    offer_published.connect(listen)
    yield told
    offer_published.disconnect(listen)


def test_the_beat_tells_of_an_open_offer_once(heard, django_capture_on_commit_callbacks):
    offer = OfferFactory()
    with django_capture_on_commit_callbacks(execute=True):
        announce_published()
        announce_published()
    assert heard == [offer.pk]
    offer.refresh_from_db()
    assert offer.announced_at is not None


@pytest.mark.parametrize("trait", ["draft", "withdrawn", "closed", "upcoming"])
def test_an_offer_that_is_not_open_is_not_told_of(trait, heard, django_capture_on_commit_callbacks):
    offer = OfferFactory(**{trait: True})
    with django_capture_on_commit_callbacks(execute=True):
        assert opening.announce_due() == 0
        assert not opening.announce(offer)
    assert heard == []


def test_the_landlords_act_tells_at_once_and_the_beat_does_not_repeat_it(
    heard, django_capture_on_commit_callbacks
):
    offer = OfferFactory()
    with django_capture_on_commit_callbacks(execute=True):
        assert opening.announce(offer)
        assert heard == []  # not before the commit
        assert not opening.announce(offer)
        announce_published()
    assert heard == [offer.pk]


def test_a_turn_goes_on_until_every_offer_is_told_of(heard, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(opening, "BATCH", 2)
    offers = OfferFactory.create_batch(5)
    with django_capture_on_commit_callbacks(execute=True):
        assert opening.announce_due() == 5
    assert sorted(heard) == sorted(offer.pk for offer in offers)


def test_a_receiver_that_fails_keeps_nobody_from_hearing(heard, django_capture_on_commit_callbacks):
    def broken(**_kwargs):
        raise RuntimeError("alerts are away")

    first, second = OfferFactory.create_batch(2)
    offer_published.connect(broken)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            opening.announce_due()
    finally:
        offer_published.disconnect(broken)
    assert heard == [first.pk, second.pk]


@pytest.mark.parametrize(
    ("before", "midnight"),
    [
        ("2026-11-23T22:59:59Z", "2026-11-23T23:00:00Z"),  # winter
        ("2026-06-23T21:59:59Z", "2026-06-23T22:00:00Z"),  # summer
        ("2026-12-31T22:59:59Z", "2026-12-31T23:00:00Z"),  # the year ends
    ],
)
def test_a_scheduled_offer_opens_at_midnight_in_paris(
    before, midnight, heard, django_capture_on_commit_callbacks
):
    day = datetime.datetime.fromisoformat(midnight).date() + datetime.timedelta(days=1)
    with time_machine.travel(before, tick=False), django_capture_on_commit_callbacks(execute=True):
        offer = OfferFactory(published_on=day, deadline=day + datetime.timedelta(days=7), available_on=day)
        announce_published()
        assert heard == []
        assert not Offer.objects.open_now().exists()
    with time_machine.travel(midnight, tick=False), django_capture_on_commit_callbacks(execute=True):
        announce_published()
    assert heard == [offer.pk]
