"""The accounts app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People and organisations."""

    name = "accounts"
    verbose_name = _("Personnes et organisations")

    def ready(self) -> None:
        from accounts import (  # noqa: F401  (connect their signal receivers, register what they let go)
            activation,
            archive_parts,
            inactivity,
            mail_links,
            session_receivers,
        )

        mail_links.register()
