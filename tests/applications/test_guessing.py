"""Guessing codes, from everywhere at once: no code is compared more than five times (R3.4).

What is counted is the comparison itself. The bulk runs act by act in one process; on PostgreSQL a part of it
runs truly at once. docs/security-codes.md has the odds.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice

import pytest
import time_machine
from allauth.core.internal import ratelimit
from django.conf import settings as project
from django.core.cache import cache
from django.db import connection, connections
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone

from accounts.models import User
from accounts.signals import account_deleting
from applications.deleting import forget_codes
from applications.import_errors import ImportRefused
from applications.importing import confirm_code, send_code
from applications.models import HousingApplication, SecurityCode, SpentCode
from applications.security_codes import Spent, spent_today
from applications.views.limits import TooFast, hold_back
from tests.applications.walking import wrong_for
from tests.factories.accounts import UserFactory
from tests.factories.applications import ANNE, at_registry

TRIES = 100_000
ACCOUNTS, ADDRESSES, HOURS = 5, 500, 2


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[int]]:
    """How often each code was compared with what somebody typed."""
    counts: Counter[int] = Counter()
    lock = threading.Lock()
    real = SecurityCode.matches

    def counted(self: SecurityCode, typed: str) -> bool:
        with lock:
            counts[self.pk] += 1
        return real(self, typed)

    monkeypatch.setattr(SecurityCode, "matches", counted)
    yield counts


def doors(users: list[User]) -> list[tuple[HttpRequest, User]]:
    """Every account from every address, in turn."""
    found = []
    addresses = cycle(f"198.51.{n // 250}.{n % 250}" for n in range(ADDRESSES))
    for user, address in islice(zip(cycle(users), addresses, strict=False), ADDRESSES):
        request = RequestFactory().post("/ma-demande/code/", REMOTE_ADDR=address)
        request.user = user
        found.append((request, user))
    return found


def guess(request: HttpRequest, user: User, typed: str) -> str:
    """One try as the page makes it: the limit of the address and the account, then the act."""
    try:
        hold_back(request, "security_code", user)
        confirm_code(user, ANNE, typed)
    except ImportRefused as refusal:
        return refusal.code
    return "in"


@pytest.mark.django_db
def test_a_hundred_thousand_guesses_from_many_addresses_compare_each_code_five_times_at_most(
    compared: Counter[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_registry()
    # Reading the settings anew is most of what a refused try costs; they don't change here.
    monkeypatch.setattr(ratelimit, "get_rates", cached(ratelimit.get_rates))
    users = [UserFactory() for _ in range(ACCOUNTS)]
    entrances = cycle(doors(users))
    ended: Counter[str] = Counter()
    with time_machine.travel(datetime(2026, 11, 22, 6, 0, tzinfo=UTC), tick=False) as clock:
        for _hour in range(HOURS):
            for user in users:
                try_to_send(user)
            guesses = (f"{n % 1_000_000:06d}" for n in cycle(range(0, 1_000_000, 7919)))
            for (request, user), typed in islice(zip(entrances, guesses, strict=False), TRIES // HOURS):
                ended[guess(request, user, typed)] += 1
            clock.shift(timedelta(hours=1))
    assert ended.total() == TRIES
    assert ended["in"] == 0
    assert max(compared.values()) <= project.SECURITY_CODE_TRIES
    assert compared.total() <= project.SECURITY_CODE_TRIES_PER_DAY  # one number, whatever the accounts
    assert ended["too_fast"] > TRIES * 0.98  # nearly all end before they cost anything
    assert not HousingApplication.objects.exists()


def cached(get_rates: Callable[..., list[ratelimit.Rate]]) -> Callable[..., list[ratelimit.Rate]]:
    rates = get_rates(app="allauth.account", action="security_code")
    return lambda **asked: rates


def try_to_send(user: User) -> SecurityCode | None:
    try:
        return send_code(user, ANNE)
    except ImportRefused:
        return None


@pytest.mark.django_db
def test_without_the_limit_of_the_pages_the_acts_hold_alone(anne: User, compared: Counter[int]) -> None:
    at_registry()
    code = send_code(anne, ANNE)
    wrong = wrong_for(code)
    ended = Counter(refusal_of(anne, wrong) for _turn in range(500))
    assert ended == {"code_wrong": 4, "code_burnt": 496}
    assert compared == {code.pk: 5}


def refusal_of(user: User, typed: str) -> str:
    try:
        confirm_code(user, ANNE, typed)
    except ImportRefused as refusal:
        return refusal.code
    return "in"


@pytest.mark.django_db
def test_a_cache_that_forgets_everything_lets_nobody_guess_on(anne: User, compared: Counter[int]) -> None:
    at_registry()
    code = send_code(anne, ANNE)
    (request, _user), *_others = doors([anne])
    for _turn in range(100):
        cache.clear()
        guess(request, anne, wrong_for(code))
    assert compared == {code.pk: 5}


@pytest.mark.django_db
def test_the_pages_limit_is_per_account_and_per_address(anne: User, marc: User) -> None:
    (here, _anne), (there, _marc) = doors([anne, marc])[:2]
    for _turn in range(30):
        hold_back(here, "security_code", anne)
    with pytest.raises(TooFast):
        hold_back(here, "security_code", anne)
    with pytest.raises(TooFast):
        hold_back(there, "security_code", anne)
    hold_back(here, "security_code", marc)


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
@pytest.mark.django_db(transaction=True)
def test_guesses_that_arrive_at_once_are_counted_one_by_one(compared: Counter[int]) -> None:
    at_registry()
    users = [UserFactory() for _ in range(4)]
    codes = [send_code(user, ANNE) for user in users]
    wrong = {code.user_id: wrong_for(code) for code in codes}

    def attack(n: int) -> list[str]:
        try:
            user = users[n % len(users)]
            return [refusal_of(user, wrong[user.pk]) for _turn in range(50)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        ended = Counter(code for result in pool.map(attack, range(16)) for code in result)
    assert ended.total() == 800
    assert set(ended) == {"code_wrong", "code_burnt"}
    assert all(count == project.SECURITY_CODE_TRIES for count in compared.values())
    assert len(compared) == 4


@pytest.mark.django_db
def test_deleting_the_account_does_not_give_a_number_new_tries(compared: Counter[int]) -> None:
    at_registry()
    for _account in range(6):
        guesser = UserFactory()
        for _code in range(2):
            if code := try_to_send(guesser):
                for _turn in range(6):
                    refusal_of(guesser, wrong_for(code))
        account_deleting.send(sender=User, user=guesser)
        guesser.delete()
    assert compared.total() == project.SECURITY_CODE_TRIES_PER_DAY
    assert not SecurityCode.objects.exists()
    assert ANNE not in str(list(SpentCode.objects.values()))


@pytest.mark.django_db
def test_what_a_deleted_code_cost_counts_for_a_day(anne: User) -> None:
    at_registry()
    with time_machine.travel(datetime(2026, 11, 22, 6, 0, tzinfo=UTC), tick=False) as clock:
        code = send_code(anne, ANNE)
        forget_codes(SecurityCode.objects.filter(pk=code.pk))
        assert spent_today(anne, ANNE, timezone.now()) == Spent(sends=1, wrong_tries=0)
        clock.shift(timedelta(days=1))
        assert spent_today(anne, ANNE, timezone.now()) == Spent(sends=0, wrong_tries=0)
        forget_codes(SecurityCode.objects.none())
    assert not SpentCode.objects.exists()
