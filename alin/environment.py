"""Read the process environment, and stop the start with a sentence when a value is wrong.

Every variable the project understands is read through one of these functions, so that a wrong value
names itself: « DATABASE_URL: expected … ». See docs/operations.md for the list.
"""

import ipaddress
import os
import re
import secrets
import ssl
import sys
import warnings
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_env = environ.Env()
# Between « user: » and « @host » of an address: error messages end up in logs.
PASSWORD = re.compile(r"(://[^:/@]*:).*(@)")
# « * », a name, « .example.org » with what is below it, or an IPv6 address in brackets.
HOST_NAME = re.compile(r"\*|\.?[\w-]+(\.[\w-]+)*\.?|\[[0-9a-fA-F:.]+\]")


def load_settings(exit_code: int = 1) -> None:
    """Read the settings now; a wrong value stops the process with its sentence instead of a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alin.settings")
    from django.conf import settings

    try:
        _ = settings.DEBUG
    except ImproperlyConfigured as error:
        print(f"AL'in cannot start. {error}", file=sys.stderr)
        raise SystemExit(exit_code) from None


def wrong(name: str, expected: str) -> ImproperlyConfigured:
    """The error that stops the start: the variable's name, its value's problem, what was expected."""
    given = PASSWORD.sub(r"\1…\2", os.environ.get(name, ""))
    return ImproperlyConfigured(f"{name}={given!r} is not usable: expected {expected}.")


def text(name: str, default: str = "") -> str:
    """The variable as text, stripped; an empty value counts as absent."""
    return os.environ.get(name, "").strip() or default


def flag(name: str) -> bool:
    """True for 1, true, yes, on; False for 0, false, no, off or nothing."""
    value = text(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"", "0", "false", "no", "off"}:
        return False
    raise wrong(name, "1 or 0")


def number(name: str, default: int, low: int, high: int) -> int:
    """A whole number between two bounds, both included."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit()) or not low <= int(value) <= high:
        raise wrong(name, f"a whole number from {low} to {high}")
    return int(value)


def host_names(name: str, default: list[str]) -> list[str]:
    """Host names separated by commas, as Django compares them: without scheme and port."""
    found = [part.strip() for part in text(name).split(",") if part.strip()]
    if not all(HOST_NAME.fullmatch(host) for host in found):
        raise wrong(name, "host names separated by commas, without https:// and port: al-in.example")
    return found or default


def address(name: str, schemes: tuple[str, ...]) -> str:
    """A URL with one of the given schemes and a host, or an empty text."""
    value = text(name)
    if value:
        try:
            parts = urlsplit(value)
            usable = parts.scheme in schemes and bool(parts.hostname) and (parts.port or True)
            usable = usable and not re.search(r"\s", value)
        except ValueError:
            usable = False
        if not usable:
            raise wrong(name, " or ".join(f"{scheme}://host…" for scheme in schemes))
    return value


def gateway_address(name: str) -> str:
    """An https address to ask below, or an empty text; http only on this machine itself.

    What goes there and comes back is people's files and a token: readable on any network in between.
    """
    value = address(name, ("http", "https"))
    if value:
        parts = urlsplit(value)
        if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
            raise wrong(name, "https://host… (http:// only for localhost, 127.0.0.1 or [::1])")
        if parts.query or parts.fragment or parts.username or parts.password:
            raise wrong(name, "an address without user, « ? » and « # »")
    return value


def is_loopback(host: str) -> bool:
    """Does this name or address stay on this machine?"""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def client_certificate(name: str) -> str:
    """A PEM file with a certificate and its key without a passphrase, or an empty text."""
    value = text(name)
    if value:
        try:
            ssl.create_default_context().load_cert_chain(value, password=lambda: b"")
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
            expected = "a readable PEM file with a certificate and its key, without a passphrase"
            raise wrong(name, expected) from error
    return value


def redis_address(name: str) -> str:
    """A Redis with the number of one of its databases, or an empty text."""
    value = address(name, ("redis", "rediss"))
    if value and not re.fullmatch(r"/?[0-9]*", urlsplit(value).path):
        raise wrong(name, "redis://host:6379/0, with the number of a database")
    return value


def local_url(host: str, port: int) -> str:
    """The address a browser on this machine reaches us at; « every interface » is reached as localhost."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def folder(name: str, default: Path) -> Path:
    """A folder we can write in; it is created when its parent allows it."""
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)  # people's files: for this user alone
    except OSError as error:
        raise wrong(name, f"a folder that can be created ({error.strerror})") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise wrong(name, f"a folder this user can write in ({path})")
    return path


def token(name: str, shortest: int = 1) -> str:
    """A secret that goes with each request between two programs, or an empty text; never shown."""
    value = text(name)
    if value and (len(value) < shortest or not re.fullmatch(r"[\x21-\x7e]+", value)):
        expected = f"at least {shortest} characters" if shortest > 1 else "characters"
        raise ImproperlyConfigured(f"{name} is not usable: expected {expected}, ASCII without spaces.")
    return value


def secret_key(state: Path) -> str:
    """SECRET_KEY from the environment, else one drawn once and kept in the state folder."""
    given = text("SECRET_KEY")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured("SECRET_KEY is too short: expected at least 32 characters.")
        return given
    kept = state / "secret_key"
    if not kept.exists():
        # Written aside, then linked: two processes that start together end up with one whole key.
        drawn = state / f"secret_key.{os.getpid()}"
        with os.fdopen(os.open(drawn, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        with suppress(FileExistsError):
            os.link(drawn, kept)
        drawn.unlink()
    return kept.read_text().strip()


def database(default: Path) -> dict[str, object]:
    """DATABASE_URL as Django wants it; SQLite in WAL with IMMEDIATE transactions when absent.

    IMMEDIATE takes the write lock at BEGIN, which trades a little parallelism for no « database is
    locked » error under load: two writers wait for each other instead of failing.
    """
    value = text("DATABASE_URL", f"sqlite:///{default}")
    try:
        with warnings.catch_warnings(action="ignore"):  # about what is refused below
            config = dict(_env.db_url_config(value))
    except Exception as error:
        raise wrong("DATABASE_URL", "postgres://user:password@host:5432/name or sqlite:///path") from error
    engine = str(config.get("ENGINE", ""))
    if engine.endswith("sqlite3"):
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
                "PRAGMA foreign_keys=ON;PRAGMA cache_size=-20000;"
            ),
        }
    elif engine.endswith("postgresql"):
        if not config.get("NAME"):
            raise wrong("DATABASE_URL", "postgres://user:password@host:5432/name")
        config["CONN_HEALTH_CHECKS"] = True
        config["OPTIONS"] = {
            "pool": {"min_size": 0, "max_size": 10, "timeout": 5},
            "connect_timeout": 4,
            "tcp_user_timeout": 15_000,  # milliseconds until a connection cut off by the network is given up
        }
    else:
        raise wrong("DATABASE_URL", "postgres://user:password@host:5432/name or sqlite:///path")
    return config


def mail(outbox: Path) -> dict[str, object]:
    """EMAIL_URL as Django's EMAIL_* settings; one .eml file per mail in the state folder when absent."""
    value = text("EMAIL_URL")
    if not value:
        return {
            "EMAIL_BACKEND": "alin.outbox.backends.EmlFileBackend",
            "EMAIL_FILE_PATH": str(outbox),
        }
    try:
        config = dict(_env.email_url_config(value))
    except Exception as error:
        raise wrong("EMAIL_URL", "smtp+tls://user:password@host:587") from error
    if "smtp" in str(config["EMAIL_BACKEND"]) and not config.get("EMAIL_HOST"):
        raise wrong("EMAIL_URL", "smtp+tls://user:password@host:587")
    return {**config, "EMAIL_TIMEOUT": 20}


def map_tiles(name: str) -> tuple[str, str]:
    """The address of map tiles with {z}, {x} and {y}, and what a policy must let images come from.

    Nothing at all when the variable is empty: the site then asks no other server for a map.
    """
    value = address(name, ("http", "https"))
    if not value:
        return "", ""
    parts = urlsplit(value)
    if not all(part in value for part in ("{z}", "{x}", "{y}")) or re.search(r"[;,'\"]", value):
        raise wrong(name, "https://host/{z}/{x}/{y}.png")
    return value, f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"
