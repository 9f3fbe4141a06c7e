"""The admin site: same log-in as everybody, own front page, its sections in the order of work."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

# Apps and their models in the order in which people look for them; what is not named here comes after.
SECTIONS = {
    "candidatures": ["Candidature", "KeptDecision", "RefusalReason"],
    "applications": ["HousingApplication", "Employment", "SharingDecision", "FileLook"],
    "offers": ["Offer", "IncomeCeiling"],
    "accounts": ["User", "Membership", "Invitation", "Landlord", "Employer", "Agency", "Consent", "Group"],
    "pages": ["HelpRequest"],
    "outbox": ["Message"],
    "places": ["Department", "Commune"],
}
# Tables of the log-in library: they keep their addresses for support, but nobody looks for them.
OUT_OF_SIGHT = {"account", "mfa", "usersessions"}


class BackOfficeSite(admin.AdminSite):
    """Consultants and administrators work here; templates/admin/index.html is their front page."""

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

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The sections in the order of work, groups beside the accounts they belong to."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        found = {app["app_label"]: app for app in apps if app["app_label"] not in OUT_OF_SIGHT}
        if "accounts" in found and "auth" in found:
            found["accounts"]["models"] += found.pop("auth")["models"]
        for label, app in found.items():
            app["models"].sort(key=lambda model: _place(SECTIONS.get(label, []), model["object_name"]))
        return sorted(found.values(), key=lambda app: _place(list(SECTIONS), app["app_label"]))


def _place(names: list[str], name: str) -> int:
    return names.index(name) if name in names else len(names)
