"""The published scale: each criterion at its boundaries; ranks and their ties."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Employer, User
from applications.models import HousingApplication
from candidatures.models import Candidature, State
from candidatures.ranking import (
    candidatures_so_far,
    estimated_rank,
    in_order,
    rank,
    with_rank,
)
from candidatures.scale_page import scale_lines
from candidatures.scoring import MOST_POINTS, SCALE_VERSION, Criterion, Figures, points_for, score
from tests.factories import files
from tests.factories.candidatures import CandidatureFactory, in_state
from tests.factories.offers import OfferFactory, commune

DAY = datetime.date(2026, 11, 22)


def points(criterion: Criterion, **changes: Any) -> int:
    """The points of one criterion for a file without any, but for what the test says."""
    nothing: dict[str, Any] = {
        "filed_on": DAY,
        "today": DAY,
        "is_priority": False,
        "company_points": 0,
        "household_size": 1,
        "typology": 4,
        "effort": Decimal(40),
        "wish_rank": None,
        "work_postal_code": "",
        "offer_postal_code": "93200",
    }
    given = points_for(Figures(**{**nothing, **changes}))
    assert sum(given.points.values()) == given.points[criterion.value] == given.total
    return given.total


@pytest.mark.parametrize(
    ("filed_on", "expected"),
    [
        (datetime.date(2026, 11, 22), 0),
        (datetime.date(2026, 9, 23), 0),  # one day short of two months
        (datetime.date(2026, 9, 22), 1),
        (datetime.date(2021, 11, 23), 29),
        (datetime.date(2021, 11, 22), 30),
        (datetime.date(2001, 1, 1), 30),
        (datetime.date(2026, 12, 1), 0),  # a date ahead costs nothing
    ],
)
def test_two_whole_months_of_waiting_are_a_point_up_to_thirty(filed_on: datetime.date, expected: int) -> None:
    assert points(Criterion.SENIORITY, filed_on=filed_on) == expected


def test_a_priority_case_has_twenty_points() -> None:
    assert points(Criterion.PRIORITY, is_priority=True) == 20


@pytest.mark.parametrize(("granted", "expected"), [(0, 0), (8, 8), (15, 15), (40, 15)])
def test_the_company_grants_up_to_fifteen(granted: int, expected: int) -> None:
    assert points(Criterion.COMPANY, company_points=granted) == expected


@pytest.mark.parametrize(
    ("size", "typology", "expected"),
    [(2, 2, 10), (2, 3, 5), (2, 1, 5), (2, 4, 0), (6, 6, 10), (9, 6, 10), (9, 5, 5)],
)
def test_as_many_rooms_as_persons_fit_best(size: int, typology: int, expected: int) -> None:
    assert points(Criterion.HOUSEHOLD, household_size=size, typology=typology) == expected


@pytest.mark.parametrize(
    ("effort", "expected"),
    [("20", 10), ("20.1", 8), ("25", 8), ("25.1", 5), ("30", 5), ("30.1", 2), ("33.3", 2), ("33.4", 0)],
)
def test_a_lower_effort_rate_has_more_points(effort: str, expected: int) -> None:
    assert points(Criterion.EFFORT, effort=Decimal(effort)) == expected


def test_unknown_resources_have_no_effort_points() -> None:
    assert points(Criterion.EFFORT, effort=None) == 0


@pytest.mark.parametrize(("wish", "expected"), [(1, 10), (2, 8), (5, 2), (12, 2), (None, 0)])
def test_earlier_wishes_have_more_points(wish: int | None, expected: int) -> None:
    assert points(Criterion.WISH, wish_rank=wish) == expected


@pytest.mark.parametrize(("work", "expected"), [("93200", 5), ("93300", 3), ("75011", 0), ("", 0)])
def test_a_home_near_work_has_points(work: str, expected: int) -> None:
    assert points(Criterion.WORK, work_postal_code=work) == expected


def test_the_scale_adds_up_to_a_hundred_and_the_page_shows_all_of_it() -> None:
    assert sum(MOST_POINTS.values()) == 100
    assert [line.criterion for line in scale_lines()] == list(Criterion)
    assert all(line.how and line.why for line in scale_lines())


# --- From a file ----------------------------------------------------------------------------------
def fresh(application: HousingApplication) -> HousingApplication:
    return HousingApplication.objects.with_file_data().get(pk=application.pk)


@pytest.mark.django_db
def test_the_company_s_points_count_unless_the_person_is_anonymous(anne: User, employer: Employer) -> None:
    employer.points = 9
    employer.save()
    open_file = files.submitted(anne)
    assert score(fresh(open_file), OfferFactory()).points["company"] == 9
    anonymous = files.submitted(choice="anonymous")
    assert score(fresh(anonymous), OfferFactory()).points["company"] == 0


@pytest.mark.django_db
def test_a_company_outside_the_audience_grants_nothing(anne: User, employer: Employer) -> None:
    Employer.objects.filter(pk=employer.pk).update(points=9, headcount=9)
    assert score(fresh(files.submitted(anne)), OfferFactory()).points["company"] == 0
    Employer.objects.filter(pk=employer.pk).update(headcount=10)
    assert score(fresh(files.submitted()), OfferFactory()).points["company"] == 9


@pytest.mark.django_db
def test_the_score_says_its_version_and_is_the_same_each_time(anne: User, employer: Employer) -> None:
    application, offer = fresh(files.submitted(anne)), OfferFactory()
    assert score(application, offer) == score(application, offer)
    assert score(application, offer).version == SCALE_VERSION


@pytest.mark.django_db
def test_wishing_for_paris_wishes_for_its_arrondissements(anne: User, employer: Employer) -> None:
    paris = commune("75056", "Paris", postal_code="75001")
    arrondissement = commune("75111", "Paris 11e", postal_code="75011")
    arrondissement.parent = paris
    arrondissement.save()
    application = fresh(files.submitted(anne, wishes={"communes": ["93066", "75056"]}))
    assert score(application, OfferFactory(commune=arrondissement)).wish_rank == 2


# --- Ranks ----------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_ties_go_to_the_older_demande_then_to_the_earlier_candidature_then_to_the_key() -> None:
    offer, now = OfferFactory(), timezone.now()
    hour = datetime.timedelta(hours=1)
    old, new = datetime.date(2020, 1, 1), datetime.date(2024, 1, 1)
    last = CandidatureFactory(offer=offer, score=10, filed_on=old, applied_at=now - 5 * hour)
    newer = CandidatureFactory(offer=offer, score=50, filed_on=new, applied_at=now - 9 * hour)
    late = CandidatureFactory(offer=offer, score=50, filed_on=old, applied_at=now)
    early = CandidatureFactory(offer=offer, score=50, filed_on=old, applied_at=now - hour)
    twin = CandidatureFactory(offer=offer, score=50, filed_on=old, applied_at=now)
    expected = [early, late, twin, newer, last]
    assert list(in_order(Candidature.objects.filter(offer=offer))) == expected
    assert [rank(one) for one in expected] == [1, 2, 3, 4, 5]
    annotated = with_rank(Candidature.objects.all()).in_bulk()
    assert [(annotated[one.pk].position, annotated[one.pk].competitors) for one in expected] == [
        (place, 5) for place in range(1, 6)
    ]


@pytest.mark.django_db
def test_only_running_candidatures_of_the_offer_count() -> None:
    offer = OfferFactory()
    mine = CandidatureFactory(offer=offer, score=1)
    in_state(State.CANCELLED, offer=offer, score=90)
    in_state(State.REJECTED, offer=offer, score=90)
    CandidatureFactory(score=90)
    assert (rank(mine), candidatures_so_far(offer)) == (1, 1)
    ended = in_state(State.CANCELLED, offer=offer)
    assert rank(ended) is None


@pytest.mark.django_db
def test_the_estimated_rank_is_the_rank_one_then_gets(anne: User, employer: Employer) -> None:
    from candidatures.applying import apply

    offer = OfferFactory()
    application = fresh(files.submitted(anne))
    own = score(application, offer).total
    for difference in (-1, 0, 0, 1):
        CandidatureFactory(offer=offer, score=own + difference)
    CandidatureFactory(offer=offer, score=own, filed_on=application.filed_on)
    estimate = estimated_rank(application, offer)
    assert rank(apply(application, offer, anne)) == estimate


@pytest.mark.django_db
def test_ranks_of_a_list_cost_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    offer = OfferFactory()
    for points_given in range(12):
        CandidatureFactory(offer=offer, score=points_given)
    with django_assert_num_queries(1):
        places = sorted(one.position for one in with_rank(Candidature.objects.all()))
    assert places == list(range(1, 13))
