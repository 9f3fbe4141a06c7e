"""The second factor: who must have one, whether they do, and the codes of an authenticator app (RFC 6238).

allauth.mfa keeps the factors and checks them; here is what the portal decides about them (R2.10).
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.security_notices import post_reset_notice
from accounts.sessions import end_sessions

# Recovery codes alone are no factor: they replace one that was lost.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Code:
    """One code of an app, and until when the log-in takes it."""

    value: str
    good_until: datetime


def is_required_for(user: User) -> bool:
    """Everybody who reads other people's files: consultants, administrators, landlords, employers (R2.10)."""
    return not user.is_applicant


def has_factor(user: User) -> bool:
    """Does this person have an app or a passkey?"""
    return factors_of(user).exists()


def factors_of(user: User) -> QuerySet[Authenticator]:
    """The person's apps and passkeys."""
    return Authenticator.objects.filter(user=user, type__in=FACTORS)


def may_remove(authenticator: Authenticator) -> bool:
    """Who must have a factor keeps one: another one first, then this one may go."""
    if authenticator.type not in FACTORS or not is_required_for(authenticator.user):
        return True
    return factors_of(authenticator.user).exclude(pk=authenticator.pk).exists()


# --- Apps ----------------------------------------------------------------------------------------
def new_secret() -> str:
    """A secret for an app: 160 random bits in Base32."""
    return generate_totp_secret()


def add_totp(user: User, secret: str) -> Authenticator:
    """Give the person an app with this secret, unless they have one; for the demo and the tests."""
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return found or TOTP.activate(user, secret).instance


def codes_of(authenticators: Iterable[Authenticator]) -> dict[int, list[Code]]:
    """By user, the codes that the log-in takes now, the present one first; used ones are left out."""
    period, tolerance = app_settings.TOTP_PERIOD, app_settings.TOTP_TOLERANCE
    now = int(time.time()) // period
    counters = [*range(now, now + tolerance + 1), *range(now - 1, now - tolerance - 1, -1)]
    found = {
        one.user_id: [_code(decrypt(one.data["secret"]), counter, tolerance, period) for counter in counters]
        for one in authenticators
    }
    used = cache.get_many([used_key(user, code.value) for user, codes in found.items() for code in codes])
    return {
        user: [code for code in codes if used_key(user, code.value) not in used]
        for user, codes in found.items()
    }


def _code(secret: str, counter: int, tolerance: int, period: int) -> Code:
    end = datetime.fromtimestamp((counter + tolerance + 1) * period, tz=UTC)
    return Code(format_hotp_value(hotp_value(secret, counter)), end)


def current_code(user: User) -> str:
    """A code that logs this person in now; raises IndexError while all of them have been used."""
    return codes_of(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP))[user.pk][0].value


def used_key(user_id: int, code: str) -> str:
    """Under which key of the cache a used code is remembered."""
    return f"second-factor:used:{user_id}:{code}"


def use_code(user: User, code: str) -> bool:
    """Remember that an app's code was used; False when it had been already.

    A code is good for one log-in (RFC 6238, section 5.2). allauth remembers it for one period, while with a
    tolerance it is accepted for three.
    """
    return cache.add(used_key(user.pk, code), True, settings.USED_CODE_SECONDS)


# --- A lost phone ---------------------------------------------------------------------------------
def reset(user: User) -> bool:
    """Take all factors away and close the person's sessions; they are told. False when there was none.

    An administrator does this for a lost phone. Staff have to choose a new factor at their next log-in.
    """
    with transaction.atomic():
        removed, _tables = Authenticator.objects.filter(user=user).delete()
        if not removed:
            return False
        end_sessions(user)
        post_reset_notice(user)
        return True
