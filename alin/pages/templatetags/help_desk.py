"""What the help desk's front page shows."""

from django import template

from alin.pages.models import HelpRequest

register = template.Library()


@register.simple_tag
def open_questions() -> int:
    """How many questions wait for an answer."""
    return HelpRequest.objects.open().count()
