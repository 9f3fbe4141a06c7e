"""Pages before the log-in: log in, sign up, ask for a mail again, help."""

from http import HTTPStatus
from typing import Any

from allauth.account import views as allauth_views
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from accounts.activation import address_of, withdraw
from accounts.adapter import SENT_TO
from accounts.forms import ResendForm, SignupForm
from accounts.models import User

# What a person typed in the sign-up form and the account it opened, kept to correct the address.
TYPED = "account_typed"
OPENED = "account_opened"
# The address to put in the log-in form, once the password has been chosen.
KNOWN_EMAIL = "account_known_email"
# Was the password just chosen the first one?
ACTIVATED = "account_activated"


class LogInView(allauth_views.LoginView):
    """« Bienvenue sur votre espace Salarié »."""

    def get_initial(self) -> dict[str, Any]:
        """The address this browser has just used."""
        return {**super().get_initial(), "login": self.request.session.get(KNOWN_EMAIL, "")}

    def form_valid(self, form: Form) -> HttpResponse:
        """Log in, and forget what the way here left in the session."""
        for key in (KNOWN_EMAIL, TYPED, OPENED, SENT_TO, ACTIVATED):
            self.request.session.pop(key, None)
        return super().form_valid(form)

    def form_invalid(self, form: Form) -> HttpResponse:
        """Say 429 when it was refused for too many tries."""
        response = super().form_invalid(form)
        if form.has_error("__all__", "too_many_login_attempts"):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return response


class SignUpView(allauth_views.SignupView):
    """« Création de compte »; with ?corriger, the same form again for a wrong address."""

    @property
    def correcting(self) -> bool:
        """Is the person here to correct the address of the account just opened?"""
        return "corriger" in self.request.GET and TYPED in self.request.session

    def get_initial(self) -> dict[str, Any]:
        """What was typed a moment ago, when it is being corrected."""
        typed = self.request.session[TYPED] if self.correcting else {}
        return {**super().get_initial(), **typed}

    def form_valid(self, form: SignupForm) -> HttpResponse:
        """Open the account and write its mail in one transaction.

        Two clicks at once: the second meets the unique address and is answered like any known address.
        """
        try:
            with transaction.atomic():
                self.withdraw_wrong_address(form)
                response = super().form_valid(form)
        except IntegrityError:
            form.account_already_exists = True
            response = super().form_valid(form)
        self.remember(form)
        return response

    def withdraw_wrong_address(self, form: SignupForm) -> None:
        """Take back the account opened with another address by this same browser."""
        opened = self.request.session.get(OPENED)
        if self.correcting and opened and opened["email"] != form.cleaned_data["email"]:
            withdraw(opened["user"])

    def remember(self, form: SignupForm) -> None:
        """Keep what the next page shows; the same whether the address was known or not."""
        session, data = self.request.session, form.cleaned_data
        session[SENT_TO] = data["email"]
        session[TYPED] = {name: str(data[name]) for name in form.field_order if name != "consent"}
        user = getattr(self, "user", None)
        session[OPENED] = {"user": user.pk, "email": user.email} if user else None


@method_decorator(never_cache, name="dispatch")
class VerificationSentView(allauth_views.EmailVerificationSentView):
    """« Validation du compte » (R2.4)."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The address the mail went to, and a form to have it sent again."""
        email = self.request.session.get(SENT_TO, "")
        return super().get_context_data(
            sent_to=email,
            can_correct=TYPED in self.request.session,
            form=ResendForm(initial={"email": email}),
            **kwargs,
        )


@method_decorator([login_not_required, never_cache], name="dispatch")
@method_decorator(rate_limit(action="resend_access"), name="dispatch")
class ResendView(FormView):
    """Have the access mail sent again; the answer is the same for every address."""

    form_class = ResendForm
    template_name = "account/resend.html"
    success_url = reverse_lazy("account_email_verification_sent")

    def get_initial(self) -> dict[str, Any]:
        """The address the last mail went to."""
        return {"email": self.request.session.get(SENT_TO, "")}

    def form_valid(self, form: ResendForm) -> HttpResponse:
        """Write the mail that fits the address: link, « you have an account », or « no account here »."""
        email = form.cleaned_data["email"]
        with transaction.atomic():
            resend(self.request, email)
        if self.request.session.get(SENT_TO) != email:
            self.request.session.pop(TYPED, None)
        self.request.session[SENT_TO] = email
        messages.success(
            self.request,
            _("C'est noté. Si le dernier mail a plus de 3 minutes, un nouveau vient de partir."),
        )
        return super().form_valid(form)


def resend(request: HttpRequest, email: str) -> bool:
    """Write to this address, at most once in three minutes; says whether a mail was written.

    Every branch does the same work: neither the answer nor its time says whether the address is known.
    """
    user = User.objects.filter(email=email).first()
    address = EmailAddress.objects.filter(user_id=user.pk if user else 0, email=email).first()
    if user is None or user.is_activated:
        address = EmailAddress(email=email)
    else:
        address = address or address_of(user)  # there is none yet for an account an administrator made
        address.user = user
    return bool(send_verification_email_to_address(request, address, signup=user is not None))


@method_decorator(login_not_required, name="dispatch")
class HelpView(TemplateView):
    """« Vous n'arrivez pas à vous connecter ? »: what to try, in order."""

    template_name = "account/login_help.html"
