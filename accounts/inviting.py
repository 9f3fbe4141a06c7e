"""Invite somebody by mail to work for an organisation, and accept it (R2.10).

The link's key is the invitation's id, signed with the site's secret: the database holds nothing to copy.
It is good while the invitation waits, for INVITATION_DAYS from its last sending; sending it again renews
every link already mailed, so that no mail in the mailbox is a dead end.
"""

from dataclasses import dataclass
from enum import StrEnum

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import team_notices
from accounts.activation import withdraw as withdraw_account
from accounts.errors import AlreadyThere, CannotAccept, NotManager, NotWaiting
from accounts.models import Invitation, Membership, Organisation, User

SALT = "accounts.invitation"


class Standing(StrEnum):
    """What the invited address is to this site already."""

    NEW = "new"
    MEMBER = "member"
    APPLICANT = "applicant"
    ELSEWHERE = "elsewhere"
    CLOSED = "closed"


@dataclass(frozen=True)
class NewMember:
    """What an invited person says about themselves; the password was checked by its form."""

    civility: str
    first_name: str
    birth_name: str
    password: str
    language: str


def may_manage(actor: User, organisation: Organisation) -> bool:
    """May this person invite and remove here? Asked anew each time: roles change."""
    if not actor.is_active:
        return False
    return actor.is_superuser or Membership.objects.of(organisation).managing().filter(user=actor).exists()


def link_to(invitation: Invitation) -> str:
    """The path of the page where the invitation is accepted."""
    return reverse("invitation", args=[signing.Signer(salt=SALT).sign_object(invitation.pk)])


def read_link(key: str) -> Invitation | None:
    """The invitation a key belongs to, whatever its state; None when this site did not sign it."""
    try:
        pk = signing.Signer(salt=SALT).unsign_object(key)
    except (signing.BadSignature, ValueError):
        return None
    people = ("landlord", "employer", "agency", "invited_by")
    return Invitation.objects.select_related(*people).filter(pk=pk).first()


def standing(invitation: Invitation) -> Standing:
    """Does the address have an account already, and of which kind? One person has one role here."""
    user = account_at(invitation.email)
    if user is None:
        return Standing.NEW
    if user.workplace and user.workplace.organisation == invitation.organisation:
        return Standing.MEMBER if user.is_active else Standing.CLOSED
    if user.left_at and not user.is_superuser:
        return Standing.NEW  # back in the trade: the same account opens again
    if user.is_applicant and user.is_active:
        waiting = not user.is_activated and user.last_login is None
        return Standing.NEW if waiting else Standing.APPLICANT
    return Standing.ELSEWHERE if user.is_active else Standing.CLOSED


def account_at(email: str) -> User | None:
    """The account that uses this address, now or as a confirmed one."""
    found = User.objects.filter(email=email).first()
    if found is None:
        address = EmailAddress.objects.select_related("user").filter(email=email, verified=True).first()
        found = address.user if address else None
    return found


def already_there(organisation: Organisation, email: str) -> AlreadyThere | None:
    """Why this address need not be invited: a member's, or an invitation waits there."""
    if Membership.objects.of(organisation).filter(user__email=email).exists():
        return AlreadyThere(_("Cette personne fait déjà partie de l'équipe."))
    waiting = Invitation.objects.of(organisation).waiting().filter(email=email)
    return AlreadyThere(_already_waiting()) if waiting.exists() else None


def _already_waiting() -> str:
    return _("Une invitation attend déjà à cette adresse : renvoyez-la ou retirez-la.")


@transaction.atomic
def invite(
    organisation: Organisation,
    email: str,
    role: str,
    actor: User,
    *,
    first_name: str = "",
    birth_name: str = "",
) -> Invitation:
    """Write to somebody that they are invited.

    Whether the address has an account elsewhere is not said to the inviter; its owner reads it from the link.
    Raises NotManager, AlreadyThere.
    """
    if not may_manage(actor, organisation):
        raise NotManager
    email = email.strip().lower()
    kind = organisation._meta.model_name or ""
    if refusal := already_there(organisation, email):
        raise refusal
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                email=email,
                role=role,
                invited_by=actor,
                first_name=first_name,
                birth_name=birth_name,
                **{kind: organisation},
            )
    except IntegrityError as error:  # two at the same moment: the database let one through
        raise AlreadyThere(_already_waiting()) from error
    team_notices.post_invitation(invitation)
    return invitation


def _waiting(invitation: Invitation, actor: User | None) -> Invitation:
    """The row, locked, if it still waits and the actor may deal with it."""
    found = Invitation.objects.select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    if found is None or found.accepted_at or found.withdrawn_at:
        raise NotWaiting
    if actor is not None and not may_manage(actor, found.organisation):
        raise NotManager
    return found


@transaction.atomic
def resend(invitation: Invitation, actor: User) -> Invitation:
    """Write once more; the seven days start again. Raises NotWaiting, NotManager."""
    found = _waiting(invitation, actor)
    found.sent_at = timezone.now()
    found.save(update_fields=["sent_at"])
    team_notices.post_invitation(found)
    return found


@transaction.atomic
def withdraw(invitation: Invitation, actor: User) -> None:
    """Take it back: its links stop working at once. Raises NotWaiting, NotManager."""
    found = _waiting(invitation, actor)
    found.withdrawn_at = timezone.now()
    found.save(update_fields=["withdrawn_at"])


@transaction.atomic
def accept(invitation: Invitation, given: NewMember) -> User:
    """Open the account, confirm its address (the link came by that mailbox) and take the place.

    Raises NotWaiting for a link that was used or withdrawn, CannotAccept for one that expired or an address
    whose account cannot take the place.
    """
    found = _waiting(invitation, None)
    if found.state is not Invitation.State.OPEN:
        raise CannotAccept(_("Cette invitation a expiré."))
    if standing(found) is not Standing.NEW:
        raise CannotAccept(_("Cette adresse a déjà un compte."))
    user = _open_account(found, given)
    Membership.objects.create(user=user, role=found.role, **{found.kind: found.organisation})
    found.accepted_at, found.accepted_by = timezone.now(), user
    found.save(update_fields=["accepted_at", "accepted_by"])
    team_notices.post_joined(found, user)
    return user


def _open_account(invitation: Invitation, given: NewMember) -> User:
    """A new account, or the closed one of a person who had left; never an applicant's in use."""
    former = account_at(invitation.email)
    if former is not None and former.is_applicant:
        # Somebody signed up with this address and never opened its mail: no account to speak of.
        withdraw_account(former.pk)
        former = None
    user = former or User(email=invitation.email)
    user.civility, user.first_name, user.birth_name = given.civility, given.first_name, given.birth_name
    user.language, user.is_active, user.left_at = given.language, True, None
    user.is_staff = invitation.agency_id is not None
    user.set_password(given.password)
    user.save()
    user.__dict__.pop("workplace", None)  # known before the place was taken
    EmailAddress.objects.update_or_create(
        user=user, email=invitation.email, defaults={"verified": True, "primary": True}
    )
    return user


@transaction.atomic
def ask_again(invitation: Invitation) -> bool:
    """Tell the inviter that the owner of an expired or withdrawn link would like another; once a day."""
    found = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True).first()
    return found is not None and team_notices.post_asked_again(found) > 0
