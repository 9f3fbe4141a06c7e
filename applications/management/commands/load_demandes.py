"""`manage.py load_demandes FILE.json`: see docs/load-demandes.md."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from applications.registry.loading import DemandesRefused, load_demandes


class Command(BaseCommand):
    """Add or replace demandes in the registry simulator, all or nothing."""

    help = "Add or replace demandes in the registry simulator (JSON list; see docs/load-demandes.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One file."""
        parser.add_argument("file", type=Path, metavar="FILE.json")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, write; faults go to stderr, one line each, and nothing is written."""
        rows = self.read(options["file"])
        try:
            added, replaced = load_demandes(rows)
        except DemandesRefused as refusal:
            for fault in refusal.faults:
                self.stderr.write(fault)
            raise CommandError(
                f"{len(refusal.faults)} fault(s) in {options['file']}: nothing was written."
            ) from None
        self.stdout.write(f"{added} demande(s) added, {replaced} replaced.")
        if settings.REGISTRY_URL:
            self.stderr.write("Note: REGISTRY_URL is set, so the site asks that gateway, not the simulator.")

    def read(self, file: Path) -> object:
        """The file's content; a byte order mark is accepted."""
        try:
            return json.loads(file.read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise CommandError(f"{file} can't be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{file} is not UTF-8 text (byte {error.start}).") from error
        except RecursionError as error:
            raise CommandError(f"{file} is not a list of demandes: too many brackets in brackets.") from error
        except json.JSONDecodeError as error:
            raise CommandError(
                f"{file} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}."
            ) from error
