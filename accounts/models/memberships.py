"""Who works for which organisation."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Membership(models.Model):
    """A person's place in exactly one organisation."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Membre")
        MANAGER = "manager", _("Responsable")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="membership",
        verbose_name=_("Personne"),
    )
    role = models.CharField(_("Rôle"), max_length=8, choices=Role, default=Role.MEMBER)
    landlord = models.ForeignKey(
        "accounts.Landlord",
        verbose_name=_("Bailleur"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    employer = models.ForeignKey(
        "accounts.Employer",
        verbose_name=_("Entreprise"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    agency = models.ForeignKey(
        "accounts.Agency",
        verbose_name=_("Agence"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="memberships",
    )

    class Meta:
        verbose_name = _("appartenance")
        verbose_name_plural = _("appartenances")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(
                        landlord__isnull=False,
                        employer__isnull=True,
                        agency__isnull=True,
                    )
                    | Q(
                        landlord__isnull=True,
                        employer__isnull=False,
                        agency__isnull=True,
                    )
                    | Q(
                        landlord__isnull=True,
                        employer__isnull=True,
                        agency__isnull=False,
                    )
                ),
                name="membership_of_exactly_one_organisation",
                violation_error_message=_("Choisissez exactement une organisation."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.landlord or self.employer or self.agency}"
