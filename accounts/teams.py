"""The people of an organisation: roles, leaving, removing.

An organisation never loses its last manager by these acts: they lock its row first, so that two managers who
demote or remove each other at the same moment are heard one after the other. An administrator, who can
always invite another, may remove the last one.
"""

from functools import partial

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts import team_notices
from accounts.errors import LastManager, NotManager, TeamError
from accounts.inviting import may_manage
from accounts.models import Membership, Organisation, User
from accounts.models.memberships import KINDS
from accounts.second_factor import FACTORS
from accounts.sessions import end_sessions


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """The team with what its list shows, managers first."""
    factor = Authenticator.objects.filter(user=OuterRef("user"), type__in=FACTORS)
    return (
        Membership.objects.of(organisation)
        .select_related("user")
        .annotate(has_second_factor=Exists(factor))
        .order_by("role", "user__birth_name", "user__first_name", "pk")
    )


def _lock(organisation: Organisation) -> None:
    """One change of a team at a time, until the transaction ends."""
    type(organisation)._default_manager.select_for_update().get(pk=organisation.pk)


def _locked(membership: Membership, actor: User) -> Membership:
    """The membership as it is now, with its organisation's row locked; raises NotManager."""
    organisation = membership.organisation
    _lock(organisation)
    found = Membership.objects.of(organisation).select_related("user").filter(pk=membership.pk).first()
    if found is None or not (found.user_id == actor.pk or may_manage(actor, organisation)):
        raise NotManager
    return found


def is_last_manager(membership: Membership) -> bool:
    """Would the organisation be without a manager?"""
    others = Membership.objects.of(membership.organisation).managing().exclude(pk=membership.pk)
    return membership.is_manager and not others.exists()


def keep_a_manager(membership: Membership, role: str, organisation: Organisation | None) -> None:
    """Before an administrator rewrites a membership, in the same transaction. Raises LastManager."""
    before = Membership.objects.select_related(*KINDS).get(pk=membership.pk)
    _lock(before.organisation)
    stays = role == Membership.Role.MANAGER and organisation == before.organisation
    if not stays and is_last_manager(before):
        raise LastManager


def why_kept(membership: Membership, actor: User) -> TeamError | None:
    """Why this person cannot be removed by that one, or None when they can."""
    if membership.user.is_superuser:
        return TeamError(team_notices.administrator_stays())
    by_administrator = actor.is_superuser and actor.pk != membership.user_id
    return None if by_administrator or not is_last_manager(membership) else LastManager()


@transaction.atomic
def change_role(membership: Membership, role: str, actor: User) -> Membership:
    """Make somebody a manager or a member. Raises NotManager, LastManager."""
    found = _locked(membership, actor)
    if not may_manage(actor, found.organisation):
        raise NotManager
    if role not in Membership.Role.values or role == found.role:
        return found
    if role != Membership.Role.MANAGER and is_last_manager(found):
        raise LastManager
    found.role = role
    found.save(update_fields=["role"])
    if found.user_id != actor.pk:
        team_notices.post_role(found)
    return found


@transaction.atomic
def remove(membership: Membership, actor: User) -> User:
    """End somebody's access at once: the account is closed and its sessions end with the next request.

    The account stays, closed, because history names the person; it is nobody's applicant account
    (`User.left_at`). An invitation to the same address opens it again. A person may remove themselves.
    Raises NotManager, LastManager.
    """
    found = _locked(membership, actor)
    if refusal := why_kept(found, actor):
        raise refusal
    user, organisation = found.user, found.organisation
    found.delete()
    user.is_active = user.is_staff = False
    user.left_at = timezone.now()
    user.save(update_fields=["is_active", "is_staff", "left_at"])
    Authenticator.objects.filter(user=user).delete()
    team_notices.post_removed(user, organisation, by_themselves=user.pk == actor.pk)
    transaction.on_commit(partial(end_sessions, user))
    return user
