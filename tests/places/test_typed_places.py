"""What people type in « Où souhaitez-vous habiter ? » and the first answer they get, in the whole country."""

import csv
from pathlib import Path

import pytest

from alin.places.place import PlaceKind
from alin.places.spelling import mistakes, mistakes_allowed
from alin.places.typed_places import LONGEST, wanted_from
from tests.places.full_directory import found_in_france, full_directory

DATA = Path(__file__).parent.parent / "data"
CORPUS = list(csv.DictReader((DATA / "typed_places.csv").read_text().splitlines()))


@pytest.mark.parametrize("row", CORPUS, ids=lambda row: repr(row["typed"]))
def test_what_people_type_finds_the_place_they_mean(row: dict[str, str]) -> None:
    found = found_in_france(row["typed"])
    assert (found[0].key if found else "") == row["first"], [place.label for place in found]


def test_the_corpus_is_large_and_each_line_says_something_else() -> None:
    assert len(CORPUS) >= 150
    assert len({row["typed"] for row in CORPUS}) == len(CORPUS)


def test_every_label_given_back_finds_its_place() -> None:
    for typed in ("saint", "villeneuve", "paris 1", "93", "93200", "bretagne", "corse", "la"):
        for place in found_in_france(typed):
            assert found_in_france(place.label)[0] == place


def test_paris_the_commune_and_paris_the_department_have_two_names() -> None:
    commune, department = found_in_france("paris")[:2]
    assert (commune.kind, department.kind) == (PlaceKind.COMMUNE, PlaceKind.DEPARTMENT)
    assert commune.label == "Paris (75)"
    assert department.label == "Paris (département 75)"


def test_only_what_was_not_written_so_is_a_guess() -> None:
    assert not any(place.is_guess for place in found_in_france("brest"))
    assert all(place.is_guess for place in found_in_france("brst"))
    assert found_in_france("montreuil sous bois")[0].is_guess
    assert not found_in_france("lhay")[0].is_guess


def test_a_hamlet_that_begins_so_leaves_room_for_the_town_meant() -> None:
    labels = [place.label for place in found_in_france("massi", 5)]
    assert "Massy (91300)" in labels


def test_a_former_name_says_why_it_answers() -> None:
    assert found_in_france("pierrefitte sur seine")[0].note == "comprend Pierrefitte-sur-Seine"
    assert found_in_france("annecy")[0].note == "Haute-Savoie"
    assert found_in_france("paris")[0].note == ""


def test_no_place_comes_twice() -> None:
    for typed in ("le", "saint", "an", "paris", "havre", "93", "annecy"):
        keys = [place.key for place in found_in_france(typed, 20)]
        assert len(keys) == len(set(keys))


def test_never_more_than_asked_for() -> None:
    for typed in ("s", "sa", "93", "75", "massi", "brst"):
        assert len(found_in_france(typed, 3)) <= 3


@pytest.mark.parametrize(("letters", "allowed"), [(1, 0), (3, 0), (4, 1), (5, 1), (6, 2), (7, 2), (30, 2)])
def test_longer_names_may_hold_more_mistakes(letters: int, allowed: int) -> None:
    assert mistakes_allowed(letters) == allowed


@pytest.mark.parametrize(
    ("typed", "name", "expected"),
    [
        ("brest", "brest", 0),
        ("brst", "brest", 1),
        ("breest", "brest", 1),
        ("brist", "brest", 1),
        ("berst", "brest", 1),
        ("rbesst", "brest", 2),
    ],
)
def test_each_sort_of_mistake_counts_one(typed: str, name: str, expected: int) -> None:
    row = mistakes(typed, name, 2)
    assert row is not None
    assert row[-1] == expected


def test_too_many_mistakes_end_the_comparison() -> None:
    assert mistakes("lyon", "brest", 2) is None


def test_three_letters_forgive_nothing() -> None:
    assert found_in_france("bxq") == []


def test_what_is_typed_is_cut_at_its_longest() -> None:
    assert len(wanted_from("x" * 5_000).name) == LONGEST


@pytest.mark.parametrize(
    "typed", ["\0", "((((", ")", "·", "1 2 3 4 5 6", "9" * 80, "é" * 80, "- - -", "(75)", ",", "paris ("]
)
def test_odd_things_are_answered_without_an_error(typed: str) -> None:
    found_in_france(typed)


def test_the_whole_country_is_there() -> None:
    known = full_directory()
    assert len(known.at_code) > 6_000
    assert known.numbered(PlaceKind.COMMUNE, "97617") is not None
    assert known.numbered(PlaceKind.COMMUNE, "751\t") is None
