"""How often a person, or a network address, may ask for what costs the registry or somebody's mailbox.

The rates are in settings.ACCOUNT_RATE_LIMITS. What must hold whatever the cache does (codes, numbers and
tries of a day) is counted on rows by the acts.
"""

from http import HTTPStatus

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.import_errors import ImportRefused


class TooFast(ImportRefused):
    """More often than a person would."""

    code = "too_fast"
    sentence = _(
        "Vous avez fait trop d'essais en peu de temps. Réessayez dans une heure, ou appelez-nous au "
        "0970 800 800."
    )


TOO_MANY = {
    "too_fast",
    "too_many_numbers_today",
    "too_many_sends_today",
    "too_many_tries_today",
}


def hold_back(request: HttpRequest, action: str, user: User) -> None:
    """Count one more for the account and the address; raises TooFast."""
    if not ratelimit.consume(request, action=action, user=user):
        raise TooFast


def status_of(refusal: ImportRefused | None) -> HTTPStatus:
    """429 where waiting is the answer; a form that is refused otherwise answers 200."""
    too_many = refusal is not None and refusal.code in TOO_MANY
    return HTTPStatus.TOO_MANY_REQUESTS if too_many else HTTPStatus.OK
