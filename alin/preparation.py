"""What `make run` does before it starts anything: checks that say what to do, then the state folder.

Every step may be repeated: the second start finds its work done and takes seconds.
"""

import errno
import fcntl
import hashlib
import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import redis
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.utils import OperationalError

FREE_FOLDER = "give yourself the right to write there, or choose another folder with « ALIN_VAR=… make run »."


class Refusal(Exception):
    """Why the portal cannot start, and what to do about it."""


def check_port(host: str, port: int) -> None:
    """Refuse a port that cannot be listened on, before a minute is spent on anything else."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        with socket.socket(found[0][0], found[0][1]) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(found[0][4])
    except OSError as error:
        raise Refusal(port_sentence(host, port, error)) from error


def port_sentence(host: str, port: int, error: OSError) -> str:
    """What to do about a port that cannot be listened on."""
    other = f"« PORT={port + 1 if port < 65535 else 8000} make run »"
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} of {host} is used by another program: stop it, or choose another port with {other}."
        )
    if error.errno == errno.EACCES:
        return (
            f"Port {port} is for the administrator alone: choose one above 1023 with « PORT=8000 make run »."
        )
    return f"HOST={host} is not an address of this machine: leave it out, or use 127.0.0.1 or 0.0.0.0."


def check_servers() -> None:
    """Refuse servers of DATABASE_URL and REDIS_URL that do not let us in, with their own words.

    The connection pool and Celery would try again for a long time, and say less.
    """
    if connection.vendor == "postgresql":
        options = connection.get_connection_params()
        names = ("dbname", "user", "password", "host", "port", "connect_timeout")
        try:
            psycopg.connect(**{name: options[name] for name in names if name in options}).close()
        except psycopg.OperationalError as error:
            raise Refusal(database_sentence(error)) from error
    if settings.REDIS_URL:
        client = redis.from_url(settings.REDIS_URL, socket_connect_timeout=3, socket_timeout=3, retry=None)
        try:
            client.ping()
        except redis.RedisError as error:
            raise Refusal(
                f"The Redis of REDIS_URL is not usable ({one_line(error)}): start it, correct the address, "
                "or leave REDIS_URL out."
            ) from error
        finally:
            client.close()


def one_line(error: Exception) -> str:
    """An error's words without its line breaks."""
    return " ".join(str(error).split())


@contextmanager
def locked_state() -> Iterator[None]:
    """Keep a second `make run` away from this state folder meanwhile."""
    try:
        lock = (settings.VAR / "run.lock").open("w")
    except OSError as error:
        raise Refusal(
            f"Nothing can be written in {settings.VAR} ({error.strerror}): {FREE_FOLDER}"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refusal(
                f"The state folder {settings.VAR} is used by another « make run »: stop that one, "
                "or give this one a folder of its own with « ALIN_VAR=var2 PORT=8001 make run »."
            ) from error
        yield


def prepare(say: Callable[[str], None]) -> None:
    """Tables, facts, static files and the demo; what is there already is left alone."""
    try:
        say("Preparing the database…")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        say("Loading communes and ceilings…")
        call_command("load_facts", verbosity=0)
        say("Preparing style sheets and scripts…")
        collect_static()
        say("Preparing the demo…")
        call_command("load_demo", verbosity=0)
        connection.close()
        if hasattr(connection, "close_pool"):  # its threads must not be there when children are started
            connection.close_pool()
    except OperationalError as error:
        raise Refusal(database_sentence(error)) from error
    except OSError as error:
        raise Refusal(
            f"{error.filename or settings.VAR} could not be written ({error.strerror}): {FREE_FOLDER}"
        ) from error


def database_sentence(error: Exception) -> str:
    """What to do about a database that does not answer or cannot be written."""
    reason = one_line(error)
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"The database file {name} cannot be used ({reason}): {FREE_FOLDER}"
    return f"The database « {name} » of DATABASE_URL is not usable ({reason}): check address and server."


def collect_static() -> None:
    """Fill STATIC_ROOT when a style sheet, a script or a library changed since last time.

    Naming and compressing every file takes seconds, so what was collected is remembered by its files'
    sizes and times.
    """
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path}:{found.st_size}:{found.st_mtime_ns}\n".encode())
    kept = settings.VAR / "static.sha256"
    if kept.exists() and kept.read_text() == digest.hexdigest() and settings.STATIC_ROOT.is_dir():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    kept.write_text(digest.hexdigest())


def tidy_broker(older_than: float = 5.0) -> None:
    """Remove half-written files from the embedded broker's folders.

    Celery's filesystem transport stops on one (kombu 5.7). Nothing is lost with it: whatever matters is a
    row, and beat finds it again.
    """
    folder: Path | None = getattr(settings, "BROKER_FOLDER", None)
    if folder is None:
        return
    for file in [*folder.glob("queue/*.msg"), *folder.glob("control/*.exchange")]:
        try:
            json.loads(file.read_bytes())
        except FileNotFoundError:
            continue
        except ValueError:
            if time.time() - file.stat().st_mtime >= older_than:
                file.unlink(missing_ok=True)
