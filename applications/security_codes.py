"""Send and check security codes (R3.4): 24 hours, six digits, single use, five wrong tries.

What is counted is counted on the rows themselves, under a lock, so that parallel requests count too.
"""

import re
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from accounts.models import User
from applications import notices
from applications.import_errors import (
    CodeAlreadyUsed,
    CodeBurnt,
    CodeExpired,
    CodeMalformed,
    CodeMissing,
    CodeWrong,
    ImportRefused,
    TooManySends,
    TooManySendsToday,
)
from applications.models import SecurityCode

DIGITS = 6


def draw_or_resend(user: User, number: str, email: str) -> SecurityCode:
    """Mail a code to the registry's address: the one still alive, else a new one.

    Raises TooManySends or TooManySendsToday; then nothing is sent.
    """
    now = timezone.now()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # one send at a time for an account
        code = latest(user, number, now)
        if code and code.sent_to != email:
            # The mailbox changed at the registry; what the old one knows must not open the new file.
            SecurityCode.objects.filter(pk=code.pk).update(expires_at=now)
            code = None
        if code and code.sends >= settings.SECURITY_CODE_SENDS:
            raise TooManySends(sends=code.sends)
        if sends_of_the_day(user, number, now) >= settings.SECURITY_CODE_SENDS_PER_DAY:
            raise TooManySendsToday
        code = code or SecurityCode(
            user=user, unique_number=number, salt=secrets.token_hex(16), sent_to=email, created_at=now
        )
        code.sends += 1
        code.save()
        notices.security_code_asked(code)
    return code


def latest(user: User, number: str, now: datetime) -> SecurityCode | None:
    """The code that still works for this account and number."""
    return SecurityCode.objects.filter(user=user, unique_number=number).usable(now).first()


def sends_of_the_day(user: User, number: str, now: datetime) -> int:
    """The mails of the last 24 hours for this account or for this number, whichever are more.

    Counting the number over all accounts keeps a person with many accounts from flooding a mailbox or
    guessing without end.
    """
    codes = SecurityCode.objects.filter(created_at__gt=now - timedelta(days=1)).order_by()
    counts = codes.filter(Q(user=user) | Q(unique_number=number)).aggregate(
        account=Sum("sends", filter=Q(user=user), default=0),
        number=Sum("sends", filter=Q(unique_number=number), default=0),
    )
    return max(counts["account"], counts["number"])


def read_digits(typed: str) -> str:
    """The six digits in what was typed or pasted: « 123456 », « 123 456 », « Code : 123 456 »."""
    digits = re.sub(r"\D", "", typed, flags=re.ASCII)
    if len(digits) != DIGITS:
        raise CodeMalformed
    return digits


def check_code(user: User, number: str, typed: str) -> SecurityCode:
    """The code's row if the digits are right; a wrong try is counted before the refusal is raised."""
    digits = read_digits(typed)
    with transaction.atomic():
        code = SecurityCode.objects.select_for_update().filter(user=user, unique_number=number).first()
        refusal = why_unusable(code, timezone.now())
        if code and not refusal and not code.matches(digits):
            code.wrong_tries += 1
            code.save(update_fields=["wrong_tries"])
            left = settings.SECURITY_CODE_TRIES - code.wrong_tries
            refusal = CodeWrong(left) if left else CodeBurnt()
    # Raised outside of the block: a rolled back try would be no try.
    if refusal or code is None:
        raise refusal or CodeMissing()
    return code


def why_unusable(code: SecurityCode | None, now: datetime) -> ImportRefused | None:
    """Why a code can't be tried any more, or None when it can."""
    if code is None:
        return CodeMissing()
    if code.used_at:
        return CodeAlreadyUsed()
    if code.wrong_tries >= settings.SECURITY_CODE_TRIES:
        return CodeBurnt()
    if code.expires_at <= now:
        return CodeExpired()
    return None


def use_up(code: SecurityCode) -> None:
    """Mark the code used; of two requests with the same right code, one gets through."""
    taken = SecurityCode.objects.filter(pk=code.pk, used_at__isnull=True).update(used_at=timezone.now())
    if not taken:
        raise CodeAlreadyUsed


def masked_email(address: str) -> str:
    """Enough for its owner to know which mailbox to open: « a•••e@e… »."""
    local, _at, domain = address.partition("@")
    last = local[-1] if len(local) > 2 else ""
    return f"{local[:1]}•••{last}@{domain[:1]}…"
