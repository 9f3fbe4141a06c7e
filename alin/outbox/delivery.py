"""Deliver messages: claim a row, send it, write down how that went.

At least once: a worker that dies between the mail server's « yes » and our own row leaves the row claimed,
and it is sent again later under the same Message-ID. Never twice otherwise: a claim is one UPDATE, and what
comes of it is written only while the claim still holds.
"""

import logging
import smtplib
import time
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.utils import timezone

from alin import circuits
from alin.outbox.backends import send_sms
from alin.outbox.models import Message
from alin.outbox.models.messages import MessageQuerySet
from alin.outbox.secrets import SecretGone, reveal

logger = logging.getLogger(__name__)

# A claimed row whose worker died is free again after this; longer than CELERY_TASK_TIME_LIMIT.
CLAIM = timedelta(minutes=3)
# Twelve attempts are spread over almost two days.
DELAYS = [
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
]
MAX_ATTEMPTS = 12
SWEEP_SIZE = 200
OFFERS_SIZE = 1000
OFFERS_SECONDS = 8  # less than beat's ten seconds: one sweep at a time is busy with alerts
SWEEP_SECONDS = 30  # a sweep begins no new message after this, so that other work gets its turn

# The mail server itself is away or unusable, rather than unhappy with one message.
SMTP_CARRIER_ERRORS = (
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPAuthenticationError,
)


def enqueue(message_id: int) -> None:
    """Ask a worker to deliver a message now; without a broker the sweep does it later."""
    from alin.outbox.tasks import deliver

    if circuits.broker.is_open():
        return
    try:
        deliver.delay(message_id)
    except Exception as error:  # any transport, any failure: the row is safe and the sweep will come
        circuits.broker.open()
        logger.warning("The broker does not answer (%s): messages wait for the sweep", type(error).__name__)


def claim(message_id: int) -> Message | None:
    """Take a due message for this worker, or None when somebody else has it or it is done.

    One UPDATE decides, so two workers with the same message cannot both send it.
    """
    now = timezone.now()
    taken = (
        Message.objects.due(now)
        .filter(pk=message_id)
        .update(state=Message.State.SENDING, due_at=now + CLAIM, attempts=F("attempts") + 1)
    )
    return Message.objects.get(pk=message_id) if taken else None


def deliver_message(message_id: int) -> None:
    """Send one message if it is due; a failure puts it back with a growing delay."""
    if circuits.carrier.is_open():
        return  # it stays due: the sweep asks again
    message = claim(message_id)
    if message is None:
        return
    try:
        check_wanted(message)
        send(message)
    except SecretGone as reason:
        drop(message, reason)
    except Exception as error:  # whatever the neighbour did, it becomes a retry
        if is_carriers(error):
            circuits.carrier.open()
        postpone(message, error)
    else:
        mark_sent(message)


def check_wanted(message: Message) -> None:
    """Somebody who turned mails about offers off gets none, not even one that was written before."""
    if message.category == Message.Category.OFFERS and message.user and not message.user.offer_mails_wanted:
        raise SecretGone("The reader turned mails about offers off")


def send(message: Message) -> None:
    """Hand the message to the mail server or the SMS gateway."""
    name = f"{message.created_at:%Y%m%dT%H%M%S}-{message.pk:08d}"
    text, html = reveal(message)
    if message.channel == Message.Channel.SMS:
        send_sms(name, message.to, text)
        return
    mail = EmailMultiAlternatives(
        message.subject,
        text,
        to=[message.to],
        # The same for every attempt: mail servers and programs recognise a repeat by it.
        headers={
            "X-Alin-Message": name,
            "Message-ID": f"<{name}@{urlsplit(settings.SITE_URL).hostname}>",
            **stop_headers(message),
        },
    )
    if html:
        mail.attach_alternative(html, "text/html")
    mail.send()


def stop_headers(message: Message) -> dict[str, str]:
    """What makes mail programs show a button that ends such mails with one request (RFC 8058)."""
    if not message.stop_url:
        return {}
    return {
        "List-Unsubscribe": f"<{message.stop_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def mark_sent(message: Message) -> None:
    """Delivered; a confidential content leaves the database."""
    fields: dict[str, Any] = {"state": Message.State.SENT, "sent_at": timezone.now(), "error": ""}
    conclude(message, fields, forget=message.confidential)


def drop(message: Message, reason: SecretGone) -> None:
    """The code or link in it can serve nobody any more: a mail would only mislead."""
    fields = {"state": Message.State.DROPPED, "error": str(reason)[:500]}
    conclude(message, fields, forget=message.confidential)
    logger.info("Message %s not sent: what it carries can no longer serve", message.pk)


def postpone(message: Message, error: Exception) -> None:
    """Try again later, or give up after the last attempt, or at once when the address is refused."""
    final = is_refusal(error) or message.attempts >= MAX_ATTEMPTS
    fields = {
        "state": Message.State.FAILED if final else Message.State.WAITING,
        "due_at": timezone.now() + DELAYS[min(message.attempts, len(DELAYS)) - 1],
        "error": f"{type(error).__name__}: {error}"[:500],
    }
    # By now a code or a link would have run out.
    conclude(message, fields, forget=final and message.confidential)
    logger.warning("Message %s not delivered (%s)", message.pk, type(error).__name__)


def is_carriers(error: Exception) -> bool:
    """Would the next message fail in the same way? (smtplib's errors are all OSErrors.)

    A soft time limit stands for a server that answers too slowly.
    """
    if isinstance(error, smtplib.SMTPException):
        return isinstance(error, SMTP_CARRIER_ERRORS)
    return isinstance(error, (OSError, SoftTimeLimitExceeded))


def is_refusal(error: Exception) -> bool:
    """Did the mail server refuse this very address for good (a 5xx answer)?"""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return False


def conclude(message: Message, fields: dict[str, Any], *, forget: bool) -> None:
    """Write down what came of a claim, unless somebody took the row over since.

    `attempts` is the claim's number: it tells a claim from the one after it.
    """
    if forget:
        fields |= {"text": "", "html": ""}
    Message.objects.filter(pk=message.pk, state=Message.State.SENDING, attempts=message.attempts).update(
        **fields
    )


def sweep_due() -> int:
    """Deliver what is due and nobody took, as far as a sweep's time goes; returns how many were looked at.

    Alerts come by the thousand: they go last and for a few seconds, so that people's own affairs never
    wait behind them.
    """
    due = Message.objects.due(timezone.now()).order_by("due_at", "pk").values_list("pk", flat=True)
    own = list(due.exclude(category=Message.Category.OFFERS)[:SWEEP_SIZE])
    looked_at = _deliver_until(own, time.monotonic() + SWEEP_SECONDS)
    offers = list(due.filter(category=Message.Category.OFFERS)[:OFFERS_SIZE])
    return looked_at + _deliver_until(offers, time.monotonic() + OFFERS_SECONDS)


def _deliver_until(message_ids: list[int], until: float) -> int:
    looked_at = 0
    for message_id in message_ids:
        if circuits.carrier.is_open() or time.monotonic() > until:
            break
        deliver_message(message_id)
        looked_at += 1
    return looked_at


def retry_failed(chosen: MessageQuerySet) -> int:
    """Give failed messages a new series of attempts; returns how many. A wiped one has nothing to send."""
    failed = chosen.filter(state=Message.State.FAILED).exclude(text="")
    return failed.update(state=Message.State.WAITING, attempts=0, due_at=timezone.now())
