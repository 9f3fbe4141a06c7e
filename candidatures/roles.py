"""Which part a person plays towards one candidature: the scope check of every act."""

from typing import TYPE_CHECKING

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import prefetch_related_objects

from candidatures.models import Candidature
from candidatures.models.acts import Role

if TYPE_CHECKING:
    from accounts.models import Membership, User


def roles_of(actor: "User | None", candidature: Candidature) -> frozenset[Role]:
    """The person's parts; nobody (None) is the system itself, a stranger has none.

    Reads the actor's membership once per request, so asking for each row of a list stays cheap.
    """
    if actor is None:
        return frozenset({Role.SYSTEM})
    if not actor.is_active:
        return frozenset()
    found = set()
    if candidature.application.owner_id == actor.pk:
        found.add(Role.APPLICANT)
    if _is_consultant(actor, candidature):
        found.add(Role.CONSULTANT)
    if _is_landlord(actor, candidature):
        found.add(Role.LANDLORD)
    return frozenset(found)


def _membership(actor: "User") -> "Membership | None":
    try:
        return actor.membership
    except ObjectDoesNotExist:
        return None


def _is_consultant(actor: "User", candidature: Candidature) -> bool:
    """Staff of the agency of the dwelling's department; an administrator works everywhere."""
    if not actor.is_staff:
        return False
    if actor.is_superuser:
        return True
    membership = _membership(actor)
    if membership is None or membership.agency is None:
        return False
    prefetch_related_objects([membership.agency], "departments")
    codes = {department.pk for department in membership.agency.departments.all()}
    return candidature.offer.commune.department_id in codes


def _is_landlord(actor: "User", candidature: Candidature) -> bool:
    """Staff of the offer's landlord, once the file was sent to them and never before."""
    membership = _membership(actor)
    if membership is None or membership.landlord_id is None:
        return False
    return candidature.sent_at is not None and candidature.offer.landlord_id == membership.landlord_id
