"""The forms cover the registry's schema: a field added there needs an input here."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from django.http import QueryDict
from django.test import Client
from pydantic import BaseModel

from alin.simulator.forms.rows import DependantRow
from alin.simulator.sections import SECTIONS, Sheet
from applications.registry import editing
from applications.registry.schema import Demande, Dependant
from tests.factories.applications import ANNE
from tests.simulator.site import address, fields

pytestmark = pytest.mark.django_db
# The registry's own doing, or pages of their own.
NOT_IN_FORMS = {"unique_number", "filed_on", "renewed_on", "struck_off", "documents_filed"}
LISTS = {"resources", "payments", "tax_incomes", "reasons", "dependants", "communes"}


def places_of(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every value of the schema, by the path to it; a list counts as one."""
    for name, field in model.model_fields.items():
        inner = [one for one in (field.annotation, *get_args(field.annotation)) if is_part(one)]
        if inner and name not in LISTS:
            yield from places_of(inner[0], (*path, name))
        elif name not in NOT_IN_FORMS:
            yield (*path, name)


def is_part(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def places_written(holder: Client) -> set[tuple[str, ...]]:
    """What the sections write when each is sent as it is."""
    found: set[tuple[str, ...]] = set()
    for key, section in SECTIONS.items():
        sent = QueryDict(mutable=True)
        for name, values in fields(holder.get(address("section", key))).items():
            sent.setlist(name, values)
        sheet = Sheet(section.build, sent, editing.find(ANNE).model_dump())
        assert sheet.is_complete()
        found |= set(leaves(sheet.changes()))
    return found


def leaves(data: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, value in data.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, name))
        else:
            yield (*path, name)


def test_every_field_of_the_schema_can_be_edited(holder: Client) -> None:
    editing.save_part(ANNE, {"co_applicant": {"employment": {"employer_name": "Fonderie"}}})
    assert set(places_of(Demande)) - places_written(holder) == set()


def test_every_field_of_a_dependant_has_its_place_on_the_row() -> None:
    assert set(Dependant.model_fields) <= set(DependantRow().fields)
