"""The demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo."""

    name = "alin.demo"
