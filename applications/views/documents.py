"""Tab 3: the supporting documents, then the file is submitted (R3.9, R3.10)."""

from collections.abc import Collection
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alin.dates import local_today
from applications.document_news import new_lines
from applications.documents import RequiredDocument, record_ticks, required_documents
from applications.models import HousingApplication
from applications.portals import registration_site
from applications.submission import DocumentsMissing, StepMissing, confirm_documents
from applications.views.steps import file_step, file_tabs


@require_http_methods(["GET", "POST"])
@file_step("documents")
def documents(request: HttpRequest, application: HousingApplication) -> HttpResponse:
    """Tab 3: a box per document the registration site must have, then the file is submitted."""
    ticked: Collection[str] = {tick.key for tick in application.document_ticks.all()}
    missing: list[RequiredDocument] = []
    if request.method == "POST":
        ticked = _ticked_by(request, ticked)
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
    today = local_today()
    lines = required_documents(application.demande, today)
    news = new_lines(application, lines, today)
    context = {
        "application": application,
        "tabs": file_tabs(application, "documents"),
        "people": _by_person(lines, ticked, {line.key for line in missing}, news),
        "news": [line for line in lines if line.key in news],
        "missing": missing,
        "total": len(lines),
        "ticked": sum(line.key in ticked for line in lines),
        "registration_site": registration_site(application),
    }
    return render(request, "applications/documents.html", context)


def _ticked_by(request: HttpRequest, saved: Collection[str]) -> set[str]:
    """The boxes as the person wants them: one that the page showed ticked and came back empty is unticked.

    What was ticked meanwhile in another tab or on a phone stays: this page never showed it.
    """
    ticked = set(request.POST.getlist("document"))
    if "shown" not in request.POST:
        return ticked
    return ticked | (set(saved) - set(request.POST.getlist("shown")))


def _by_person(
    lines: list[RequiredDocument], ticked: Collection[str], missing: Collection[str], news: dict[str, str]
) -> list[dict[str, Any]]:
    """The checklist as the page draws it: people with their count, then categories, then lines."""
    people = []
    for person, grouped in groupby(lines, key=lambda line: line.person):
        own = list(grouped)
        groups = [
            {"title": title, "lines": [_line(line, ticked, missing, news) for line in in_group]}
            for title, in_group in groupby(own, key=lambda line: line.group)
        ]
        done = sum(line.key in ticked for line in own)
        people.append({"person": person, "groups": groups, "ticked": done, "total": len(own)})
    return people


def _line(
    line: RequiredDocument, ticked: Collection[str], missing: Collection[str], news: dict[str, str]
) -> dict[str, Any]:
    """One box; `news` is why it is asked for now, empty where it is not new."""
    return {
        "document": line,
        "ticked": line.key in ticked,
        "missing": line.key in missing,
        "news": news.get(line.key, ""),
    }
