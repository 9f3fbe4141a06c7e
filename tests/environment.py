"""Imported by tests/settings.py before the project's own: a state folder for the suite alone.

Nothing of the developer's shell reaches the tests.

DATABASE_URL and REDIS_URL are the exceptions: with them the same suite runs on the servers used in service.
"""

import atexit
import os
import shutil
import tempfile

VARIABLES = [
    "ALIN_VAR",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "DEBUG",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_URL",
    "HOST",
    "PORT",
    "REGISTRY_CERTIFICATE",
    "REGISTRY_TOKEN",
    "REGISTRY_URL",
    "SECRET_KEY",
    "SECRET_KEY_PREVIOUS",
    "SIMULATOR_TOKEN",
    "SITE_URL",
    "STATIC_ROOT",
    "TRUSTED_PROXIES",
    "WEB_THREADS",
    "WEB_WORKERS",
]

for name in VARIABLES:
    os.environ.pop(name, None)

VAR = tempfile.mkdtemp(prefix="al-in-tests-")
os.environ["ALIN_VAR"] = VAR
os.environ["DEMO"] = "1"
os.environ["SECRET_KEY"] = "tests-only-" + "0" * 40
# Playwright's synchronous interface keeps an event loop in the thread that also uses the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

atexit.register(shutil.rmtree, VAR, ignore_errors=True)
