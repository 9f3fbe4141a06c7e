"""The whole country in memory, read from the shipped files: the test database holds but a part."""

from functools import cache

from alin.places.directory import CommuneRow, Directory
from alin.places.loading import COMMUNES, DEPARTMENTS, rows_of
from alin.places.places import Place, places_wanted
from alin.places.search_names import search_name
from alin.places.typed_places import wanted_from


@cache
def full_directory() -> Directory:
    """Every commune, department and region; takes a second."""
    rows = sorted(rows_of(COMMUNES), key=lambda row: (-int(row["population"]), row["insee"]))
    cities = {row["parent"] for row in rows}
    communes = (
        CommuneRow(
            row["insee"],
            row["name"],
            search_name(row["name"]),
            row["department"],
            int(row["population"]),
            () if row["insee"] in cities else tuple(row["postal_codes"].split()),
        )
        for row in rows
    )
    departments = (
        (row["code"], row["name"], row["region_code"], row["region"]) for row in rows_of(DEPARTMENTS)
    )
    return Directory(communes, departments)


def found_in_france(typed: str, limit: int = 8) -> list[Place]:
    """As find_places, in the whole country."""
    wanted = wanted_from(typed)
    return places_wanted(full_directory(), wanted, limit) if wanted.name or wanted.figures else []
