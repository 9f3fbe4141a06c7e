"""The offers app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OffersConfig(AppConfig):
    """Offers, ceilings, rules, search."""

    name = "offers"
    verbose_name = _("Offres")
