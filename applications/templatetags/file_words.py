"""Words for the pages of the import."""

from datetime import datetime
from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def time_left(end: datetime) -> str:
    """« 23 h 05 min » until a moment, rounded down; « 0 min » once it is past."""
    minutes = max(int((end - timezone.now()).total_seconds()) // 60, 0)
    hours, rest = divmod(minutes, 60)
    if hours:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": f"{rest:02d}"}
    return _("%(minutes)s min") % {"minutes": rest}


@register.filter
def site_name(address: str) -> str:
    """An address as people write it: « demandelogement29.fr/imhowebGP29 »."""
    parts = urlsplit(address)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"
