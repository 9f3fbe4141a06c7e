"""What happened to a candidature: append-only."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidatures.models.states import State


class HistoryEntry(models.Model):
    """One act: who, when, from which state to which, and why (R6.8)."""

    candidature = models.ForeignKey(
        "candidatures.Candidature", on_delete=models.CASCADE, related_name="history"
    )
    act = models.CharField(_("Acte"), max_length=24)
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
