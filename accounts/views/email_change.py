"""« Adresse e-mail »: ask for another one, wait for it, give it up (R2.9)."""

from typing import Any, cast

from allauth.account import views as allauth_views
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import email_verification, reauthentication
from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.email_change import wanted_address
from accounts.models import User


@method_decorator(never_cache, name="dispatch")
class EmailChangeView(allauth_views.EmailView):
    """The page and its three buttons: ask, send again, give up.

    Asking wants the password again (ACCOUNT_REAUTHENTICATION_REQUIRED), then goes on with what was typed.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One of the three; a button of an older page finds nothing to do."""
        user = cast(User, request.user)
        waiting = wanted_address(user)
        if "action_send" in request.POST and waiting:
            email_verification.send_verification_email_to_address(request, waiting)
            messages.success(
                request, _("C'est noté. Si le dernier mail a plus de 3 minutes, un nouveau vient de partir.")
            )
        elif "action_remove" in request.POST and waiting:
            waiting.delete()
            messages.success(request, _("Le changement est abandonné : votre adresse reste la même."))
        elif "email" in request.POST and not {"action_send", "action_remove"} & set(request.POST):
            form = self.get_form()
            return self.form_valid(form) if form.is_valid() else self.form_invalid(form)
        return redirect("account_email")

    def form_valid(self, form: Form) -> HttpResponse:
        """Keep the wish, write to the new address, and tell the old one at once: all or nothing."""
        user = cast(User, self.request.user)
        reauthentication.raise_if_reauthentication_required(self.request, app="allauth.account")
        wanted = form.cleaned_data["email"]
        waiting = wanted_address(user)
        if waiting and waiting.email == wanted:  # sent twice, or from another tab: the first link stays good
            email_verification.send_verification_email_to_address(self.request, waiting)
            return redirect("account_email")
        with transaction.atomic():
            response = super().form_valid(form)
            get_adapter().send_notification_mail(
                "account/email/email_change_asked", user, {"new_email": wanted}
            )
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The present address and the one that waits."""
        context = super().get_context_data(**kwargs)
        return {**context, "waiting": wanted_address(cast(User, self.request.user))}
