"""Load every shipped fact; safe to run at each start."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from alin.places.loading import load_places
from candidatures.reasons_loading import load_reasons
from offers.ceilings_loading import load_ceilings


class Command(BaseCommand):
    """Here because candidatures is the top floor: each loader lives in the app that owns its facts."""

    help = "Loads departments, communes, income ceilings and refusal reasons. Quick when nothing changed."
    requires_system_checks: list[str] = []  # a start runs this: the checks are for `make check`

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The small set is for tests."""
        parser.add_argument("--small", action="store_true", help="only some 200 communes, for tests")

    def handle(self, *args: Any, small: bool = False, **options: Any) -> None:
        """Load what changed, and say what was done."""
        done = {
            **load_places(small),
            "income ceilings": load_ceilings(),
            "refusal reasons": load_reasons(),
        }
        if options["verbosity"] < 1:
            return
        for name, rows in done.items():
            self.stdout.write(f"{name}: {'unchanged' if rows is None else f'{rows} rows'}")
