"""The work a file is attached to, as its holder confirmed it (R3.7)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Employment(models.Model):
    """The applicant's or the co-applicant's employment that carries the file."""

    class Holder(models.TextChoices):
        APPLICANT = "applicant", _("Demandeur")
        CO_APPLICANT = "co_applicant", _("Codemandeur")

    class Decision(models.TextChoices):
        """What the company answered; nothing yet is the empty text."""

        APPROVED = "approved", _("Validé par l'entreprise")
        REFUSED = "refused", _("Refusé par l'entreprise")

    class Validation(models.TextChoices):
        """Where the company's validation stands, under its policy of today."""

        NOT_NEEDED = "not_needed", _("Sans validation")
        WAITING = "waiting", _("À valider")
        APPROVED = "approved", _("Validé")
        REFUSED = "refused", _("Refusé")

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
    # First and last name of the employee, folded, for the company's search.
    search_name = models.CharField(max_length=170, blank=True, editable=False)
    decision = models.CharField(
        _("Décision de l'entreprise"), max_length=8, choices=Decision, blank=True, default=""
    )
    decision_reason = models.CharField(_("Motif du refus"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Décidé par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("Décidé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("emploi")
        verbose_name_plural = _("emplois")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision="refused") ^ models.Q(decision_reason=""),
                name="employment_refused_with_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(decision="") ^ models.Q(decided_at__isnull=False),
                name="employment_decided_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer_name} ({self.siret})"

    def get_validation_display(self) -> str:
        """Where the validation stands, in a word; with the reason of a refusal."""
        state = self.validation
        return f"{state.label} : {self.reason_told}" if state == self.Validation.REFUSED else str(state.label)

    @property
    def reason_told(self) -> str:
        """The reason without its full stop, to be quoted in a sentence."""
        return self.decision_reason.rstrip(". ")

    @property
    def validation(self) -> Validation:
        """The company's answer, where its policy wants one; a policy that changes counts at once."""
        if self.employer is None or not self.employer.validation_needed:
            return self.Validation.NOT_NEEDED
        return self.Validation(self.decision or self.Validation.WAITING)
