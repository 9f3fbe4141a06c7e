"""Departments and where one registers a demande de logement social there."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Department(models.Model):
    """A département and its registration site (R3.3)."""

    code = models.CharField(_("Code"), max_length=3, primary_key=True)
    name = models.CharField(_("Nom"), max_length=80)
    region = models.CharField(_("Région"), max_length=80)
    region_code = models.CharField(_("Code région"), max_length=3)
    portal_url = models.URLField(_("Site d'enregistrement"))
    portal_source = models.CharField(_("Source"), max_length=200)

    class Meta:
        verbose_name = _("département")
        verbose_name_plural = _("départements")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
