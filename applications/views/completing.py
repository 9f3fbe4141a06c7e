"""Tabs 2 and 3: the employment, what the employer sees, the supporting documents (R3.7 to R3.10)."""

from collections.abc import Collection
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import SharingChoice
from alin.dates import local_today
from applications.completing_forms import EmploymentForm, SharingForm
from applications.documents import RequiredDocument, record_ticks, required_documents
from applications.employment import (
    SiretProblem,
    employment_of,
    holder_in,
    priority_notice,
    registry_siret,
    siret_problem,
    validate_employment,
)
from applications.errors import ApplicationError, InvalidFields
from applications.models import Employment, HousingApplication
from applications.portals import registration_site
from applications.sharing import choices_offered, current_choice, decide, employer_view
from applications.submission import DocumentsMissing, StepMissing, confirm_documents
from applications.views.steps import file_step, file_tabs


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even if it is nothing at all: an empty form is still an answer."""
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "POST"])
@file_step("employment")
def employment(request: HttpRequest, application: HousingApplication) -> HttpResponse:
    """Tab 2, first part: whose work carries the file, and at which company."""
    form = EmploymentForm(_posted(request), application=application)
    if request.method == "POST" and form.is_valid():
        try:
            saved = validate_employment(application, form.employment_data(), application.owner)
        except InvalidFields as refusal:
            form.show(refusal)
        except SiretProblem as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(
                request, _("Votre entreprise est validée : %(name)s.") % {"name": saved.employer_name}
            )
            return redirect("applications:sharing")
    holders = _holders(application)
    context = {
        "application": application,
        "tabs": file_tabs(application, "employment"),
        "form": form,
        "holders": holders,
        "blocked": all(one["problem"] for one in holders),
        "registration_site": registration_site(application),
    }
    return render(request, "applications/employment.html", context)


def _holders(application: HousingApplication) -> list[dict[str, Any]]:
    """Each person whose work can carry the file, with the SIRET the registry has for them."""
    found = []
    for holder in Employment.Holder:
        adult = holder_in(application.demande, holder)
        if adult is None:
            continue
        siret = registry_siret(application.demande, holder)
        found.append(
            {
                "key": holder.value,
                "name": f"{adult.first_name} {adult.last_name}",
                "siret": siret,
                "problem": siret_problem(siret),
                "employer_name": adult.employment.employer_name if adult.employment else "",
            }
        )
    return found


@require_http_methods(["GET", "POST"])
@file_step("sharing")
def sharing(request: HttpRequest, application: HousingApplication) -> HttpResponse:
    """Tab 2, second part: what the company may see; comes back here whenever the person wants."""
    offered = choices_offered(application)
    choice = current_choice(application)
    form = SharingForm(_posted(request), offered=offered, initial={"choice": choice})
    if request.method == "POST" and form.is_valid():
        try:
            decide(application, form.cleaned_data["choice"], application.owner)
        except ApplicationError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Votre choix est enregistré. Il prend effet tout de suite."))
            submitted = application.submitted_at is not None
            return redirect("applications:dashboard" if submitted else "applications:documents")
    employed = employment_of(application)
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


@require_http_methods(["GET", "POST"])
@file_step("documents")
def documents(request: HttpRequest, application: HousingApplication) -> HttpResponse:
    """Tab 3: a box per document the registration site must have, then the file is submitted."""
    ticked: Collection[str] = {tick.key for tick in application.document_ticks.all()}
    missing: list[RequiredDocument] = []
    if request.method == "POST":
        ticked = set(request.POST.getlist("document"))
        if "later" in request.POST:
            record_ticks(application, ticked, local_today())
            messages.success(
                request, _("Vos coches sont enregistrées. Vous pourrez reprendre à tout moment.")
            )
            return redirect("applications:dashboard")
        try:
            first_time = confirm_documents(application, ticked, application.owner)
        except StepMissing as refusal:
            messages.info(request, str(refusal.message))
            return redirect(refusal.url)
        except DocumentsMissing as refusal:
            missing = refusal.documents
        else:
            text = _("Votre demande est validée.") if first_time else _("Vos pièces sont à jour.")
            messages.success(request, text)
            return redirect("applications:dashboard")
    lines = required_documents(application.demande, local_today())
    context = {
        "application": application,
        "tabs": file_tabs(application, "documents"),
        "people": _by_person(lines, ticked, {line.key for line in missing}),
        "missing": missing,
        "total": len(lines),
        "ticked": sum(line.key in ticked for line in lines),
        "registration_site": registration_site(application),
    }
    return render(request, "applications/documents.html", context)


def _by_person(
    lines: list[RequiredDocument], ticked: Collection[str], missing: Collection[str]
) -> list[dict[str, Any]]:
    """The checklist as the page draws it: people, then categories, then lines."""
    return [
        {
            "person": person,
            "groups": [
                {
                    "title": group,
                    "lines": [
                        {"document": line, "ticked": line.key in ticked, "missing": line.key in missing}
                        for line in in_group
                    ],
                }
                for group, in_group in groupby(of_person, key=lambda line: line.group)
            ],
        }
        for person, of_person in groupby(lines, key=lambda line: line.person)
    ]
