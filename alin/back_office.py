"""The admin site: same log-in as everybody, own front page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _


class BackOfficeSite(admin.AdminSite):
    """Consultants and administrators work here; the front page is filled by `work_lists`."""

    site_header = _("AL'in · Espace conseiller")
    site_title = _("AL'in")
    index_title = _("À traiter")
    enable_nav_sidebar = False

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send to the portal's one log-in, so limits, second factor and wording are the same."""
        if request.user.is_authenticated and not self.has_permission(request):
            return redirect("after_login")
        query = urlencode({"next": request.GET.get("next", reverse("admin:index"))})
        return redirect(f"{reverse('account_login')}?{query}")
