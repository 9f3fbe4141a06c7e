"""Pages anybody may read."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from candidatures.scale_page import scale_lines
from candidatures.scoring import MOST_POINTS, SCALE_VERSION


@login_not_required
@require_safe
def scale(request: HttpRequest) -> HttpResponse:
    """The published scale: how candidatures are ranked."""
    context = {"lines": scale_lines(), "most": sum(MOST_POINTS.values()), "version": SCALE_VERSION}
    return render(request, "candidatures/scale.html", context)
