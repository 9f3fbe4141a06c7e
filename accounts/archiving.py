"""From the request to the file and its end: asked once a day, made in the background, gone after some days.

The row is the queue, as for messages: whatever the broker loses, beat finds again. A worker takes a row with
one UPDATE, so that two of them never make the same archive.
"""

import logging
import os
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import privacy_notices
from accounts.archive_file import archive_of
from accounts.models import DataArchive, User
from alin import circuits
from alin.retention import period

logger = logging.getLogger(__name__)

# A taken row whose worker died is free again after this; longer than CELERY_TASK_TIME_LIMIT.
CLAIM = timedelta(minutes=3)
DELAYS = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1)]
MAX_ATTEMPTS = 4
AT_ONCE = 20  # archives of one sweep, so that other work gets its turn


class ArchiveRefused(Exception):
    """Not now; `message` says why, for the person."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


def latest_archive(user: User) -> DataArchive | None:
    """The last one asked for."""
    return DataArchive.objects.filter(user=user).first()


def next_archive_at(archive: DataArchive | None) -> datetime | None:
    """From when on another may be asked for, if not at once."""
    if archive is None or archive.state == DataArchive.State.FAILED:
        return None
    at = archive.asked_at + timedelta(days=1)
    return at if at > timezone.now() else None


def ask_for_archive(user: User) -> DataArchive:
    """Have an archive made; a second click gets the one in the making. Raises ArchiveRefused."""
    now = timezone.now()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # one request at a time for an account
        asked = DataArchive.objects.filter(user=user)
        running = asked.filter(state=DataArchive.State.WAITING).first()
        if running:
            return running
        recent = asked.filter(asked_at__gt=now - timedelta(days=1)).exclude(state=DataArchive.State.FAILED)
        if recent.count() >= settings.ARCHIVES_PER_DAY:
            raise ArchiveRefused(_("Vous avez déjà demandé une archive il y a moins de 24 heures."))
        archive = DataArchive.objects.create(user=user, asked_at=now, due_at=now)
        transaction.on_commit(partial(enqueue, archive.pk), robust=True)
    return archive


def enqueue(archive_id: int) -> None:
    """Ask a worker to make it now; without a broker beat does it within a minute."""
    from accounts.tasks import make_archive

    if circuits.broker.is_open():
        return
    try:
        make_archive.delay(archive_id)
    except Exception as error:  # any transport, any failure: the row is safe and beat will come
        circuits.broker.open()
        logger.warning("The broker does not answer (%s): archives wait for beat", type(error).__name__)


def make(archive_id: int) -> None:
    """Make one archive if it is due; a failure puts it back, the last one is told to the person."""
    now = timezone.now()
    taken = DataArchive.objects.due(now).filter(pk=archive_id)
    if not taken.update(due_at=now + CLAIM, attempts=F("attempts") + 1):
        return
    archive = DataArchive.objects.select_related("user").get(pk=archive_id)
    try:
        _write(archive.path, archive_of(archive.user, now))
        _ready(archive)
    except Exception as error:  # whatever went wrong becomes a retry
        archive.path.unlink(missing_ok=True)
        _postpone(archive, error)


def _write(path: Path, content: bytes) -> None:
    """For this system's user alone, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial_file = path.with_suffix(f".{os.getpid()}.part")
    with os.fdopen(os.open(partial_file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
    partial_file.replace(path)


def _ready(archive: DataArchive) -> None:
    """Tell the person; the account may have been deleted meanwhile, and then the file goes too."""
    now = timezone.now()
    with transaction.atomic():
        done = DataArchive.objects.filter(
            pk=archive.pk, state=DataArchive.State.WAITING, attempts=archive.attempts
        ).update(
            state=DataArchive.State.READY,
            ready_at=now,
            expires_at=now + timedelta(days=period("archive").number),
        )
        if done:
            archive.refresh_from_db()
            privacy_notices.archive_ready(archive)
    if not done and not DataArchive.objects.filter(pk=archive.pk).exists():
        archive.path.unlink(missing_ok=True)


def _postpone(archive: DataArchive, error: Exception) -> None:
    """Later, or never again with a mail that says so. The error's text may quote data: it is not logged."""
    logger.error("Archive %s not made (%s)", archive.pk, type(error).__name__)
    final = archive.attempts >= MAX_ATTEMPTS
    due_at = timezone.now() + DELAYS[min(archive.attempts, len(DELAYS)) - 1]
    state = DataArchive.State.FAILED if final else DataArchive.State.WAITING
    with transaction.atomic():
        mine = DataArchive.objects.filter(
            pk=archive.pk, state=DataArchive.State.WAITING, attempts=archive.attempts
        )
        if mine.update(state=state, due_at=due_at) and final:
            privacy_notices.archive_failed(archive)


def tend(now: datetime | None = None) -> None:
    """Make what waits, take away what is over, and files that belong to no archive."""
    now = now or timezone.now()
    waiting = DataArchive.objects.due(now).order_by("due_at", "pk").values_list("pk", flat=True)
    for archive_id in list(waiting[:AT_ONCE]):
        make(archive_id)
    for archive in DataArchive.objects.outlived(now).order_by("pk"):
        archive.path.unlink(missing_ok=True)
        DataArchive.objects.filter(pk=archive.pk).update(state=DataArchive.State.EXPIRED)
    _sweep_files(now)


def _sweep_files(now: datetime) -> None:
    """A file without its row belongs to a deleted account, or to a worker that died in the middle."""
    folder = Path(settings.ARCHIVES_FOLDER)
    if not folder.is_dir():
        return
    wanted = {
        f"{key}.zip" for key in DataArchive.objects.exclude(state="expired").values_list("key", flat=True)
    }
    for path in folder.iterdir():
        old = now.timestamp() - path.stat().st_mtime > CLAIM.total_seconds()
        if path.name not in wanted and (old or path.suffix == ".zip"):
            path.unlink(missing_ok=True)
