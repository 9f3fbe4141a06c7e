"""The rail of the landlords' space, for the team page too, which is a lower floor's."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

# Address name, label, icon.
SECTIONS = [
    ("home", _("À traiter"), "inbox"),
    ("offers", _("Offres"), "building"),
    ("candidatures", _("Candidatures"), "files"),
    ("team", _("Équipe"), "users"),
]


@register.inclusion_tag("landlord/_rail.html")
def landlord_rail(section: str) -> dict[str, Any]:
    """`section`: the address name of the link that is the page's own."""
    rail = [
        {
            "url": reverse(f"landlord:{name}"),
            "label": label,
            "icon_name": icon_name,
            "current": name == section,
        }
        for name, label, icon_name in SECTIONS
    ]
    return {"rail": rail}
