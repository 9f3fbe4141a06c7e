"""Deliver messages: claim a row, send it, write down how that went."""

import logging
import smtplib
from datetime import timedelta

from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.utils import timezone

from alin.outbox.backends import send_sms
from alin.outbox.models import Message

logger = logging.getLogger(__name__)

# A claimed row whose worker died is free again after this; longer than a task may run.
CLAIM = timedelta(minutes=3)
DELAYS = [
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
]
MAX_ATTEMPTS = 12
SWEEP_SIZE = 200


def enqueue(message_id: int) -> None:
    """Ask a worker to deliver a message now; without a broker the sweep does it later."""
    from alin.outbox.tasks import deliver

    try:
        deliver.delay(message_id)
    except Exception as error:  # any transport, any failure: the row is safe and the sweep will come
        logger.warning(
            "Message %s waits for the sweep: the broker did not take it (%s)",
            message_id,
            error,
        )


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
    message = claim(message_id)
    if message is None:
        return
    try:
        send(message)
    except Exception as error:  # whatever the neighbour did, it becomes a retry
        postpone(message, error)
    else:
        mark_sent(message)


def send(message: Message) -> None:
    """Hand the message to the mail server or the SMS gateway."""
    name = f"{message.created_at:%Y%m%dT%H%M%S}-{message.pk:08d}"
    if message.channel == Message.Channel.SMS:
        send_sms(name, message.to, message.text)
        return
    mail = EmailMultiAlternatives(
        message.subject, message.text, to=[message.to], headers={"X-Alin-Message": name}
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    mail.send()


def mark_sent(message: Message) -> None:
    """Delivered; codes and log-in links leave the database."""
    message.state, message.sent_at, message.error = (
        Message.State.SENT,
        timezone.now(),
        "",
    )
    if message.confidential:
        message.text = message.html = ""
    message.save(update_fields=["state", "sent_at", "error", "text", "html"])


def postpone(message: Message, error: Exception) -> None:
    """Try again later, or give up after the last attempt, or at once when the address is refused."""
    refused = isinstance(error, smtplib.SMTPRecipientsRefused)
    final = refused or message.attempts >= MAX_ATTEMPTS
    message.state = Message.State.FAILED if final else Message.State.WAITING
    message.due_at = timezone.now() + DELAYS[min(message.attempts, len(DELAYS)) - 1]
    message.error = f"{type(error).__name__}: {error}"[:500]
    message.save(update_fields=["state", "due_at", "error"])
    logger.warning("Message %s not delivered (%s)", message.pk, type(error).__name__)


def sweep_due() -> int:
    """Deliver what is due and nobody took; returns how many were looked at."""
    due = list(
        Message.objects.due(timezone.now()).order_by("due_at", "pk").values_list("pk", flat=True)[:SWEEP_SIZE]
    )
    for message_id in due:
        deliver_message(message_id)
    return len(due)
