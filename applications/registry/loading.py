"""Put demandes into the simulated registry: checked all first, then written all or nothing."""

from typing import Any

from django.db import transaction
from pydantic import ValidationError

from applications.models import SimulatedDemande
from applications.registry.schema import Demande


class DemandesRefused(Exception):
    """Some rows are wrong and nothing was written; `faults` has a line for each fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def load_demandes(rows: object) -> tuple[int, int]:
    """Add or replace demandes by unique number; returns how many were added and how many replaced.

    `rows` is what the file holds: a list of demandes as in registry/schema.py. Raises DemandesRefused.
    """
    demandes = check_demandes(rows)
    with transaction.atomic():
        numbers = [demande.unique_number for demande in demandes]
        replaced = SimulatedDemande.objects.filter(pk__in=numbers).count()
        SimulatedDemande.objects.filter(pk__in=numbers).delete()
        SimulatedDemande.objects.bulk_create(
            SimulatedDemande(unique_number=demande.unique_number, data=demande.model_dump(mode="json"))
            for demande in demandes
        )
    return len(demandes) - replaced, replaced


def check_demandes(rows: object) -> list[Demande]:
    """The rows, typed; all faults of all rows are found before anything is said."""
    if not isinstance(rows, list):
        raise DemandesRefused(["the file: expected a list of demandes, [ {…}, {…} ]"])
    faults: list[str] = []
    demandes: list[Demande] = []
    first_seen: dict[str, int] = {}
    for position, row in enumerate(rows, start=1):
        try:
            demande = Demande.model_validate(row)
        except ValidationError as error:
            faults += [_fault(position, row, one) for one in error.errors()]
            continue
        earlier = first_seen.setdefault(demande.unique_number, position)
        if earlier != position:
            faults.append(f"row {position}: unique_number: the same as in row {earlier}")
        demandes.append(demande)
    if faults:
        raise DemandesRefused(faults)
    return demandes


def _fault(position: int, row: object, error: Any) -> str:
    """« row 3 (1110520020171G1175): applicant.birth_date: Input should be a valid date »."""
    number = row.get("unique_number", "") if isinstance(row, dict) else ""
    where = ".".join(str(step) for step in error["loc"]) or "the row"
    named = f" ({str(number)[:18]})" if number else ""
    return f"row {position}{named}: {where}: {error['msg']}"
