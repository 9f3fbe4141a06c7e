"""Tab 2, second part: what the company may see; the history of the choices; withdrawing (R3.8)."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import SharingChoice, User
from alin.dates import local_today
from applications.company_support import support_notices
from applications.completing_forms import SharingForm
from applications.employment import priority_notice
from applications.errors import ApplicationError
from applications.models import HousingApplication
from applications.sharing import (
    choices_offered,
    current_choice,
    current_decision,
    decide,
    employer_view,
    retract,
    shares,
)
from applications.views.access import applicant_only
from applications.views.steps import file_step, file_tabs, own_application, posted


@require_http_methods(["GET", "POST"])
@file_step("sharing")
def sharing(request: HttpRequest, application: HousingApplication) -> HttpResponse:
    """Tab 2, second part: what the company may see; comes back here whenever the person wants."""
    offered = choices_offered(application)
    choice = current_choice(application)
    form = SharingForm(posted(request), offered=offered, initial={"choice": choice})
    if request.method == "POST" and form.is_valid():
        try:
            decide(application, form.cleaned_data["choice"], application.owner)
        except ApplicationError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Votre choix est enregistré. Il prend effet tout de suite."))
            submitted = application.submitted_at is not None
            return redirect("applications:dashboard" if submitted else "applications:documents")
    employed = application.confirmed_employment
    employer = employed.employer if employed else None
    context = {
        "application": application,
        "tabs": file_tabs(application, "sharing"),
        "form": form,
        "current": choice,
        "rows": _choices(application, form),
        "employment": employed,
        "employer": employer,
        "priority_notice": priority_notice(application, employer),
        "notices": support_notices(application, local_today()),
        "shares": shares(current_decision(application)),
        "not_offered": choice is not None and choice not in offered,
    }
    return render(request, "applications/sharing.html", context)


def _choices(application: HousingApplication, form: SharingForm) -> list[dict[str, Any]]:
    """Each radio with what the company would see under it."""
    rows = []
    for option in form["choice"].subwidgets:
        choice = SharingChoice(option.data["value"])
        sections = employer_view(application, choice)
        lines = sum(len(section.rows) for section in sections)
        rows.append({"option": option, "choice": choice, "sections": sections, "lines": lines})
    return rows


@require_safe
@applicant_only
def history(request: HttpRequest, user: User) -> HttpResponse:
    """Every choice made for this file, the newest first."""
    application = own_application(user)
    if application is None:
        return redirect("applications:number")
    decisions = application.sharing_decisions.select_related("employer").order_by("-decided_at", "-pk")
    context = {
        "application": application,
        "decisions": decisions,
        "shares": shares(current_decision(application)),
    }
    return render(request, "applications/sharing_history.html", context)


@require_http_methods(["GET", "POST"])
@applicant_only
def withdraw_consent(request: HttpRequest, user: User) -> HttpResponse:
    """« Retirer mon accord »: what it costs, then at once; outside the tabs, so that nothing comes first."""
    application = own_application(user)
    if application is None:
        return redirect("applications:number")
    if not shares(current_decision(application)):
        messages.info(request, _("Votre entreprise ne voit rien de votre demande."))
        return redirect("applications:dashboard")
    if request.method == "POST":
        # A file deleted in another tab a moment ago shows nothing any more, which is what was asked.
        with suppress(HousingApplication.DoesNotExist):
            retract(application, user)
        messages.success(request, _("Votre accord est retiré. Votre entreprise ne voit plus votre demande."))
        return redirect("applications:dashboard")
    employed = application.confirmed_employment
    context = {
        "application": application,
        "employment": employed,
        "employer": employed.employer if employed else None,
    }
    return render(request, "applications/sharing_withdraw.html", context)
