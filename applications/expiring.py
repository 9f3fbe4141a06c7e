"""Tell people in time that their demande ends (R4.1): a month before, a week before, and once it is over.

Each reminder is noted in the file with the last day it was about: asked ten times, it goes out once, and a
renewal at the registry begins anew.
"""

import datetime
import logging
import time

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from alin.dates import local_today
from applications import update_notices
from applications.import_errors import ImportRefused, RegistryDown
from applications.models import HousingApplication
from applications.models.housing_applications import HousingApplicationQuerySet
from applications.updating import Origin, update_application

logger = logging.getLogger(__name__)

OVER = -1  # the stage of a demande past its last day
BATCH = 50
BUDGET = 45.0  # seconds of a turn; the next one goes on


def stages() -> list[tuple[int, int]]:
    """Each reminder with the fewest days left at which it is still the right one, the earliest first.

    A reminder missed while no worker ran is made up for, unless the next is due already.
    """
    days = sorted(settings.EXPIRY_REMINDER_DAYS, reverse=True)
    return [*zip(days, [*(one + 1 for one in days[1:]), 0], strict=True), (OVER, -settings.EXPIRY_LATE_DAYS)]


def stage_of(application: HousingApplication, today: datetime.date) -> int | None:
    """The reminder that this file is due for on that day; None: none."""
    left = (application.expires_on - today).days
    return next((stage for stage, least in stages() if least <= left <= stage), None)


def waiting(today: datetime.date) -> HousingApplicationQuerySet:
    """Live files whose reminder of the day was not sent for this last day of validity."""
    wanted = Q(pk__in=[])
    for stage, least in stages():
        told = Q(expiry_told_for=F("expires_on"), expiry_told_stage__lte=stage)
        days = [today + datetime.timedelta(days=left) for left in (least, stage)]
        wanted |= Q(expires_on__range=days) & (Q(expiry_told_for__isnull=True) | ~told)
    return (
        HousingApplication.objects.filter(wanted, struck_off="", owner__is_active=True)
        .select_related("owner")
        .order_by("expires_on", "pk")
    )


def remind_of_expiry() -> int:
    """Send the reminders that are due, in a bounded time; returns how many went out.

    Each file is first brought up to date: a demande that was renewed alarms nobody. Where the registry does
    not answer, the letter says « si vous ne l'avez pas déjà fait ».
    """
    today = local_today()
    end = time.monotonic() + BUDGET
    answers, told = True, 0
    for application in waiting(today)[:BATCH]:
        certain = False
        if answers:
            try:
                certain = _renewal_looked_for(application)
            except RegistryDown:
                answers = False
        told += _tell(application, today, certain=certain)
        if time.monotonic() > end:
            break
    return told


def _renewal_looked_for(application: HousingApplication) -> bool:
    """Was the registry asked, and does the file say what it said? Raises RegistryDown."""
    try:
        update_application(application, Origin.NIGHTLY)
    except RegistryDown:
        raise
    except ImportRefused as refusal:
        logger.info("Demande %s not updated: %s", application.masked_number, refusal.code)
        return False
    except Exception as error:
        # An odd answer about one file must not keep the others from their reminder.
        logger.error("Demande %s not updated: %s", application.masked_number, type(error).__name__)
        return False
    return True


def _tell(application: HousingApplication, today: datetime.date, *, certain: bool) -> bool:
    """Write the letter and the note together, unless the file is gone, ended, renewed or told meanwhile."""
    with transaction.atomic():
        current = HousingApplication.objects.select_for_update(of=("self",)).select_related("owner")
        locked = current.filter(pk=application.pk, struck_off="").first()
        stage = stage_of(locked, today) if locked else None
        if locked is None or stage is None:
            return False
        told_for, told_stage = locked.expiry_told_for, locked.expiry_told_stage
        if told_for == locked.expires_on and told_stage is not None and told_stage <= stage:
            return False
        locked.expiry_told_for, locked.expiry_told_stage = locked.expires_on, stage
        locked.save(update_fields=["expiry_told_for", "expiry_told_stage"])
        update_notices.expires(locked, stage, certain=certain)
    return True
