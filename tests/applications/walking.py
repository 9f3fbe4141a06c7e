"""What a person does on the way from the number to the demande, for the tests to do in one line."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import SecurityCode
from applications.registry.protocol import RegistryUnavailable
from tests.factories.applications import ANNE, at_registry

OTHER = "0290318001234A0001"
OLD = {"filed_on": "2021-04-19", "renewed_on": "2026-09-01"}  # confirms its number once (R4.3)

TUTORIAL, NUMBER, CODE, CONFIRM, INFORMATION, UPDATE, DELETE = (
    reverse(f"applications:{name}")
    for name in ("tutorial", "number", "code", "confirm", "information", "update", "delete")
)


def page(response: Any, status: int = 200) -> BeautifulSoup:
    assert response.status_code == status, response
    return BeautifulSoup(response.content, "html.parser")


def words(soup: BeautifulSoup) -> str:
    """The text of a page, with plain spaces."""
    return " ".join(soup.get_text(" ").split())


def error_of(soup: BeautifulSoup) -> str:
    """The message next to the field, tied to it for those who don't see it."""
    box = soup.select_one(".field__error")
    assert box is not None, "no error is shown"
    control = soup.select_one("[aria-invalid=true]")
    assert control is not None
    assert box["id"] in str(control["aria-describedby"])
    return " ".join(box.get_text(" ").split())


def registry_is_down(monkeypatch: pytest.MonkeyPatch, retry_after: int | None = None) -> None:
    class Down:
        def fetch(self, unique_number: str) -> Any:
            raise RegistryUnavailable(retry_after=retry_after)

        look_up = fetch

    monkeypatch.setattr("applications.lookup.get_registry", Down)


def wrong_for(code: SecurityCode) -> str:
    """Six digits that are not the code's."""
    return f"{(int(code.digits) + 1) % 1_000_000:06d}"


def burn(user: User, number: str) -> None:
    """Spend the tries of the code in force."""
    SecurityCode.objects.filter(user=user, unique_number=number).update(
        wrong_tries=settings.SECURITY_CODE_TRIES
    )


def at_the_code(reader: Client, **changes: Any) -> SecurityCode:
    """Bring the browser to the page of the code."""
    at_registry(**changes)
    reader.post(NUMBER, {"number": ANNE})
    return SecurityCode.objects.get()
