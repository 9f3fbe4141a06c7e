"""Who works for which organisation."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Agency, Employer, Landlord

Organisation = Landlord | Employer | Agency
KINDS = ("landlord", "employer", "agency")


def exactly_one(name: str) -> models.CheckConstraint:
    """One organisation, and only one."""
    condition = Q()
    for kind in KINDS:
        condition |= Q(**{f"{other}__isnull": other != kind for other in KINDS})
    return models.CheckConstraint(
        condition=condition, name=name, violation_error_message=_("Choisissez exactement une organisation.")
    )


class InOneOrganisation(models.Model):
    """A row that belongs to exactly one landlord, employer or agency."""

    landlord = models.ForeignKey(
        "accounts.Landlord",
        verbose_name=_("Bailleur"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="%(class)ss",
    )
    employer = models.ForeignKey(
        "accounts.Employer",
        verbose_name=_("Entreprise"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="%(class)ss",
    )
    agency = models.ForeignKey(
        "accounts.Agency",
        verbose_name=_("Agence"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="%(class)ss",
    )

    class Meta:
        abstract = True

    @property
    def kind(self) -> str:
        """landlord, employer or agency."""
        return next(kind for kind in KINDS if getattr(self, f"{kind}_id") is not None)

    @property
    def organisation(self) -> Organisation:
        """Which one it is."""
        found: Any = self.landlord or self.employer or self.agency
        organisation: Organisation = found  # the constraint sees to it that there is one
        return organisation


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about the people of an organisation."""

    def of(self, organisation: Organisation) -> "MembershipQuerySet":
        """One organisation's."""
        return self.filter(**{organisation._meta.model_name or "": organisation})

    def managing(self) -> "MembershipQuerySet":
        """Those who can still invite and remove: a closed account manages nothing."""
        return self.filter(role=Membership.Role.MANAGER, user__is_active=True)


class Membership(InOneOrganisation):
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

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("appartenance")
        verbose_name_plural = _("appartenances")
        constraints = [exactly_one("membership_of_exactly_one_organisation")]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"

    @property
    def is_manager(self) -> bool:
        """May this person invite and remove others?"""
        return self.role == self.Role.MANAGER
