"""Put the shipped reference data of places into the tables."""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

from alin.places.data_files import load_if_changed
from alin.places.models import Commune, Department, PostalCode, Zone
from alin.places.search_names import search_name

DATA = Path(__file__).parent / "data"
COMMUNES = DATA / "communes.csv.gz"
FORMER_NAMES = DATA / "former_names.csv.gz"
DEPARTMENTS = DATA / "departments.csv"
PORTALS = DATA / "registration_portals.csv"
PARIS_ZONE = DATA / "paris_bordering_communes.csv"

NATIONAL_PORTAL = "https://www.demande-logement-social.gouv.fr"
NATIONAL_SOURCE = "Site national de la demande de logement social"
LOCAL_SOURCE = "Deux listes publiques concordantes, avril 2026 ; adresse non testée"
ILE_DE_FRANCE = "11"
PARIS = "75056"
FIRST_OVERSEAS_DEPARTMENT = "971"

# Raise it when the loading changes while the files do not.
VERSION = "1"
# What `small` keeps: enough for a test of every rule about places, in a fraction of a second.
SMALL_DEPARTMENTS = {"75", "92", "93"}
SMALL_MINIMUM = {"13": 60_000, "29": 12_000, "69": 30_000, "77": 50_000, "78": 50_000, "94": 25_000}
BATCH = 2000


def load_places(small: bool = False) -> dict[str, int | None]:
    """Load departments and communes; returns the rows written by file, None where nothing changed.

    `small` keeps some 190 communes and every department: meant for tests.
    """
    variant = f"{VERSION}{'-small' if small else ''}"
    return {
        "departments": load_if_changed("departments", [DEPARTMENTS, PORTALS], load_departments, VERSION),
        "communes": load_if_changed(
            "communes", [COMMUNES, PARIS_ZONE, FORMER_NAMES], lambda: load_communes(small), variant
        ),
    }


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a shipped CSV file, compressed or not."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    yield from csv.DictReader(text.splitlines())


def load_departments() -> int:
    """Every department with its registration site (R3.3)."""
    portals = {row["department"]: row["url"] for row in rows_of(PORTALS)}
    departments = [
        Department(
            code=row["code"],
            name=row["name"],
            region=row["region"],
            region_code=row["region_code"],
            portal_url=portals.get(row["code"], NATIONAL_PORTAL),
            portal_source=LOCAL_SOURCE if row["code"] in portals else NATIONAL_SOURCE,
        )
        for row in rows_of(DEPARTMENTS)
    ]
    Department.objects.bulk_create(
        departments,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "region", "region_code", "portal_url", "portal_source"],
    )
    return len(departments)


def load_communes(small: bool = False) -> int:
    """Communes, then the arrondissements that belong to them, then all postal codes.

    A commune that left the official list keeps its row, which offers and wishes may point to, and loses
    its postal codes and its grouping.
    """
    rows = [row for row in rows_of(COMMUNES) if not small or is_in_small_set(row)]
    regions = dict(Department.objects.values_list("code", "region_code"))
    paris_zone = {row["insee"] for row in rows_of(PARIS_ZONE)}
    communes = [commune_from(row, regions[row["department"]], paris_zone) for row in rows]
    _forget_grouping({commune.pk for commune in communes})
    # An arrondissement points to its commune, which must be there before it.
    _write_communes([commune for commune in communes if not commune.parent_id])
    _write_communes([commune for commune in communes if commune.parent_id])
    PostalCode.objects.all().delete()
    postal_codes = [
        PostalCode(code=code, commune_id=row["insee"]) for row in rows for code in row["postal_codes"].split()
    ]
    PostalCode.objects.bulk_create(postal_codes, batch_size=BATCH)
    return len(communes)


def _write_communes(communes: list[Commune]) -> None:
    Commune.objects.bulk_create(
        communes,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["insee"],
        update_fields=["name", "search_name", "department", "parent", "grouping", "population", "zone"],
    )


def _forget_grouping(known: set[str]) -> None:
    """Communes that are no more border on nothing."""
    gone = [pk for pk in Commune.objects.values_list("pk", flat=True) if pk not in known]
    for start in range(0, len(gone), BATCH):
        Commune.objects.filter(pk__in=gone[start : start + BATCH]).update(grouping="")


def is_in_small_set(row: dict[str, str]) -> bool:
    """Is this row part of the small set?"""
    if row["department"] in SMALL_DEPARTMENTS or row["parent"]:
        return True
    return int(row["population"]) >= SMALL_MINIMUM.get(row["department"], 10_000_000)


def commune_from(row: dict[str, str], region: str, paris_zone: set[str]) -> Commune:
    """One commune of the file, with its zone worked out."""
    return Commune(
        insee=row["insee"],
        name=row["name"],
        search_name=search_name(row["name"]),
        department_id=row["department"],
        parent_id=row["parent"] or None,
        grouping=row["grouping"],
        population=int(row["population"]),
        zone=zone_of(row, region, paris_zone),
    )


def zone_of(row: dict[str, str], region: str, paris_zone: set[str]) -> Zone:
    """The zone of the income ceilings (arrêté of 29 July 1987, annex); overseas is not covered by it."""
    if row["insee"] in paris_zone or row["parent"] == PARIS:
        return Zone.PARIS_LIM
    if region == ILE_DE_FRANCE:
        return Zone.IDF
    return Zone.UNKNOWN if row["department"] >= FIRST_OVERSEAS_DEPARTMENT else Zone.OTHER
