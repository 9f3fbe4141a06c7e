"""Rebuild the shipped data files of places from the source package (for maintainers)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alin.places.building import build


class Command(BaseCommand):
    """See docs/facts.md."""

    help = "Rebuilds alin/places/data from an unpacked @etalab/decoupage-administratif package."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The package's folder."""
        parser.add_argument("package", type=Path, help="the unpacked package, with data/communes.json inside")

    def handle(self, *args: Any, package: Path, **options: Any) -> None:
        """Write the files."""
        if not (package / "data" / "communes.json").is_file():
            raise CommandError(f"{package}: expected the unpacked package, with data/communes.json inside.")
        communes, departments = build(package)
        self.stdout.write(f"{communes} communes, {departments} departments written.")
