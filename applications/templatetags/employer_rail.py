"""What the rail of the companies' space shows on each of its pages, the team's too."""

from django import template

from accounts.models import User
from applications.validating import employees_to_validate

register = template.Library()


@register.filter
def is_section(current: str, section: str) -> bool:
    """Is this link the page's own?"""
    return current == section


@register.simple_tag
def employees_waiting(user: User) -> int | None:
    """How many employees wait for the company's answer; None where its policy asks for none."""
    if user.employer is None or not user.employer.validation_needed:
        return None
    return employees_to_validate(user).count()
