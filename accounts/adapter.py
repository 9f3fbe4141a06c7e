"""How allauth talks to people here: its mails become letters in the outbox, its words become ours."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.email_change import owner_of
from accounts.models import User
from accounts.notices import post_account_mail

# Who the last mail of this session went to, for the page that says so.
SENT_TO = "account_sent_to"

# allauth announces what it does through templates; these are the ones no page says by itself.
ANNOUNCEMENTS = {
    "account/messages/logged_out.txt": _("Vous êtes déconnecté."),
    "account/messages/password_changed.txt": _("Votre mot de passe a été changé."),
    "account/messages/password_set.txt": _("Votre mot de passe est enregistré."),
    "account/messages/email_confirmed.txt": _("Votre adresse e-mail est confirmée."),
    "account/messages/email_confirmation_failed.txt": _("Cette adresse est déjà celle d'un autre compte."),
    "mfa/messages/totp_activated.txt": _("La connexion en deux étapes est activée."),
    "mfa/messages/totp_deactivated.txt": _("L'application de codes est retirée."),
    "mfa/messages/webauthn_added.txt": _("Votre clé d'accès est enregistrée."),
    "mfa/messages/webauthn_removed.txt": _("La clé d'accès est retirée."),
}

# How a person may show again that it is them, in allauth's order.
WAYS_TO_CONFIRM = {
    "reauthenticate": _("Utiliser mon mot de passe"),
    "mfa_reauthenticate": _("Utiliser un code"),
    "mfa_reauthenticate:webauthn": _("Utiliser une clé d'accès"),
}


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        # One sentence for every failed log-in: it must help a person whose account is not confirmed yet
        # without telling anybody whether an address has an account.
        "email_password_mismatch": _(
            "L'adresse ou le mot de passe ne correspondent pas, ou ce compte n'est pas encore confirmé."
        ),
        "too_many_login_attempts": _(
            "Trop d'essais avec cette adresse. Attendez cinq minutes, ou demandez un nouveau mot de passe."
        ),
        "incorrect_password": _("Ce mot de passe n'est pas le bon."),
        "enter_current_password": _("Ce mot de passe n'est pas votre mot de passe actuel."),
        "rate_limited": _("Vous allez trop vite. Attendez une minute, puis recommencez."),
        "invalid_password_reset": _("Ce lien n'est plus valable."),
        "duplicate_email": _("C'est déjà l'adresse de votre compte."),
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Keep everything the sign-up form asks, and the language the person signed up in."""
        super().save_user(request, user, form, commit=False)
        for name in ("civility", "birth_name", "mobile_phone"):
            setattr(user, name, form.cleaned_data[name])
        user.language = get_language() or settings.LANGUAGE_CODE
        if commit:
            user.save()
        return user

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail as a letter of the outbox; nothing is sent during the request."""
        post_account_mail(template_prefix, email, context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner that something about the account's safety changed.

        Not at activation: the first password is no change, and its page has just said so.
        """
        if template_prefix == "account/email/password_reset" and user.activated_now:
            return
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        """An address that already has an account gets a mail that says so, and no link to press."""
        address = emailconfirmation.email_address
        owner = owner_of(address.email, other_than=address.user)
        if owner:
            self.send_mail("account/email/email_taken", address.email, {"user": owner})
        else:
            super().send_confirmation_mail(request, emailconfirmation, signup)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not right after the log-in, which allauth does not count as having shown who one is."""
        records = get_authentication_records(self.request, self.request.user)
        fresh = records and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not fresh and super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """allauth's ways, in our words."""
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": WAYS_TO_CONFIRM[method["id"]]} for method in methods]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Announce only what the next page does not say by itself."""
        sentence = message or ANNOUNCEMENTS.get(message_template or "")
        match = request.resolver_match
        if sentence and not (match and match.url_name == "account_reset_password_from_key"):
            super().add_message(request, level, message=str(sentence), extra_tags=extra_tags)

    def respond_email_verification_sent(self, request: HttpRequest, user: User | None) -> HttpResponse:
        """Remember which address the page must show; a log-in before confirmation comes here too."""
        if user is not None:
            request.session[SENT_TO] = user.email
        return super().respond_email_verification_sent(request, user)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """On a new device, speak the person's own language from the first page."""
        response = super().post_login(request, user, **kwargs)
        known = dict(settings.LANGUAGES)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and user.language in known:
            set_language_cookie(response, user.language)
        return response


def set_language_cookie(response: HttpResponse, language: str) -> None:
    """Keep the chosen language on this device."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
