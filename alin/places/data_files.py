"""Load a shipped data file once: a second start only compares its digest."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from alin.places.models import DataFile


def load_if_changed(
    name: str, files: Sequence[Path], load: Callable[[], int], variant: str = ""
) -> int | None:
    """Run `load` in one transaction unless these very files are already in the tables.

    Returns the number of rows `load` reports, or None when nothing had to be done. `variant` is part of
    the digest: raise it when the loading itself changes, or when only a part of the files is taken.
    """
    digest = hashlib.sha256(variant.encode())
    for file in files:
        digest.update(file.read_bytes())
    sha256 = digest.hexdigest()
    if DataFile.objects.filter(name=name, sha256=sha256).exists():
        return None
    with transaction.atomic():
        rows = load()
        DataFile.objects.update_or_create(name=name, defaults={"sha256": sha256, "loaded_at": timezone.now()})
    return rows
