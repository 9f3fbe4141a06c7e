"""The portal as it runs, but without limits: what they allow is too little to measure."""

from alin.settings import *  # noqa: F403
from alin.settings import STATIC_ROOT, STORAGES

ACCOUNT_RATE_LIMITS = False
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns without it
