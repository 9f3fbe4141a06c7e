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
from django.utils.html import escape

from alin.outbox.models import Message

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class LetterCard:
    """One of several things a mail lists: a heading that links to a path here, and short facts."""

    title: str
    path: str
    price: str = ""
    facts: list[str] = field(default_factory=list)

    @property
    def link(self) -> str:
        """The full address."""
        return absolute(self.path)


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
    cards: list[LetterCard] = field(default_factory=list)
    afterword: str = ""  # below the cards and the button
    stop: tuple[str, str] | None = None  # label and path of the page that ends such mails (RFC 8058)


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
    text, html = _drawn(letter)
    return _post(
        key,
        channel=Message.Channel.MAIL,
        category=category,
        user=user,
        to=to or (user.email if user else ""),
        subject=_one_line(letter.subject),
        text=text,
        html=html,
        stop_url=absolute(letter.stop[1]) if letter.stop else "",
        confidential=confidential,
        secret=secret,
    )


@dataclass(frozen=True)
class Copy:
    """One reader's copy of a letter that many get: `words` are put in for the marks of the same names."""

    key: str
    user: "User"
    words: dict[str, str]


# More copies than this wait for the sweep, so that a security code need not queue behind them.
AT_ONCE = 20


def mark(name: str) -> str:
    """Where a copy's own word stands in the letter."""
    return f"%%{name}%%"


def post_copies(letter: Letter, copies: list[Copy], *, category: Message.Category) -> int:
    """Put one letter in the outbox for many readers of one language: drawn once, filled in for each.

    Call it inside a transaction and under their language. A key that is there already is passed over;
    returns how many were written. Words may stand in the subject, the paragraphs and the stop's path.
    """
    text, html = _drawn(letter)
    stop_url = absolute(letter.stop[1]) if letter.stop else ""
    subject = _one_line(letter.subject)
    known = set(Message.objects.filter(key__in=[copy.key for copy in copies]).values_list("key", flat=True))
    rows = [
        Message(
            key=copy.key,
            channel=Message.Channel.MAIL,
            category=category,
            user=copy.user,
            to=copy.user.email,
            subject=_filled(subject, copy.words)[:200],
            text=_filled(text, copy.words),
            html=_filled(html, {name: escape(word) for name, word in copy.words.items()}),
            stop_url=_filled(stop_url, copy.words),
        )
        for copy in copies
        if copy.key not in known
    ]
    Message.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    if len(rows) <= AT_ONCE:
        for row in Message.objects.filter(key__in=[row.key for row in rows]):
            transaction.on_commit(partial(_hand_over, row.pk), robust=True)
    return len(rows)


def _filled(text: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        text = text.replace(mark(name), word)
    return text


def _one_line(subject: str) -> str:
    return " ".join(str(subject).split())[:200]


def _drawn(letter: Letter) -> tuple[str, str]:
    """Text and HTML, from the same letter."""
    context = {
        "letter": letter,
        "title": letter.title or letter.subject,
        "link": absolute(letter.button[1]) if letter.button else "",
        "stop_link": absolute(letter.stop[1]) if letter.stop else "",
        "site_url": settings.SITE_URL,
        "language": translation.get_language(),
    }
    return render_to_string("mail/letter.txt", context), render_to_string("mail/letter.html", context)


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
    message, created = Message.objects.get_or_create(key=key, defaults=fields)
    if created:
        transaction.on_commit(partial(_hand_over, message.pk), robust=True)
    return message


def _hand_over(message_id: int) -> None:
    from alin.outbox.delivery import enqueue

    enqueue(message_id)
