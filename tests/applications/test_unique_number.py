import pytest

from applications.unique_number import is_possible, is_usual, masked, normalise


@pytest.mark.parametrize(
    "typed",
    [
        "1110520020171G1175",
        "111 0520 020171 G1175",
        "1110520020171g1175",
        " 111-0520-020171.g1175 ",
        "111\u00a00520020171G1175",
    ],
)
def test_spaces_dashes_and_lower_case_are_accepted(typed: str) -> None:
    assert normalise(typed) == "1110520020171G1175"


def test_the_usual_shape_is_territory_month_year_sequence_desk() -> None:
    assert is_usual("1110520020171G1175")


@pytest.mark.parametrize(
    "number", ["111092062114ACLOG1", "1111320020171G1175", "1110020020171G1175", "1110520020171G117"]
)
def test_a_month_that_does_not_exist_or_a_wrong_length_is_unusual(number: str) -> None:
    assert not is_usual(number)


@pytest.mark.parametrize(
    ("number", "possible"),
    [
        ("A" * 14, False),
        ("A" * 15, True),
        ("A" * 18, True),
        ("A" * 19, False),
        ("A" * 14 + "_", False),
        ("É" * 16, False),
        ("", False),
    ],
)
def test_fifteen_to_eighteen_letters_and_digits_can_be_looked_up(number: str, possible: bool) -> None:
    assert is_possible(number) is possible


def test_a_number_is_masked_in_lists_and_logs() -> None:
    assert masked("1110520020171G1175") == "111•••••••••••••75"
