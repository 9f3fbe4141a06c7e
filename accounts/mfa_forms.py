"""Forms of the second factor, on top of allauth.mfa's, in our words."""

import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import forms as passkey_forms
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.sealing import Unreadable, seal, unseal
from accounts.second_factor import use_code
from accounts.security_notices import post_refused_notice

TOO_MANY = {"too_many_login_attempts", "rate_limited"}


def code_field(label: Any, **kwargs: Any) -> forms.CharField:
    """Figures, however they are typed or pasted: « 123 456 », « Code : 123456 »."""
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input-code"}
    return forms.CharField(
        label=label,
        max_length=60,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": _("Indiquez le code.")},
        **kwargs,
    )


class CodeForm(forms.Form):
    """What the three forms with a code have in common."""

    def clean_code(self) -> str:
        """Keep the figures, let allauth check them, and say it in our words."""
        self.cleaned_data["code"] = re.sub(r"\D", "", self.cleaned_data["code"])
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except ValidationError as refusal:
            if refusal.code in TOO_MANY:
                raise get_adapter().validation_error("too_many_codes") from refusal
            raise


class OneUseCodeForm(CodeForm):
    """A code that lets somebody in lets in once."""

    user: User
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(_("Code"))

    def clean_code(self) -> str:
        """Refuse an app's code that was used before; recovery codes are crossed off by allauth."""
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not use_code(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(OneUseCodeForm, base_forms.AuthenticateForm):
    """The second step of the log-in."""

    def clean_code(self) -> str:
        """Who is stopped here knew the password: the owner is told."""
        try:
            return super().clean_code()
        except ValidationError as refusal:
            if refusal.code == "too_many_codes":
                post_refused_notice(self.user)
            raise


class ReauthenticateForm(OneUseCodeForm, base_forms.ReauthenticateForm):
    """The code again, before something that matters."""


class ActivateTOTPForm(CodeForm, totp_forms.ActivateTOTPForm):
    """Add an app: its first code shows that the secret arrived.

    The secret waits in the session, sealed like the stored ones. It stays the same while the person tries, so
    that a reloaded page or a second tab shows the code already scanned.
    """

    secret: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        waiting = context.request.session.get(SECRET_SESSION_KEY)
        super().__init__(*args, **kwargs)
        with suppress(Unreadable):
            self.secret = unseal(waiting) if waiting else self.secret
        context.request.session[SECRET_SESSION_KEY] = seal(self.secret)
        self.fields["code"] = code_field(_("Code à 6 chiffres affiché par l'application"))

    @property
    def secret_in_groups(self) -> str:
        """The secret as one types it: « ABCD EFGH … »."""
        return " ".join(re.findall(".{1,4}", self.secret))


def name_field() -> forms.CharField:
    """What a passkey is called in the list."""
    return forms.CharField(
        label=_("Nom de la clé"),
        max_length=60,
        help_text=_(
            "Pour la reconnaître dans la liste, par exemple « Téléphone » ou « Ordinateur du bureau »."
        ),
        error_messages={"required": _("Donnez un nom à cette clé.")},
    )


# What a made-up answer of a device can set off in the passkey library, which expects a browser's.
NOT_AN_ANSWER = (
    ArithmeticError,
    AttributeError,
    InvalidSignature,
    LookupError,
    struct.error,
    TypeError,
    ValueError,
)


@contextmanager
def device_answer() -> Iterator[None]:
    """Whatever is wrong with a device's answer, it was not recognised."""
    try:
        yield
    except (*NOT_AN_ANSWER, ValidationError) as problem:
        if getattr(problem, "code", "") in TOO_MANY:
            raise get_adapter().validation_error("too_many_codes") from problem
        raise get_adapter().validation_error("wrong_passkey") from problem


class UsePasskeyForm(passkey_forms.AuthenticateWebAuthnForm):
    """A passkey in place of a code."""

    def clean_credential(self) -> Authenticator:
        """allauth's check, whatever was sent."""
        with device_answer():
            return super().clean_credential()


class ConfirmWithPasskeyForm(UsePasskeyForm, passkey_forms.ReauthenticateWebAuthnForm):
    """A passkey again, before something that matters."""


class AddPasskeyForm(passkey_forms.AddWebAuthnForm):
    """Add a passkey; the device's answer is put in by static/mfa/js/webauthn.js."""

    def clean(self) -> dict[str, Any]:
        """allauth's check, whatever was sent."""
        with device_answer():
            return dict(super().clean())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = name_field()
        self.fields["name"].required = False  # the device has made the key before the form is sent


class EditPasskeyForm(passkey_forms.EditWebAuthnForm):
    """Rename a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = name_field()
