"""Finding places from what people type."""

import pytest

from alin.places.places import PlaceKind, find_places, place_from_key

pytestmark = pytest.mark.django_db


def keys(typed: str, limit: int = 10) -> list[str]:
    return [place.key for place in find_places(typed, limit)]


@pytest.mark.parametrize("typed", ["st ouen", "SAINT-OUEN", "saint ouen sur", "Saint-Ouen-sur-Seine (93400)"])
def test_accents_hyphens_case_and_saint_do_not_matter(typed: str) -> None:
    assert keys(typed)[0] == "commune:93070"


def test_a_big_commune_comes_before_a_small_one() -> None:
    found = find_places("saint")
    assert found[0].name == "Saint-Denis"


def test_a_name_that_begins_so_comes_before_one_that_contains_it() -> None:
    names = [place.name for place in find_places("clichy") if place.kind == PlaceKind.COMMUNE]
    assert names[:2] == ["Clichy", "Clichy-sous-Bois"]
    names = [place.name for place in find_places("denis")]
    assert names.index("Saint-Denis") < names.index("L'Île-Saint-Denis")


@pytest.mark.parametrize("typed", ["Paris 18", "paris 18e", "Paris 18ème", "Paris 18e (75018)"])
def test_an_arrondissement_is_found_by_its_number(typed: str) -> None:
    assert keys(typed)[0] == "commune:75118"


def test_figures_find_the_department_then_its_postal_codes() -> None:
    found = find_places("93", 3)
    assert found[0].key == "departement:93"
    assert {place.kind for place in found[1:]} == {PlaceKind.POSTAL_CODE}


def test_the_beginning_of_a_postal_code_is_enough() -> None:
    assert "code:93400" in keys("934")


def test_an_arrondissements_postal_code_is_not_all_of_paris() -> None:
    place = find_places("75018")[0]
    assert [commune.pk for commune in place.communes()] == ["75118"]


def test_a_department_is_found_by_name_and_by_its_label() -> None:
    assert keys("finistère")[0] == "departement:29"
    assert keys("Finistère (29)") == ["departement:29"]


def test_paris_is_a_commune_before_it_is_a_department() -> None:
    assert keys("Paris")[:2] == ["commune:75056", "departement:75"]


def test_letters_written_together_are_understood() -> None:
    assert "commune:93061" in keys("leprésaintgervais")


@pytest.mark.parametrize("typed", ["", "   ", "zzzzzz", "()", "'; --", "%", "_", "99999"])
def test_nothing_is_found_in_nonsense(typed: str) -> None:
    assert find_places(typed) == []


def test_never_more_than_asked_for() -> None:
    assert len(find_places("s", 4)) == 4
    assert len(find_places("75", 4)) == 4


def test_every_key_leads_back_to_its_place() -> None:
    for place in find_places("saint-denis") + find_places("93"):
        assert place_from_key(place.key) == place


@pytest.mark.parametrize(
    "key", ["", "commune", "commune:", "commune:00000", "code:99999", "departement:00", "x:93"]
)
def test_a_key_of_nothing_is_none(key: str) -> None:
    assert place_from_key(key) is None


def test_one_search_asks_one_question(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    find_places("brest")  # a new process reads everything once
    for typed in ("saint-denis", "93", "93200", "brst", "Saint-Denis (974)", "zzzzzz"):
        with django_assert_num_queries(1):
            find_places(typed)
    with django_assert_num_queries(1):
        place_from_key("commune:93066")
