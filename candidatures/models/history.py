"""What happened to a candidature: append-only."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidatures.models.acts import Act
from candidatures.models.states import State


class HistoryQuerySet(models.QuerySet["HistoryEntry"]):
    """Read and append; a whole candidature may be deleted with its history, a line of it never."""

    def update(self, **kwargs: Any) -> int:
        """Refused: history is never rewritten."""
        raise TypeError("A history entry is written once.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: history is never thinned out."""
        raise TypeError("A history entry is never deleted on its own.")


class HistoryEntry(models.Model):
    """One act: who, when, from which state to which, and why (R6.8)."""

    candidature = models.ForeignKey(
        "candidatures.Candidature", on_delete=models.CASCADE, related_name="history"
    )
    act = models.CharField(_("Acte"), max_length=24, choices=Act)
    # None: the clock or the system did it.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Auteur"),
    )
    from_state = models.CharField(_("De"), max_length=16, choices=State, blank=True)
    to_state = models.CharField(_("À"), max_length=16, choices=State)
    reason = models.CharField(_("Motif"), max_length=300, blank=True)
    at = models.DateTimeField(_("Le"), default=timezone.now)

    objects = HistoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne d'historique")
        verbose_name_plural = _("historique")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once: history is never rewritten."""
        if self.pk is not None:
            raise TypeError("A history entry is written once.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: see HistoryQuerySet.delete."""
        raise TypeError("A history entry is never deleted on its own.")
