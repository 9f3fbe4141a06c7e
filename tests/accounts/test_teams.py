"""Roles, leaving and removing: an organisation always keeps a manager, and who is out is out at once."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts import teams
from accounts.errors import LastManager, NotManager, TeamError
from accounts.models import Landlord, Membership, User
from alin.outbox.models import Message
from tests.candidatures.test_concurrency import at_once
from tests.factories.accounts import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(landlord: Landlord) -> User:
    """Mona, the only manager of Seine Habitat's team."""
    user = UserFactory(first_name="Mona", birth_name="RIVET", email="mona.rivet@example.org")
    MembershipFactory(user=user, landlord=landlord, role="manager")
    return user


def role_of(user: User) -> str:
    return str(Membership.objects.get(user=user).role)


# --- Roles ----------------------------------------------------------------------------------------
def test_a_manager_names_another_who_is_told(manager: User, lise: User) -> None:
    teams.change_role(lise.membership, "manager", manager)
    assert role_of(lise) == "manager"
    assert Message.objects.get(user=lise).subject == "Votre rôle dans l'équipe a changé"


def test_the_same_role_again_changes_nothing_and_tells_nobody(manager: User, lise: User) -> None:
    teams.change_role(lise.membership, "member", manager)
    teams.change_role(lise.membership, "nonsense", manager)
    assert role_of(lise) == "member"
    assert not Message.objects.exists()


def test_a_member_changes_no_role_not_even_their_own(manager: User, lise: User) -> None:
    for place in (lise.membership, manager.membership):
        with pytest.raises(NotManager):
            teams.change_role(place, "manager", lise)


def test_a_manager_of_elsewhere_changes_nothing_here(manager: User, emma: User) -> None:
    Membership.objects.filter(user=emma).update(role="manager")
    with pytest.raises(NotManager):
        teams.change_role(manager.membership, "member", emma)
    with pytest.raises(NotManager):
        teams.remove(manager.membership, emma)


def test_the_last_manager_is_not_demoted(manager: User, lise: User) -> None:
    with pytest.raises(LastManager):
        teams.change_role(manager.membership, "member", manager)
    assert role_of(manager) == "manager"


def test_one_of_two_managers_may_step_down(manager: User, lise: User) -> None:
    teams.change_role(lise.membership, "manager", manager)
    teams.change_role(manager.membership, "member", manager)
    assert (role_of(manager), role_of(lise)) == ("member", "manager")


def test_a_manager_with_a_closed_account_does_not_count(manager: User, lise: User) -> None:
    MembershipFactory(user=UserFactory(is_active=False), landlord=manager.landlord, role="manager")
    with pytest.raises(LastManager):
        teams.change_role(manager.membership, "member", manager)


# --- Removing and leaving -------------------------------------------------------------------------
def test_a_removed_person_is_told_and_is_nobody_s_applicant(manager: User, lise: User) -> None:
    teams.remove(lise.membership, manager)
    former = User.objects.get(pk=lise.pk)
    assert not former.is_active
    assert former.left_at is not None
    assert not former.is_applicant
    assert not User.objects.applicants().filter(pk=lise.pk).exists()
    assert not Membership.objects.filter(user=lise).exists()
    assert Message.objects.get(user=lise).subject == "Votre accès professionnel à AL'in est fermé"


def test_a_removed_person_loses_the_second_factor_and_keeps_the_address(manager: User, lise: User) -> None:
    teams.remove(lise.membership, manager)
    assert not Authenticator.objects.filter(user=lise).exists()
    assert EmailAddress.objects.filter(user=lise, verified=True).exists()


def test_the_next_request_of_a_removed_person_is_refused(
    manager: User, lise: User, client_of: Callable[[User], Client], django_capture_on_commit_callbacks
) -> None:
    browser = client_of(lise)
    assert browser.get(reverse("landlord:home")).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        teams.remove(lise.membership, manager)
    assert browser.get(reverse("landlord:home"))["Location"].startswith(reverse("account_login"))
    assert not UserSession.objects.filter(user=lise).exists()


def test_the_last_manager_neither_leaves_nor_is_removed(manager: User, lise: User) -> None:
    with pytest.raises(LastManager):
        teams.remove(manager.membership, manager)
    assert User.objects.get(pk=manager.pk).is_active


def test_an_administrator_may_remove_the_last_manager(manager: User, administrator: User) -> None:
    teams.remove(manager.membership, administrator)
    assert not User.objects.get(pk=manager.pk).is_active


def test_a_member_leaves_and_removes_nobody_else(manager: User, lise: User) -> None:
    with pytest.raises(NotManager):
        teams.remove(manager.membership, lise)
    teams.remove(lise.membership, lise)
    assert "Vous avez quitté l'équipe" in Message.objects.get(user=lise).text


def test_nobody_is_removed_twice(manager: User, lise: User) -> None:
    place = lise.membership
    teams.remove(Membership.objects.get(pk=place.pk), manager)
    with pytest.raises(NotManager):
        teams.remove(place, manager)


def test_an_administrator_s_own_account_is_not_closed_from_a_team(manager: User, administrator: User) -> None:
    place = MembershipFactory(user=administrator, landlord=manager.landlord)
    with pytest.raises(TeamError, match="administrateur"):
        teams.remove(place, manager)


# --- At the same moment ---------------------------------------------------------------------------
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["demote", "remove", "leave"])
def test_two_managers_who_act_on_each_other_leave_one(act: str, landlord: Landlord) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("row locks and real concurrency need PostgreSQL: set DATABASE_URL")
    one, two = (MembershipFactory(user=UserFactory(), landlord=landlord, role="manager") for _ in range(2))
    acts = {
        "demote": lambda place, actor: teams.change_role(place, "member", actor.user),
        "remove": lambda place, actor: teams.remove(place, actor.user),
        "leave": lambda place, actor: teams.remove(actor, actor.user),
    }
    results = at_once([lambda: acts[act](two, one), lambda: acts[act](one, two)])
    assert sum(isinstance(result, TeamError) for result in results) == 1, results
    assert Membership.objects.of(landlord).managing().count() == 1
