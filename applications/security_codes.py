"""Send and check security codes (R3.4): 24 hours, six digits, single use, five wrong tries.

What is counted is counted on the rows themselves, under locks taken in one order everywhere: the account,
then the number's codes. So parallel requests count too. docs/security-codes.md has the limits and the odds.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from accounts.models import User
from applications import notices
from applications.code_errors import (
    CodeAlreadyUsed,
    CodeBurnt,
    CodeExpired,
    CodeMissing,
    CodeWrong,
    MailboxChanged,
    TooManySends,
    TooManySendsToday,
    TooManyTriesToday,
)
from applications.import_errors import ImportRefused
from applications.models import SecurityCode, SpentCode
from applications.models.security_codes import mark_of
from applications.reading import read_digits

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Spent:
    """What the codes of a day cost, for an account or for a number, whichever is more."""

    sends: int
    wrong_tries: int


def draw_or_resend(user: User, number: str, email: str) -> SecurityCode:
    """Mail a code to the registry's address: the one still alive, else a new one.

    Raises TooManySends or TooManySendsToday; then nothing is sent.
    """
    with transaction.atomic():
        lock(user, number)
        now = timezone.now()
        code = latest(user, number, now)
        moved = code is not None and code.sent_to != email
        if code and moved:
            # The mailbox changed at the registry; what the old one knows must not open the new file.
            SecurityCode.objects.filter(pk=code.pk).update(expires_at=now)
            code = None
        if code and not code.sends_left:
            raise TooManySends(sends=code.sends)
        if spent_today(user, number, now).sends >= settings.SECURITY_CODE_SENDS_PER_DAY:
            raise TooManySendsToday
        code = code or SecurityCode(
            user=user, unique_number=number, salt=secrets.token_hex(16), sent_to=email, created_at=now
        )
        code.sends += 1
        code.sent_at = now
        code.save()
        notices.security_code_asked(code)
    code.mailbox_moved = moved
    return code


def lock(user: User, number: str) -> None:
    """One at a time for an account, and for the codes of a number over all accounts."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    codes = SecurityCode.objects.select_for_update().filter(
        unique_number=number, created_at__gt=timezone.now() - DAY
    )
    list(codes.order_by("pk").values_list("pk"))


def latest(user: User, number: str, now: datetime) -> SecurityCode | None:
    """The code that still works for this account and number."""
    return SecurityCode.objects.filter(user=user, unique_number=number).usable(now).first()


def last_drawn(user: User, number: str) -> SecurityCode | None:
    """The last code of this account for this number, usable or not."""
    return SecurityCode.objects.filter(user=user, unique_number=number).first()


def spent_today(user: User, number: str, now: datetime) -> Spent:
    """The mails and wrong tries of the codes drawn in the last 24 hours.

    Counting the number over all accounts keeps a person with many accounts from flooding a mailbox or
    guessing without end.
    """
    own, same = Q(user=user), Q(unique_number=number)
    counts = (
        SecurityCode.objects.filter(own | same, created_at__gt=now - DAY)
        .order_by()
        .aggregate(
            own_sends=Sum("sends", filter=own, default=0),
            same_sends=Sum("sends", filter=same, default=0),
            own_tries=Sum("wrong_tries", filter=own, default=0),
            same_tries=Sum("wrong_tries", filter=same, default=0),
        )
    )
    gone = SpentCode.objects.filter(mark=mark_of(number), created_at__gt=now - DAY).order_by()
    before = gone.aggregate(sends=Sum("sends", default=0), wrong_tries=Sum("wrong_tries", default=0))
    return Spent(
        sends=max(counts["own_sends"], counts["same_sends"] + before["sends"]),
        wrong_tries=max(counts["own_tries"], counts["same_tries"] + before["wrong_tries"]),
    )


def keep_count(codes: QuerySet[SecurityCode]) -> None:
    """Before these codes are deleted: their number has spent what it has spent, for a day."""
    day_ago = timezone.now() - DAY
    SpentCode.objects.filter(created_at__lte=day_ago).delete()
    SpentCode.objects.bulk_create(
        SpentCode(
            mark=mark_of(code.unique_number),
            sends=code.sends,
            wrong_tries=code.wrong_tries,
            created_at=code.created_at,
        )
        for code in codes.filter(created_at__gt=day_ago)
    )


def check_code(user: User, number: str, typed: str) -> SecurityCode:
    """The code's row if the digits are right; a wrong try is counted before the refusal is raised.

    A code that cannot serve is refused before any lock is taken, and its digits are not worked out: guessing
    on costs this site next to nothing.
    """
    digits = read_digits(typed)
    if refusal := why_unusable(last_drawn(user, number), timezone.now()):
        raise refusal
    with transaction.atomic():
        lock(user, number)
        now = timezone.now()
        code = last_drawn(user, number)
        refusal = why_unusable(code, now) or _spent_tries(user, number, now)
        if code and not refusal and not code.matches(digits):
            SecurityCode.objects.filter(pk=code.pk).update(wrong_tries=F("wrong_tries") + 1)
            code.wrong_tries += 1
            refusal = CodeWrong(code.tries_left) if code.tries_left else CodeBurnt()
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
        return MailboxChanged() if code.was_ended else CodeExpired()
    return None


def _spent_tries(user: User, number: str, now: datetime) -> ImportRefused | None:
    limit = settings.SECURITY_CODE_TRIES_PER_DAY
    return TooManyTriesToday() if spent_today(user, number, now).wrong_tries >= limit else None


def use_up(code: SecurityCode) -> None:
    """Mark the code used; of two requests with the same right code, one gets through."""
    taken = SecurityCode.objects.filter(pk=code.pk, used_at__isnull=True).update(used_at=timezone.now())
    if not taken:
        raise CodeAlreadyUsed


def end(code: SecurityCode) -> None:
    """The code proves nothing any more: it ends now, whatever is left of its life."""
    SecurityCode.objects.filter(pk=code.pk).update(expires_at=timezone.now())


def masked_email(address: str) -> str:
    """Enough for its owner to know which mailbox to open: « a•••e@e… »."""
    local, _at, domain = address.partition("@")
    last = local[-1] if len(local) > 2 else ""
    return f"{local[:1]}•••{last}@{domain[:1]}…"
