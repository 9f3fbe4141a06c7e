"""Write a message: what it says is decided once, in the reader's language, with its cause.

Call these inside the transaction that makes the message true. The row is rolled back with its cause;
delivery starts only after the commit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from alin.outbox.models import Message

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Letter:
    """A mail's content; its text and HTML parts are both drawn from it, so they say the same.

    `button` is a label and a path on this site (« /mes-candidatures/ »). Nothing sensitive in `subject`:
    it shows on locked screens.
    """

    subject: str
    paragraphs: list[str]
    title: str = ""
    button: tuple[str, str] | None = None
    reference: str = ""
    code: str = ""  # shown large and alone, for a security code
    facts: list[tuple[str, str]] = field(default_factory=list)  # label and value, as a short table


@contextmanager
def language_of(user: "User | None") -> Iterator[None]:
    """Speak the reader's language while a letter is being written."""
    with translation.override(user.language if user else settings.LANGUAGE_CODE):
        yield


def absolute(path: str) -> str:
    """A path on this site as a full address, for use outside of it."""
    return f"{settings.SITE_URL}{path}"


def post_mail(
    letter: Letter,
    *,
    key: str,
    category: Message.Category,
    user: "User | None" = None,
    to: str = "",
    confidential: bool = False,
    secret: str = "",
) -> Message:
    """Put a mail in the outbox, for a user or for an address; the same key again changes nothing.

    Call it under `language_of(reader)`. `confidential` wipes the content from the database once sent.
    `secret` names the code or the link that is put in for secrets.PLACEHOLDER at delivery: nothing that
    opens anything is written into the database.
    """
    context = {
        "letter": letter,
        "title": letter.title or letter.subject,
        "link": absolute(letter.button[1]) if letter.button else "",
        "site_url": settings.SITE_URL,
        "language": translation.get_language(),
    }
    return _post(
        key,
        channel=Message.Channel.MAIL,
        category=category,
        user=user,
        to=to or (user.email if user else ""),
        subject=" ".join(str(letter.subject).split())[:200],
        text=render_to_string("mail/letter.txt", context),
        html=render_to_string("mail/letter.html", context),
        confidential=confidential,
        secret=secret,
    )


def post_sms(text: str, *, key: str, category: Message.Category, user: "User") -> Message | None:
    """Put a text message in the outbox, if the person said yes to SMS and gave a number."""
    if not (user.sms_wanted and user.mobile_phone):
        return None
    number = str(user.mobile_phone)
    return _post(
        f"sms:{key}",
        channel=Message.Channel.SMS,
        category=category,
        user=user,
        to=number,
        text=text,
    )


def _post(key: str, **fields: object) -> Message:
    from alin.outbox.delivery import enqueue

    message, created = Message.objects.get_or_create(key=key, defaults=fields)
    if created:
        transaction.on_commit(partial(enqueue, message.pk), robust=True)
    return message
