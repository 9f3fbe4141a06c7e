"""Tab 1 and what it leads to: read, update, see what changed, delete (R3.6, R4.2 to R4.4)."""

import datetime

from allauth.core import ratelimit
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from alin.dates import local_today
from alin.formats import short_date
from alin.retention import period
from applications.consequences import settled
from applications.deleting import delete_application, effects_of_deletion
from applications.import_errors import (
    FileGone,
    IdentityMismatch,
    ImportRefused,
    NumberStruckOff,
    RegistryDown,
)
from applications.models import HousingApplication
from applications.portals import registration_site
from applications.registry.labels import strike_off_reason
from applications.summary import describe
from applications.updating import update_application
from applications.views.steps import file_step, file_tabs

# Session key: the last update of this file got no answer; see `failed_lately`.
FAILED_UPDATE = "failed_update"
FAILURE_SHOWN = datetime.timedelta(minutes=10)
CHANGES_SHOWN = datetime.timedelta(days=7)  # on tab 1; the page of all updates has the older ones
FRESH = datetime.timedelta(minutes=10)  # then they come before the buttons
JUST_NOW = datetime.timedelta(minutes=1)
PER_PAGE = 10
LIMIT = "registry_update"


@require_http_methods(["GET", "POST"])
@file_step("information")
def information(request: HttpRequest, application: HousingApplication) -> HttpResponse:
    """Tab 1: everything the registry gave. « Étape suivante » notes that it was read.

    `?retour` is where the registration site's « Retour à AL'in » leads: the update is then the next thing.
    """
    if request.method == "POST":
        if application.information_read_at is None:
            # By query: a file deleted in another tab a moment ago stays deleted, and leads to the import.
            HousingApplication.objects.filter(pk=application.pk).update(information_read_at=timezone.now())
        return redirect("applications:employment")
    latest = application.registry_updates.first()
    context = {
        "application": application,
        "tabs": file_tabs(application, "information"),
        "sections": describe(application.demande),
        "registration_site": registration_site(application),
        "struck_off": strike_off_reason(application.struck_off) if application.struck_off else "",
        "expired": application.is_expired(),
        "mismatch": mismatch_rows(application),
        "failed": failed_lately(request, application),
        "returned": "retour" in request.GET,
        "latest": latest,
        "settled": settled(application, local_today()),
        "latest_is_recent": latest is not None and latest.at > timezone.now() - CHANGES_SHOWN,
        "latest_is_fresh": latest is not None and latest.at > timezone.now() - FRESH,
    }
    return render(request, "applications/information.html", context)


def mismatch_rows(application: HousingApplication) -> list[tuple[str, str, str]]:
    """What keeps this file from updates: label, value here, value at the registry (R4.4)."""
    labels = {
        "last_name": _("Nom"),
        "first_name": _("Prénom"),
        "birth_date": _("Date de naissance"),
    }
    rows = []
    for one in application.identity_mismatch:
        values = [one["here"], one["registry"]]
        if one["field"] == "birth_date":
            values = [short_date(datetime.date.fromisoformat(value)) for value in values]
        rows.append((labels[one["field"]], values[0], values[1]))
    return rows


@require_safe
@file_step("information")
def changes(request: HttpRequest, application: HousingApplication) -> HttpResponse:
    """« Ce qui a changé »: every update that brought something new, by the holder or by night."""
    page = Paginator(application.registry_updates.all(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "application": application,
        "page": page,
        "settled": settled(application, local_today()),
        "registration_site": registration_site(application),
    }
    return render(request, "applications/changes.html", context)


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
    """Fetch again and tell the person how it went; returns whether the data is fresh.

    A button pressed again and again must not become the registry's trouble: past the limit it only says so.
    """
    request.session.pop(FAILED_UPDATE, None)
    if not ratelimit.consume(request, action=LIMIT, user=request.user):
        messages.info(
            request, _("Vos informations viennent d'être mises à jour. Attendez une minute, puis réessayez.")
        )
        return False
    try:
        changed = update_application(application)
    except (IdentityMismatch, NumberStruckOff):
        return False  # written down in the file: tab 1 explains it
    except RegistryDown as refusal:
        request.session[FAILED_UPDATE] = {
            "of": application.pk,
            "sentence": str(refusal.message),
            "at": timezone.now().isoformat(),
        }
        return False
    except ImportRefused as refusal:
        messages.error(request, str(refusal.message))
        return False
    messages.success(request, _told(len(changed) or changed_just_now(application)))
    return True


def changed_just_now(application: HousingApplication) -> int:
    """How much the press a moment before brought: the second of a double click must not say « nothing »."""
    latest = application.registry_updates.filter(at__gt=timezone.now() - JUST_NOW).first()
    return len(latest.changes_in_words) if latest else 0


def _told(changes: int) -> str:
    if not changes:
        return _("Vos informations sont à jour. Rien n'a changé sur le site d'enregistrement.")
    return ngettext(
        "Vos informations sont à jour : %(count)s changement.",
        "Vos informations sont à jour : %(count)s changements.",
        changes,
    ) % {"count": changes}


def failed_lately(request: HttpRequest, application: HousingApplication) -> str:
    """Why the last update of this file got no answer, for as long as trying again is the next thing."""
    kept = request.session.get(FAILED_UPDATE)
    if not kept or kept["of"] != application.pk:
        return ""
    at = datetime.datetime.fromisoformat(kept["at"])
    recent = at > max(application.fetched_at, timezone.now() - FAILURE_SHOWN)
    return str(kept["sentence"]) if recent else ""


@require_http_methods(["GET", "POST"])
@file_step("information")
def delete(request: HttpRequest, application: HousingApplication) -> HttpResponse:
    """« Supprimer ma demande »: what goes, what stays, what becomes of a candidature; then the act."""
    if request.method == "POST":
        if request.POST.get("application", str(application.pk)) != str(application.pk):
            messages.warning(
                request, _("Cette page n'était plus à jour : votre demande n'a pas été supprimée.")
            )
            return redirect("applications:delete")
        try:
            delete_application(application, application.owner)
        except FileGone:
            return redirect("applications:number")
        except ImportRefused as refusal:
            messages.error(request, str(refusal.message))
            return redirect("applications:delete")
        for key in (FAILED_UPDATE, "import_number"):
            request.session.pop(key, None)
        messages.success(
            request, _("Votre demande est supprimée d'AL'in. Vous pouvez l'importer de nouveau.")
        )
        return redirect("applications:number")
    effects = effects_of_deletion(application)
    context = {
        "application": application,
        "effects": effects,
        "blocked": any(effect.blocks for effect in effects),
        "mismatch": mismatch_rows(application),
        "kept": period("kept_decision"),
    }
    return render(request, "applications/delete.html", context)
