"""What the registry changed in a file since its import, and how far the nightly round has come."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _


class RegistryUpdate(models.Model):
    """One update that brought something new (R4.2); one that changed nothing leaves no row.

    `changes` and `consequences` hold personal data in words, per language of the site: the file's words on
    that day, which no later release can turn into something else. They go with the file.
    """

    class Origin(models.TextChoices):
        HOLDER = "holder", _("Vous, avec « Mettre à jour »")
        NIGHTLY = "nightly", _("AL'in, automatiquement")

    application = models.ForeignKey(
        "applications.HousingApplication",
        on_delete=models.CASCADE,
        related_name="registry_updates",
        verbose_name=_("Demande"),
    )
    at = models.DateTimeField(_("Date"), default=timezone.now)
    origin = models.CharField(_("Origine"), max_length=8, choices=Origin)
    # {"fr": [{"section", "person", "label", "before", "after"}], "en": […]}
    changes = models.JSONField(_("Changements"), default=dict)
    # {"fr": [{"sentence", "label", "url"}], "en": […]}
    consequences = models.JSONField(_("Conséquences"), default=dict)

    class Meta:
        verbose_name = _("mise à jour d'une demande")
        verbose_name_plural = _("mises à jour de demandes")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["application", "-at"], name="registry_update_latest")]

    def __str__(self) -> str:
        return f"{self.application_id:010d} · {self.at:%Y-%m-%d %H:%M}"

    @property
    def changes_in_words(self) -> list[dict[str, str]]:
        """Before and after, in the language of the moment."""
        return _spoken(self.changes)

    @property
    def consequences_in_words(self) -> list[dict[str, str]]:
        """What follows for the holder, in the language of the moment."""
        return _spoken(self.consequences)

    @property
    def headings(self) -> list[str]:
        """The sections touched, each once: what a mail may say."""
        return list(dict.fromkeys(change["section"] for change in self.changes_in_words))


def _spoken(by_language: dict[str, Any]) -> list[dict[str, str]]:
    language = translation.get_language() or settings.LANGUAGE_CODE
    return list(by_language.get(language) or by_language.get(settings.LANGUAGE_CODE, []))


class RefreshRoundQuerySet(models.QuerySet["RefreshRound"]):
    """Questions about the one round."""

    def free(self, now: datetime) -> "RefreshRoundQuerySet":
        """Held by nobody, or by a worker that died: its lease is over."""
        return self.filter(Q(held_until__isnull=True) | Q(held_until__lte=now))


class RefreshRound(models.Model):
    """How far the nightly round has come; one row, which is its lock too.

    `since`: changes at the registry before it are known here. `cursor`: where a list that was read in part
    goes on. `listed_on`: the night whose list was read to its end.
    """

    since = models.DateTimeField(null=True, blank=True)
    cursor = models.TextField(blank=True)  # the registry's own text, of whatever length
    listed_on = models.DateField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    held_by = models.CharField(max_length=32, blank=True)
    # The registry's failures in a row, and until when it is left alone because of them.
    failures = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)

    objects = RefreshRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("ronde de nuit")
        verbose_name_plural = _("rondes de nuit")

    def __str__(self) -> str:
        return f"since {self.since}, listed on {self.listed_on}"
