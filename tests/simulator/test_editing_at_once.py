"""Edits that arrive at the same moment, each in its own thread and connection."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from applications.models import SimulatedDemande
from applications.registry import editing
from tests.factories.applications import ANNE, at_registry
from tests.simulator.test_editing import new

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    start = threading.Barrier(len(acts))

    def done(act: Callable[[], object]) -> object:
        try:
            start.wait(timeout=10)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(done, acts))


def test_eight_sections_saved_at_once_are_all_there() -> None:
    at_registry()
    parts: list[editing.Data] = [
        {"priority": True},
        {"unborn_children": 1},
        {"email": "new@example.org"},
        {"wishes": {"max_rent": 810}},
        {"wishes": {"min_surface": 30}},
        {"applicant": {"contract": "CDD"}},
        {"applicant": {"birth_name": "DURAND"}},
        {"current_housing": {"rent": 650}},
    ]
    at_once([lambda part=part: editing.save_part(ANNE, part) for part in parts])  # type: ignore[misc]
    after = editing.find(ANNE).model_dump(mode="json")
    assert [part for part in parts if editing.merged(after, part) != after] == []


def test_demandes_filed_at_once_never_share_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(range(100))
    lock = threading.Lock()

    def draw(limit: int) -> int:
        with lock:
            return next(drawn) // 4  # everybody draws what three others draw too

    monkeypatch.setattr(editing, "randbelow", draw)
    data = [new(email=f"person-{one}@example.org") for one in range(6)]
    filed = at_once([lambda one=one: editing.create(one).unique_number for one in data])  # type: ignore[misc]
    assert len(set(filed)) == SimulatedDemande.objects.count() == 6
    assert {editing.find(str(number)).email for number in filed} == {one["email"] for one in data}
