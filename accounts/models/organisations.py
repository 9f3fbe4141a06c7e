"""Landlords, employers with their housing policy, and Action Logement's agencies."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum.fr import siren as siren_number


def validate_siren(value: str) -> None:
    """Nine digits with a right check digit."""
    if not siren_number.is_valid(value):
        raise ValidationError(_("Ce numéro SIREN n'est pas valide : 9 chiffres sont attendus."))


class SharingChoice(models.TextChoices):
    """What an employee lets the employer see (R3.8); kept in a row each time it is chosen."""

    ANONYMOUS = "anonymous", _("Je souhaite rester anonyme")
    ESSENTIAL = (
        "essential",
        _("Mon entreprise voit les données nécessaires à la validation"),
    )
    FULL = (
        "full",
        _("Mon entreprise voit toute ma demande et l'historique de mes candidatures"),
    )


def every_choice() -> list[str]:
    """All three choices: what an employer without a policy of its own offers."""
    return [str(value) for value in SharingChoice.values]


class Landlord(models.Model):
    """A bailleur social who publishes offers and decides in its own committee (CALEOL)."""

    name = models.CharField(_("Nom"), max_length=120, unique=True)
    city = models.CharField(_("Ville"), max_length=80, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Téléphone"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("bailleur")
        verbose_name_plural = _("bailleurs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Employer(models.Model):
    """A company known to Action Logement, and its housing policy."""

    class Sector(models.TextChoices):
        PRIVATE = "private", _("Secteur privé")
        FARMING = "farming", _("Secteur privé agricole")
        PUBLIC = "public", _("Secteur public")

    name = models.CharField(_("Raison sociale"), max_length=120)
    siren = models.CharField(_("SIREN"), max_length=9, unique=True, validators=[validate_siren])
    code = models.CharField(_("Code entreprise"), max_length=20, unique=True, null=True, blank=True)
    sector = models.CharField(_("Secteur"), max_length=8, choices=Sector, default=Sector.PRIVATE)
    headcount = models.PositiveIntegerField(_("Effectif"), default=0)
    choices_offered = models.JSONField(_("Choix proposés aux salariés"), default=every_choice)
    staff_number_required = models.BooleanField(_("Matricule obligatoire"), default=False)
    hired_on_required = models.BooleanField(_("Date d'entrée obligatoire"), default=False)
    code_required = models.BooleanField(_("Code entreprise obligatoire"), default=False)
    validation_needed = models.BooleanField(
        _("L'entreprise valide l'emploi"),
        default=False,
        help_text=_("Ses points et ses offres réservées comptent après sa validation."),
    )
    minimum_seniority_months = models.PositiveSmallIntegerField(
        _("Ancienneté minimum (mois)"),
        default=0,
        help_text=_("Avant, l'entreprise n'accorde ni points ni offres réservées. 0 : aucune ancienneté."),
    )
    points = models.PositiveSmallIntegerField(_("Points accordés aux salariés"), default=0)

    class Meta:
        verbose_name = _("entreprise")
        verbose_name_plural = _("entreprises")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a policy that offers nothing, or a choice that does not exist."""
        offered: Any = self.choices_offered
        if not offered or not set(offered) <= set(SharingChoice.values):
            raise ValidationError({"choices_offered": _("Proposez au moins un des choix prévus.")})
        if self.code_required and not self.code:
            raise ValidationError(
                {"code": _("Donnez un code à l'entreprise avant de le rendre obligatoire.")}
            )

    @property
    def asks_hiring_date(self) -> bool:
        """Must employees give their date of hiring? Seniority cannot be counted without it."""
        return self.hired_on_required or self.minimum_seniority_months > 0

    @property
    def in_audience(self) -> bool:
        """Is the company within Action Logement's audience (R1.1, article L313-26-2 CCH)?"""
        if self.sector == self.Sector.FARMING:
            return self.headcount >= 50
        return self.sector == self.Sector.PRIVATE and self.headcount >= 10


class Agency(models.Model):
    """An Action Logement agency; its consultants work on the files of its departments."""

    name = models.CharField(_("Nom"), max_length=120, unique=True)
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Téléphone"), max_length=20, blank=True)
    departments = models.ManyToManyField(
        "places.Department", related_name="agencies", verbose_name=_("Départements")
    )

    class Meta:
        verbose_name = _("agence")
        verbose_name_plural = _("agences")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
