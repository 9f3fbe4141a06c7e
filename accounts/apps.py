"""The accounts app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People and organisations."""

    name = "accounts"
    verbose_name = _("Personnes et organisations")

    def ready(self) -> None:
        from accounts import activation  # noqa: F401  (connects its signal receivers)
