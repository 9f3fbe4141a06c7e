"""A wrong environment variable stops the start with its name and what was expected."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from alin import environment as env
from tests.service import ROOT


@pytest.mark.parametrize(
    ("value", "meant"), [("", False), ("0", False), ("1", True), ("Yes", True), ("off", False)]
)
def test_a_flag_is_said_in_the_usual_ways(monkeypatch: pytest.MonkeyPatch, value: str, meant: bool) -> None:
    monkeypatch.setenv("DEMO", value)
    assert env.flag("DEMO") is meant


def test_another_flag_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO", "maybe")
    with pytest.raises(ImproperlyConfigured, match="DEMO='maybe' is not usable: expected 1 or 0"):
        env.flag("DEMO")


@pytest.mark.parametrize("value", ["abc", "0", "65536", "-1", "²", "80.5"])
def test_a_port_is_a_whole_number_within_its_bounds(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PORT", value)
    with pytest.raises(ImproperlyConfigured, match="from 1 to 65535"):
        env.number("PORT", 8000, 1, 65535)


@pytest.mark.parametrize("value", ["65535", "1", " 8080 "])
def test_a_port_may_be_at_its_bounds(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PORT", value)
    assert env.number("PORT", 8000, 1, 65535) == int(value)


@pytest.mark.parametrize("value", ["http//x", "ftp://example.org", "redis://", "http://h:port", "http://a b"])
def test_an_address_needs_its_scheme_and_a_host(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("REGISTRY_URL", value)
    with pytest.raises(ImproperlyConfigured, match="REGISTRY_URL"):
        env.address("REGISTRY_URL", ("http", "https"))


@pytest.mark.parametrize("value", ["mysql://u:p@h/db", "postgres://u:p@h", "nonsense"])
def test_another_database_is_refused_without_showing_the_password(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", value.replace(":p@", ":very-secret@"))
    with pytest.raises(ImproperlyConfigured, match="postgres://user") as refused:
        env.database(Path("unused"))
    assert "very-secret" not in str(refused.value)


@pytest.mark.parametrize("value", ["redis://h:6379/one", "redis://h/0/1", "http://h", "redis://:secret@/0"])
def test_redis_needs_a_host_and_the_number_of_a_database(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("REDIS_URL", value)
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL="):
        env.redis_address("REDIS_URL")


@pytest.mark.parametrize("value", ["redis://h", "redis://h/", "rediss://u:p@h:6380/15", ""])
def test_redis_may_leave_the_number_out(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("REDIS_URL", value)
    assert env.redis_address("REDIS_URL") == value


@pytest.mark.parametrize("value", ["https://al-in.example", "al-in.example:443", "a b", "al-in.example/fr"])
def test_an_allowed_host_is_a_name_alone(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", f"example.org,{value}")
    with pytest.raises(ImproperlyConfigured, match=r"ALLOWED_HOSTS=.*without https:// and port"):
        env.host_names("ALLOWED_HOSTS", [])


@pytest.mark.parametrize("value", ["al-in.example", ".example.org", "*", "[::1]", "192.0.2.7", "my_host"])
def test_an_allowed_host_may_be_any_that_django_compares(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", f" example.org , {value},")
    assert env.host_names("ALLOWED_HOSTS", []) == ["example.org", value]


def test_sqlite_takes_its_write_lock_at_the_beginning(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    options = env.database(tmp_path / "al-in.sqlite3")["OPTIONS"]
    assert isinstance(options, dict)
    assert options["transaction_mode"] == "IMMEDIATE"


def test_a_short_secret_key_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "short")
    with pytest.raises(ImproperlyConfigured, match="at least 32"):
        env.secret_key(tmp_path)


def test_a_secret_key_is_drawn_once_and_kept_for_this_user_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SECRET_KEY")
    drawn = env.secret_key(tmp_path)
    assert len(drawn) > 60
    assert env.secret_key(tmp_path) == drawn
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_the_state_folder_is_for_this_user_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ALIN_VAR", str(tmp_path / "deep" / "var"))
    made = env.folder("ALIN_VAR", tmp_path)
    assert made.stat().st_mode & 0o077 == 0


def test_a_state_folder_that_cannot_be_made_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("ALIN_VAR", str(tmp_path / "file" / "var"))
    with pytest.raises(ImproperlyConfigured, match=r"ALIN_VAR=.*a folder that can be created"):
        env.folder("ALIN_VAR", tmp_path)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://localhost:8000"),  # noqa: S104
        ("::1", "http://[::1]:8000"),
    ],
)
def test_links_in_mails_have_an_address_a_browser_can_open(host: str, url: str) -> None:
    assert env.local_url(host, 8000) == url


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "check"],
        ["-m", "gunicorn", "--config", "python:alin.gunicorn", "alin.wsgi"],
        ["-m", "alin.supervisor"],
    ],
)
def test_every_program_stops_with_one_sentence(command: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={"ALIN_VAR": str(tmp_path), "PORT": "eighty", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "AL'in cannot start. PORT='eighty' is not usable: expected a whole number from 1 to 65535.\n"
    )


@pytest.mark.parametrize(
    "value",
    [
        "",
        "https://registry.example.org/api",
        "http://localhost:8001/site-enregistrement/api",
        "http://127.0.0.1:9",
        "http://127.9.9.9:9",
        "http://[::1]:9",
    ],
)
def test_the_registry_is_asked_over_https_or_on_this_machine(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("REGISTRY_URL", value)
    assert env.gateway_address("REGISTRY_URL") == value


@pytest.mark.parametrize(
    "value",
    [
        "http://registry.example.org",
        "http://localhost.example.org",
        "http://127.0.0.1.example.org",
        "http://10.0.0.7",
        "https://registry.example.org?x=1",
        "https://registry.example.org/#x",
        "https://user:very-secret@registry.example.org",
    ],
)
def test_an_address_at_which_files_would_be_readable_on_the_way_is_refused(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("REGISTRY_URL", value)
    with pytest.raises(ImproperlyConfigured, match="REGISTRY_URL") as refused:
        env.gateway_address("REGISTRY_URL")
    assert "very-secret" not in str(refused.value)


@pytest.mark.parametrize("value", ["short", "0123456789 0123456789", "éééééééééééééééééé"])
def test_a_token_that_could_be_guessed_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SIMULATOR_TOKEN", value)
    with pytest.raises(ImproperlyConfigured, match="SIMULATOR_TOKEN") as refused:
        env.token("SIMULATOR_TOKEN", shortest=16)
    assert value not in str(refused.value)


@pytest.mark.parametrize("value", ["", "x", "0123456789abcdef"])
def test_a_token_that_a_gateway_gave_may_be_short(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("REGISTRY_TOKEN", value)
    assert env.token("REGISTRY_TOKEN") == value


@pytest.mark.parametrize("value", ["clé", "two words", "line\nline"])
def test_a_token_that_fits_in_no_header_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("REGISTRY_TOKEN", value)
    with pytest.raises(ImproperlyConfigured, match="REGISTRY_TOKEN"):
        env.token("REGISTRY_TOKEN")


def test_a_certificate_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wrong = tmp_path / "client.pem"
    wrong.write_text("nothing")
    for value in (str(wrong), str(tmp_path / "missing.pem")):
        monkeypatch.setenv("REGISTRY_CERTIFICATE", value)
        with pytest.raises(ImproperlyConfigured, match="REGISTRY_CERTIFICATE"):
            env.client_certificate("REGISTRY_CERTIFICATE")


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_a_certificate_with_its_key_is_accepted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    both = tmp_path / "client.pem"
    new = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    subprocess.run(
        [*new, "-subj", "/CN=portal", "-keyout", str(both), "-out", str(tmp_path / "certificate.pem")],
        check=True,
        capture_output=True,
    )
    both.write_text(both.read_text() + (tmp_path / "certificate.pem").read_text())
    monkeypatch.setenv("REGISTRY_CERTIFICATE", str(both))
    assert env.client_certificate("REGISTRY_CERTIFICATE") == str(both)
