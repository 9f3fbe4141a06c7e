"""Take a demande out of the account (R4.4); the registry is not touched and the number is free again."""

import logging

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from alin.outbox.models import Message
from applications import notices
from applications.import_errors import DeletionRefused, FileGone
from applications.models import HousingApplication, SecurityCode
from applications.notices import code_mail_key
from applications.security_codes import keep_count
from applications.signals import (
    DeletionBlocked,
    DeletionEffect,
    application_deleting,
    application_deletion_asked,
)

logger = logging.getLogger(__name__)


def effects_of_deletion(application: HousingApplication) -> list[DeletionEffect]:
    """What the floors above say would happen, for the page that asks to confirm."""
    effects: list[DeletionEffect] = []
    for _receiver, answer in application_deletion_asked.send(
        sender=HousingApplication, application=application
    ):
        effects += [answer] if isinstance(answer, DeletionEffect) else []
    return effects


def delete_application(application: HousingApplication, actor: User) -> None:
    """Delete the file and everything that hangs on it.

    Raises DeletionRefused, and then deletes nothing; FileGone when another tab was quicker.
    """
    try:
        with transaction.atomic():
            locked = HousingApplication.objects.select_for_update().filter(pk=application.pk).first()
            if locked is None:
                raise FileGone
            notices.application_deleted(locked.owner, locked.als_number)
            take_out(locked, actor)
    except DeletionBlocked as blocked:
        raise DeletionRefused(reason=blocked.message) from blocked
    logger.info("Application %s deleted by its holder", application.als_number)


def take_out(locked: HousingApplication, actor: User) -> None:
    """The act itself, on a locked row inside the caller's transaction; raises DeletionBlocked."""
    application_deleting.send(sender=HousingApplication, application=locked, actor=actor)
    # A code is bound to the account and the number, not to the file: it goes by hand.
    forget_codes(SecurityCode.objects.filter(user=locked.owner, unique_number=locked.unique_number))
    locked.delete()


def forget_codes(codes: QuerySet[SecurityCode]) -> None:
    """Delete codes, and the rows of the mails that carried them.

    Those went to the registry's mailbox and name no account: only the code leads to them. What the number has
    spent today still counts.
    """
    keep_count(codes)
    for key in codes.values_list("pk", flat=True):
        Message.objects.filter(key__startswith=code_mail_key(key)).delete()
    codes.delete()
