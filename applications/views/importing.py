"""From the tutorial to the imported demande: steps, number, code (R3.1 to R3.5, R4.3)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from applications.import_errors import ImportRefused, TooManySends
from applications.import_forms import CodeForm, DepartmentForm, NumberForm
from applications.importing import check_number, confirm_code, send_code
from applications.models import HousingApplication, SecurityCode
from applications.portals import NATIONAL_SITE, site_of_number
from applications.security_codes import masked_email, why_unusable
from applications.unique_number import is_usual, normalise
from applications.views.access import applicant_only
from applications.views.updating import bring_up_to_date

NUMBER = "import_number"  # session key: the number a code was sent for


def own_file(user: User) -> HousingApplication | None:
    """The person's application, without what hangs on it."""
    return HousingApplication.objects.filter(owner=user).first()


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
    way_out = None
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["number"]
        try:
            return number_typed(request, user, typed, confirmed=form.cleaned_data["confirmed"])
        except ImportRefused as refusal:
            form.add_error("number", str(refusal.message))
            way_out = way_out_of(refusal, typed)
    asked = "departement" in request.GET
    departments = DepartmentForm(request.GET if asked else None)
    chosen = departments.cleaned_data["departement"] if asked and departments.is_valid() else None
    context = {
        "form": form,
        "way_out": way_out,
        "departments": departments,
        "department": chosen,
        "national_site": NATIONAL_SITE,
    }
    return render(request, "applications/number.html", context)


def number_typed(request: HttpRequest, user: User, typed: str, *, confirmed: bool) -> HttpResponse:
    """Send the code and go on, or warn about an unusual shape first; raises ImportRefused."""
    unique_number = check_number(user, typed)
    if not is_usual(unique_number) and not confirmed:
        return render(request, "applications/number_unusual.html", {"number": unique_number})
    try:
        send_code(user, unique_number)
    except TooManySends as refusal:
        # The code sent before is still good: go on to it.
        messages.warning(request, str(refusal.message))
    request.session[NUMBER] = unique_number
    return redirect("applications:code")


def way_out_of(refusal: ImportRefused, typed: str) -> tuple[str, str] | None:
    """Where to go on from a refused number: address and label of a link, if there is anywhere."""
    if refusal.code in {"number_unknown", "number_struck_off"}:
        return site_of_number(normalise(typed)), _("Aller sur mon site d'enregistrement")
    if refusal.code == "already_imported_here":
        return reverse("applications:dashboard"), _("Aller à « Ma situation »")
    if refusal.code == "another_application_here":
        return reverse("applications:delete"), _("Supprimer ma demande")
    return None


@require_http_methods(["GET", "POST"])
@applicant_only
def code(request: HttpRequest, user: User) -> HttpResponse:
    """Type the code: the demande is imported, or an older one's number confirmed."""
    application = own_file(user)
    if application and not application.needs_number_confirmation:
        return redirect("applications:information")
    unique_number = application.unique_number if application else request.session.get(NUMBER, "")
    sent = SecurityCode.objects.filter(user=user, unique_number=unique_number).first()
    if sent is None:
        return redirect("applications:confirm" if application else "applications:number")
    if "resend" in request.POST:
        return resend(request, user, unique_number)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = confirm_code(user, unique_number, form.cleaned_data["code"])
        except ImportRefused as refusal:
            if code_served_meanwhile(user):
                return redirect("applications:information")
            form.add_error("code", str(refusal.message))
            sent.refresh_from_db()
        else:
            return let_in(request, opened, confirming=application is not None)
    context = {
        "form": form,
        "mailbox": masked_email(sent.sent_to),
        "sent": sent,
        "problem": why_unusable(sent, timezone.now()),
        "confirming": application is not None,
    }
    return render(request, "applications/code.html", context)


def code_served_meanwhile(user: User) -> bool:
    """A second press of « Valider » finds the code used by the first: the person is in, not refused."""
    application = own_file(user)
    return application is not None and not application.needs_number_confirmation


def resend(request: HttpRequest, user: User, unique_number: str) -> HttpResponse:
    """Mail the same code again, or a new one when the last can no longer serve."""
    try:
        sent = send_code(user, unique_number)
    except ImportRefused as refusal:
        messages.error(request, str(refusal.message))
    else:
        mailbox = masked_email(sent.sent_to)
        messages.success(request, _("Le code est envoyé à %(mailbox)s.") % {"mailbox": mailbox})
    return redirect("applications:code")


def let_in(request: HttpRequest, application: HousingApplication, *, confirming: bool) -> HttpResponse:
    """The code was right: on to tab 1, with fresh data when a number was confirmed."""
    request.session.pop(NUMBER, None)
    if confirming:
        messages.success(request, _("Votre numéro unique est confirmé. Vous n'aurez plus besoin de code."))
        bring_up_to_date(request, application)
    else:
        said = _("Votre demande est importée. Votre numéro ALS : %(number)s.")
        messages.success(request, said % {"number": application.als_number})
    return redirect("applications:information")


@require_http_methods(["GET", "POST"])
@applicant_only
def confirm(request: HttpRequest, user: User) -> HttpResponse:
    """R4.3: why an older demande's number has to be confirmed once, and the button that sends the code."""
    application = own_file(user)
    if application is None:
        return redirect("applications:number")
    if not application.needs_number_confirmation:
        return redirect("applications:information")
    if request.method == "GET":
        return render(request, "applications/confirm.html", {"application": application})
    try:
        send_code(user, application.unique_number)
    except TooManySends as refusal:
        messages.warning(request, str(refusal.message))
    except ImportRefused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("applications:confirm")
    return redirect("applications:code")
