"""Offers a person keeps an eye on (R5.5)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Favourite(models.Model):
    """One person's heart on one offer."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="favourites")
    offer = models.ForeignKey("offers.Offer", on_delete=models.CASCADE, related_name="favourites")
    created_at = models.DateTimeField(_("Ajoutée le"), default=timezone.now)
    # When its end was announced, once.
    reminded_at = models.DateTimeField(_("Rappelée le"), null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "offer"], name="favourite_once")]
        indexes = [
            models.Index(fields=["offer"], condition=models.Q(reminded_at=None), name="favourite_to_remind")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.offer_id}"
