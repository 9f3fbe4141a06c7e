"""The candidatures app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CandidaturesConfig(AppConfig):
    """Candidatures and their life."""

    name = "candidatures"
    verbose_name = _("Candidatures")

    def ready(self) -> None:
        """Listen to the floors below."""
        from candidatures import personal_data, receivers, retention  # noqa: F401
