"""The project's settings with what tests need: speed, isolation, and no manifest of static files."""

import tests.environment  # noqa: F401
from alin.settings import *  # noqa: F403
from alin.settings import DATABASES, STATIC_ROOT, STORAGES, VAR

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Rate limits live in the cache; tests/conftest.py clears it before each test.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Tasks are published for nobody: tests assert the rows, and tests/outbox starts real workers of its own.
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {}
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns without it
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the live server's threads then have connections, and transactions, of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "tests.sqlite3")}
# As in service; the demo lets people try every number of its list.
UNIQUE_NUMBERS_PER_DAY = 6
