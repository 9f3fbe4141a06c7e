"""The project: settings, addresses, Celery, and the base apps the domain stands on."""

from alin.celery import app as celery_app

__all__ = ["celery_app"]
