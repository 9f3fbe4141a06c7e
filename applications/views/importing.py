"""From the tutorial to the number a code is sent for (R3.1 to R3.4)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from alin.pages.contact import ABOUT
from applications.code_errors import TooManySends
from applications.import_errors import AlreadyImportedElsewhere, ImportRefused
from applications.import_forms import DepartmentForm, NumberForm
from applications.importing import check_number, send_code
from applications.portals import NATIONAL_SITE, site_of_number
from applications.reading import likely_number, read_number
from applications.unique_number import is_usual
from applications.views.access import applicant_only
from applications.views.codes import NUMBER, own_file, waiting_code
from applications.views.limits import hold_back, status_of


@require_http_methods(["GET", "POST"])
@applicant_only
def tutorial(request: HttpRequest, user: User) -> HttpResponse:
    """The steps, once after the first log-in and again whenever the person wants."""
    imported = own_file(user) is not None
    if request.method == "POST":
        if user.tutorial_done_at is None:
            user.tutorial_done_at = timezone.now()
            user.save(update_fields=["tutorial_done_at"])
        return redirect("applications:dashboard" if imported else "applications:number")
    return render(request, "applications/tutorial.html", {"imported": imported})


@require_http_methods(["GET", "POST"])
@applicant_only
def number(request: HttpRequest, user: User) -> HttpResponse:
    """Type the number, or find where to get one."""
    if request.method == "GET" and own_file(user):
        return redirect("applications:information")
    form = NumberForm(request.POST or None)
    refusal = way_out = None
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["number"]
        try:
            return number_typed(request, user, typed, confirmed=form.cleaned_data["confirmed"])
        except ImportRefused as error:
            refusal, way_out = error, way_out_of(error, typed)
            form.add_error("number", str(refusal.message))
            if isinstance(error, AlreadyImportedElsewhere):  # what the question to the help desk is about
                request.session[ABOUT] = read_number(typed)
    asked = "departement" in request.GET
    departments = DepartmentForm(request.GET if asked else None)
    chosen = departments.cleaned_data["departement"] if asked and departments.is_valid() else None
    context = {
        "form": form,
        "refusal": refusal,
        "way_out": way_out,
        "waiting": None if form.is_bound else waiting_code(user),
        "departments": departments,
        "department": chosen,
        "national_site": NATIONAL_SITE,
    }
    return render(request, "applications/number.html", context, status=status_of(refusal))


def number_typed(request: HttpRequest, user: User, typed: str, *, confirmed: bool) -> HttpResponse:
    """Send the code and go on, or warn about an unusual shape first; raises ImportRefused."""
    unique_number = check_number(user, typed)
    if not is_usual(unique_number) and not confirmed:
        return render(request, "applications/number_unusual.html", unusual(unique_number))
    hold_back(request, "number_entry", user)
    try:
        send_code(user, unique_number)
    except TooManySends as refusal:
        # The code sent before is still good: go on to it.
        messages.warning(request, str(refusal.message))
    request.session[NUMBER] = unique_number
    return redirect("applications:code")


def unusual(unique_number: str) -> dict[str, Any]:
    """The number letter by letter, those that are surely slips marked, and the one that was meant."""
    likely = likely_number(unique_number)
    pairs = zip(unique_number, likely or unique_number, strict=True)
    letters = [(letter, letter != meant) for letter, meant in pairs]
    return {"number": unique_number, "letters": letters, "likely": likely}


def way_out_of(refusal: ImportRefused, typed: str) -> tuple[str, str] | None:
    """Where to go on from a refused number: address and label of a link, if there is anywhere."""
    if refusal.code in {"number_unknown", "number_struck_off", "mailbox_unreadable"}:
        return site_of_number(read_number(typed)), _("Aller sur mon site d'enregistrement")
    if refusal.code == "already_imported_here":
        return reverse("applications:dashboard"), _("Aller à « Ma situation »")
    if refusal.code == "another_application_here":
        return reverse("applications:delete"), _("Supprimer ma demande")
    return None
