"""Nobody finds out whether an address has an account: same answer, same work, as many messages (R2.2).

The times are compared by tests/timings/compare_answers.py, outside the suite.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from alin.outbox.models import Message
from tests.accounts.walking import FILLED_IN
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "somebody@example.org"
SITUATIONS = ["unknown", "known", "waiting", "inactive", "staff", "left"]
# A savepoint is a mark in the open transaction: it costs nothing that could be measured from outside.
SAVEPOINTS = re.compile("SAVEPOINT|RELEASE|ROLLBACK")
RANDOM_HEADERS = {"Set-Cookie", "Date", "Expires"}


@dataclass
class Trace:
    """What an answer shows and what it cost."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: list[str]
    hashings: int
    queries: Counter[str] = field(default_factory=Counter)
    messages: int = 0


@pytest.fixture
def hashings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each time a password is worked into its hash."""
    calls: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, *args: Any, **kwargs: Any) -> str:
        calls.append("encode")
        return encode(self, *args, **kwargs)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return calls


def make(situation: str) -> None:
    """The account at ADDRESS, if any."""
    if situation == "unknown":
        return
    user = UserFactory(email=ADDRESS)
    if situation == "waiting":
        user.set_unusable_password()
        EmailAddress.objects.filter(user=user).update(verified=False)
    user.is_active = situation not in {"inactive", "left"}
    user.is_staff = situation == "staff"
    user.save()


def shape(sql: str) -> str:
    """What a query does: each write by its table; reads are counted, whatever they look up by a key."""
    write = re.match(r'(INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', sql)
    return " ".join(write.groups()) if write else "SELECT"


def plain(response: HttpResponse) -> list[str]:
    """The page without what differs each time: tokens, and the address that was typed."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return [line for line in page.replace(ADDRESS, "ADDRESS").splitlines() if line.strip()]


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undo the database and the limits: each situation starts from nothing."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


Walk = Callable[[Client], HttpResponse]
FAUX = "Faux-2026"


def log_in(client: Client) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": ADDRESS, "password": FAUX})


def sign_up(client: Client) -> HttpResponse:
    return client.post(reverse("account_signup"), {**FILLED_IN, "email": ADDRESS})


def resend(client: Client) -> HttpResponse:
    return client.post(reverse("account_resend"), {"email": ADDRESS})


def forgotten(client: Client) -> HttpResponse:
    return client.post(reverse("account_reset_password"), {"email": ADDRESS})


WALKS: dict[str, Walk] = {"log_in": log_in, "sign_up": sign_up, "resend": resend, "forgotten": forgotten}


def trace(walk: Walk, client: Client, hashings: list[str]) -> tuple[Trace, HttpResponse]:
    """Do it, and keep what it showed and cost."""
    before, worked = Message.objects.count(), len(hashings)
    with CaptureQueriesContext(connection) as queries:
        response = walk(client)
    headers = {name: value for name, value in response.items() if name not in RANDOM_HEADERS}
    found = Trace(
        response.status_code,
        headers,
        sorted(response.cookies),
        plain(response),
        len(hashings) - worked,
        Counter(shape(query["sql"]) for query in queries if not SAVEPOINTS.match(query["sql"])),
        Message.objects.count() - before,
    )
    return found, response


@pytest.mark.parametrize("name", WALKS)
def test_every_address_gets_the_same_answer_for_the_same_work(name: str, hashings: list[str]) -> None:
    traces: dict[str, Trace] = {}
    pages: dict[str, list[str]] = {}
    for situation in SITUATIONS:
        with rolled_back():
            make(situation)
            client = Client(headers={"x-forwarded-for": situation})
            client.get(reverse("account_login"))
            traces[situation], response = trace(WALKS[name], client, hashings)
            follow = response.headers.get("Location")
            pages[situation] = plain(client.get(follow)) if follow else []
    expected = traces["unknown"]
    for situation, found in traces.items():
        assert found == expected, (
            f"{situation}\n{found.queries - expected.queries}\n{expected.queries - found.queries}"
        )
        assert pages[situation] == pages["unknown"], situation


def test_a_refused_log_in_says_the_same_in_english(hashings: list[str]) -> None:
    bodies = set()
    for situation in SITUATIONS:
        with rolled_back():
            make(situation)
            client = Client()
            client.post(reverse("set_language"), {"language": "en", "next": "/"})
            bodies.add(tuple(plain(log_in(client))))
    assert len(bodies) == 1


def test_the_limits_of_a_known_and_an_unknown_address_are_the_same() -> None:
    for walk in (log_in, resend, forgotten):
        codes = set()
        for situation in SITUATIONS:
            with rolled_back():
                make(situation)
                codes.add(tuple(walk(Client()).status_code for _try in range(7)))
        assert len(codes) == 1, walk.__name__


def test_wishing_for_a_known_address_looks_like_wishing_for_any(
    anne: User, hashings: list[str], client_of: Callable[[User], Client]
) -> None:
    """Change of e-mail: the page, the cost and the number of messages."""
    traces = {}
    for situation in SITUATIONS:
        with rolled_back():
            make(situation)
            client = client_of(anne)
            client.get(reverse("account_email"))
            client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
            traces[situation], _response = trace(
                lambda browser: browser.post(reverse("account_email"), {"email": ADDRESS}, follow=True),
                client,
                hashings,
            )
    expected = traces["unknown"]
    assert expected.messages > 0
    for situation, found in traces.items():
        assert found == expected, (situation, found.queries, expected.queries)
