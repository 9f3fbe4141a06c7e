"""Tab 1 and what it leads to: read, update, delete (R3.6, R4.2 to R4.4)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from applications.deleting import delete_application, effects_of_deletion
from applications.import_errors import IdentityMismatch, ImportRefused
from applications.models import HousingApplication
from applications.portals import registration_site
from applications.registry.labels import strike_off_reason
from applications.summary import describe
from applications.updating import update_application
from applications.views.steps import file_step, file_tabs

# Session key: how the last update of this file went; see `last_update`.
LAST_UPDATE = "last_update"


@require_http_methods(["GET", "POST"])
@file_step("information")
def information(request: HttpRequest, application: HousingApplication) -> HttpResponse:
    """Tab 1: everything the registry gave. « Étape suivante » notes that it was read."""
    if request.method == "POST":
        if application.information_read_at is None:
            application.information_read_at = timezone.now()
            application.save(update_fields=["information_read_at"])
        return redirect("applications:employment")
    context = {
        "application": application,
        "tabs": file_tabs(application, "information"),
        "sections": describe(application.demande),
        "registration_site": registration_site(application),
        "struck_off": strike_off_reason(application.struck_off) if application.struck_off else "",
        "expired": application.is_expired(),
        **last_update(request, application),
    }
    return render(request, "applications/information.html", context)


@require_http_methods(["GET", "POST"])
@file_step("information")
def update(request: HttpRequest, application: HousingApplication) -> HttpResponse:
    """« Mettre à jour »; then back to the page that asked, or to tab 1 which shows what changed.

    Who had to log in again before the press comes by GET: tab 1 has the button.
    """
    if request.method == "GET":
        return redirect("applications:information")
    if application.needs_number_confirmation:
        return redirect("applications:confirm")
    fresh = bring_up_to_date(request, application)
    asked_by = request.POST.get("next", "")
    if fresh and url_has_allowed_host_and_scheme(asked_by, {request.get_host()}, request.is_secure()):
        return redirect(asked_by)
    return redirect("applications:information")


def bring_up_to_date(request: HttpRequest, application: HousingApplication) -> bool:
    """Fetch again and tell the person how it went; returns whether the data is fresh."""
    request.session.pop(LAST_UPDATE, None)
    try:
        changes = update_application(application)
    except IdentityMismatch:
        request.session[LAST_UPDATE] = {"of": application.pk, "mismatch": True, "changes": []}
        return False
    except ImportRefused as refusal:
        messages.error(request, str(refusal.message))
        return False
    request.session[LAST_UPDATE] = {
        "of": application.pk,
        "mismatch": False,
        "changes": [change.as_data() for change in changes],
    }
    messages.success(request, _told(len(changes)))
    return True


def _told(changes: int) -> str:
    if not changes:
        return _("Vos informations sont à jour. Rien n'a changé sur le site d'enregistrement.")
    return ngettext(
        "Vos informations sont à jour : %(count)s changement.",
        "Vos informations sont à jour : %(count)s changements.",
        changes,
    ) % {"count": changes}


def last_update(request: HttpRequest, application: HousingApplication) -> dict[str, Any]:
    """What changed last time, kept in the session so that a reload of the page still shows it."""
    kept = request.session.get(LAST_UPDATE, {})
    if kept.get("of") != application.pk:
        return {"changes": [], "mismatch": False}
    return {"changes": kept["changes"], "mismatch": kept["mismatch"]}


@require_http_methods(["GET", "POST"])
@file_step("information")
def delete(request: HttpRequest, application: HousingApplication) -> HttpResponse:
    """« Supprimer ma demande »: what goes, what stays, what becomes of a candidature; then the act."""
    if request.method == "POST":
        try:
            delete_application(application, application.owner)
        except ImportRefused as refusal:
            messages.error(request, str(refusal.message))
            return redirect("applications:delete")
        request.session.pop(LAST_UPDATE, None)
        messages.success(
            request, _("Votre demande est supprimée d'AL'in. Vous pouvez l'importer de nouveau.")
        )
        return redirect("applications:number")
    effects = effects_of_deletion(application)
    context = {
        "application": application,
        "effects": effects,
        "blocked": any(effect.blocks for effect in effects),
    }
    return render(request, "applications/delete.html", context)
