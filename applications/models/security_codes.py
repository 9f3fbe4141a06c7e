"""The code that proves the account and the registry's mailbox belong to one person (R3.4)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

# Parts the codes' key from every other use of SECRET_KEY; changing it ends the codes under way.
KEY = "applications.security_code"


class SecurityCodeQuerySet(models.QuerySet["SecurityCode"]):
    """Questions about codes."""

    def usable(self, now: datetime) -> "SecurityCodeQuerySet":
        """Not used, not burnt, not expired."""
        return self.filter(
            used_at__isnull=True,
            expires_at__gt=now,
            wrong_tries__lt=settings.SECURITY_CODE_TRIES,
        )

    def under_way(self, now: datetime) -> "SecurityCodeQuerySet":
        """Not used yet, the one mailed last first: what its holder is busy with, on any device.

        One that ran out is still shown for a week, with the way to a new one.
        """
        recent = now - timedelta(days=7)
        return self.filter(used_at__isnull=True, sent_at__gt=recent).order_by("-sent_at", "-pk")


def expiry() -> datetime:
    """When a code drawn now stops working."""
    return timezone.now() + timedelta(hours=settings.SECURITY_CODE_HOURS)


class SecurityCode(models.Model):
    """A six-digit code for one account and one unique number.

    The digits are derived from the row and SECRET_KEY, never stored: sending again within its life
    sends the same code, and a copy of the database gives none away. A new SECRET_KEY ends live codes.
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
    sent_at = models.DateTimeField(_("Dernier envoi"), default=timezone.now)
    sends = models.PositiveSmallIntegerField(default=0)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    # Set by the act that sends: the registry's mailbox is another one than the last code went to.
    mailbox_moved = False

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
        text = f"{self.salt}:{self.user_id}:{self.unique_number}"
        drawn = salted_hmac(KEY, text, algorithm="sha256").digest()
        return f"{int.from_bytes(drawn[:8], 'big') % 1_000_000:06d}"

    def matches(self, typed: str) -> bool:
        """Is this the code? Compared in constant time."""
        return constant_time_compare(self.digits, typed)

    @property
    def was_ended(self) -> bool:
        """Did it end before its time, because the registry's mailbox changed?"""
        return self.expires_at < self.created_at + timedelta(hours=settings.SECURITY_CODE_HOURS)

    @property
    def sends_left(self) -> int:
        """How often it may still be mailed."""
        return max(settings.SECURITY_CODE_SENDS - self.sends, 0)

    @property
    def tries_left(self) -> int:
        """How many wrong tries it still bears, the last one included."""
        return max(settings.SECURITY_CODE_TRIES - self.wrong_tries, 0)


def mark_of(number: str) -> str:
    """What the counts keep of a number: derived from it and SECRET_KEY, so that they give none away."""
    return salted_hmac("applications.number", number, algorithm="sha256").hexdigest()


class SpentCode(models.Model):
    """What a code cost its number, kept a day when the code goes with its account or file.

    Without it, whoever guesses would delete the account and begin again with another.
    """

    mark = models.CharField(max_length=64, db_index=True)
    sends = models.PositiveSmallIntegerField()
    wrong_tries = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("code supprimé")
        verbose_name_plural = _("codes supprimés")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"


class NumberEntry(models.Model):
    """A number somebody asked for, kept a day to count how many different ones an account tries."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64)
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("numéro saisi")
        verbose_name_plural = _("numéros saisis")
        ordering = ["-entered_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "mark"], name="number_entered_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.entered_at:%Y-%m-%d %H:%M}"
