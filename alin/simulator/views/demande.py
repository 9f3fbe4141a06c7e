"""One demande: reading it, its certificate, renewing it, its documents, its end."""

import datetime
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alin.dates import local_today
from alin.formats import long_date
from alin.simulator.access import own_demande, reference_of
from alin.simulator.forms.entering import StrikeOffForm
from alin.simulator.sections import SECTIONS, Section
from applications.documents import RequiredDocument, required_documents
from applications.models import HousingApplication
from applications.registry import editing
from applications.registry.labels import strike_off_reason
from applications.registry.protocol import StruckOff
from applications.registry.schema import Demande
from applications.summary import describe


def expiry(demande: Demande) -> datetime.date:
    """The last day the demande is valid."""
    return HousingApplication.expiry_for(demande.filed_on, demande.renewed_on)


def context_of(demande: Demande, **more: Any) -> dict[str, Any]:
    """What every page of a demande shows."""
    last_day = expiry(demande)
    return {
        "demande": demande,
        "reference": reference_of(demande.unique_number),
        "expires_on": last_day,
        "expired": last_day < local_today(),
        "struck_off": strike_off_reason(demande.struck_off) if demande.struck_off else "",
        **more,
    }


def to_demande(demande: Demande) -> HttpResponse:
    """Back to the overview."""
    return redirect("simulator:demande", reference_of(demande.unique_number))


def already_struck_off(request: HttpRequest, demande: Demande) -> HttpResponse:
    """A stale page, or a typed address: a struck-off demande changes no more."""
    messages.error(request, _("Cette demande est radiée : elle ne peut plus être modifiée."))
    return to_demande(demande)


@own_demande
@require_safe
def overview(request: HttpRequest, demande: Demande) -> HttpResponse:
    """Everything the registry holds about it, each section with its way to change it."""
    lines = required_documents(demande, local_today())
    context = context_of(
        demande,
        groups=[{"section": section, "edits": _edits(section.key, demande)} for section in describe(demande)],
        asked=len(lines),
        filed=sum(line.filed for line in lines),
    )
    return render(request, "simulator/demande.html", context)


def _edits(group: str, demande: Demande) -> list[Section]:
    """The pages that change a part of the overview."""
    found = [section for section in SECTIONS.values() if section.group == group]
    return [one for one in found if one.key != "codemandeur" or demande.co_applicant]


@own_demande
@require_safe
def certificate(request: HttpRequest, demande: Demande) -> HttpResponse:
    """« Attestation d'enregistrement », to read or to print."""
    return render(request, "simulator/certificate.html", context_of(demande))


@own_demande
@require_POST
def renew(request: HttpRequest, demande: Demande) -> HttpResponse:
    """Twelve more months from today."""
    try:
        renewed = editing.renew(demande.unique_number)
    except StruckOff:
        return already_struck_off(request, demande)
    messages.success(
        request,
        _("Votre demande est renouvelée : elle est valable jusqu'au %(day)s.")
        % {"day": long_date(expiry(renewed))},
    )
    return to_demande(demande)


@own_demande
@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest, demande: Demande) -> HttpResponse:
    """Mark which supporting documents are filed; nothing is uploaded here."""
    if demande.struck_off:
        return already_struck_off(request, demande)
    if request.method == "POST":
        try:
            editing.mark_filed(demande.unique_number, request.POST.getlist("document"))
        except StruckOff:
            return already_struck_off(request, demande)
        messages.success(
            request, _("Vos pièces sont enregistrées. Dans AL'in, cliquez sur « Mettre à jour ».")
        )
        return to_demande(demande)
    lines = required_documents(demande, local_today())
    return render(request, "simulator/documents.html", context_of(demande, people=_by_person(lines)))


def _by_person(lines: list[RequiredDocument]) -> list[tuple[str, list[RequiredDocument]]]:
    return [(person, list(found)) for person, found in groupby(lines, key=lambda line: line.person)]


@own_demande
@require_http_methods(["GET", "POST"])
def strike_off(request: HttpRequest, demande: Demande) -> HttpResponse:
    """The end of the demande: a reason, a box, a button."""
    if demande.struck_off:
        return already_struck_off(request, demande)
    form = StrikeOffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            editing.strike_off(demande.unique_number, form.cleaned_data["reason"])
        except StruckOff:
            return already_struck_off(request, demande)
        messages.success(request, _("Votre demande est radiée."))
        return to_demande(demande)
    return render(request, "simulator/strike_off.html", context_of(demande, form=form))
