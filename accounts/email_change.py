"""Another address for an account (R2.9): asked, confirmed from the new mailbox, the old one told twice.

allauth (ACCOUNT_CHANGE_EMAIL) keeps the wanted address as an unconfirmed EmailAddress beside the present one
and puts it in its place once the link of the mail is used.
"""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F

from accounts.activation import withdraw
from accounts.models import User


class AddressTaken(Exception):
    """The address became another account's before it was confirmed."""


def wanted_address(user: User) -> EmailAddress | None:
    """The address that waits to be confirmed; None when no change is under way."""
    waiting = EmailAddress.objects.filter(user=user, verified=False).exclude(email=user.email)
    return waiting.order_by("-pk").first()


def owner_of(email: str, *, other_than: User) -> User | None:
    """Whose working account has this address already; one light query for every address."""
    found = User.objects.filter(email=email.lower()).exclude(pk=other_than.pk).select_related("membership")
    holder = found.order_by("pk").first()
    if holder is None or holder.is_activated or holder.is_staff or holder.left_at:
        return holder
    return holder if hasattr(holder, "membership") else None  # an applicant's that nobody ever opened


def release(email: str) -> None:
    """Forget the wishes of other accounts for this address: somebody opens their own account with it.

    Otherwise anybody could keep a person from signing up, by wishing for their address.
    """
    wishes = EmailAddress.objects.filter(email=email.lower(), verified=False)
    wishes.exclude(user__email=F("email")).delete()


def make_room(address: EmailAddress) -> None:
    """Before an address is confirmed: withdraw an account opened with it that nobody ever activated.

    The person has shown that the mailbox is theirs. Raises AddressTaken when a working account has it.
    """
    with transaction.atomic():
        if owner_of(address.email, other_than=address.user):
            raise AddressTaken
        for pk in (
            User.objects.filter(email=address.email).exclude(pk=address.user_id).values_list("pk", flat=True)
        ):
            if not withdraw(pk):
                raise AddressTaken
