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
        """The package's folder, and that of an earlier year."""
        parser.add_argument("package", type=Path, help="the unpacked package, with data/communes.json inside")
        parser.add_argument("--earlier", type=Path, help="the package of a former year, for former names")

    def handle(self, *args: Any, package: Path, earlier: Path | None, **options: Any) -> None:
        """Write the files."""
        for folder in filter(None, [package, earlier]):
            if not (folder / "data" / "communes.json").is_file():
                raise CommandError(
                    f"{folder}: expected the unpacked package, with data/communes.json inside."
                )
        for name, rows in build(package, earlier=earlier).items():
            self.stdout.write(f"{name}: {rows} rows")
