"""What people ask the help desk."""

from alin.pages.models.help_requests import HelpRequest

__all__ = ["HelpRequest"]
