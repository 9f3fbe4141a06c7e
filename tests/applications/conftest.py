"""What several modules of this folder share."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from applications.registry import asking
from applications.registry.asking import Patience
from tests.applications.gateway_double import GatewayDouble


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[GatewayDouble]:
    """The registry that the portal asks is a gateway under the test's command; waiting for it is short."""
    brief = Patience(connect=0.3, read=0.2, total=0.5, pause=(0.0, 0.0), longest_pause=0.05)
    monkeypatch.setattr(asking, "PATIENCE", brief)
    double = GatewayDouble()
    settings.REGISTRY_URL, settings.REGISTRY_TOKEN = double.url, "secret-token"
    yield double
    double.stop()
