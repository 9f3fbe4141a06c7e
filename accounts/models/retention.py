"""That a person was told, a month ahead, that something of theirs will be deleted."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RetentionWarning(models.Model):
    """The last warning about one subject; what happened since then (a log-in, a renewal) makes it void."""

    class Subject(models.TextChoices):
        ACCOUNT = "account", _("Compte")
        DEMANDE = "demande", _("Demande")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="retention_warnings"
    )
    subject = models.CharField(max_length=8, choices=Subject)
    warned_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("avertissement avant suppression")
        verbose_name_plural = _("avertissements avant suppression")
        ordering = ["-warned_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "subject"], name="one_retention_warning_per_subject")
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} · {self.warned_at:%Y-%m-%d}"
