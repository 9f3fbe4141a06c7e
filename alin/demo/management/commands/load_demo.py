"""Fill an empty portal with the demo, or keep the one that is there fresh."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from alin.demo.loading import load_demo, refresh_demo
from alin.demo.photos import draw_missing


class Command(BaseCommand):
    """Run at each start by `make run`; the second time it only renews what has expired."""

    help = "Loads the demo: people, demandes, offers with drawn photos, candidatures. Keeps what is there."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Photos take most of the time."""
        parser.add_argument("--without-photos", action="store_true", help="draw no picture (for tests)")

    def handle(self, *args: Any, without_photos: bool = False, **options: Any) -> None:
        """Load once, refresh afterwards."""
        if not settings.DEMO:
            raise CommandError("DEMO is not set: invented people never go into a portal in service.")
        drawn = 0 if without_photos else draw_missing()
        counts = load_demo() or refresh_demo()
        if options["verbosity"] < 1:
            return
        for name, count in {"photos drawn": drawn, **counts}.items():
            self.stdout.write(f"{name}: {count}")
