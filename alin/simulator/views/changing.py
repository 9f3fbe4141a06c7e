"""Changing a demande, one section at a time."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alin.simulator.access import own_demande
from alin.simulator.sections import SECTIONS, Sheet
from alin.simulator.views.demande import already_struck_off, context_of, to_demande
from applications.registry import editing
from applications.registry.protocol import StruckOff
from applications.registry.schema import Demande


@own_demande
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, demande: Demande, key: str) -> HttpResponse:
    """One page of fields; only these are written, whatever another tab saved meanwhile."""
    found = SECTIONS.get(key)
    if found is None:
        raise Http404
    if demande.struck_off:
        return already_struck_off(request, demande)
    sheet = Sheet(found.build, request.POST if request.method == "POST" else None, demande.model_dump())
    if sheet.is_complete():
        try:
            editing.save_part(demande.unique_number, sheet.changes())
        except StruckOff:
            return already_struck_off(request, demande)
        except editing.PartRefused as refusal:
            sheet.show(refusal)
        else:
            messages.success(
                request, _("C'est enregistré. Dans AL'in, cliquez sur « Mettre à jour » pour le retrouver.")
            )
            return to_demande(demande)
    return render(request, "simulator/section.html", context_of(demande, section=found, sheet=sheet))


@own_demande
@require_http_methods(["GET", "POST"])
def remove_co_applicant(request: HttpRequest, demande: Demande) -> HttpResponse:
    """The co-applicant leaves the demande, after a page that asks."""
    if demande.struck_off:
        return already_struck_off(request, demande)
    if demande.co_applicant is None:
        return to_demande(demande)
    if request.method == "POST":
        try:
            editing.save_part(demande.unique_number, {"co_applicant": None, "co_applicant_link": None})
        except StruckOff:
            return already_struck_off(request, demande)
        messages.success(request, _("Le codemandeur ne fait plus partie de la demande."))
        return to_demande(demande)
    return render(request, "simulator/remove_co_applicant.html", context_of(demande))
