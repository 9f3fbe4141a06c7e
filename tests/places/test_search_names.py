"""One spelling for a place's name."""

import pytest

from alin.places.search_names import search_name


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Saint-Ouen-sur-Seine", "saint ouen sur seine"),
        ("ST OUEN", "saint ouen"),
        ("Ste-Geneviève", "sainte genevieve"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("L’Île-d’Yeu", "l ile d yeu"),
        ("Neuilly s/ Seine", "neuilly sur seine"),
        ("Œuilly", "oeuilly"),
        ("Paris 18ème Arrondissement", "paris 18"),
        ("Paris 18e", "paris 18"),
        ("Lyon 1er", "lyon 1"),
        ("  ", ""),
    ],
)
def test_names_are_spelled_one_way(typed: str, expected: str) -> None:
    assert search_name(typed) == expected


def test_stains_is_no_saint() -> None:
    assert search_name("Stains") == "stains"
