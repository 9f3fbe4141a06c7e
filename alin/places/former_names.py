"""Names that people still use and the official list no longer has as communes.

Delegated and associated communes come from the present package; communes that merged or took another name
since come from the package of a former year.
"""

from pathlib import Path
from typing import Any

from alin.places.package_files import read_package
from alin.places.search_names import search_name

FORMER_COLUMNS = ["name", "commune", "kind"]
# A part of today's commune (delegated, associated or merged), or the commune's own former name.
PART, FORMER = "part", "former"
PARTS = {"commune-deleguee", "commune-associee"}
CURRENT = "commune-actuelle"


def former_names(package: Path, earlier: Path | None) -> list[list[str]]:
    """Rows of name, today's INSEE code and kind, in alphabetical order; each name once per commune."""
    communes = read_package(package, "communes")
    current = {row["code"]: row["nom"] for row in communes if row["type"] == CURRENT}
    heirs = _heirs(communes)
    rows = [(row["nom"], row.get("chefLieu", ""), PART) for row in communes if row["type"] in PARTS]
    for row in read_package(earlier, "communes") if earlier else []:
        if row["type"] in PARTS:
            rows.append((row["nom"], row["chefLieu"], PART))
        elif row["type"] == CURRENT:
            rows.append((row["nom"], row["code"], FORMER if row["code"] in current else PART))
    found: dict[tuple[str, str], list[str]] = {}
    for name, code, kind in rows:
        heir = code if code in current else heirs.get(code, "")
        key = (search_name(name), heir)
        if heir and key[0] != search_name(current[heir]):
            found.setdefault(key, [name, heir, kind])
    return sorted(found.values())


def _heirs(communes: list[dict[str, Any]]) -> dict[str, str]:
    """The code of a commune that is gone → the one that took it in."""
    return {
        former: row["code"]
        for row in communes
        if row["type"] == CURRENT
        for former in row.get("anciensCodes", [])
    }
