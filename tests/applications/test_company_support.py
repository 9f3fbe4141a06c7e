"""When a company stands behind a file: validation, seniority, and what follows (R3.7, R5.8, R6.9)."""

import datetime
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Employer, User
from alin.dates import add_months, local_today
from applications.company_support import (
    company_supports,
    counts_from,
    latest_hiring,
    support_notices,
    supported_by,
)
from applications.errors import InvalidFields
from applications.models import Employment, HousingApplication
from applications.sharing import decide
from candidatures.scoring import score
from offers.matching import offers_for
from offers.rules import Status, reservation_verdict
from tests.factories.files import employed, shared
from tests.factories.offers import OfferFactory

TODAY = datetime.date(2026, 11, 23)
days = st.dates(datetime.date(2015, 1, 1), datetime.date(2032, 12, 31))


@given(hired_on=days, on=days, months=st.integers(1, 60))
def test_the_last_day_of_hiring_says_the_same_as_the_first_day_that_counts(
    hired_on: datetime.date, on: datetime.date, months: int
) -> None:
    assert (add_months(hired_on, months) <= on) == (hired_on <= latest_hiring(on, months))


@pytest.mark.parametrize(
    ("on", "months", "last"),
    [
        ("2026-11-23", 6, "2026-05-23"),
        ("2026-02-28", 6, "2025-08-31"),
        ("2028-02-28", 6, "2027-08-28"),
        ("2026-08-30", 6, "2026-02-28"),
        ("2026-12-31", 1, "2026-11-30"),
    ],
)
def test_months_of_different_lengths(on: str, months: int, last: str) -> None:
    assert latest_hiring(datetime.date.fromisoformat(on), months).isoformat() == last


def hired(anne: User, on: str | None, choice: str = "essential", **policy: Any) -> HousingApplication:
    """Anne's file at a company with this policy."""
    application = shared(anne, choice)
    Employer.objects.update(**policy)
    Employment.objects.update(hired_on=on)
    return HousingApplication.objects.select_related("employment__employer").get(pk=application.pk)


@pytest.mark.usefixtures("employer")
@pytest.mark.parametrize(
    ("hired_on", "supports"),
    [("2026-05-22", True), ("2026-05-23", True), ("2026-05-24", False), (None, False)],
)
def test_the_day_on_which_the_months_are_complete_counts(
    anne: User, hired_on: str | None, supports: bool
) -> None:
    application = hired(anne, hired_on, minimum_seniority_months=6)
    assert company_supports(application, TODAY) is supports
    assert HousingApplication.objects.filter(supported_by(Employer.objects.get(), TODAY)).exists() is supports


@pytest.mark.usefixtures("employer")
def test_without_a_minimum_the_day_of_hiring_does_not_matter(anne: User) -> None:
    application = hired(anne, None)
    assert company_supports(application, TODAY)
    assert counts_from(application.employment) is None


@pytest.mark.usefixtures("employer")
@pytest.mark.parametrize(("decision", "supports"), [("", False), ("approved", True), ("refused", False)])
def test_a_company_that_validates_supports_whom_it_approved(
    anne: User, decision: str, supports: bool
) -> None:
    application = hired(anne, None, validation_needed=True)
    application.employment.decision = decision
    assert company_supports(application, TODAY) is supports


def test_an_unknown_company_supports_nobody(anne: User) -> None:
    assert not company_supports(shared(anne), TODAY)


# --- What follows ----------------------------------------------------------------------------------
@pytest.mark.usefixtures("employer")
@pytest.mark.parametrize("policy", [{"minimum_seniority_months": 6}, {"validation_needed": True}])
def test_points_and_reserved_offers_wait_for_the_company(anne: User, policy: dict[str, Any]) -> None:
    Employer.objects.update(points=10)
    ready = hired(anne, "2020-01-06")
    offer = OfferFactory(reserved_for=Employer.objects.get())
    assert score(ready, offer).points["company"] == 10
    assert reservation_verdict(ready, offer).status == Status.OK

    waiting = hired_again(ready, local_today().isoformat(), **policy)
    assert score(waiting, offer).points["company"] == 0
    verdict = reservation_verdict(waiting, offer)
    assert verdict.status == Status.NO
    assert "ancienneté" in verdict.advice or "valider votre emploi" in verdict.advice
    assert not offers_for(waiting).exists()


def hired_again(application: HousingApplication, on: str, **policy: Any) -> HousingApplication:
    """The same file after the policy and the day of hiring changed."""
    Employer.objects.update(**policy)
    Employment.objects.update(hired_on=on)
    return HousingApplication.objects.select_related("employment__employer").get(pk=application.pk)


@pytest.mark.usefixtures("employer")
def test_anonymity_costs_the_points_even_after_an_approval(anne: User) -> None:
    Employer.objects.update(points=10)
    application = hired(anne, None, validation_needed=True)
    Employment.objects.update(decision="approved", decided_at="2026-01-05T10:00Z")
    decide(application, "anonymous", anne)
    fresh = HousingApplication.objects.select_related("employment__employer").get(pk=application.pk)
    assert score(fresh, OfferFactory()).points["company"] == 0


# --- What the employee is told -------------------------------------------------------------------------
@pytest.mark.usefixtures("employer")
def test_the_employee_reads_from_when_the_company_counts(anne: User) -> None:
    application = hired(anne, "2026-10-12", minimum_seniority_months=6)
    (notice,) = support_notices(application, TODAY)
    assert "6 mois d'ancienneté" in notice.title
    assert "à partir du 12 avril 2027" in notice.text


@pytest.mark.usefixtures("employer")
def test_a_missing_date_is_asked_for(anne: User) -> None:
    (notice,) = support_notices(hired(anne, None, minimum_seniority_months=6), TODAY)
    assert "Indiquez votre date d'entrée" in notice.text


@pytest.mark.usefixtures("employer")
@pytest.mark.parametrize(
    ("choice", "said"), [("essential", "En attendant"), ("anonymous", "Vous êtes anonyme")]
)
def test_waiting_is_told_and_anonymity_makes_it_endless(anne: User, choice: str, said: str) -> None:
    (notice,) = support_notices(hired(anne, None, choice, validation_needed=True), TODAY)
    assert said in notice.text


@pytest.mark.usefixtures("employer")
def test_without_such_a_policy_nothing_is_told(anne: User) -> None:
    assert support_notices(hired(anne, None), TODAY) == []


@pytest.mark.usefixtures("employer")
def test_a_minimum_seniority_makes_the_day_of_hiring_necessary(anne: User) -> None:
    Employer.objects.update(minimum_seniority_months=6)
    with pytest.raises(InvalidFields) as refusal:
        employed(anne)
    assert list(refusal.value.errors) == ["hired_on"]


@pytest.mark.usefixtures("employer")
def test_midnight_in_paris_opens_the_day(anne: User) -> None:
    application = hired(anne, "2026-05-23", minimum_seniority_months=6)
    with time_machine.travel("2026-11-22 22:59:59 +0000"):
        assert not company_supports(application, local_today())
    with time_machine.travel("2026-11-22 23:00:00 +0000"):
        assert company_supports(application, local_today())
