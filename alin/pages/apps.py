"""The pages app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Public pages."""

    name = "alin.pages"
