"""What was done to an offer, by whom and when: written once, never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferEvent(models.Model):
    """One act on an offer. `changes`: field → [before, after], as words."""

    class Act(models.TextChoices):
        CREATE = "create", _("Brouillon créé")
        DUPLICATE = "duplicate", _("Copie créée")
        EDIT = "edit", _("Offre modifiée")
        PHOTOS = "photos", _("Photos modifiées")
        PUBLISH = "publish", _("Offre publiée")
        SCHEDULE = "schedule", _("Publication programmée")
        UNSCHEDULE = "unschedule", _("Programmation annulée")
        EXTEND = "extend", _("Date limite repoussée")
        WITHDRAW = "withdraw", _("Offre retirée")
        IMPORT = "import", _("Offre reprise d'un fichier")

    offer = models.ForeignKey("offers.Offer", on_delete=models.CASCADE, related_name="events")
    act = models.CharField(_("Acte"), max_length=10, choices=Act)
    at = models.DateTimeField(_("Le"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Par"),
    )
    reason = models.CharField(_("Motif"), max_length=500, blank=True)
    changes = models.JSONField(_("Changements"), default=dict, blank=True)

    class Meta:
        verbose_name = _("événement d'une offre")
        verbose_name_plural = _("événements des offres")
        ordering = ["offer", "-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.offer_id} · {self.get_act_display()}"
