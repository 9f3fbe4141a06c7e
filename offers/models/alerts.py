"""Alerts: searches that somebody asked to be told about, and what they were told (R5.5).

The criteria stand in columns: « which alerts match this offer » is one query (offers/alert_matching.py).
Amounts are whole cents and whole square metres: comparing them is exact on both databases.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offers.models.classes import Typology
from offers.models.offers import Offer

if TYPE_CHECKING:
    from accounts.models import User

ALL_ROOMS = sum(1 << (typology - 1) for typology in Typology)
KIND_BITS = {Offer.Kind.HOUSE: 1, Offer.Kind.APARTMENT: 2}
ALL_KINDS = sum(KIND_BITS.values())
LARGEST_AMOUNT = 2_000_000_000  # in cents; stands for « no highest rent »
EVERYWHERE = ""  # the place key of an alert without a place


class AlertQuerySet(models.QuerySet["Alert"]):
    """Questions about alerts."""

    def of(self, user: "User") -> "AlertQuerySet":
        """The person's own, newest first."""
        return self.filter(user=user).order_by("-created_at", "-pk")


class Alert(models.Model):
    """A search kept for later; `query` is its address's clean query, and the columns say the same."""

    class Frequency(models.TextChoices):
        AT_ONCE = "at_once", _("Dès qu'une offre est publiée")
        DAILY = "daily", _("Une fois par jour, à 8 h")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="alerts")
    name = models.CharField(_("Nom de l'alerte"), max_length=120)
    query = models.CharField(max_length=500, blank=True)
    frequency = models.CharField(_("Fréquence"), max_length=7, choices=Frequency, default=Frequency.AT_ONCE)
    is_active = models.BooleanField(_("Active"), default=True)
    created_at = models.DateTimeField(_("Créée le"), default=timezone.now)

    # Bits of the typologies and kinds that are wanted; every one where none was chosen.
    rooms = models.PositiveSmallIntegerField(default=ALL_ROOMS)
    kinds = models.PositiveSmallIntegerField(default=ALL_KINDS)
    least_surface = models.PositiveIntegerField(default=0)  # m²
    least_rent = models.PositiveIntegerField(default=0)  # cents a month, charges included
    most_rent = models.PositiveIntegerField(default=LARGEST_AMOUNT)
    only_accessible = models.BooleanField(default=False)
    only_available = models.BooleanField(default=False)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alerte")
        verbose_name_plural = _("alertes")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "query"], name="alert_once_per_search"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def search_url(self) -> str:
        """The search it was made from."""
        path = reverse("offers:search")
        return f"{path}?{self.query}" if self.query else path


class AlertPlace(models.Model):
    """A place an alert covers: « commune:93066 », « code:93200 », « departement:93 »; EVERYWHERE for none.

    Every alert has at least one row, so that matching always begins with this table's index.
    """

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="places")
    key = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["key", "alert"], name="alert_place_once")]

    def __str__(self) -> str:
        return self.label or self.key


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    """Questions about announcements."""

    def waiting(self) -> "AnnouncementQuerySet":
        """Those that wait for the daily mail."""
        return self.filter(is_waiting=True)


class Announcement(models.Model):
    """An offer said, or to be said, to an alert; the constraint makes saying it twice impossible."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="announcements")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="announcements")
    created_at = models.DateTimeField(_("Annoncée le"), default=timezone.now)
    # True until the daily mail has taken it, or found that it no longer fits.
    is_waiting = models.BooleanField(default=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["alert", "offer"], name="announced_once_per_alert")]
        indexes = [
            # Small: what the morning's mail looks at.
            models.Index(
                fields=["alert", "id"], condition=models.Q(is_waiting=True), name="announcement_waiting"
            ),
            models.Index(fields=["created_at"], name="announcement_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.alert_id} · {self.offer_id}"


class OfferRound(models.Model):
    """How far the announcement of one offer has come: alerts up to `after` were looked at."""

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, related_name="round")
    after = models.BigIntegerField(default=0)
    announced = models.PositiveIntegerField(default=0)
    touched_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["touched_at"], condition=models.Q(done_at=None), name="offer_round_open")
        ]

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.announced}"
