"""What is accepted as a demande, from a gateway and from a file alike."""

from typing import Any

import pytest
from pydantic import ValidationError

from applications.registry.labels import (
    CONTRACTS,
    FAMILY_SITUATIONS,
    HOUSING,
    LINKS,
    NATIONALITIES,
    REASONS,
    RESOURCES,
    STRIKE_OFF,
)
from applications.registry.schema import Demande
from tests.factories.applications import adult, demande_data


def test_the_social_security_number_is_thrown_away() -> None:
    data = demande_data(
        applicant=adult(social_security_number="289057512345678"),
        co_applicant=adult("DENIS", "GIGI", social_security_number="187017512345678"),
    )
    kept = Demande.model_validate(data).model_dump_json()
    assert "289057512345678" not in kept
    assert "187017512345678" not in kept
    assert "social_security" not in kept


def test_a_number_is_kept_without_spaces_and_in_capitals() -> None:
    assert Demande.model_validate(demande_data("111 0520 020171 g1175")).unique_number == "1110520020171G1175"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"unique_number": "123"}, ("unique_number",)),
        ({"email": "nobody"}, ("email",)),
        ({"filed_on": "2026-02-30"}, ("filed_on",)),
        ({"reasons": []}, ("reasons",)),
        ({"reasons": ["24"]}, ("reasons", 0)),
        ({"wishes": {"communes": []}}, ("wishes", "communes")),
        ({"wishes": {"communes": ["7505"]}}, ("wishes", "communes", 0)),
        ({"applicant": adult(contract="CDI2")}, ("applicant", "contract")),
        ({"applicant": adult(birth_date="someday")}, ("applicant", "birth_date")),
        ({"applicant": adult(nickname="Nana")}, ("applicant", "nickname")),
        ({"struck_off": "RADXXX"}, ("struck_off",)),
        ({"unborn_children": -1}, ("unborn_children",)),
        ({"filed_on": "9999-12-31"}, ("filed_on",)),
        ({"applicant": adult(birth_date="0001-01-01")}, ("applicant", "birth_date")),
        ({"applicant": adult(last_name="POR\0TE")}, ("applicant", "last_name")),
        ({"documents_filed": ["identite", "\0"]}, ("documents_filed",)),
    ],
)
def test_a_fault_is_named_by_its_place(changes: dict[str, Any], place: tuple[object, ...]) -> None:
    with pytest.raises(ValidationError) as refused:
        Demande.model_validate({**demande_data(), **changes})
    assert refused.value.errors()[0]["loc"] == place


def test_every_code_of_the_schema_has_words() -> None:
    """The registry's table of codes is shipped with the app; each code it has, the pages can say."""
    import csv
    from pathlib import Path

    import applications

    table = Path(applications.__file__).parent / "data" / "registry_codes.csv"
    lists = {
        "nationalite": NATIONALITIES,
        "situation_familiale": FAMILY_SITUATIONS,
        "lien_codemandeur": LINKS,
        "contrat": CONTRACTS,
        "ressource": RESOURCES,
        "logement_actuel": HOUSING,
        "motif": REASONS,
        "radiation": STRIKE_OFF,
    }
    with table.open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["list"] in lists]
    assert rows
    for row in rows:
        assert row["code"] in lists[row["list"]], row
