"""Communes, their postal codes and their zone for the income ceilings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Zone(models.TextChoices):
    """Zones of the PLAI, PLUS and PLS income ceilings (arrêté du 29 juillet 1987); overseas has none here."""

    PARIS_LIM = "PARIS_LIM", _("Paris et communes limitrophes")
    IDF = "IDF", _("Île-de-France hors Paris et communes limitrophes")
    OTHER = "AUTRES", _("Autres régions")
    UNKNOWN = "", _("Zone non connue")


class Commune(models.Model):
    """A commune, or a municipal arrondissement of Paris, Lyon or Marseille (`parent` is then its commune)."""

    insee = models.CharField(_("Code INSEE"), max_length=5, primary_key=True)
    name = models.CharField(_("Nom"), max_length=80)
    # Lower case, no accent, « saint » spelled out, words separated by one space.
    search_name = models.CharField(max_length=80, db_index=True)
    department = models.ForeignKey(
        "places.Department",
        on_delete=models.PROTECT,
        related_name="communes",
        verbose_name=_("Département"),
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="arrondissements",
    )
    # EPT inside the métropole du Grand Paris, EPCI elsewhere; « communes limitrophes » is worked out from it.
    grouping = models.CharField(_("Intercommunalité"), max_length=12, blank=True, db_index=True)
    population = models.PositiveIntegerField(_("Population"), default=0)
    zone = models.CharField(
        _("Zone de plafonds"),
        max_length=10,
        choices=Zone,
        blank=True,
        default=Zone.UNKNOWN,
    )

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ["name", "insee"]

    def __str__(self) -> str:
        return self.name


class PostalCode(models.Model):
    """A postal code of a commune; a commune may have several, and a code several communes."""

    code = models.CharField(_("Code postal"), max_length=5, db_index=True)
    commune = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="postal_codes")

    class Meta:
        verbose_name = _("code postal")
        verbose_name_plural = _("codes postaux")
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["code", "commune"], name="postal_code_once_per_commune")
        ]

    def __str__(self) -> str:
        return self.code
