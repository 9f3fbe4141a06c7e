"""Why a candidature can be refused: a list an administrator edits."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class RefusalReason(models.Model):
    """A reason, the sentence the applicant reads and what they can do about it, in both languages."""

    class Stage(models.TextChoices):
        REVIEW = "review", _("Examen par Action Logement")
        LANDLORD = "landlord", _("Étude par le bailleur")
        COMMITTEE = "committee", _("Commission logement")

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    stage = models.CharField(_("Étape"), max_length=9, choices=Stage)
    label = models.CharField(_("Libellé"), max_length=120)
    sentence_fr = models.CharField(_("Phrase au demandeur (français)"), max_length=300)
    sentence_en = models.CharField(_("Phrase au demandeur (anglais)"), max_length=300)
    advice_fr = models.CharField(_("Conseil (français)"), max_length=300, blank=True)
    advice_en = models.CharField(_("Conseil (anglais)"), max_length=300, blank=True)
    is_active = models.BooleanField(_("Proposé"), default=True)

    class Meta:
        verbose_name = _("motif de refus")
        verbose_name_plural = _("motifs de refus")
        ordering = ["stage", "label"]

    def __str__(self) -> str:
        return self.label

    @property
    def sentence(self) -> str:
        """The sentence to the applicant, in the language being spoken."""
        return self.sentence_en if get_language() == "en" else self.sentence_fr

    @property
    def advice(self) -> str:
        """The advice to the applicant, in the language being spoken."""
        return self.advice_en if get_language() == "en" else self.advice_fr
