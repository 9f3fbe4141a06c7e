"""The links of account mails: named in the outbox, signed when the mail leaves (alin/outbox/secrets.py).

A row of the outbox, or a copy of the database, so opens no account, not even before the mail is sent.
"""

from typing import Any

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.activation import access_link, address_of, password_page
from accounts.inviting import link_to
from accounts.models import Invitation, User
from accounts.team_notices import INVITATION
from alin.outbox import secrets

ACCESS, PASSWORD = "access_link", "password_link"
OF_MAIL = {
    "email_confirmation": ACCESS,
    "email_confirmation_signup": ACCESS,
    "password_reset_key": PASSWORD,
}


def secret_of(mail: str, context: dict[str, Any]) -> str:
    """What a mail of allauth's carries, by name; « » for one without such a link."""
    kind = OF_MAIL.get(mail)
    if kind == ACCESS:
        return f"{ACCESS}:{_address_id(context)}"
    if kind == PASSWORD:
        user = context["user"]
        return f"{PASSWORD}:{user.pk}-{_standing(user)}"
    return ""


def _address_id(context: dict[str, Any]) -> int:
    """Which address a link confirms: the one signed into allauth's key, else the person's own."""
    if "key" in context:
        return int(signing.loads(context["key"], salt=app_settings.SALT))
    return int(address_of(context["user"]).pk)


def _standing(user: User) -> str:
    """Changes with the password, the log-in and the address, as Django's own token does."""
    text = f"{user.password}:{user.last_login}:{user.email}"
    return salted_hmac("accounts.mail_links", text, algorithm="sha256").hexdigest()[:32]


def access_path(argument: str) -> str:
    """The path that confirms an address, signed now."""
    address = EmailAddress.objects.select_related("user").filter(pk=argument).first()
    if address is None or address.verified:
        raise secrets.SecretGone(_("Cette adresse est déjà confirmée, ou n'est plus liée à un compte."))
    return access_link(address)


def password_path(argument: str) -> str:
    """The path to a new password, signed now; none when the account has changed since it was asked for."""
    key, _dash, standing = argument.partition("-")
    user = User.objects.filter(pk=key, is_active=True).first()
    if user is None or not constant_time_compare(_standing(user), standing):
        raise secrets.SecretGone(_("Le compte a changé depuis la demande de ce lien."))
    return password_page(user)


def invitation_path(argument: str) -> str:
    """The path of an invitation that still waits, signed now."""
    invitation = Invitation.objects.waiting().filter(pk=argument).first()
    if invitation is None or invitation.expires_at <= timezone.now():
        raise secrets.SecretGone(_("Cette invitation n'attend plus de réponse."))
    return link_to(invitation)


def register() -> None:
    """Tell the outbox who signs these links."""
    secrets.register(ACCESS, access_path)
    secrets.register(PASSWORD, password_path)
    secrets.register(INVITATION, invitation_path)
