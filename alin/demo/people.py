"""Accounts with a confirmed address, made in bulk: one password, worked out once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.consents import PERSONAL_DATA_TEXT
from accounts.models import Consent, User


@dataclass(frozen=True)
class Account:
    """Somebody to create."""

    email: str
    civility: str
    first_name: str
    birth_name: str
    phone: str = ""
    is_staff: bool = False
    is_superuser: bool = False
    newcomer: bool = False  # has not seen the tutorial yet


def create_accounts(accounts: Sequence[Account], password: str | None) -> dict[str, User]:
    """The users by e-mail, made where they are missing; None is a password nobody can type."""
    now = timezone.now()
    joined = now - timedelta(days=120)
    encoded = make_password(password)
    there = {user.email for user in User.objects.filter(email__in=[one.email for one in accounts])}
    new = [one for one in accounts if one.email not in there]
    User.objects.bulk_create(
        User(
            email=one.email,
            password=encoded,
            civility=one.civility,
            first_name=one.first_name,
            birth_name=one.birth_name,
            mobile_phone=one.phone,
            is_staff=one.is_staff,
            is_superuser=one.is_superuser,
            tutorial_done_at=None if one.newcomer else joined,
            date_joined=joined,
        )
        for one in new
    )
    users = {user.email: user for user in User.objects.filter(email__in=[one.email for one in accounts])}
    EmailAddress.objects.bulk_create(
        EmailAddress(user=users[one.email], email=one.email, primary=True, verified=True) for one in new
    )
    Consent.objects.bulk_create(
        Consent(
            user=users[one.email],
            subject=Consent.Subject.PERSONAL_DATA,
            text_version=PERSONAL_DATA_TEXT,
            given_at=joined,
        )
        for one in new
    )
    return users
