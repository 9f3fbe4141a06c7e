"""From the mailed link to the password: button page, password page, « Votre compte a été créé. »."""

from typing import Any

from allauth.account import views as allauth_views
from allauth.account.internal.flows.email_verification import verify_email
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError, transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.activation import Link, LinkState, password_page, read_link
from accounts.adapter import SENT_TO
from accounts.email_change import AddressTaken, make_room
from accounts.forms import ResendForm
from accounts.views.public import ACTIVATED, KNOWN_EMAIL, OPENED, TYPED


@method_decorator([login_not_required, never_cache, rate_limit(action="activation")], name="dispatch")
class ActivationView(allauth_views.ConfirmEmailView):
    """« Dernière étape avant la validation de votre compte » (R2.6): only the button does anything."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show the button, or say why the link is no longer good."""
        link = read_link(key)
        email = link.address.email if link.address else ""
        context = {"link": link, "email": email, "form": ResendForm(initial={"email": email})}
        return self.render_to_response(context)

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """To the password page; an account that has a password only confirms another address."""
        link = read_link(key)
        if link.state is not LinkState.GOOD or link.user is None:
            return redirect(request.path)
        if link.is_change:
            return self.change_address(request, link)
        if link.user.is_activated:
            with transaction.atomic():
                return super().post(request, key)
        if request.user.is_authenticated and request.user.pk != link.user.pk:
            self.logout()
        return redirect(password_page(link.user))

    def change_address(self, request: HttpRequest, link: Link) -> HttpResponse:
        """Put the new address in the old one's place, for its owner alone.

        A link that went to a mistyped address would otherwise hand the account to whoever reads that mailbox.
        """
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        address = link.address
        if address is None or request.user.pk != address.user_id:
            return redirect(request.path)
        try:
            with transaction.atomic():
                make_room(address)
                verify_email(request, address)
        except (AddressTaken, IntegrityError):
            messages.error(request, _("Cette adresse est déjà celle d'un autre compte."))
        return redirect("account_email")


@method_decorator(never_cache, name="dispatch")
class NewPasswordView(allauth_views.PasswordResetFromKeyView):
    """« Mise à jour du mot de passe »: the first one (R2.7), or a new one after it was forgotten.

    allauth moves the link's key to the session and out of the address, to /…-choisir/.
    """

    reset_url_key = "choisir"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which of the two it is decides the wording."""
        user = self.reset_user
        if user is None:  # the link is dead: offer another
            return super().get_context_data(form=ResendForm(), **kwargs)
        return super().get_context_data(activating=not user.is_activated, username=user.email, **kwargs)

    def form_valid(self, form: Form) -> HttpResponse:
        """Password, confirmed address and notice in one transaction."""
        first = not self.reset_user.is_activated
        with transaction.atomic():
            response = super().form_valid(form)
        session = self.request.session
        for key in (TYPED, OPENED, SENT_TO):
            session.pop(key, None)
        session[ACTIVATED], session[KNOWN_EMAIL] = first, self.reset_user.email
        return response


@method_decorator(never_cache, name="dispatch")
class PasswordChosenView(allauth_views.PasswordResetFromKeyDoneView):
    """« Votre compte a été créé. » (R2.8), or « Votre mot de passe a été changé. »."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nothing to say to a person who did not just choose a password."""
        if ACTIVATED not in request.session:
            return redirect("account_login")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Was it the first password?"""
        return super().get_context_data(activated=self.request.session[ACTIVATED], **kwargs)


@method_decorator(never_cache, name="dispatch")
class ForgottenPasswordView(allauth_views.PasswordResetView):
    """Ask for a link; known and unknown addresses get the same answer."""

    def get_initial(self) -> dict[str, Any]:
        """The address this browser has just used."""
        return {"email": self.request.session.get(KNOWN_EMAIL, "")}

    def form_valid(self, form: Form) -> HttpResponse:
        """Remember the address for the next page; the mail is written whole or not at all."""
        self.request.session[SENT_TO] = form.cleaned_data["email"]
        with transaction.atomic():
            return super().form_valid(form)


@method_decorator(never_cache, name="dispatch")
class LinkSentView(allauth_views.PasswordResetDoneView):
    """Where the link went."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The address that was typed."""
        return super().get_context_data(sent_to=self.request.session.get(SENT_TO, ""), **kwargs)


class ChangePasswordView(allauth_views.PasswordChangeView):
    """A signed-in person changes their password, then is back on the profile."""

    success_url = reverse_lazy("profile")

    def form_valid(self, form: Form) -> HttpResponse:
        """Password and notice in one transaction."""
        with transaction.atomic():
            return super().form_valid(form)
