"""« Sécurité »: the second factor's pages, on top of allauth.mfa's views."""

from http import HTTPStatus
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as base_views
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as passkey_views
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import FormView

from accounts.mfa_adapter import MFAAdapter
from accounts.middleware import WANTED_PAGE
from accounts.models import User
from accounts.second_factor import has_factor, is_required_for, may_remove

TOO_MANY = "too_many_codes"


class SecurityView(base_views.IndexView):
    """Password, app, passkeys, recovery codes: what there is, and what must be there."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What protects the account now."""
        context = super().get_context_data(**kwargs)
        found = context["authenticators"]
        codes = found.get(Authenticator.Type.RECOVERY_CODES)
        context["app"] = found.get(Authenticator.Type.TOTP)
        context["passkeys"] = found.get(Authenticator.Type.WEBAUTHN, [])
        context["codes_left"] = len(codes.get_unused_codes()) if codes else 0
        context["protected"] = bool(context["app"] or context["passkeys"])
        context["required"] = is_required_for(self.request.user)
        return context


@method_decorator(login_not_required, name="dispatch")
class CodeView(base_views.AuthenticateView):
    """The second step of the log-in: a code, or a passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer what this person has."""
        kinds = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        return {
            **super().get_context_data(**kwargs),
            "has_app": Authenticator.Type.TOTP in kinds,
            "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
        }

    def form_invalid(self, form: Form) -> HttpResponse:
        """Say 429 when it was refused for too many tries."""
        response = super().form_invalid(form)
        if form.has_error("code", TOO_MANY):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return response


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class ReplaceAppView(totp_views.ActivateTOTPView):
    """A new phone: the new app takes the old one's place in one step, so staff always have a factor."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """allauth sends away who has an app; here having one is the point."""
        return FormView.dispatch(self, request, *args, **kwargs)

    def form_valid(self, form: Form) -> HttpResponse:
        """Out with the old app, in with the new one."""
        with transaction.atomic():
            Authenticator.objects.filter(
                user=cast(User, self.request.user), type=Authenticator.Type.TOTP
            ).delete()
            return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page is the one that adds an app, under another title."""
        return super().get_context_data(replacing=True, **kwargs)


class KeepsAFactor:
    """Removing what staff must keep is refused, in two tabs at once too."""

    request: HttpRequest

    def form_valid(self, form: Form) -> HttpResponse:
        """Ask again behind a lock on the person's row: two removals at once leave one factor."""
        with transaction.atomic():
            User.objects.select_for_update().get(pk=cast(User, self.request.user).pk)
            if may_remove(self.authenticator_to_remove()):
                return super().form_valid(form)  # type: ignore[misc]
        messages.error(self.request, str(MFAAdapter.error_messages["cannot_delete_authenticator"]))
        return redirect("mfa_index")

    def authenticator_to_remove(self) -> Authenticator:
        """Which one the page is about."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page says beforehand when it cannot be."""
        allowed = may_remove(self.authenticator_to_remove())
        return super().get_context_data(allowed=allowed, **kwargs)  # type: ignore[misc]


class RemoveAppView(KeepsAFactor, totp_views.DeactivateTOTPView):
    """Ask, then remove the app."""

    def authenticator_to_remove(self) -> Authenticator:
        """The person's one app."""
        return self.authenticator


class RemovePasskeyView(KeepsAFactor, passkey_views.RemoveWebAuthnView):
    """Ask, then remove a passkey."""

    def authenticator_to_remove(self) -> Authenticator:
        """The passkey of this address."""
        return self.get_object()


class PasskeysView(passkey_views.ListWebAuthnView):
    """The person's passkeys, the oldest first."""

    def get_queryset(self) -> Any:
        """In an order."""
        return super().get_queryset().order_by("created_at", "pk")


class ReauthenticatePasskeyView(passkey_views.ReauthenticateWebAuthnView):
    """The passkey again, before something that matters."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """Back to this page, with what went wrong, and not to the log-in."""
        messages.error(self.request, str(MFAAdapter.error_messages["wrong_passkey"]))
        return redirect(self.request.get_full_path())


class RecoveryCodesView(codes_views.ViewRecoveryCodesView):
    """The codes, to print or to download; a newcomer among the staff goes on from here."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where the person wanted to go before being asked for a factor."""
        user = self.request.user
        wanted = self.request.session.get(WANTED_PAGE) or reverse("after_login")
        return {
            **super().get_context_data(**kwargs),
            "go_on": wanted if is_required_for(user) and has_factor(user) else "",
        }


class DownloadCodesView(codes_views.DownloadRecoveryCodesView):
    """The same codes as a text file."""

    content_type = "text/plain; charset=utf-8"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Under a name one finds again."""
        response = super().render_to_response(context, **kwargs)
        name = _("codes-de-secours-alin.txt")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
