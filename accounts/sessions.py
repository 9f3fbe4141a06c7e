"""Where a person is logged in, and closing what should no longer be open.

allauth.usersessions writes a row per log-in. Its own list asks the database three times per row and deletes
while it reads; this one asks twice in all and changes nothing.
"""

from collections.abc import Iterable
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.models import User

# How old the time of somebody's last activity may be; each change of it costs two writes.
ACTIVITY_EVERY = timedelta(minutes=5)


def open_sessions(user: User) -> list[UserSession]:
    """The sessions that would still let this person in, the last used first."""
    rows = list(UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk"))
    stored = _stored(rows)
    return [row for row in rows if row.session_key in stored and _lets_in(stored[row.session_key], user)]


def _stored(rows: Iterable[UserSession]) -> dict[str, Session]:
    keys = [row.session_key for row in rows]
    return {
        one.session_key: one for one in Session.objects.filter(pk__in=keys, expire_date__gt=timezone.now())
    }


def _lets_in(session: Session, user: User) -> bool:
    """A changed password changes the hash that every session carries, so the others are out (Django)."""
    data = session.get_decoded()
    if (
        data.get(SESSION_KEY) != str(user.pk)
        or data.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS
    ):
        return False
    carried = data.get(HASH_SESSION_KEY, "")
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(carried, wanted) for wanted in hashes)


def end_sessions(user: User, *, only: int | None = None, keep: str | None = None) -> int:
    """Close the person's sessions: one (`only`, its row's id), or all but the one with the key `keep`.

    Says how many were closed. Somebody else's are never touched.
    """
    rows = UserSession.objects.filter(user=user).exclude(session_key=keep or "")
    if only is not None:
        rows = rows.filter(pk=only)
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(pk__in=keys).delete()
    rows.delete()
    return len(keys)


def note_activity(session_key: str, ip: str, user_agent: str) -> None:
    """Write down that this session was used just now."""
    longest = UserSession._meta.get_field("user_agent").max_length
    UserSession.objects.filter(session_key=session_key).update(
        last_seen_at=timezone.now(), ip=ip, user_agent=user_agent[:longest]
    )
