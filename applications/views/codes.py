"""The code and what it opens: the import, or an older number's confirmation (R3.4, R3.5, R4.3)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from applications.code_errors import TooManySends
from applications.import_errors import ImportRefused, NumberStruckOff
from applications.import_forms import CodeForm
from applications.importing import confirm_code, send_code
from applications.models import HousingApplication, SecurityCode
from applications.portals import site_of_number
from applications.security_codes import last_drawn, masked_email, why_unusable
from applications.unique_number import masked
from applications.views.access import applicant_only
from applications.views.limits import hold_back, status_of
from applications.views.updating import bring_up_to_date

NUMBER = "import_number"  # session key: the number typed last in this browser


def own_file(user: User) -> HousingApplication | None:
    """The person's application, without what hangs on it."""
    return HousingApplication.objects.filter(owner=user).first()


def waiting_code(user: User) -> dict[str, str] | None:
    """The code that waits to be typed, wherever its number was entered: masked mailbox and number."""
    sent = SecurityCode.objects.filter(user=user).usable(timezone.now()).order_by("-sent_at", "-pk").first()
    if sent is None:
        return None
    return {"mailbox": masked_email(sent.sent_to), "number": masked(sent.unique_number)}


def code_of_page(
    request: HttpRequest, user: User, application: HousingApplication | None
) -> SecurityCode | None:
    """The code this page is about: the form's own, this browser's, or the one mailed last on any device.

    The form's own comes first, so that a page left open in another tab is never taken for another number's.
    """
    codes = SecurityCode.objects.filter(user=user)
    if application:
        codes = codes.filter(unique_number=application.unique_number)
    key = request.POST.get("sent", "")
    shown = codes.filter(pk=key).first() if key.isascii() and key.isdigit() and len(key) < 19 else None
    if shown is None:
        under_way = codes.under_way(timezone.now())
        typed_here = under_way.filter(unique_number=request.session.get(NUMBER, ""))
        shown = typed_here.first() or under_way.first()
    return last_drawn(user, shown.unique_number) if shown else None


@require_http_methods(["GET", "POST"])
@applicant_only
def code(request: HttpRequest, user: User) -> HttpResponse:
    """Type the code: the demande is imported, or an older one's number confirmed."""
    application = own_file(user)
    if application and not application.needs_number_confirmation:
        return redirect("applications:information")
    sent = code_of_page(request, user, application)
    if sent is None:
        return redirect("applications:confirm" if application else "applications:number")
    if "resend" in request.POST:
        return resend(request, user, sent.unique_number)
    form = CodeForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            hold_back(request, "security_code", user)
            opened = confirm_code(user, sent.unique_number, form.cleaned_data["code"])
        except ImportRefused as error:
            if code_served_meanwhile(user):
                return redirect("applications:information")
            refusal = error
            form.add_error("code", str(refusal.message))
            sent.refresh_from_db()
        else:
            return let_in(request, opened, confirming=application is not None)
    unusable = why_unusable(sent, timezone.now())
    context = {
        "form": form,
        "sent": sent,
        "mailbox": masked_email(sent.sent_to),
        "number": masked(sent.unique_number),
        "registration_site": site_of_number(sent.unique_number),
        "refusal": refusal,
        "problem": unusable and (refusal or unusable),
        "confirming": application is not None,
    }
    return render(request, "applications/code.html", context, status=status_of(refusal))


def code_served_meanwhile(user: User) -> bool:
    """A second press of « Valider » finds the code used by the first: the person is in, not refused."""
    application = own_file(user)
    return application is not None and not application.needs_number_confirmation


def resend(request: HttpRequest, user: User, unique_number: str) -> HttpResponse:
    """Mail the same code again, or a new one when the last can no longer serve."""
    try:
        hold_back(request, "security_code_send", user)
        sent = send_code(user, unique_number)
    except ImportRefused as refusal:
        if isinstance(refusal, NumberStruckOff) and own_file(user):
            return redirect("applications:information")
        messages.error(request, str(refusal.message))
    else:
        request.session[NUMBER] = unique_number
        said = _("Code envoyé à l'adresse %(mailbox)s")
        if sent.mailbox_moved:
            said = _(
                "L'adresse a changé sur votre site d'enregistrement. "
                "Nouveau code envoyé à l'adresse %(mailbox)s"
            )
        messages.success(request, said % {"mailbox": masked_email(sent.sent_to)})
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
        hold_back(request, "security_code_send", user)
        send_code(user, application.unique_number)
    except TooManySends as refusal:
        messages.warning(request, str(refusal.message))
    except NumberStruckOff:
        return redirect("applications:information")  # written down in the file: tab 1 explains it
    except ImportRefused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("applications:confirm")
    return redirect("applications:code")
