"""The portal's three questions to whatever registry the settings name, and good answers to them."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from applications.registry import get_registry
from tests.factories.applications import ANNE

OTHER = "0290318001234A0001"
CONTACT = {"unique_number": ANNE, "email": "anne.porte@example.org"}
PAGE = {"numbers": [ANNE], "cursor": "x", "more": False, "until": "2020-11-20T10:00:00Z"}
SINCE = datetime.datetime(2026, 11, 1, 8, tzinfo=datetime.UTC)


def fetch() -> Any:
    return get_registry().fetch(ANNE)


def look_up() -> Any:
    return get_registry().look_up(ANNE)


def changes() -> Any:
    return get_registry().changes_since(SINCE)


QUESTIONS = pytest.mark.parametrize("ask", [fetch, look_up, changes])
ABOUT_ONE = pytest.mark.parametrize("ask", [fetch, look_up])
Ask = Callable[[], Any]
