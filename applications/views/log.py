"""Everything the holder agreed to share, and everybody who opened the file (R8.2)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from applications.models import FileLook, SharingDecision
from applications.views.access import applicant_only

PER_PAGE = 25


@require_safe
@applicant_only
def log(request: HttpRequest, user: User) -> HttpResponse:
    """Both logs, the newest first; the looks by pages."""
    decisions = SharingDecision.objects.filter(application__owner=user).select_related("employer")
    looks = FileLook.objects.filter(application__owner=user)
    page = Paginator(looks, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "applications/log.html", {"decisions": decisions, "page": page})
