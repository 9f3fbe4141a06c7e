"""The code that proves the account and the registry's mailbox belong to one person (R3.4)."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SecurityCodeQuerySet(models.QuerySet["SecurityCode"]):
    """Questions about codes."""

    def usable(self, now: datetime) -> "SecurityCodeQuerySet":
        """Not used, not burnt, not expired."""
        return self.filter(
            used_at__isnull=True,
            expires_at__gt=now,
            wrong_tries__lt=settings.SECURITY_CODE_TRIES,
        )


def expiry() -> datetime:
    """When a code drawn now stops working."""
    return timezone.now() + timedelta(hours=settings.SECURITY_CODE_HOURS)


class SecurityCode(models.Model):
    """A six-digit code for one account and one unique number.

    The digits are derived from the row and SECRET_KEY, never stored: sending again within its life
    sends the same code, and a copy of the database gives none away.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="security_codes",
    )
    unique_number = models.CharField(_("Numéro unique"), max_length=18)
    salt = models.CharField(max_length=32)
    sent_to = models.EmailField(_("Envoyé à"))
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=expiry)
    sends = models.PositiveSmallIntegerField(default=0)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = SecurityCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("code de sécurité")
        verbose_name_plural = _("codes de sécurité")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["user", "unique_number", "-created_at"],
                name="security_code_latest",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def digits(self) -> str:
        """The six digits to send."""
        text = f"{self.salt}:{self.user_id}:{self.unique_number}".encode()
        drawn = hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).digest()
        return f"{int.from_bytes(drawn[:8], 'big') % 1_000_000:06d}"

    def matches(self, typed: str) -> bool:
        """Is this the code? Compared in constant time."""
        return hmac.compare_digest(self.digits, typed)
