"""Take a demande out of the account (R4.4); the registry is not touched and the number is free again."""

import logging

from django.db import transaction

from accounts.models import User
from applications import notices
from applications.import_errors import DeletionRefused
from applications.models import HousingApplication
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
    """Delete the file and everything that hangs on it; raises DeletionRefused and then deletes nothing."""
    try:
        with transaction.atomic():
            locked = HousingApplication.objects.select_for_update().get(pk=application.pk)
            application_deleting.send(sender=HousingApplication, application=locked, actor=actor)
            notices.application_deleted(locked.owner, locked.als_number)
            locked.delete()
    except DeletionBlocked as blocked:
        raise DeletionRefused(reason=blocked.message) from blocked
    logger.info("Application %s deleted by its holder", application.als_number)
