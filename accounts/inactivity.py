"""What accounts lets go with time: accounts nobody uses, and what is left over around them."""

from datetime import datetime, timedelta
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts import privacy_notices
from accounts.deleting import AccountDeletionRefused, delete_account
from accounts.models import DataArchive, Invitation, RetentionWarning, User
from accounts.models.users import UserQuerySet
from accounts.privacy_notices import FAREWELL
from accounts.retention import REASONS_TO_KEEP, Purger, register
from accounts.warnings_given import deletion_day, long_warned, note_warning, warned
from alin.outbox.models import Message
from alin.pages.models import HelpRequest
from alin.retention import WARNED_DAYS, period

SUBJECT = RetentionWarning.Subject.ACCOUNT


# --- Accounts -----------------------------------------------------------------------------------
def never_activated(now: datetime) -> UserQuerySet:
    """Opened and never given a password."""
    people = User.objects.applicants().never_activated()
    return people.filter(last_login=None, date_joined__lt=period("never_activated").cutoff(now))


def inactive(now: datetime, ahead: timedelta = timedelta()) -> UserQuerySet:
    """Nobody logged in for the whole period, and nothing keeps the account; `seen`: the last sign of life.

    `ahead`: those whose period ends within that time, while nothing keeps the account today.
    """
    people = User.objects.applicants().annotate(seen=Coalesce("last_login", "date_joined"))
    people = people.exclude(pk__in=User.objects.never_activated().values("pk"))
    for reason in REASONS_TO_KEEP:
        people = people.exclude(reason(now))
    return people.filter(seen__lt=period("inactive_account").cutoff(now + ahead))


def inactive_and_warned(now: datetime) -> UserQuerySet:
    """Those whose month is over."""
    return inactive(now).filter(long_warned(now, SUBJECT, "seen"))


def warn_inactive(now: datetime) -> int:
    """Tell those whose period ends within a month, once; returns how many."""
    soon = inactive(now, timedelta(days=WARNED_DAYS)).exclude(warned(now, SUBJECT, "seen"))
    people = list(soon.order_by("pk"))
    for user in people:
        on = deletion_day("inactive_account", user.seen, now)  # type: ignore[attr-defined]
        with transaction.atomic():
            note_warning(user, SUBJECT, now)
            privacy_notices.account_will_be_deleted(user, on)
    return len(people)


def former_staff(now: datetime) -> QuerySet[User]:
    """People who left their organisation; what they did stays, without their name."""
    return User.objects.filter(
        left_at__lt=period("former_staff").cutoff(now), membership__isnull=True, is_superuser=False
    )


def let_account_go(user: User) -> bool:
    """The same act as the button's; False when something still holds the account."""
    try:
        delete_account(user, inactive=True)
    except AccountDeletionRefused:
        return False
    return True


# --- What is left over --------------------------------------------------------------------------
def old_messages(now: datetime) -> QuerySet[Message]:
    """Delivered, given up or useless for the whole period."""
    ended = ~Q(state__in=[Message.State.WAITING, Message.State.SENDING])
    return Message.objects.filter(ended, created_at__lt=period("message").cutoff(now))


def farewells(now: datetime) -> QuerySet[Message]:
    """Last mails of deleted accounts, once they have left."""
    ended = ~Q(state__in=[Message.State.WAITING, Message.State.SENDING])
    old = Q(created_at__lt=period("farewell").cutoff(now))
    return Message.objects.filter(ended, old, key__startswith=FAREWELL)


def old_archives(now: datetime) -> QuerySet[DataArchive]:
    """Rows of archives whose file went long ago; they only say that one was asked for."""
    ended = ~Q(state=DataArchive.State.WAITING) & ~Q(state=DataArchive.State.READY)
    return DataArchive.objects.filter(ended, asked_at__lt=period("message").cutoff(now))


def old_invitations(now: datetime) -> QuerySet[Invitation]:
    """Accepted, withdrawn or run out for the whole period."""
    end = Coalesce("accepted_at", "withdrawn_at", F("sent_at"))
    return Invitation.objects.annotate(end=end).filter(end__lt=period("invitation").cutoff(now))


def old_help_requests(now: datetime) -> QuerySet[HelpRequest]:
    """Answered, or left without an answer, for the whole period."""
    end = Coalesce("answered_at", "asked_at")
    return HelpRequest.objects.annotate(end=end).filter(end__lt=period("help_request").cutoff(now))


def orphan_sessions(now: datetime) -> QuerySet[UserSession]:
    """Lines of the sessions' list whose session is over."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    return UserSession.objects.filter(~Exists(alive))


def clear_sessions(now: datetime) -> int:
    """Django's own clearing of what has run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return 0


register(Purger("session", orphan_sessions, warn=clear_sessions))
register(Purger("help_request", old_help_requests))
register(Purger("invitation", old_invitations))
register(Purger("archive", old_archives))
register(Purger("message", old_messages))
register(Purger("farewell", farewells))
register(Purger("former_staff", former_staff))
register(Purger("never_activated", never_activated, let_account_go))
register(Purger("inactive_account", inactive_and_warned, let_account_go, warn_inactive))
