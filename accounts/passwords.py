"""The password rules of R2.7 that Django does not bring, and their list for people to read."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.common_passwords import is_common, made_of, plain, readings
from accounts.signals import password_words_asked


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
    Rule("personal", gettext_lazy("ne doit pas reprendre votre nom, votre email ou le nom du site")),
    Rule("common", gettext_lazy("ne doit pas être un mot de passe courant, même suivi d'une année")),
]

# What everybody here would think of: the site, its owner, its subject.
WORDS_OF_THE_SITE = (
    "alin",
    "al-in",
    "alinfr",
    "actionlogement",
    "action",
    "logement",
    "logements",
    "services",
    "social",
)
SHORTEST_NUMBER = 8


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


def words_about(user: Any) -> list[str]:
    """Name, parts of the e-mail and what the floors above know of the person (the unique number)."""
    email = getattr(user, "email", "") or ""
    words = [getattr(user, "first_name", "") or "", getattr(user, "birth_name", "") or "", *email.split("@")]
    if getattr(user, "pk", None):
        for _receiver, given in password_words_asked.send(type(user), user=user):
            words += given or []
    return [word for word in words if word]


class PersonalWordsValidator:
    """Not made of the person's own words or the site's, whatever the case, accents, disguises and tail.

    The username alone is named by the rule above.
    """

    def validate(self, password: str, user: Any = None) -> None:
        """Raise when somebody who knows the person would try it."""
        email = plain(getattr(user, "email", "") or "")
        if plain(password).strip() in {email, email.partition("@")[0]} - {""}:
            return
        about = words_about(user)
        if made_of(password, [*about, *WORDS_OF_THE_SITE]) or _holds_number(password, about):
            raise ValidationError(
                _("Votre mot de passe ne doit pas reprendre votre nom, votre email ou le nom du site."),
                "personal",
            )

    def get_help_text(self) -> str:
        """For the admin site's form."""
        return _("Votre mot de passe ne doit pas reprendre votre nom, votre email ou le nom du site.")


def _holds_number(password: str, words: list[str]) -> bool:
    """Is the password part of a number the person is known by, or built around it?"""
    typed = "".join(sign for sign in plain(password) if sign.isalnum())
    numbers = [plain(word) for word in words if any(sign.isdigit() for sign in word) and "@" not in word]
    return len(typed) >= SHORTEST_NUMBER and any(
        typed in number or (len(number) >= SHORTEST_NUMBER and number in typed) for number in numbers
    )


class CommonPasswordsValidator(CommonPasswordValidator):
    """Django's 20,000, which are English, and the project's French words; their disguises too."""

    def validate(self, password: str, user: Any = None) -> None:
        """One sentence, whichever list has it."""
        listed = password.lower().strip() in self.passwords or is_common(password)
        if listed or any(word in self.passwords for word in readings(password)):
            raise ValidationError(_("Ce mot de passe est trop courant."), "password_too_common")

    def get_help_text(self) -> str:
        """For the admin site's form."""
        return _("Votre mot de passe ne doit pas être un mot de passe courant.")
