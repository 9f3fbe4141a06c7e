"""The registry simulator's own table; the portal reads it only through the registry interface."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.unique_number import masked


class SimulatedDemande(models.Model):
    """A demande as the simulated registry holds it: `data` follows applications/registry/schema.py."""

    unique_number = models.CharField(_("Numéro unique"), max_length=18, primary_key=True)
    data = models.JSONField(_("Données"))
    updated_at = models.DateTimeField(_("Modifiée le"), auto_now=True)

    class Meta:
        verbose_name = _("demande du simulateur")
        verbose_name_plural = _("demandes du simulateur")
        ordering = ["unique_number"]
        # What changed since a moment is listed in this order (registry/simulator.py).
        indexes = [models.Index(fields=["updated_at", "unique_number"], name="simulated_demande_by_change")]

    def __str__(self) -> str:
        return masked(self.unique_number)
