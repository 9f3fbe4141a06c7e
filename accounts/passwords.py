"""The password rules of R2.7 that Django does not bring, and their list for people to read."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MINIMUM_LENGTH = 8


@dataclass(frozen=True)
class Rule:
    """One line of the list; `key` is how static/js/password-rules.js knows it."""

    key: str
    label: str | Promise


RULES = [
    Rule("length", gettext_lazy("doit contenir au moins 8 caractères")),
    Rule("digit", gettext_lazy("doit contenir au moins 1 chiffre")),
    Rule("upper", gettext_lazy("doit contenir au moins 1 lettre en majuscule")),
    Rule("lower", gettext_lazy("doit contenir au moins 1 lettre en minuscule")),
    Rule("username", gettext_lazy("ne doit pas être identique au nom d'utilisateur (votre email)")),
]


def _has(password: str, category: str) -> bool:
    return any(unicodedata.category(sign) == category for sign in password)


class CompositionValidator:
    """At least one digit, one capital, one small letter; each one missing is named."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise with a sentence for each rule not met."""
        faults = []
        if not _has(password, "Nd"):
            faults.append(ValidationError(_("Votre mot de passe doit contenir au moins 1 chiffre."), "digit"))
        if not _has(password, "Lu"):
            faults.append(
                ValidationError(
                    _("Votre mot de passe doit contenir au moins 1 lettre en majuscule."), "upper"
                )
            )
        if not _has(password, "Ll"):
            faults.append(
                ValidationError(
                    _("Votre mot de passe doit contenir au moins 1 lettre en minuscule."), "lower"
                )
            )
        if faults:
            raise ValidationError(faults)

    def get_help_text(self) -> str:
        """For the admin site's form."""
        return _("Votre mot de passe doit contenir un chiffre, une majuscule et une minuscule.")


class NotTheUsernameValidator:
    """Different from the username (the e-mail) and from what stands before its @, whatever the case."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise when the password is the username."""
        email = (getattr(user, "email", "") or "").casefold()
        if email and password.casefold().strip() in {email, email.partition("@")[0]}:
            raise ValidationError(
                _("Votre mot de passe ne doit pas être identique au nom d'utilisateur."), "username"
            )

    def get_help_text(self) -> str:
        """For the admin site's form."""
        return _("Votre mot de passe ne doit pas être identique au nom d'utilisateur.")
