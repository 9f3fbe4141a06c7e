"""Add or replace a landlord's offers from a CSV file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Landlord
from offers.offer_files import read_offers, write_offers


class Command(BaseCommand):
    """Columns and examples: docs/load-offers.md."""

    help = "Adds or replaces offers by reference from a CSV file: all of them, or none and an error per row."
    requires_system_checks: list[str] = []  # a start runs this: the checks are for `make check`

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whose offers they are."""
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--landlord", required=True, metavar="NAME", help="created when unknown")

    def handle(self, *args: Any, file: Path, landlord: str, **options: Any) -> None:
        """Check everything, then write everything or nothing."""
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        name = " ".join(landlord.split())
        if not name or len(name) > 120:
            raise CommandError(_("--landlord : un nom de 1 à 120 caractères est attendu"))
        with transaction.atomic():
            owner, _created = Landlord.objects.get_or_create(name=name)
            result = read_offers(content, owner)
            if result.errors:
                for found in sorted(result.errors, key=lambda row_error: row_error.line):
                    self.stderr.write(str(found))
                raise CommandError(
                    ngettext(
                        "%(count)s erreur : rien n'a été enregistré.",
                        "%(count)s erreurs : rien n'a été enregistré.",
                        len(result.errors),
                    )
                    % {"count": len(result.errors)}
                )
            write_offers(result)
        self.stdout.write(
            _("%(added)s offres ajoutées, %(replaced)s remplacées.")
            % {"added": result.added, "replaced": result.replaced}
        )
