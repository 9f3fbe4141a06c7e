"""The outbox app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    """Messages to people, by mail and SMS."""

    name = "alin.outbox"
    verbose_name = _("Messages")
