"""The app of the simulated registration site."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SimulatorConfig(AppConfig):
    """`/site-enregistrement/`: stands in for the State's registration site."""

    name = "alin.simulator"
    label = "simulator"
    verbose_name = _("Site d'enregistrement (simulateur)")
