"""Is the process alive, and can the portal do its work? Asked by load balancers, Docker and `make run`."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.backoff import NoBackoff
from redis.retry import Retry

from alin.outbox.models import Heartbeat

logger = logging.getLogger(__name__)

SILENCE = timedelta(seconds=60)
SECONDS = 2  # what a neighbour gets to answer
UNAVAILABLE = "unavailable"


class Unready(Exception):
    """What is missing, in a few words without a name or an address of our machines."""


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; it asks nobody else."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Each neighbour with « ok » or what is wrong; 503 when one of them is away."""
    answers = {"database": answer_of(check_database), "broker": answer_of(check_broker)}
    for name, check in (("migrations", check_migrations), ("worker", check_worker)):
        # Both ask the database: when it is away, waiting for it again would say nothing new.
        answers[name] = answer_of(check) if answers["database"] == "ok" else UNAVAILABLE
    ready = set(answers.values()) == {"ok"}
    return JsonResponse({"ready": ready, **answers}, status=200 if ready else 503)


def answer_of(check: Callable[[], None]) -> str:
    """Run a check; whatever happens in it is an answer, and details go to the log alone."""
    try:
        check()
    except Unready as problem:
        return str(problem)
    except Exception as error:  # a neighbour may fail in any way; this page may not
        logger.warning("Not ready: %s (%s)", check.__name__, type(error).__name__)
        return UNAVAILABLE
    return "ok"


@contextmanager
def limited_time() -> Iterator[None]:
    """Give the database a few seconds, whatever else it is busy with; SQLite never keeps readers waiting."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = {SECONDS * 1000}")
        yield


@limited_time()
def check_database() -> None:
    """The database answers a question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@cache
@limited_time()
def check_migrations() -> None:
    """Its tables are those of this code; asked until it is true, since reading every migration is slow."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Unready("migrations are waiting to be applied")


def check_broker() -> None:
    """Tasks can be handed over."""
    if settings.REDIS_URL:
        client = redis.Redis.from_url(
            settings.REDIS_URL,
            socket_connect_timeout=SECONDS,
            socket_timeout=SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        with client:
            client.ping()
        return
    (settings.BROKER_FOLDER / "queue" / ".probe").touch()


@limited_time()
def check_worker() -> None:
    """The worker, and beat that gives it its periodic work, have shown themselves lately."""
    if not Heartbeat.seen_within("worker", SILENCE):
        raise Unready(f"no sign of life for {SILENCE.seconds} seconds")
