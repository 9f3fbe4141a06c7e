"""Which supporting documents the holder says are filed at the registration site."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DocumentTick(models.Model):
    """A ticked box: `key` is the key of a RequiredDocument (see applications/documents.py)."""

    application = models.ForeignKey(
        "applications.HousingApplication",
        on_delete=models.CASCADE,
        related_name="document_ticks",
    )
    key = models.CharField(max_length=80)
    ticked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("pièce cochée")
        verbose_name_plural = _("pièces cochées")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["application", "key"], name="document_ticked_once")]

    def __str__(self) -> str:
        return self.key
