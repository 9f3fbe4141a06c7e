"""Pages for what went wrong; these must render when much else does not."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def server_error(request: HttpRequest) -> HttpResponse:
    """500 without request, session, user or database; plain words when even the template fails."""
    try:
        content = str(render_to_string("500.html"))
    except Exception:  # whatever broke the page may break its error page too
        content = _("Le service rencontre un problème. Réessayez dans quelques minutes.")
    return HttpResponse(content, status=500)
