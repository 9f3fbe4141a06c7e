"""Build the shipped data files of places from the package @etalab/decoupage-administratif.

Run it when a new year's package is out (docs/facts.md); the portal itself only reads the result.
"""

import csv
import gzip
import io
from collections.abc import Iterable
from pathlib import Path

from alin.places.former_names import FORMER_COLUMNS, former_names
from alin.places.package_files import read_package

DATA = Path(__file__).parent / "data"
COMMUNE_COLUMNS = ["insee", "name", "department", "population", "grouping", "parent", "postal_codes"]
DEPARTMENT_COLUMNS = ["code", "name", "region_code", "region"]
# Departments only: the overseas collectivities (« com ») have no demande de logement social.
DEPARTMENT_AREAS = {"metro", "drom"}


def build(package: Path, folder: Path = DATA, earlier: Path | None = None) -> dict[str, int]:
    """Write the shipped files; returns how many rows each holds.

    `earlier` is the unpacked package of a former year: what was called otherwise then is still found.
    """
    rows = {
        "departments.csv": (DEPARTMENT_COLUMNS, _departments(package)),
        "communes.csv.gz": (COMMUNE_COLUMNS, _communes(package)),
        "former_names.csv.gz": (FORMER_COLUMNS, former_names(package, earlier)),
    }
    for name, (columns, lines) in rows.items():
        write_csv(folder / name, columns, lines)
    return {name: len(lines) for name, (_columns, lines) in rows.items()}


def write_csv(path: Path, columns: list[str], rows: Iterable[list[str]]) -> None:
    """Write a CSV file, compressed where its name says so; the same rows give the same bytes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    content = text.getvalue().encode()
    path.write_bytes(gzip.compress(content, 9, mtime=0) if path.suffix == ".gz" else content)


def _departments(package: Path) -> list[list[str]]:
    regions = {region["code"]: region["nom"] for region in read_package(package, "regions")}
    return sorted(
        [row["code"], row["nom"], row["region"], regions[row["region"]]]
        for row in read_package(package, "departements")
        if row["zone"] in DEPARTMENT_AREAS
    )


def _communes(package: Path) -> list[list[str]]:
    groupings = _groupings(package)
    rows = []
    for row in read_package(package, "communes"):
        if row["zone"] not in DEPARTMENT_AREAS:
            continue
        if row["type"] not in {"commune-actuelle", "arrondissement-municipal"}:
            continue
        parent = row.get("commune", "") if row["type"] == "arrondissement-municipal" else ""
        rows.append(
            [
                row["code"],
                row["nom"].removesuffix(" Arrondissement"),
                row["departement"],
                str(row.get("population") or 0),
                groupings.get(parent or row["code"], ""),
                parent,
                " ".join(sorted(row.get("codesPostaux", []))),
            ]
        )
    return sorted(rows)


def _groupings(package: Path) -> dict[str, str]:
    """Commune → SIREN of its EPCI, or of its EPT inside the métropole du Grand Paris."""
    found = {}
    for file in ("epci", "ept"):  # the second wins: an EPT is what people there call « ici »
        for grouping in read_package(package, file):
            found.update({member["code"]: grouping["code"] for member in grouping["membres"]})
    return found
