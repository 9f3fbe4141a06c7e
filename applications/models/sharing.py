"""What the holder lets the employer see, each choice kept, and each look the employer took."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import SharingChoice


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
    text_version = models.CharField(_("Version du texte"), max_length=20)
    decided_at = models.DateTimeField(_("Choisi le"), default=timezone.now)
    is_current = models.BooleanField(_("En vigueur"), default=True)

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


class EmployerLook(models.Model):
    """An employer's staff member opened an employee's file; the employee can see this."""

    application = models.ForeignKey(
        "applications.HousingApplication",
        on_delete=models.CASCADE,
        related_name="employer_looks",
    )
    employer = models.ForeignKey("accounts.Employer", on_delete=models.CASCADE, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    looked_at = models.DateTimeField(_("Consulté le"), default=timezone.now)

    class Meta:
        verbose_name = _("consultation par une entreprise")
        verbose_name_plural = _("consultations par une entreprise")
        ordering = ["-looked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.employer} → {self.application}"
