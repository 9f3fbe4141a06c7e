"""Write docs/workflow.md from the workflow's table."""

from typing import Any

from django.core.management.base import BaseCommand

from candidatures.workflow_page import PAGE, workflow_page


class Command(BaseCommand):
    """For whoever changed the table."""

    help = "Writes docs/workflow.md from candidatures/workflow.py."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page."""
        PAGE.write_text(workflow_page(), encoding="utf-8")
        self.stdout.write(f"{PAGE.name} written")
