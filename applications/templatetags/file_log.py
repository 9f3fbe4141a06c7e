"""The log of what was shared and who looked, for the account pages of the floor below."""

from typing import Any

from django import template

from accounts.models import User
from applications.models import FileLook, SharingDecision

register = template.Library()
SHOWN = 5


@register.inclusion_tag("applications/_file_log.html")
def file_log(user: User) -> dict[str, Any]:
    """`{% file_log user %}`: the last choices of sharing and the last looks, and the way to all of them."""
    return {
        "decisions": SharingDecision.objects.filter(application__owner=user).select_related("employer")[
            :SHOWN
        ],
        "looks": FileLook.objects.filter(application__owner=user)[:SHOWN],
    }
