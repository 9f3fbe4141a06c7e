"""The gateway over HTTPS: its certificate is checked, and ours is shown where it asks for one."""

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from applications.registry import transport
from applications.registry.gateway import GatewayRegistry
from applications.registry.protocol import RegistryUnavailable
from tests.applications.gateway_double import GatewayDouble, gives
from tests.factories.applications import ANNE

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")


def certificate(folder: Path, name: str) -> Path:
    """A self-signed certificate for this machine, its key in the same file."""
    key, made, both = (folder / f"{name}.{end}" for end in ("key", "crt", "pem"))
    new = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    about = ["-subj", f"/CN={name}", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*new, *about, "-keyout", key, "-out", made], check=True, capture_output=True)
    both.write_text(key.read_text() + made.read_text())
    return both


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the certificates of both."""
    folder = tmp_path_factory.mktemp("certificates")
    certificate(folder, "gateway")
    certificate(folder, "portal")
    return folder


@pytest.fixture
def secure(gateway: GatewayDouble, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a gateway that speaks TLS only, and only with whom it knows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "gateway.pem")
    context.load_verify_locations(folder / "portal.crt")
    context.verify_mode = ssl.CERT_REQUIRED
    plain = gateway.server.socket
    gateway.server.socket = context.wrap_socket(plain, server_side=True)
    gateway.server.handle_error = lambda *about: None  # type: ignore[method-assign]
    gateway.answers = [gives()]
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "gateway.crt"))
    monkeypatch.setattr(transport, "_clients", {})
    yield gateway.url.replace("http:", "https:")
    for client in transport._clients.values():
        client.close()


def test_a_portal_that_shows_its_certificate_is_answered(secure: str, folder: Path) -> None:
    assert GatewayRegistry(secure, "", str(folder / "portal.pem")).fetch(ANNE).unique_number == ANNE


def test_without_it_there_is_no_answer(secure: str, gateway: GatewayDouble) -> None:
    with pytest.raises(RegistryUnavailable):
        GatewayRegistry(secure).fetch(ANNE)
    assert gateway.requests == []


def test_nothing_is_sent_to_a_gateway_whose_certificate_nobody_vouches_for(
    secure: str, gateway: GatewayDouble, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(RegistryUnavailable):
        GatewayRegistry(secure, "secret-token", str(folder / "portal.pem")).fetch(ANNE)
    assert gateway.requests == []


def test_the_deadline_holds_over_tls_as_well(secure: str, gateway: GatewayDouble, folder: Path) -> None:
    gateway.answers = [gateway.drips_the_body]
    with pytest.raises(RegistryUnavailable):
        GatewayRegistry(secure, "", str(folder / "portal.pem")).fetch(ANNE)
