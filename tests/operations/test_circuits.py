"""The breaker in front of a neighbour that fails again and again; the clock is the test's."""

import pytest

from alin import circuits
from alin.circuits import Breaker


class Clock:
    now = 1000.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(circuits.time, "monotonic", lambda: clock.now)
    return clock


@pytest.fixture
def opened(clock: Clock) -> Breaker:
    """Open after three failures, for thirty seconds from now."""
    breaker = Breaker(threshold=3, seconds=30)
    for _time in range(3):
        breaker.failed()
    return breaker


def test_it_lets_everybody_through_until_the_threshold(clock: Clock) -> None:
    breaker = Breaker(threshold=3, seconds=30)
    breaker.failed()
    breaker.failed()
    assert breaker.refuses_for() == 0


def test_at_the_threshold_it_refuses_and_says_for_how_long(opened: Breaker, clock: Clock) -> None:
    assert opened.refuses_for() == 30
    clock.now += 29.5
    assert opened.refuses_for() == 1


def test_a_good_answer_in_between_counts_from_nothing_again(clock: Clock) -> None:
    breaker = Breaker(threshold=2, seconds=30)
    breaker.failed()
    breaker.close()
    breaker.failed()
    assert breaker.refuses_for() == 0


def test_afterwards_one_goes_first_and_the_others_wait_for_how_it_went(opened: Breaker, clock: Clock) -> None:
    clock.now += 30
    assert opened.refuses_for() == 0
    assert opened.refuses_for() == 30


def test_a_good_trial_lets_everybody_through(opened: Breaker, clock: Clock) -> None:
    clock.now += 30
    opened.refuses_for()
    opened.close()
    assert [opened.refuses_for(), opened.refuses_for()] == [0, 0]


def test_a_bad_trial_refuses_again_at_once(opened: Breaker, clock: Clock) -> None:
    clock.now += 30
    opened.refuses_for()
    clock.now += 8
    opened.failed()
    assert opened.refuses_for() == 30


def test_a_trial_that_never_tells_is_followed_by_another(opened: Breaker, clock: Clock) -> None:
    clock.now += 30
    opened.refuses_for()
    clock.now += 30
    assert opened.refuses_for() == 0


def test_a_neighbour_that_asks_to_be_left_alone_is(clock: Clock) -> None:
    breaker = Breaker(threshold=3, seconds=30)
    breaker.open_for(90)
    assert breaker.refuses_for() == 90
    breaker.open_for(10)
    assert breaker.refuses_for() == 90
    clock.now += 90
    assert breaker.refuses_for() == 0
