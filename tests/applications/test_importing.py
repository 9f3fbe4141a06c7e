"""What an import writes."""

import datetime

import pytest
import time_machine

from accounts.models import User
from alin.outbox.models import Message
from applications.importing import confirm_code, send_code
from applications.models import WishedCommune
from tests.factories.applications import ANNE, adult, at_registry, dependant, import_for

pytestmark = pytest.mark.django_db
UTC = datetime.UTC


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


@pytest.mark.parametrize("filed_on", ["2019-03-04", "2025-12-31"])
def test_seniority_comes_from_the_filing_date_whatever_the_number_says(anne: User, filed_on: str) -> None:
    number = "1110520020171G1175"  # its month and year say May 2020
    application = import_for(anne, number, filed_on=filed_on, renewed_on="2026-05-01")
    assert application.filed_on == datetime.date.fromisoformat(filed_on)
    assert application.needs_number_confirmation is (application.filed_on < datetime.date(2021, 4, 20))
