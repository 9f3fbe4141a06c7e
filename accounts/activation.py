"""From the link in the mail to a working account (R2.6 to R2.8).

The link is signed and lasts two days (allauth's EmailConfirmationHMAC). Opening it changes nothing; pressing
its button leads to the password page; only choosing the password confirms the address, so the link stays good
until then and mail scanners cannot use it up.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from allauth.account import app_settings
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.signals import password_reset
from allauth.account.utils import user_pk_to_url_str
from django.core import signing
from django.db import transaction
from django.dispatch import receiver
from django.urls import reverse

from accounts.models import User


class LinkState(StrEnum):
    """What a link from an access mail is worth."""

    GOOD = "good"
    EXPIRED = "expired"
    USED = "used"
    BROKEN = "broken"


@dataclass(frozen=True)
class Link:
    """A link that was opened; `address` is known for every link this site really signed."""

    state: LinkState
    address: EmailAddress | None = None

    @property
    def user(self) -> User | None:
        """Whose account it activates."""
        return self.address.user if self.address else None

    @property
    def is_change(self) -> bool:
        """Does it confirm another address of a working account, rather than the account itself?"""
        user, address = self.user, self.address
        return bool(user and address and user.is_activated and address.email != user.email)


def access_link(address: EmailAddress) -> str:
    """The path of a new link for this address; good for two days from now."""
    return reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key])


def read_link(key: str) -> Link:
    """Say what a link's key is worth; changes nothing."""
    try:
        address_id = signing.loads(key, salt=app_settings.SALT)
    except (signing.BadSignature, ValueError):
        return Link(LinkState.BROKEN)
    address = EmailAddress.objects.select_related("user").filter(pk=address_id).first()
    if address is None:  # the account was withdrawn: its owner corrected the address
        return Link(LinkState.BROKEN)
    if address.verified:
        return Link(LinkState.USED, address)
    if EmailConfirmationHMAC.from_key(key) is None:
        return Link(LinkState.EXPIRED, address)
    return Link(LinkState.GOOD, address)


def password_page(user: User) -> str:
    """The path of the page where this person chooses a password; dead once a password has been chosen."""
    return reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )


def address_of(user: User) -> EmailAddress:
    """The person's e-mail address as allauth keeps it; made here for accounts created by an administrator."""
    address, _created = EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"primary": True, "verified": False}
    )
    return address


def confirm_address(user: User) -> None:
    """The person answered from this mailbox: the address is theirs."""
    address = address_of(user)
    if not address.verified:
        address.set_verified()


@receiver(password_reset)
def confirm_on_first_password(user: User, **kwargs: Any) -> None:
    """Choosing a password through a mailed link proves the mailbox, so it activates the account too."""
    if not EmailAddress.objects.filter(user=user, verified=True).exists():
        confirm_address(user)
        user.activated_now = True


def withdraw(user_id: int) -> bool:
    """Delete an account that was opened with a wrong address and never activated.

    Without this, whoever owns the wrong address could activate it and read the person's name and number.
    """
    with transaction.atomic():
        user = User.objects.applicants().never_activated().filter(pk=user_id, last_login=None).first()
        if user is None:
            return False
        user.delete()
        return True
