"""The work a file is attached to, as its holder confirmed it (R3.7)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Employment(models.Model):
    """The applicant's or the co-applicant's employment that carries the file."""

    class Holder(models.TextChoices):
        APPLICANT = "applicant", _("Demandeur")
        CO_APPLICANT = "co_applicant", _("Codemandeur")

    application = models.OneToOneField(
        "applications.HousingApplication",
        on_delete=models.CASCADE,
        related_name="employment",
    )
    holder = models.CharField(_("Situation professionnelle de"), max_length=12, choices=Holder)
    siret = models.CharField(_("N° SIRET de l'employeur"), max_length=14)
    employer_name = models.CharField(_("Nom de l'employeur"), max_length=120)
    company_code = models.CharField(_("Code entreprise"), max_length=20, blank=True)
    staff_number = models.CharField(_("Matricule"), max_length=30, blank=True)
    hired_on = models.DateField(_("Date d'entrée dans l'entreprise"), null=True, blank=True)
    is_agency_contract = models.BooleanField(_("CDI intérimaire"), default=False)
    # Known by SIREN or company code; None for a company Action Logement does not know.
    employer = models.ForeignKey(
        "accounts.Employer",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="employments",
    )
    validated_at = models.DateTimeField(_("Validé le"), default=timezone.now)

    class Meta:
        verbose_name = _("emploi")
        verbose_name_plural = _("emplois")

    def __str__(self) -> str:
        return f"{self.employer_name} ({self.siret})"
