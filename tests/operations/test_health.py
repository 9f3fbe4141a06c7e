"""/healthz and /readyz: what load balancers, Docker and `make run` ask."""

from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from alin.outbox.models import Heartbeat
from alin.outbox.tasks import beat
from alin.pages import health

READY = {"ready": True, "database": "ok", "broker": "ok", "migrations": "ok", "worker": "ok"}


@pytest.fixture(autouse=True)
def broker(settings: Settings, tmp_path: Path) -> Path:
    """The embedded broker's folder."""
    settings.REDIS_URL = ""
    settings.BROKER_FOLDER = tmp_path / "broker"
    queue: Path = settings.BROKER_FOLDER / "queue"
    queue.mkdir(parents=True)
    health.check_migrations.cache_clear()
    return queue


def test_the_process_answers_without_asking_anybody(client: Client) -> None:
    assert client.get("/healthz").content == b"ok"


def test_ready_when_every_neighbour_answers_and_the_worker_was_seen(client: Client, db: None) -> None:
    beat()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, READY)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(("age", "status"), [(59, 200), (61, 503)])
def test_a_worker_silent_for_a_minute_is_not_ready(client: Client, db: None, age: int, status: int) -> None:
    Heartbeat.objects.create(name="worker", seen_at=timezone.now() - timedelta(seconds=age))
    assert client.get("/readyz").status_code == status


def test_a_worker_never_seen_is_not_ready(client: Client, db: None) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {**READY, "ready": False, "worker": "no sign of life for 60 seconds"}


def test_a_broker_folder_that_is_gone_is_not_ready(client: Client, db: None, broker: Path) -> None:
    beat()
    broker.rmdir()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["broker"]) == (503, "unavailable")


def test_a_redis_that_is_away_is_named_without_its_address(
    client: Client, db: None, settings: Settings
) -> None:
    settings.REDIS_URL = "redis://somebody:secret@127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["broker"]) == (503, "unavailable")
    assert "secret" not in answer.text
    assert "127.0.0.1" not in answer.text


def test_waiting_migrations_are_not_ready(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    beat()
    plan = Mock(return_value=[("accounts.0002", False)])
    monkeypatch.setattr("alin.pages.health.MigrationExecutor.migration_plan", plan)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (
        503,
        "migrations are waiting to be applied",
    )


def test_a_database_that_is_away_is_an_answer_and_not_an_error(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = Mock(side_effect=OperationalError("connection to server at 10.0.0.7 failed"))
    with monkeypatch.context() as patch:
        patch.setattr("alin.pages.health.connection.cursor", away)
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "ready": False,
        "database": "unavailable",
        "broker": "ok",
        "migrations": "unavailable",
        "worker": "unavailable",
    }


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_asked_over_plain_http_by_local_probes(
    client: Client, db: None, settings: Settings, path: str
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(path, headers={"host": "127.0.0.1:8000"}).status_code in {200, 503}
