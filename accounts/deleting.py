"""Delete an account and everything that hangs on it (GDPR article 17): at once, whole or not at all.

The one act behind the button and behind the retention periods. What stays, and why, is in docs/privacy.md.
"""

import logging
from datetime import timedelta
from functools import partial
from pathlib import Path

from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import privacy_notices
from accounts.models import DataArchive, Invitation, User
from accounts.sessions import end_sessions
from accounts.signals import DeletionBlocked, DeletionEffect, account_deleting, account_deletion_asked
from alin.outbox.models import Message
from alin.pages.models import HelpRequest

logger = logging.getLogger(__name__)

GONE = "–"  # what a line of the admin's journal names instead of a deleted account


class AccountDeletionRefused(Exception):
    """The account stays; `message` says why and what to do."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


def effects_of_account_deletion(user: User) -> list[DeletionEffect]:
    """What would happen elsewhere, for the page that asks to confirm; nothing is changed."""
    if not user.is_applicant:
        return [DeletionEffect(str(_staff_sentence()), blocks=True)]
    effects: list[DeletionEffect] = []
    for _receiver, answer in account_deletion_asked.send(sender=User, user=user):
        if isinstance(answer, DeletionEffect):
            effects.append(answer)
        elif isinstance(answer, list):
            effects += answer
    return effects


def _staff_sentence() -> Promise:
    return _(
        "Votre compte appartient à votre organisation. "
        "Un responsable de votre équipe, ou l'administrateur d'AL'in, peut le retirer."
    )


def delete_account(user: User, *, inactive: bool = False) -> None:
    """Delete everything and write the last mail. Raises AccountDeletionRefused, and then nothing happened.

    A second call for the same person finds nothing and does nothing. `inactive`: a retention period is over.
    """
    try:
        with transaction.atomic():
            locked = User.objects.select_for_update().filter(pk=user.pk).first()
            if locked is None:
                return
            if not locked.is_applicant:
                raise AccountDeletionRefused(_staff_sentence())
            account_deleting.send(sender=User, user=locked)
            _forget(locked)
            if locked.is_activated:
                privacy_notices.account_deleted(locked, inactive=inactive)
            locked.delete()
    except DeletionBlocked as blocked:
        raise AccountDeletionRefused(blocked.message) from blocked
    logger.info("Account %s deleted (%s)", user.pk, "inactive" if inactive else "by its owner")


def _forget(user: User) -> None:
    """What no foreign key would take along."""
    end_sessions(user)
    addresses = [
        user.email,
        *EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True),
    ]
    Message.objects.filter(Q(user=user) | Q(to__in=addresses)).delete()
    _forget_in_journal(user)
    HelpRequest.objects.filter(Q(user=user) | Q(user=None, email__in=addresses)).delete()
    _forget_invitations(user, addresses)
    paths = [archive.path for archive in DataArchive.objects.filter(user=user)]
    transaction.on_commit(partial(_remove, paths), robust=True)


def _forget_invitations(user: User, addresses: list[str]) -> None:
    """Those that led somewhere or nowhere; one that still waits belongs to who invited, and runs out."""
    oldest = timezone.now() - timedelta(days=settings.INVITATION_DAYS)
    ended = Q(accepted_at__isnull=False) | Q(withdrawn_at__isnull=False) | Q(sent_at__lt=oldest)
    Invitation.objects.filter(Q(accepted_by=user) | Q(ended, email__in=addresses)).delete()


def _forget_in_journal(user: User) -> None:
    """The admin's journal names what was changed; it keeps the act and loses the name."""
    kinds = {
        User: [user.pk],
        EmailAddress: EmailAddress.objects.filter(user=user).values_list("pk", flat=True),
        HelpRequest: HelpRequest.objects.filter(user=user).values_list("pk", flat=True),
    }
    entries = apps.get_model("admin", "LogEntry").objects
    for model, keys in kinds.items():
        content_type = ContentType.objects.get_for_model(model)
        entries.filter(content_type=content_type, object_id__in=[str(key) for key in keys]).update(
            object_repr=GONE, change_message=""
        )


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
