"""What follows from a log-in and from a change of the second factor."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_used
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.middleware import HAS_FACTOR, SEEN
from accounts.models import User
from accounts.second_factor import FACTORS, factors_of, has_factor, is_required_for
from accounts.sessions import end_sessions


@receiver(user_logged_in)
def begin_session(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The log-in is the session's first activity; staff's factor is looked up once, here."""
    request.session[SEEN] = int(time.time())
    if is_required_for(user) and has_factor(user):
        request.session[HAS_FACTOR] = True


@receiver(authenticator_added)
def close_sessions_without_factor(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """A session opened with the password alone does not profit from a factor that somebody else proved."""
    if authenticator.type in FACTORS and not factors_of(user).exclude(pk=authenticator.pk).exists():
        end_sessions(user, keep=request.session.session_key)


@receiver(authenticator_used)
def tell_of_a_used_recovery_code(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Recovery codes are for the day the phone is lost: a use that was not theirs must not go unseen."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        fresh = Authenticator.objects.get(pk=authenticator.pk)  # allauth crossed the code off in a copy
        left = len(fresh.wrap().get_unused_codes())
        get_adapter().send_notification_mail("mfa/email/recovery_code_used", user, {"left": left})
