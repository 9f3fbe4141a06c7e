"""What a wish covers, and what it borders on."""

import pytest

from alin.places.models import Commune
from alin.places.places import commune_at, communes_covering, neighbours

pytestmark = pytest.mark.django_db


def codes(insee: list[str]) -> set[str]:
    return set(neighbours(insee).values_list("pk", flat=True))


def test_paris_covers_its_twenty_arrondissements() -> None:
    assert communes_covering(["75056"]).count() == 21


def test_a_suburb_covers_itself() -> None:
    assert [commune.pk for commune in communes_covering(["93070"])] == ["93070"]


def test_the_eighteenth_touches_its_neighbours_and_no_others() -> None:
    assert codes(["75118"]) == {"75109", "75110", "75117", "75119", "93001", "93066", "93070"}


def test_a_commune_at_the_gates_has_its_ept_and_the_arrondissements_it_touches() -> None:
    found = codes(["93070"])
    assert {"93066", "93001", "75117", "75118"} <= found
    assert "75113" not in found


def test_what_is_wished_for_is_no_neighbour() -> None:
    assert not codes(["93070", "93066"]) & {"93070", "93066"}


def test_all_of_paris_has_the_communes_around_it() -> None:
    found = codes(["75056"])
    assert "93070" in found
    assert not any(code.startswith("75") for code in found)


def test_elsewhere_the_intercommunalite_stands_for_the_neighbours() -> None:
    brest = Commune.objects.get(pk="29019")
    other = Commune.objects.exclude(grouping=brest.grouping).filter(department="29").first()
    assert other is not None
    near = Commune.objects.create(
        insee="29998", name="Voisine", search_name="voisine", department_id="29", grouping=brest.grouping
    )
    assert near.pk in codes(["29019"])
    assert other.pk not in codes(["29019"])


def test_communes_without_a_grouping_are_not_neighbours_of_each_other() -> None:
    for code in ("29996", "29997"):
        Commune.objects.create(insee=code, name=code, search_name=code, department_id="29", grouping="")
    assert codes(["29996"]) == set()


@pytest.mark.parametrize("given", [[], ["00000"]])
def test_no_wish_has_no_neighbour(given: list[str]) -> None:
    assert codes(given) == set()


def test_the_postal_code_tells_the_arrondissement() -> None:
    assert commune_at("75056", "75018") == Commune.objects.get(pk="75118")
    assert commune_at("75056", "75116") == Commune.objects.get(pk="75116")
    assert commune_at("93070", "93400") == Commune.objects.get(pk="93070")
    assert commune_at("00000", "75018") is None
