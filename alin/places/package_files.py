"""The files of an unpacked package @etalab/decoupage-administratif."""

import json
from pathlib import Path
from typing import Any


def read_package(package: Path, name: str) -> list[dict[str, Any]]:
    """One of its lists: communes, departements, regions, epci, ept."""
    rows: list[dict[str, Any]] = json.loads((package / "data" / f"{name}.json").read_text())
    return rows
