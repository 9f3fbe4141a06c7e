"""What the holder lets the employer see, each choice kept, and each look somebody took at the file."""

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import SharingChoice
from alin.formats import short_date


class SharingDecision(models.Model):
    """One choice about personal data (R3.8); the newest row is the one in force."""

    application = models.ForeignKey(
        "applications.HousingApplication",
        on_delete=models.CASCADE,
        related_name="sharing_decisions",
    )
    choice = models.CharField(_("Choix"), max_length=10, choices=SharingChoice)
    employer = models.ForeignKey(
        "accounts.Employer",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # As the holder wrote it: what stays to be read when the company is not known, or known no more.
    employer_name = models.CharField(_("Nom de l'employeur"), max_length=120, blank=True)
    text_version = models.CharField(_("Version du texte"), max_length=40)
    decided_at = models.DateTimeField(_("Choisi le"), default=timezone.now)
    is_current = models.BooleanField(_("En vigueur"), default=True)
    ended_at = models.DateTimeField(_("Terminé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("choix sur les données personnelles")
        verbose_name_plural = _("choix sur les données personnelles")
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(is_current=True),
                name="one_sharing_decision_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.get_choice_display()}"

    @property
    def text_date(self) -> str:
        """The version of the text as a day, for which versions are named: « 2026-11-23-validation »."""
        try:
            return short_date(date.fromisoformat(self.text_version[:10]))
        except ValueError:
            return self.text_version


def this_hour() -> datetime:
    """The start of the running hour: a file read again within it writes no second line."""
    return timezone.now().replace(minute=0, second=0, microsecond=0)


class FileLook(models.Model):
    """Somebody who works with the file opened it; its holder can see this (R6.12, R8.2).

    One line per reader, file and hour keeps the list readable. The organisation's name is kept as it was, so
    that the line outlives the organisation; the person is known here but not named to the holder.
    """

    class Reader(models.TextChoices):
        EMPLOYER = "employer", _("Entreprise")
        CONSULTANT = "consultant", _("Conseiller Action Logement")
        LANDLORD = "landlord", _("Bailleur")

    application = models.ForeignKey(
        "applications.HousingApplication",
        on_delete=models.CASCADE,
        related_name="looks",
    )
    reader = models.CharField(_("Lecteur"), max_length=10, choices=Reader)
    organisation = models.CharField(_("Organisation"), max_length=160, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    looked_at = models.DateTimeField(_("Consulté le"), default=timezone.now)
    hour = models.DateTimeField(default=this_hour)

    class Meta:
        verbose_name = _("consultation d'un dossier")
        verbose_name_plural = _("consultations de dossiers")
        ordering = ["-looked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "user", "hour"], name="one_look_per_reader_file_and_hour"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation or self.get_reader_display()} → {self.application_id:010d}"
