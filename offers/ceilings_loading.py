"""Put the shipped income ceilings into the table; an administrator may edit them there afterwards."""

from pathlib import Path

from alin.places.data_files import load_if_changed
from alin.places.loading import rows_of
from offers.models import IncomeCeiling

CEILINGS = Path(__file__).parent / "data" / "income_ceilings.csv"
SOURCES = {
    2024: "Arrêté du 29 juillet 1987 modifié le 18 décembre 2023",
    2025: "Arrêté du 29 juillet 1987 modifié le 23 décembre 2024",
    2026: "Arrêté du 29 juillet 1987 modifié le 19 décembre 2025 (NOR VLOL2534266A)",
}
# How a figure was worked out that no arrêté prints (facts.md); put before the arrêté it starts from.
DERIVATIONS = {
    "PLS": "Plafond PLUS × 1,30 (article 1)",
    "PLAI": "Plafond de l'année précédente × indice de référence des loyers",
}
VERSION = "2"


def load_ceilings() -> int | None:
    """Load PLAI, PLUS and PLS ceilings; None when nothing changed.

    LLI has zones of its own (A bis to C), which no commune carries here: without a row, the income rule
    answers « unknown », as it must (R1.3).
    """
    return load_if_changed("income_ceilings", [CEILINGS], _load, VERSION)


def _source(row: dict[str, str]) -> str:
    arrete = SOURCES[int(row["year"])]
    if row["status"] == IncomeCeiling.Status.PUBLISHED:
        return arrete
    return f"{DERIVATIONS[row['product']]}, {arrete[0].lower()}{arrete[1:]}"


def _load() -> int:
    ceilings = [
        IncomeCeiling(
            year=int(row["year"]),
            financing=row["product"],
            category=IncomeCeiling.EXTRA if row["category"] == "extra" else int(row["category"]),
            zone=row["zone"],
            amount=int(row["ceiling_eur"]),
            status=row["status"],
            source=_source(row),
        )
        for row in rows_of(CEILINGS)
    ]
    IncomeCeiling.objects.bulk_create(
        ceilings,
        update_conflicts=True,
        unique_fields=["year", "financing", "category", "zone"],
        update_fields=["amount", "status", "source"],
    )
    return len(ceilings)
