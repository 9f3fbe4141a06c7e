"""gunicorn's configuration, in `make run` and in the container alike.

Reading the settings here, before any worker starts, lets a wrong environment variable stop the start once
and with one sentence.
"""

from alin import environment as env

env.load_settings()

from django.conf import settings  # noqa: E402

bind = f"[{settings.HOST}]:{settings.PORT}" if ":" in settings.HOST else f"{settings.HOST}:{settings.PORT}"
worker_class = "gthread"
workers = settings.WEB_WORKERS
threads = settings.WEB_THREADS
proc_name = "al-in"
timeout = 60
graceful_timeout = 15
keepalive = 5
max_requests, max_requests_jitter = 5000, 500
# Workers show they live through a file; in memory, because a slow disk makes a busy one look dead.
worker_tmp_dir = "/dev/shm"  # noqa: S108
control_socket_disable = True
forwarded_allow_ips = "*" if settings.ALLAUTH_TRUSTED_PROXY_COUNT else "127.0.0.1"
loglevel = "warning"
