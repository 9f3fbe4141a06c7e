"""Let go what has reached its retention period, or say what would go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts import retention


class Command(BaseCommand):
    """`manage.py purge`, the nightly task by hand; `--dry-run` prints counts and changes nothing."""

    help = "Deletes what has reached its retention period (settings.RETENTION); warns people a month ahead."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only one question: for real?"""
        parser.add_argument("--dry-run", action="store_true", help="print what is due; change nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        """One line per rule: its name and how many rows."""
        found = retention.counts() if dry_run else retention.run()[0]
        for rule, count in found.items():
            self.stdout.write(f"{rule:20} {count}")
