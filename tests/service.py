"""The portal as it runs in earnest: own database, own broker, a Celery worker as a process of its own."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0  # far more than anything takes: only a failing test waits so long


class Service:
    """Runs code and workers on a state of their own; mails go to `email_url`."""

    def __init__(
        self, var: Path, email_url: str = "", database_url: str = "", redis_url: str = "", **more: str
    ) -> None:
        own = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL"}
        self.environment = {key: value for key, value in os.environ.items() if key not in own} | {
            "ALIN_VAR": str(var),
            "EMAIL_URL": email_url,
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "DJANGO_SETTINGS_MODULE": "alin.settings",
            **more,
        }
        self.log = var / "worker.log"
        self.run("call_command('migrate', verbosity=0)")

    def run(self, code: str) -> str:
        """Run Python code in a process of its own with the project loaded; returns what it printed."""
        opening = "import django; django.setup(); from django.core.management import call_command\n"
        done = subprocess.run(
            [sys.executable, "-c", opening + code],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """A worker with beat, like the one of `make run`; killed with its whole family at the end."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "--app", "alin", "worker", "--beat", "--concurrency", "2"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        """Look again and again until it is true."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"waited in vain until {what}\n{self.log.read_text()[-4000:]}"
            time.sleep(0.1)


@contextmanager
def fresh_database(server_url: str) -> Iterator[str]:
    """A PostgreSQL database of our own beside the suite's; an empty text where that is SQLite."""
    if not server_url.startswith("postgres"):
        yield ""
        return
    name = f"alin_worker_{uuid.uuid4().hex[:12]}"
    parts = urlsplit(server_url)
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield parts._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def fresh_redis(server_url: str, worker_id: str) -> Iterator[str]:
    """A Redis database of our own, without anything of ours left in it."""
    if not server_url:
        yield ""
        return
    number = 8 + int(worker_id.removeprefix("gw") if worker_id.startswith("gw") else 0) % 8
    url = urlsplit(server_url)._replace(path=f"/{number}").geturl()
    with redis.Redis.from_url(url) as client:
        for key in client.scan_iter("al-in:*"):
            client.delete(key)
        yield url
