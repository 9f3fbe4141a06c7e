"""What depends on the date is worked out again as days go by."""

import datetime

import pytest
import time_machine

from accounts.models import User
from applications import snapshots, tasks
from tests.factories.accounts import UserFactory
from tests.factories.applications import adult, import_for

pytestmark = pytest.mark.django_db
UTC = datetime.UTC


def test_at_new_year_another_years_income_counts(anne: User) -> None:
    notices = [{"year": 2024, "amount": 20_000}, {"year": 2025, "amount": 30_000}]
    with time_machine.travel(datetime.datetime(2026, 12, 31, 22, 59, tzinfo=UTC), tick=False) as clock:
        application = import_for(anne, applicant=adult(tax_incomes=notices))
        tasks.follow_the_calendar()
        application.refresh_from_db()
        assert application.counted_income == 20_000
        clock.shift(60)  # midnight in Paris
        tasks.follow_the_calendar()
        application.refresh_from_db()
        assert application.counted_income == 30_000


def test_a_young_couple_is_one_until_a_birthday(anne: User) -> None:
    with time_machine.travel(datetime.datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False) as clock:
        application = import_for(
            anne,
            applicant=adult(birth_date="1997-11-23"),
            co_applicant=adult("DENIS", "GIGI", birth_date="1999-11-22"),
            co_applicant_link="C",
        )
        assert application.income_category == 3
        clock.shift(datetime.timedelta(days=1))
        tasks.follow_the_calendar()
        application.refresh_from_db()
        assert application.income_category == 2


def test_an_application_that_stays_the_same_is_not_written(
    anne: User, django_assert_num_queries: object
) -> None:
    import_for(anne)
    with django_assert_num_queries(1):  # type: ignore[operator]
        tasks.follow_the_calendar()


def test_many_applications_go_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "BATCH", 2)
    keys = [import_for(UserFactory(), f"1110520{n:06d}G1175").pk for n in range(3)]
    assert snapshots.follow_the_calendar() == keys[1]
    assert snapshots.follow_the_calendar(keys[1]) is None
