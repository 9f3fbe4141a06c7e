"""« Mes messages »: what is always sent, and what one may turn off (R7.1)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.preference_forms import MessagesForm
from accounts.preferences import KINDS, want_offers
from accounts.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def messages_wanted(request: SignedInRequest) -> HttpResponse:
    """Applicants only: staff's messages are their work."""
    user = request.user
    if not user.is_applicant:
        raise PermissionDenied
    if request.method == "POST":
        form = MessagesForm(request.POST)
        form.is_valid()  # a box cannot be wrong
        want_offers(user, wanted=form.cleaned_data["offers"])
        messages.success(request, _("Votre choix est enregistré."))
        return redirect("message_preferences")
    form = MessagesForm(initial={"offers": user.offer_mails_wanted})
    return render(request, "account/messages.html", {"form": form, "kinds": KINDS})
