"""The applications app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    """The imported demande de logement social."""

    name = "applications"
    verbose_name = _("Demandes")

    def ready(self) -> None:
        """Listen to the floors below, and tell the outbox who works out the codes that its mails carry."""
        from alin.outbox import secrets
        from applications import password_words, personal_data, retention  # noqa: F401  (connect, register)
        from applications.code_secrets import digits_for
        from applications.notices import CODE_SECRET

        secrets.register(CODE_SECRET, digits_for)
