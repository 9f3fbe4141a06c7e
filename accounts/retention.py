"""The nightly purge (R8.2): each floor registers what it lets go, and after how long.

Idempotent: what is due is asked of the tables each time, so one run or ten leave the same. A row that cannot
go now (a candidature is at a landlord's) is passed over and asked again the next night.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

logger = logging.getLogger(__name__)

BATCH = 200
RUN_SECONDS = 60  # of one task; it calls itself again, so that it stays below the time limit

Due = Callable[[datetime], QuerySet[Any]]


@dataclass(frozen=True)
class Purger:
    """One thing that is let go: `rule` names its line in alin/retention.py.

    `let_go` ends one row by the domain's own act and says whether it did; without it rows go in batches.
    `warn` runs first and returns how many people it told.
    """

    rule: str
    due: Due
    let_go: Callable[[Any], bool] | None = None
    warn: Callable[[datetime], int] | None = None


PURGERS: list[Purger] = []
# What keeps an account whose owner does not log in: each floor adds a condition on people.
REASONS_TO_KEEP: list[Callable[[datetime], Q]] = []


def register(purger: Purger) -> None:
    """Add a purger, once; each floor does so when it is loaded (apps.py)."""
    if all(known.rule != purger.rule for known in PURGERS):
        PURGERS.append(purger)


def counts(now: datetime | None = None) -> dict[str, int]:
    """How many rows are due for each rule; changes nothing."""
    now = now or timezone.now()
    return {purger.rule: purger.due(now).count() for purger in PURGERS}


def run(now: datetime | None = None, seconds: float | None = None) -> tuple[dict[str, int], bool]:
    """Warn, then let go what is due; how many by rule, and whether everything was looked at.

    A purger that breaks down is logged and does not keep the others from their work.
    """
    now = now or timezone.now()
    until = time.monotonic() + seconds if seconds else None
    gone: dict[str, int] = {}
    complete = True
    for purger in PURGERS:
        try:
            if purger.warn:
                purger.warn(now)
            gone[purger.rule], done = _purge(purger, now, until)
            complete = complete and done
        except Exception as error:  # one rule's trouble; its text may quote people's data
            logger.error("Purge of %s failed (%s)", purger.rule, type(error).__name__)
    logger.info(
        "Purge: %s", ", ".join(f"{rule} {count}" for rule, count in gone.items() if count) or "nothing"
    )
    return gone, complete


def _purge(purger: Purger, now: datetime, until: float | None) -> tuple[int, bool]:
    gone, last = 0, None
    while True:
        due = purger.due(now).order_by("pk")
        rows = list((due.filter(pk__gt=last) if last is not None else due)[:BATCH])
        if not rows:
            return gone, True
        last = rows[-1].pk
        if purger.let_go:
            # Asked anew for each: somebody may have logged in while those before went.
            gone += sum(purger.let_go(row) for row in rows if purger.due(now).filter(pk=row.pk).exists())
        else:
            rows[0]._meta.base_manager.filter(pk__in=[row.pk for row in rows]).delete()
            gone += len(rows)
        if until is not None and time.monotonic() > until:
            return gone, False
