"""Put the shipped refusal reasons into the table; an administrator may edit them there afterwards."""

from pathlib import Path

from alin.places.data_files import load_if_changed
from alin.places.loading import rows_of
from candidatures.models import RefusalReason

REASONS = Path(__file__).parent / "data" / "refusal_reasons.csv"
VERSION = "1"


def load_reasons() -> int | None:
    """Load the reasons; None when nothing changed.

    A reason already in the table keeps its wording, which an administrator may have improved.
    """
    return load_if_changed("refusal_reasons", [REASONS], _load, VERSION)


def _load() -> int:
    reasons = [RefusalReason(**row) for row in rows_of(REASONS)]
    RefusalReason.objects.bulk_create(reasons, ignore_conflicts=True)
    return len(reasons)


def shipped_reason(code: str) -> RefusalReason:
    """A reason the workflow itself gives; put back from the shipped list should the table lack it."""
    found = RefusalReason.objects.filter(code=code).first()
    if found is None:
        _load()
        found = RefusalReason.objects.get(code=code)
    return found
