"""The pages app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Public pages, and the help desk behind the contact page."""

    name = "alin.pages"
    verbose_name = _("Aide")
