"""Ten days to answer, and days off."""

import datetime

import pytest

from candidatures.deadlines import answer_by


@pytest.mark.parametrize(
    ("notified", "last_day"),
    [
        ("2026-11-23", "2026-12-03"),  # a Thursday
        ("2026-11-25", "2026-12-07"),  # Saturday → Monday
        ("2026-11-26", "2026-12-07"),  # Sunday → Monday
        ("2026-12-15", "2026-12-28"),  # Christmas on a Friday → Monday
        ("2026-12-22", "2027-01-04"),  # New Year on a Friday → Monday of the next year
        ("2027-03-19", "2027-03-30"),  # Easter Monday → Tuesday
    ],
)
def test_the_last_day_moves_past_days_off(notified: str, last_day: str) -> None:
    assert answer_by(datetime.date.fromisoformat(notified)) == datetime.date.fromisoformat(last_day)
