"""Seniority is counted from the filing date, never read off the number (R3.2)."""

import datetime

import pytest

from accounts.models import User
from candidatures.scoring import Criterion, score
from tests.factories.applications import import_for
from tests.factories.offers import OfferFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)
# The same shape; their « month and year » say May 2020 and January 2026.
OLD_LOOKING, NEW_LOOKING = "1110520020171G1175", "1110126020171G1175"


def points(user: User, number: str, filed_on: str) -> int:
    application = import_for(user, number, filed_on=filed_on, renewed_on="2026-11-01")
    return score(application, OfferFactory(), TODAY).points[Criterion.SENIORITY]


def test_a_number_that_looks_old_does_not_make_a_demande_old(anne: User) -> None:
    assert points(anne, OLD_LOOKING, "2026-10-01") == 0


def test_a_number_that_looks_new_does_not_make_a_demande_new(anne: User) -> None:
    assert points(anne, NEW_LOOKING, "2022-05-01") > 0


def test_the_same_filing_date_gives_the_same_points_under_any_number(anne: User, marc: User) -> None:
    assert points(anne, OLD_LOOKING, "2024-03-15") == points(marc, NEW_LOOKING, "2024-03-15")
