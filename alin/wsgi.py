"""The WSGI entry point, served by gunicorn."""

from django.core.wsgi import get_wsgi_application

from alin.environment import load_settings

load_settings(exit_code=3)  # 3 tells gunicorn that a worker cannot boot, so it does not try again for ever

application = get_wsgi_application()
