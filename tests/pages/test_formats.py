"""Amounts, dates and deadlines as people read them."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.forms import DateField
from django.utils import translation
from django.utils.formats import localize

from alin.formats import days_left, deadline_tone, euros, long_date, moment, short_date

NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
TODAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("amount", "french", "english"),
    [
        (Decimal("841.00"), "841\xa0€", "€841"),
        (Decimal("1032.50"), "1\xa0032,50\xa0€", "€1,032.50"),
        (0, "0\xa0€", "€0"),
        (31200, "31\xa0200\xa0€", "€31,200"),
        (None, "", ""),
    ],
)
def test_euros(amount: Decimal | None, french: str, english: str) -> None:
    assert euros(amount).replace("\u202f", "\xa0") == french
    with translation.override("en"):
        assert euros(amount) == english


def test_dates() -> None:
    assert long_date(TODAY) == "22 novembre 2026"
    assert long_date(datetime.date(2026, 12, 1)) == "1er décembre 2026"
    assert short_date(TODAY) == "22/11/2026"
    assert long_date(None) == short_date(None) == moment(None) == ""
    with translation.override("en"):
        assert long_date(TODAY) == "22 November 2026"
        assert short_date(TODAY) == "22/11/2026"


def test_a_moment_is_paris_time() -> None:
    assert moment(NOON) == "22/11/2026 à 13:00"
    assert short_date(datetime.datetime(2026, 11, 22, 23, 30, tzinfo=datetime.UTC)) == "23/11/2026"


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    ("days", "phrase", "tone"),
    [
        (-1, "terminée", ""),
        (0, "dernier jour", "attention"),
        (1, "encore 1 jour", "attention"),
        (3, "encore 3 jours", "attention"),
        (4, "encore 4 jours", "info"),
    ],
)
def test_time_left_before_a_deadline(days: int, phrase: str, tone: str) -> None:
    deadline = TODAY + datetime.timedelta(days=days)
    assert days_left(deadline) == phrase
    assert deadline_tone(deadline) == tone


@time_machine.travel(datetime.datetime(2026, 11, 22, 23, 30, tzinfo=datetime.UTC), tick=False)
def test_after_midnight_in_paris_the_deadline_has_passed() -> None:
    assert days_left(TODAY) == "terminée"


def test_english_reads_and_writes_the_day_first_in_the_admin_too() -> None:
    with translation.override("en"):
        assert localize(TODAY) == "22 November 2026"
        assert DateField().clean("03/04/2026") == datetime.date(2026, 4, 3)
        assert DateField().clean("2026-04-03") == datetime.date(2026, 4, 3)
