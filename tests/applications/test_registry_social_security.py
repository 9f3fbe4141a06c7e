"""The social-security number is thrown away while a demande is read, wherever it hides (R3.6)."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from stdnum.fr import nir

from applications.registry.schema import Demande
from tests.factories.applications import adult, demande_data, dependant

NIR = "289057512345688"


def written_nirs() -> st.SearchStrategy[str]:
    """Valid numbers (python-stdnum computes the key), of 13 or 15 characters, as people write them."""

    def written(sex: int, year: int, month: int, department: str, rest: int, key: bool, gap: str) -> str:
        figures = f"{sex}{year:02}{month:02}{department}{rest:06}"
        parts = [figures[0], figures[1:3], figures[3:5], figures[5:7], figures[7:10], figures[10:]]
        return gap.join([*parts, nir.calc_check_digits(figures + "00")] if key else parts)

    return st.builds(
        written,
        st.sampled_from([1, 2, 3, 4, 7, 8]),
        st.integers(0, 99),
        st.one_of(st.integers(1, 12), st.integers(20, 42), st.integers(50, 99)),
        st.sampled_from(["01", "13", "2A", "2B", "75", "97", "98", "99"]),
        st.integers(0, 999_999),
        st.booleans(),
        st.sampled_from(["", " ", ".", "-", "\u00a0", "\u202f", "  "]),
    )


TEXTS: list[tuple[str, ...]] = [
    ("applicant", "last_name"),
    ("applicant", "birth_name"),
    ("applicant", "mobile_phone"),
    ("applicant", "occupation"),
    ("applicant", "employment", "employer_name"),
    ("applicant", "employment", "siret"),
    ("co_applicant", "first_name"),
    ("dependants", "0", "last_name"),
    ("current_housing", "address"),
    ("current_housing", "landlord_name"),
    ("documents_filed", "0"),
]


def full_data() -> dict[str, Any]:
    return demande_data(
        applicant=adult(employment={"employer_name": "Ateliers"}),
        co_applicant=adult("DENIS", "GIGI"),
        dependants=[dependant()],
        documents_filed=["identite"],
    )


@given(
    number=written_nirs(),
    place=st.sampled_from(TEXTS),
    before=st.sampled_from(["", "x ", "N° ", "NIR", "12 ", "12 rue des Lilas, ", f"{NIR} "]),
    after=st.sampled_from(["", " x", ", 93200 Saint-Denis", " 93200", "."]),
)
@settings(max_examples=300, deadline=None)
def test_no_text_of_a_demande_keeps_a_social_security_number(
    number: str, place: tuple[str, ...], before: str, after: str
) -> None:
    data: Any = full_data()
    part = data
    for step in place[:-1]:
        part = part[int(step)] if isinstance(part, list) else part[step]
    part[int(place[-1]) if isinstance(part, list) else place[-1]] = before + number + after
    try:
        kept = Demande.model_validate(data).model_dump_json()
    except ValidationError:  # a name or a SIRET of nothing but the number: nothing is kept at all
        return
    bare = "".join(filter(str.isalnum, number))
    assert bare[:13] not in "".join(filter(str.isalnum, kept))


def test_what_stands_around_one_forms_no_other() -> None:
    data = demande_data()
    data["current_housing"]["address"] = f"289057 {NIR} 512345688"
    assert Demande.model_validate(data).current_housing.address == ""


@pytest.mark.parametrize(
    "name",
    [
        "social_security_number",
        "socialSecurityNumber",
        "nir",
        "NIR",
        "numero_securite_sociale",
        "numéro_sécurité_sociale",
        "numeroSecuriteSociale",
        "nss",
        "num_secu",
    ],
)
@pytest.mark.parametrize("value", [NIR, int(NIR), "28905", None, {"value": NIR}, [NIR]])
def test_a_field_named_for_the_number_is_thrown_away_wherever_it_is(name: str, value: object) -> None:
    data = full_data()
    for part in (data, data["applicant"], data["applicant"]["employment"], data["dependants"][0]):
        part[name] = value
    assert Demande.model_validate(data) == Demande.model_validate(full_data())


def test_under_any_other_name_a_number_makes_an_answer_that_is_refused_whole() -> None:
    data = full_data()
    data["applicant"]["reference"] = int(NIR)
    with pytest.raises(ValidationError):
        Demande.model_validate(data)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("applicant", "mobile_phone"), "+33 6 04 50 57 92"),
        (("applicant", "mobile_phone"), "+8613812345678"),
        (("applicant", "mobile_phone"), "06 04 50 57 92 / 01 44 55 66 77"),
        (("applicant", "employment", "siret"), "73282932000074"),
        (("applicant", "employment", "siret"), "732 829 320 00074"),
        (("current_housing", "address"), "12 bis rue du 11 novembre 1918, bâtiment 3, 75010 Paris"),
        (("unique_number",), "289057512345678"),
    ],
)
def test_other_figures_are_kept(place: tuple[str, ...], value: str) -> None:
    data: Any = full_data()
    part = data
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    kept: Any = Demande.model_validate(data).model_dump()
    for step in place:
        kept = kept[step]
    assert kept == value


def test_data_nested_deeper_than_any_demande_is_refused() -> None:
    deep: Any = []
    for _level in range(400):
        deep = [deep]
    with pytest.raises(ValidationError):
        Demande.model_validate({**demande_data(), "documents_filed": deep})


def test_the_social_security_number_is_thrown_away() -> None:
    data = demande_data(
        applicant=adult(social_security_number="289057512345678"),
        co_applicant=adult("DENIS", "GIGI", social_security_number="187017512345678"),
    )
    kept = Demande.model_validate(data).model_dump_json()
    assert "289057512345678" not in kept
    assert "187017512345678" not in kept
    assert "social_security" not in kept
