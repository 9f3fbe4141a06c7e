"""One request for the archive of one's data: asked, made in the background, fetched, gone."""

import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DataArchiveQuerySet(models.QuerySet["DataArchive"]):
    """Questions the background work asks."""

    def due(self, now: datetime) -> "DataArchiveQuerySet":
        """To be made now."""
        return self.filter(state=DataArchive.State.WAITING, due_at__lte=now)

    def outlived(self, now: datetime) -> "DataArchiveQuerySet":
        """Their file's time is over."""
        return self.filter(state=DataArchive.State.READY, expires_at__lte=now)


class DataArchive(models.Model):
    """A copy of everything the portal holds about one person, as a ZIP outside of anything public.

    `key` is the address of its page; it opens for its owner alone.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("En préparation")
        READY = "ready", _("Prête")
        FAILED = "failed", _("Échec")
        EXPIRED = "expired", _("Expirée")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="data_archives",
        verbose_name=_("Personne"),
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("État"), max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(_("Demandée le"), default=timezone.now)
    # WAITING: when to try (again); a worker that takes it moves this on, so that it is not taken twice.
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    ready_at = models.DateTimeField(_("Prête le"), null=True, blank=True)
    expires_at = models.DateTimeField(_("Disponible jusqu'au"), null=True, blank=True)

    objects = DataArchiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("archive de données")
        verbose_name_plural = _("archives de données")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="waiting"), name="one_archive_in_the_making"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(ready_at__isnull=False, expires_at__isnull=False),
                name="ready_archive_has_its_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} · {self.asked_at:%Y-%m-%d}"

    @property
    def path(self) -> Path:
        """Where its file is, while it is ready."""
        return Path(settings.ARCHIVES_FOLDER) / f"{self.key}.zip"

    def is_open(self, now: datetime) -> bool:
        """Can it be fetched?"""
        return bool(self.state == self.State.READY and self.expires_at and self.expires_at > now)
