"""Yearly income ceilings by financing, zone and household category (arrêté du 29 juillet 1987)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alin.places.models import Zone
from offers.models.classes import Financing


class IncomeCeiling(models.Model):
    """A ceiling in euros of reference tax income; category 0 is the sum per person beyond six."""

    EXTRA = 0

    class Status(models.TextChoices):
        PUBLISHED = "published", _("Publié au Journal officiel")
        DERIVED = "derived", _("Calculé à partir d'un plafond publié")

    year = models.PositiveSmallIntegerField(_("Année"))
    financing = models.CharField(_("Financement"), max_length=4, choices=Financing)
    category = models.PositiveSmallIntegerField(_("Catégorie de ménage (0 : par personne de plus)"))
    zone = models.CharField(_("Zone"), max_length=10, choices=Zone)
    amount = models.PositiveIntegerField(_("Plafond en euros"))
    status = models.CharField(_("Statut"), max_length=9, choices=Status)
    source = models.CharField(_("Source"), max_length=200)

    class Meta:
        verbose_name = _("plafond de ressources")
        verbose_name_plural = _("plafonds de ressources")
        ordering = ["-year", "financing", "zone", "category"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "financing", "category", "zone"],
                name="one_ceiling_per_case",
            ),
            models.CheckConstraint(condition=Q(category__lte=6), name="ceiling_category_at_most_6"),
        ]

    def __str__(self) -> str:
        return f"{self.financing} {self.year} · {self.get_zone_display()} · {self.category}: {self.amount} €"
