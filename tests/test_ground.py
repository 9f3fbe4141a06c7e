"""The fixtures every other test stands on."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from alin.places.models import Commune, Department


def test_the_cast_have_confirmed_addresses(
    anne: User, karim: User, lise: User, emma: User, marc: User
) -> None:
    for person in (anne, karim, lise, emma, marc):
        assert person.emailaddress_set.filter(verified=True, email=person.email).exists()


@pytest.mark.django_db
def test_facts_are_there_from_the_start() -> None:
    assert Department.objects.count() > 95
    assert Commune.objects.filter(insee="75056").exists()


@pytest.mark.parametrize("time", [1, 2])
def test_facts_come_back_after_a_transactional_test(transactional_db: None, time: int) -> None:
    assert Commune.objects.exists()


@pytest.mark.parametrize("time", [1, 2])
def test_nothing_is_left_in_the_cache(time: int) -> None:
    assert cache.get("tries") is None
    cache.set("tries", 5)


def test_a_person_is_logged_in_without_the_form(client_of: Callable[[User], Client], anne: User) -> None:
    assert client_of(anne).session["_auth_user_id"] == str(anne.pk)
