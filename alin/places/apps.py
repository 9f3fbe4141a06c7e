"""The places app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    """Communes, departments, zones, and the registration site of each department."""

    name = "alin.places"
    verbose_name = _("Lieux")
