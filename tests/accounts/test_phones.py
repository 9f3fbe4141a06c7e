"""Mobile numbers in the ways people write them."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from accounts.phones import NOT_A_MOBILE, NOT_A_NUMBER, normalise, spoken


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0612345678", "+33612345678"),
        ("06 12 34 56 78", "+33612345678"),
        ("06.12.34.56.78", "+33612345678"),
        ("06-12-34-56-78", "+33612345678"),
        ("06/12/34/56/78", "+33612345678"),
        ("06\u00a012\u00a034\u00a056\u00a078", "+33612345678"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("+33612345678", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("0033 6 12 34 56 78", "+33612345678"),
        ("33 6 12 34 56 78", "+33612345678"),
        ("0712345678", "+33712345678"),
        ("07 55 51 23 45", "+33755512345"),
        ("0692 12 34 56", "+262692123456"),
        ("0690 12 34 56", "+590690123456"),
        ("0696 12 34 56", "+596696123456"),
        ("0694 20 12 34", "+594694201234"),
        ("+44 7700 900123", "+447700900123"),
        ("+32 470 12 34 56", "+32470123456"),
        ("+49 1512 3456789", "+4915123456789"),
        ("+351 912 345 678", "+351912345678"),
        ("0033 (0)6 12 34 56 78", "+33612345678"),
        ("+33 06 12 34 56 78", "+33612345678"),
        ("00330612345678", "+33612345678"),
        ("(06) 12-34-56-78", "+33612345678"),
        ("6 12 34 56 78", "+33612345678"),
        ("tel:+33612345678", "+33612345678"),
        ("06\u202f12\u200934\u202f56 78", "+33612345678"),
        ("\u200e+33 6 12 34 56 78\u202c", "+33612345678"),
        ("０６１２３４５６７８", "+33612345678"),
        ("06 12 34 56 78\n", "+33612345678"),
        ("+262 692 12 34 56", "+262692123456"),
        ("00262692123456", "+262692123456"),
        ("+687 75 12 34", "+687751234"),
        ("+689 87 12 34 56", "+68987123456"),
        ("+377 6 12 34 56 78", "+377612345678"),
        ("+881 6 1234 5678", "+881612345678"),
    ],
)
def test_a_mobile_in_any_usual_writing_is_kept_as_e164(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "01 42 34 56 78",
        "+33 4 91 00 00 00",
        "09 70 80 08 00",
        "0262 20 12 34",
        "0800 123 456",
        "0892 70 12 34",
    ],
)
def test_a_french_landline_is_refused_as_one(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        normalise(typed)
    assert refused.value.messages == [str(NOT_A_MOBILE)]


@pytest.mark.parametrize(
    "typed",
    [
        "1",
        "06 12 34 56",
        "06 12 34 56 789",
        "06 12 CALLME",
        "bonjour",
        "+",
        "+999 123",
        "06 12 34 56 7é",
        "----",
        "06 12 34 56 78 #12",
        "06 12 34 56 78 poste 12",
        "06 12 34 56 78,12",
        "0612345678;ext=3",
        "+32 470 12 34 56 ext. 2",
        "06 12 34 56 78 / 06 98 76 54 32",
        "112",
        "36 46",
        "+33",
        "00",
    ],
)
def test_what_is_no_number_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        normalise(typed)
    assert refused.value.messages == [str(NOT_A_NUMBER)]


@pytest.mark.parametrize(
    "typed", ["+800 1234 5678", "+979 123 456 789", "+44 906 123 4567", "+1 900 555 1234"]
)
def test_a_service_s_number_abroad_is_nobody_s_telephone(typed: str) -> None:
    with pytest.raises(ValidationError):
        normalise(typed)


@given(st.text(alphabet="0123456789+()-./ #*;,abé\u00a0\u200e", max_size=60))
def test_whatever_is_typed_is_e164_or_a_sentence(typed: str) -> None:
    try:
        kept = normalise(typed)
    except ValidationError as refused:
        assert refused.messages[0] in {str(NOT_A_NUMBER), str(NOT_A_MOBILE)}
    else:
        assert re.fullmatch(r"\+\d{6,15}", kept)
        assert normalise(kept) == kept


@pytest.mark.parametrize(
    ("kept", "read"), [("+33612345678", "06 12 34 56 78"), ("+32470123456", "+32 470 12 34 56"), ("", "")]
)
def test_a_kept_number_is_shown_as_people_read_it(kept: str, read: str) -> None:
    assert spoken(kept) == read


@pytest.mark.django_db
def test_a_number_the_library_does_not_know_yet_survives_the_database() -> None:
    user = User.objects.create_user("a@example.org", mobile_phone=normalise("07 12 34 56 78"))
    user.refresh_from_db()
    assert str(user.mobile_phone) == "+33712345678"
    user.full_clean(exclude=["password", "civility", "birth_name", "first_name"])
