"""What `make run` checks and prepares before it starts anything."""

import os
import socket
import time
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.db.utils import OperationalError
from pytest_django.fixtures import Settings

from alin import preparation
from alin.preparation import Refusal


@pytest.fixture(autouse=True)
def state(settings: Settings, tmp_path: Path) -> Path:
    """A state folder of the test's own."""
    settings.VAR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.BROKER_FOLDER = tmp_path / "broker"
    for name in ("queue", "control"):
        (settings.BROKER_FOLDER / name).mkdir(parents=True)
    return tmp_path


def test_a_busy_port_is_said_with_another_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(Refusal, match=rf"Port {port} .*PORT={port + 1} make run"):
            preparation.check_port("127.0.0.1", port)


def test_a_free_port_is_free_again_after_the_check() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    preparation.check_port("127.0.0.1", port)
    preparation.check_port("127.0.0.1", port)


def test_an_address_that_is_not_ours_is_refused() -> None:
    with pytest.raises(Refusal, match=r"HOST=192\.0\.2\.1"):
        preparation.check_port("192.0.2.1", 8000)


def test_the_administrators_ports_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.bind", Mock(side_effect=PermissionError(13, "Permission denied")))
    with pytest.raises(Refusal, match="above 1023"):
        preparation.check_port("127.0.0.1", 80)


def test_a_redis_that_does_not_answer_is_said(settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    with pytest.raises(Refusal, match=r"REDIS_URL is not usable \(.*refused.*\): start it"):
        preparation.check_servers()


def test_a_database_that_is_not_there_is_said_in_the_servers_words(monkeypatch: pytest.MonkeyPatch) -> None:
    wrapper = PostgreSQL({**connection.settings_dict, "NAME": "al-in", "HOST": "127.0.0.1", "PORT": "1"})
    monkeypatch.setattr(preparation, "connection", wrapper)
    with pytest.raises(Refusal, match=r"« al-in » of DATABASE_URL is not usable \(.*refused"):
        preparation.check_servers()


def test_a_second_run_in_the_same_state_folder_is_refused() -> None:
    refused = pytest.raises(Refusal, match="another « make run »")
    with preparation.locked_state(), refused, preparation.locked_state():
        pass
    with preparation.locked_state():
        pass  # free again


def test_static_files_are_collected_again_only_after_a_change(
    monkeypatch: pytest.MonkeyPatch, state: Path, settings: Settings
) -> None:
    settings.STATICFILES_DIRS = [state / "sources"]
    (state / "sources").mkdir()
    sheet = state / "sources" / "site.css"
    sheet.write_text("p {}")
    collect = Mock(side_effect=lambda *args, **kwargs: settings.STATIC_ROOT.mkdir(exist_ok=True))
    monkeypatch.setattr(preparation, "call_command", collect)
    monkeypatch.setattr(preparation, "get_finders", lambda: [finder(settings)])
    preparation.collect_static()
    preparation.collect_static()
    assert collect.call_count == 1
    sheet.write_text("p { color: red }")
    preparation.collect_static()
    assert collect.call_count == 2


def finder(settings: Settings) -> object:
    from django.contrib.staticfiles.finders import FileSystemFinder

    return FileSystemFinder()


def test_a_database_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        preparation,
        "call_command",
        Mock(side_effect=OperationalError("connection refused\n  Is it running?")),
    )
    with pytest.raises(Refusal, match=r"\(connection refused Is it running\?\)"):
        preparation.prepare(lambda sentence: None)


def test_a_disk_that_cannot_be_written_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    full = OSError(28, "No space left on device", "/var/x")
    monkeypatch.setattr(preparation, "call_command", Mock(side_effect=full))
    with pytest.raises(Refusal, match=r"/var/x could not be written \(No space left on device\)"):
        preparation.prepare(lambda sentence: None)


def test_half_written_broker_files_are_removed_and_whole_ones_kept(settings: Settings) -> None:
    queue = settings.BROKER_FOLDER / "queue"
    (queue / "1_whole.celery.msg").write_text('{"body": "e30="}')
    (queue / "2_half.celery.msg").write_text('{"body": "e3')
    (queue / "3_being_written.celery.msg").write_text("")
    (settings.BROKER_FOLDER / "control" / "celery.exchange").write_text('[["celery", ')
    for old in [queue / "2_half.celery.msg", settings.BROKER_FOLDER / "control" / "celery.exchange"]:
        os.utime(old, (time.time() - 60, time.time() - 60))
    preparation.tidy_broker()
    assert sorted(path.name for path in queue.iterdir()) == [
        "1_whole.celery.msg",
        "3_being_written.celery.msg",
    ]
    assert not (settings.BROKER_FOLDER / "control" / "celery.exchange").exists()
