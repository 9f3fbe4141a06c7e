"""The nightly round: bring files up to date while their holders sleep, gently (R4.2).

Beat calls `refresh_turn` each minute of the night. A turn reads the registry's list of changes, once a night,
and marks the files on it; then it asks for a minute's share of the files due. All that is known between two
turns is in the rows, so a turn that dies, or a night without a registry, loses nothing.
"""

import logging
import random
import secrets
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Min, Q
from django.utils import timezone

from alin.dates import local_today
from applications import update_notices
from applications.import_errors import ImportRefused, NumberNotConfirmed, RegistryDown
from applications.models import HousingApplication, RefreshRound
from applications.models.housing_applications import HousingApplicationQuerySet
from applications.registry import get_registry
from applications.registry.protocol import CursorRefused, RegistryUnavailable
from applications.updating import Origin, update_application

logger = logging.getLogger(__name__)

ROUND = 1  # the only row
LEASE = timedelta(minutes=3)  # longer than a task may live: a dead worker's lock frees itself
BUDGET = 45.0  # seconds of a turn; what is left is for the next one
FAILURES_IN_A_ROW = 3  # then it is the registry that fails, not one file
PAGES = 5  # pages of the list read in one turn
LONGEST_PAUSE = timedelta(hours=1)


def refresh_turn() -> int:
    """One minute's share of the night; returns how many files the registry was asked for.

    Does nothing while another turn runs, or while the registry is left alone after failures.
    """
    token = _take()
    if token is None:
        return 0
    current = RefreshRound.objects.get(pk=ROUND)
    asked = 0
    try:
        _list_changes(current)
        asked = _ask_for_a_share(current)
    except (RegistryDown, RegistryUnavailable) as trouble:
        _leave_alone(current, trouble.retry_after)
    else:
        if asked or current.failures:
            RefreshRound.objects.filter(pk=ROUND).update(failures=0, not_before=None)
    finally:
        RefreshRound.objects.filter(pk=ROUND, held_by=token).update(held_until=None, held_by="")
    return asked


def _ask_for_a_share(current: RefreshRound) -> int:
    """The files of one turn, a short random pause apart; raises RegistryDown after several failures in a row.

    A single file that fails may be the registry's fault about that one alone: those after it have their turn.
    """
    end = time.monotonic() + BUDGET
    asked = failures = 0
    for application in due(timezone.now())[: settings.REFRESH_FILES_PER_MINUTE]:
        if asked:
            time.sleep(random.uniform(*settings.REFRESH_PAUSE))  # noqa: S311  # spreading load
        if time.monotonic() > end:
            break
        asked += 1
        try:
            refresh_one(application)
        except RegistryDown:
            failures += 1
            HousingApplication.objects.filter(pk=application.pk).update(refresh_failed_at=timezone.now())
            if failures == FAILURES_IN_A_ROW:
                raise
        else:
            failures = current.failures = 0  # it answers: a failure after this is a first one again
    if failures and failures == asked:
        raise RegistryDown
    return asked


def refresh_one(application: HousingApplication) -> None:
    """Update one file for its holder, who is told what a page would have said. Raises RegistryDown alone."""
    try:
        update_application(application, Origin.NIGHTLY)
    except RegistryDown:
        raise
    except NumberNotConfirmed:
        with transaction.atomic():
            update_notices.number_to_confirm(application)
    except ImportRefused as refusal:
        logger.info("Demande %s not updated: %s", application.masked_number, refusal.code)
    except Exception as error:
        # One odd file must not stop those after it, night after night. Its values stay out of the log.
        logger.error("Demande %s not updated: %s", application.masked_number, type(error).__name__)
    else:
        return
    HousingApplication.objects.filter(pk=application.pk).update(refresh_tried_at=timezone.now())


def due(now: datetime) -> HousingApplicationQuerySet:
    """The files to ask for: on the registry's list since they were fetched, or not fetched for long.

    Only live ones: not struck off, of an active account, and submitted or with a holder who came by lately.
    """
    long_ago = now - timedelta(days=settings.REFRESH_EVERY_DAYS)
    lately = now - timedelta(days=settings.REFRESH_ACTIVE_DAYS)
    never_tried = Q(refresh_tried_at__isnull=True)
    failed_lately = Q(refresh_failed_at__gt=now - LONGEST_PAUSE)
    listed = Q(refresh_wanted_at__gt=F("fetched_at")) & (
        never_tried | Q(refresh_tried_at__lt=F("refresh_wanted_at"))
    )
    slow = Q(fetched_at__lt=long_ago) & (never_tried | Q(refresh_tried_at__lt=long_ago))
    return (
        HousingApplication.objects.filter(listed | slow, struck_off="", owner__is_active=True)
        .exclude(failed_lately)
        .filter(Q(submitted_at__isnull=False) | Q(owner__last_login__gte=lately))
        .select_related("owner")
        .order_by(F("refresh_wanted_at").asc(nulls_last=True), "fetched_at", "pk")
    )


def _list_changes(current: RefreshRound) -> None:
    """Mark the files on the registry's list of changes; once a night, a few pages a turn."""
    today = local_today()
    if current.listed_on == today:
        return
    since = current.since or _first_since()
    if since and _read_pages(current, since):
        return  # more pages wait for the next turn
    current.listed_on = today
    current.save(update_fields=["listed_on"])


def _read_pages(current: RefreshRound, since: datetime) -> bool:
    """Mark the files of the next pages, each together with how far the list was read; are there more?"""
    for _page in range(PAGES):
        try:
            page = get_registry().changes_since(since, after=current.cursor)
        except CursorRefused:
            current.cursor = ""
            current.save(update_fields=["cursor"])
            raise
        with transaction.atomic():
            imported = HousingApplication.objects.filter(unique_number__in=page.numbers)
            imported.update(refresh_wanted_at=timezone.now())
            current.since = since if page.more else page.until
            current.cursor = page.cursor if page.more else ""
            current.save(update_fields=["since", "cursor"])
        if not page.more:
            return False
    return True


def _first_since() -> datetime | None:
    """Where the very first list begins: the oldest fetch, as far back as the slow round does not reach."""
    oldest = HousingApplication.objects.aggregate(oldest=Min("fetched_at"))["oldest"]
    long_ago = timezone.now() - timedelta(days=settings.REFRESH_EVERY_DAYS)
    return max(oldest, long_ago) if oldest else None


def _take() -> str | None:
    """Hold the round for this turn; None where another turn holds it, or nobody may ask yet."""
    now, token = timezone.now(), secrets.token_hex(16)
    RefreshRound.objects.get_or_create(pk=ROUND)
    ready = RefreshRound.objects.free(now).filter(Q(not_before__isnull=True) | Q(not_before__lte=now))
    taken = ready.filter(pk=ROUND).update(held_until=now + LEASE, held_by=token)
    return token if taken else None


def _leave_alone(current: RefreshRound, retry_after: int | None) -> None:
    """Double the pause with each failure in a row, up to an hour; drawn a little at random."""
    failures = min(current.failures + 1, 10)
    pause = timedelta(minutes=2 ** (failures - 1)) * random.uniform(0.75, 1.25)  # noqa: S311  # spreads load
    pause = min(max(pause, timedelta(seconds=retry_after or 0)), LONGEST_PAUSE)
    RefreshRound.objects.filter(pk=ROUND).update(failures=failures, not_before=timezone.now() + pause)
    logger.warning("The nightly round leaves the registry alone for %d s", pause.total_seconds())
