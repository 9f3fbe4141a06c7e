"""« Connexions »: where one is logged in, closing one or all, and when they close by themselves."""

import time
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.sessions import end_sessions, open_sessions
from tests.accounts.walking import log_in
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
SESSIONS = "/compte/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Linux; Android 16) Chrome/140.0 Mobile Safari/537.36"


def browser(user: User, agent: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": agent})
    log_in(client, user.email, PASSWORD)
    return client


def signed_in(client: Client) -> bool:
    return client.get(reverse("profile")).status_code == 200


def test_one_connection_is_closed_and_the_others_stay(anne: User) -> None:
    here, phone, office = browser(anne), browser(anne, CHROME), browser(anne)
    row = UserSession.objects.get(session_key=phone.session.session_key)
    page = here.get(SESSIONS).content.decode()
    assert page.count("Cet appareil") == 1 and "Chrome, Android" in page and "Dernière activité" in page
    answer = here.post(SESSIONS, {"session": row.pk}, follow=True).content.decode()
    assert "Une connexion a été fermée." in answer
    assert [signed_in(one) for one in (here, phone, office)] == [True, False, True]
    again = here.post(SESSIONS, {"session": row.pk}, follow=True).content.decode()
    assert "Cette connexion était déjà fermée." in again


def test_all_others_are_closed_at_once(anne: User) -> None:
    here, phone, office = browser(anne), browser(anne, CHROME), browser(anne)
    assert "2 connexions ont été fermées." in here.post(SESSIONS, follow=True).content.decode()
    assert [signed_in(one) for one in (here, phone, office)] == [True, False, False]
    assert "Votre espace n'est ouvert nulle part ailleurs." in here.get(SESSIONS).content.decode()


def test_nobody_closes_a_stranger_s_connection_nor_their_own_by_its_number(anne: User, marc: User) -> None:
    here, stranger = browser(anne), browser(marc)
    own = UserSession.objects.get(session_key=here.session.session_key)
    stranger.post(SESSIONS, {"session": own.pk})
    here.post(SESSIONS, {"session": own.pk})
    assert signed_in(here)


@pytest.mark.parametrize("number", ["x", "-1", "٣", "9" * 40, "1 OR 1=1"])
def test_an_odd_number_closes_nothing(anne: User, number: str) -> None:
    here, phone = browser(anne), browser(anne, CHROME)
    assert here.post(SESSIONS, {"session": number})["Location"] == SESSIONS
    assert signed_in(phone)


def test_the_list_costs_the_same_for_one_and_for_ten(anne: User, django_assert_num_queries) -> None:
    here = browser(anne)
    with django_assert_num_queries(2):
        assert len(open_sessions(anne)) == 1
    for _time in range(9):
        browser(anne, CHROME)
    with django_assert_num_queries(2):
        assert len(open_sessions(anne)) == 10
    assert here.get(SESSIONS).content.decode().count("account__session") > 9


def test_reading_the_list_deletes_nothing(anne: User) -> None:
    here, phone = browser(anne), browser(anne, CHROME)
    phone.session.flush()
    here.get(SESSIONS)
    assert UserSession.objects.filter(user=anne).count() == 2
    assert [row.session_key for row in open_sessions(anne)] == [here.session.session_key]


def test_a_changed_password_closes_the_others_and_keeps_this_one(anne: User) -> None:
    here, phone = browser(anne), browser(anne, CHROME)
    data = {"oldpassword": PASSWORD, "password1": "Verger-27-Tilleul", "password2": "Verger-27-Tilleul"}
    assert here.post(reverse("account_change_password"), data).status_code == 302
    anne.refresh_from_db()
    assert [row.session_key for row in open_sessions(anne)] == [here.session.session_key]
    assert [signed_in(one) for one in (here, phone)] == [True, False]


def test_the_last_activity_is_noted_every_five_minutes(anne: User, django_assert_num_queries) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        here = browser(anne)
        key = here.session.session_key
        seen = UserSession.objects.values_list("last_seen_at", flat=True)
        clock.shift(timedelta(minutes=4))
        here.get(SESSIONS)
        assert seen.get(session_key=key) == now
        clock.shift(timedelta(minutes=2))
        here.get(SESSIONS, headers={"user-agent": CHROME})
        assert seen.get(session_key=key) == now + timedelta(minutes=6)
        assert UserSession.objects.get(session_key=key).user_agent == CHROME


def test_an_expired_session_is_not_in_the_list(anne: User) -> None:
    browser(anne)
    with time_machine.travel(time.time() + 15 * 24 * 3600):
        assert open_sessions(anne) == []


def test_closing_says_how_many_there_were(anne: User) -> None:
    assert end_sessions(anne) == 0
    browser(anne)
    browser(anne)
    assert end_sessions(anne) == 2
