"""`manage.py load_demandes FILE.json`."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

import applications
from applications.models import SimulatedDemande
from applications.registry.schema import Demande
from tests.factories.applications import ANNE, at_registry, demande_data

pytestmark = pytest.mark.django_db
OTHER = "0290318001234A0001"


def load(folder: Path, content: object) -> tuple[str, str]:
    """Run the command on a file; returns what it said and its complaints."""
    file = folder / "demandes.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    said, complained = StringIO(), StringIO()
    try:
        call_command("load_demandes", str(file), stdout=said, stderr=complained)
    except CommandError as error:
        return said.getvalue(), complained.getvalue() + str(error)
    return said.getvalue(), complained.getvalue()


def test_demandes_are_added(tmp_path: Path) -> None:
    said, complained = load(tmp_path, [demande_data(), demande_data(OTHER)])
    assert said == "2 demande(s) added, 0 replaced.\n"
    assert complained == ""
    assert set(SimulatedDemande.objects.values_list("pk", flat=True)) == {ANNE, OTHER}


def test_the_same_number_is_replaced_whole(tmp_path: Path) -> None:
    at_registry(priority=True)
    said, _complained = load(tmp_path, [demande_data(reasons=["09"])])
    assert said == "0 demande(s) added, 1 replaced.\n"
    demande = Demande.model_validate(SimulatedDemande.objects.get().data)
    assert (demande.reasons, demande.priority) == (["09"], False)


def test_every_fault_of_every_row_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    first, second = demande_data(), demande_data(OTHER)
    first["applicant"]["birth_date"] = "1989-13-01"
    second["reasons"] = ["99"]
    second["wishes"]["colour"] = "blue"
    _said, complained = load(tmp_path, [first, second, demande_data("1110520020171G1179")])
    assert f"row 1 ({ANNE}): applicant.birth_date:" in complained
    assert f"row 2 ({OTHER}): reasons.0:" in complained
    assert f"row 2 ({OTHER}): wishes.colour:" in complained
    assert "3 fault(s)" in complained
    assert not SimulatedDemande.objects.exists()


def test_the_same_number_twice_is_a_fault(tmp_path: Path) -> None:
    _said, complained = load(tmp_path, [demande_data(), demande_data(OTHER), demande_data(ANNE.lower())])
    assert "row 3: unique_number: the same as in row 1" in complained
    assert not SimulatedDemande.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"demandes": []}, "expected a list of demandes"),
        ("[{]", "is not JSON: line 1, column 3"),
        ([3], "row 1: the row:"),
        ("[" * 100_000, "too many brackets"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_words(tmp_path: Path, content: Any, said: str) -> None:
    assert said in load(tmp_path, content)[1]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.json can't be read"):
        call_command("load_demandes", str(tmp_path / "nowhere.json"))


def test_the_social_security_number_of_a_file_is_not_stored(tmp_path: Path) -> None:
    data = demande_data()
    data["applicant"]["social_security_number"] = "289057512345678"
    load(tmp_path, [data])
    assert "289057512345678" not in json.dumps(SimulatedDemande.objects.get().data)


def test_the_example_of_the_documentation_loads(tmp_path: Path) -> None:
    page = Path(applications.__file__).parent.parent / "docs" / "load-demandes.md"
    example = page.read_text(encoding="utf-8").split("```json\n")[1].split("```")[0]
    said, complained = load(tmp_path, example)
    assert (said, complained) == ("1 demande(s) added, 0 replaced.\n", "")


def test_the_documentation_names_every_field() -> None:
    page = (Path(applications.__file__).parent.parent / "docs" / "load-demandes.md").read_text(
        encoding="utf-8"
    )
    schema = Demande.model_json_schema()
    fields = set(schema["properties"])
    for part in schema["$defs"].values():
        fields |= set(part.get("properties", {}))
    assert not {field for field in fields if f"`{field}`" not in page}
