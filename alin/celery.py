"""The Celery application; its settings live with Django's, under the CELERY_ prefix."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alin.settings")

app = Celery("alin")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
