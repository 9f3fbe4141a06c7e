"""Files of offers: the template, the export, the upload with its report, and the confirmation."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from alin.dates import local_today
from offers import importing, spreadsheets
from offers.models import Offer, OfferImport, OfferImportRow
from offers.offer_columns import FRENCH
from offers.publishing_forms import ImportForm
from offers.views.landlord_space import landlord_frame, landlord_staff

PAGE = 50
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Outcome = OfferImportRow.Outcome


@require_http_methods(["GET", "HEAD", "POST"])
@landlord_staff
def upload(request: SignedInRequest) -> HttpResponse:
    """Send a file; nothing is written before its report was read."""
    landlord = request.user.landlord
    form = ImportForm(request.POST or None, request.FILES or None)
    errors = []
    if request.method == "POST" and form.is_valid() and landlord:
        file = form.cleaned_data["file"]
        try:
            content = file.read(spreadsheets.MAX_BYTES + 1)
            started = importing.start(landlord, request.user, file.name, content)
            return redirect("landlord_offers:import_report", started.pk)
        except importing.FileRefused as refused:
            errors = [
                replace(error, column=FRENCH.get(error.column, error.column)) for error in refused.errors
            ]
            form.add_error("file", _("Ce fichier ne peut pas être lu."))
    context = {
        **landlord_frame(request, "offers"),
        "form": form,
        "file_errors": errors[:PAGE],
        "latest": OfferImport.objects.filter(landlord=landlord)[:10],
    }
    return render(request, "landlord/offers/import.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@landlord_staff
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the file would do, row by row; then what it did."""
    mine = OfferImport.objects.filter(landlord__memberships__user=request.user)
    found = get_object_or_404(mine, pk=pk)
    if request.method == "POST":
        return _decided(request, found)
    context = {**landlord_frame(request, "offers"), "import": found, **_progress(found)}
    if getattr(request, "htmx", False):
        return render(request, "landlord/offers/_import_progress.html", context)
    shown = found.rows.exclude(outcome=Outcome.PENDING)
    if request.GET.get("lignes") == "erreurs":
        shown = shown.filter(outcome=Outcome.ERROR)
    context["page"] = page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    context["lines"] = [(row, _sentences(row)) for row in page]
    context["only_errors"] = request.GET.get("lignes") == "erreurs"
    return render(request, "landlord/offers/import_report.html", context)


def _sentences(row: OfferImportRow) -> list[tuple[str, str]]:
    """What is wrong in a row, under the headings its author knows."""
    return [(FRENCH.get(column, column), sentence) for column, sentence in row.errors]


def _progress(found: OfferImport) -> dict[str, Any]:
    """How far it is, in rows."""
    counted = found.rows.order_by().values_list("outcome").annotate(count=Count("pk"))
    counts = dict.fromkeys(Outcome.values, 0) | dict(counted)
    is_checking = found.state == OfferImport.State.CHECKING
    written = counts[Outcome.ADDED] + counts[Outcome.REPLACED]
    right = counts[Outcome.ADD] + counts[Outcome.REPLACE]
    return {
        "counts": counts,
        "right": right,
        "is_under_way": found.state in (OfferImport.State.CHECKING, OfferImport.State.WRITING),
        "done": found.total - counts[Outcome.PENDING] if is_checking else written,
        "whole": found.total if is_checking else right + written,
    }


def _decided(request: SignedInRequest, found: OfferImport) -> HttpResponse:
    if "give_up" in request.POST:
        importing.give_up(found)
        messages.info(request, _("Le fichier est abandonné : rien n'a été enregistré."))
        return redirect("landlord_offers:import")
    if not importing.confirm(found):
        messages.info(request, _("Ce fichier est déjà enregistré, ou ne contient rien à enregistrer."))
    return redirect("landlord_offers:import_report", found.pk)


@require_safe
@landlord_staff
def template(request: SignedInRequest, file_format: str) -> HttpResponse:
    """The headings with one example."""
    return _download(spreadsheets.template, "modele-offres", file_format)


@require_safe
@landlord_staff
def export(request: SignedInRequest, file_format: str) -> HttpResponse:
    """Every complete offer of the organisation, or those in one state."""
    offers = Offer.objects.filter(landlord__memberships__user=request.user).complete()
    state = request.GET.get("etat", "")
    if state in Offer.State.values:
        offers = offers.in_state(state)
    chosen = offers.select_related("reserved_for").order_by("reference")
    return _download(
        lambda file_format: spreadsheets.written(chosen, file_format), f"offres-{local_today()}", file_format
    )


def _download(made: Any, name: str, file_format: str) -> HttpResponse:
    if file_format not in FORMATS:
        raise Http404
    response = HttpResponse(made(file_format), content_type=FORMATS[file_format])
    response["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    return response
