"""What stays of a candidature once its household is gone: a decision without a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidatures.models.states import Outcome, State


class KeptDecision(models.Model):
    """The landlord's decision on a file that was sent to it, pseudonymous.

    Allocations are controlled and may be contested for years after (articles L342-2 and R441-9 CCH, article
    2224 of the civil code), so the decision outlives the account; names, household, incomes and free text do
    not. The reference leads to a person only in the landlord's own records.
    """

    reference = models.CharField(_("Référence"), max_length=12, unique=True)
    offer = models.ForeignKey(
        "offers.Offer", on_delete=models.PROTECT, related_name="kept_decisions", verbose_name=_("Offre")
    )
    state = models.CharField(_("État"), max_length=16, choices=State)
    score = models.PositiveIntegerField(_("Cotation"), default=0)
    score_version = models.CharField(_("Version du barème"), max_length=20)
    refusal_reason = models.ForeignKey(
        "candidatures.RefusalReason",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Motif de refus"),
    )
    sent_at = models.DateTimeField(_("Envoyée au bailleur le"))
    committee_on = models.DateField(_("Commission logement le"), null=True)
    outcome = models.CharField(_("Décision de la commission"), max_length=22, choices=Outcome, blank=True)
    outcome_rank = models.PositiveSmallIntegerField(_("Rang de la commission"), null=True)
    lease_signed_on = models.DateField(_("Bail signé le"), null=True)
    ended_at = models.DateTimeField(_("Terminée le"), db_index=True)
    # [{"act", "from", "to", "at"}]: no author, no words.
    acts = models.JSONField(_("Actes"), default=list)

    class Meta:
        verbose_name = _("décision gardée")
        verbose_name_plural = _("décisions gardées")
        ordering = ["-ended_at", "-pk"]

    def __str__(self) -> str:
        return self.reference
