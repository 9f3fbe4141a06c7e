"""Build the shipped data files of places from the package @etalab/decoupage-administratif.

Run it when a new year's package is out (docs/facts.md); the portal itself only reads the result.
"""

import csv
import gzip
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
COMMUNE_COLUMNS = ["insee", "name", "department", "population", "grouping", "parent", "postal_codes"]
DEPARTMENT_COLUMNS = ["code", "name", "region_code", "region"]
# Departments only: the overseas collectivities (« com ») have no demande de logement social.
DEPARTMENT_AREAS = {"metro", "drom"}


def build(package: Path, folder: Path = DATA) -> tuple[int, int]:
    """Write communes.csv.gz and departments.csv; returns how many communes and departments they hold."""
    departments = _departments(package)
    communes = _communes(package)
    write_csv(folder / "departments.csv", DEPARTMENT_COLUMNS, departments)
    write_csv(folder / "communes.csv.gz", COMMUNE_COLUMNS, communes)
    return len(communes), len(departments)


def write_csv(path: Path, columns: list[str], rows: Iterable[list[str]]) -> None:
    """Write a CSV file, compressed where its name says so; the same rows give the same bytes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    content = text.getvalue().encode()
    path.write_bytes(gzip.compress(content, 9, mtime=0) if path.suffix == ".gz" else content)


def _read(package: Path, name: str) -> list[dict[str, Any]]:
    return json.loads((package / "data" / f"{name}.json").read_text())


def _departments(package: Path) -> list[list[str]]:
    regions = {region["code"]: region["nom"] for region in _read(package, "regions")}
    return sorted(
        [row["code"], row["nom"], row["region"], regions[row["region"]]]
        for row in _read(package, "departements")
        if row["zone"] in DEPARTMENT_AREAS
    )


def _communes(package: Path) -> list[list[str]]:
    groupings = _groupings(package)
    rows = []
    for row in _read(package, "communes"):
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
        for grouping in _read(package, file):
            found.update({member["code"]: grouping["code"] for member in grouping["membres"]})
    return found
