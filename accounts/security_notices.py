"""What is said to a person when something about their account's safety changed."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from alin.dates import PARIS, local_today
from alin.outbox.letters import Letter, language_of, post_mail
from alin.outbox.models import Message

Context = dict[str, Any]


def security_note(subject: str, *sentences: str) -> Letter:
    """Say what happened, when, and what to do if it was not them."""
    now = timezone.localtime(timezone.now(), PARIS)
    when = {"date": date_format(now, "d/m/Y"), "time": date_format(now, "H:i")}
    return Letter(
        subject=subject,
        paragraphs=[
            *sentences,
            _("C'était le %(date)s à %(time)s.") % when,
            _("Si ce n'est pas vous, choisissez tout de suite un nouveau mot de passe et appelez-nous."),
        ],
        button=(_("Choisir un mot de passe"), reverse("account_reset_password")),
    )


def password_changed(context: Context) -> Letter:
    """Changed, or chosen anew after it was forgotten."""
    return security_note(
        _("Votre mot de passe a été changé"), _("Le mot de passe de votre compte AL'in vient d'être changé.")
    )


# --- The address ----------------------------------------------------------------------------------
def email_change_asked(context: Context) -> Letter:
    """To the old address, at once: the change can still be stopped."""
    return security_note(
        _("Un changement d'adresse e-mail est demandé"),
        _("Votre compte AL'in doit passer à l'adresse %(email)s.") % {"email": context["new_email"]},
        _("Rien ne change tant que la nouvelle adresse n'est pas confirmée."),
    )


def email_changed(context: Context) -> Letter:
    """To the old address, once it no longer opens the account."""
    return security_note(
        _("Votre adresse e-mail a été changée"),
        _("Votre compte AL'in utilise maintenant l'adresse %(email)s.") % {"email": context["to_email"]},
    )


def email_deleted(context: Context) -> Letter:
    """An address that is no longer the account's."""
    return security_note(
        _("Une adresse e-mail a été retirée"),
        _("L'adresse %(email)s n'est plus liée à votre compte AL'in.") % {"email": context["deleted_email"]},
    )


def email_taken(context: Context) -> Letter:
    """To the owner of an address that somebody wanted for another account; the page tells nobody."""
    return Letter(
        subject=_("Votre adresse a déjà un compte AL'in"),
        paragraphs=[
            _("Une personne a demandé à utiliser votre adresse pour un autre compte AL'in."),
            _("Votre adresse a déjà un compte : rien n'a changé."),
            _("Si c'était vous, connectez-vous avec cette adresse, ou demandez un nouveau mot de passe."),
            _("Si vous n'êtes pas à l'origine de cette demande, merci d'ignorer ce message."),
        ],
        button=(_("Se connecter"), reverse("account_login")),
    )


# --- The second factor ----------------------------------------------------------------------------
def totp_activated(context: Context) -> Letter:
    """An app was added."""
    return security_note(
        _("La connexion en deux étapes est activée"),
        _("Une application de codes vient d'être ajoutée à votre compte AL'in."),
    )


def totp_deactivated(context: Context) -> Letter:
    """An app was removed."""
    return security_note(
        _("Une application de codes a été retirée"),
        _("L'application de codes de votre compte AL'in vient d'être retirée."),
    )


def passkey_added(context: Context) -> Letter:
    """A passkey was added."""
    return security_note(
        _("Une clé d'accès a été ajoutée"), _("Une clé d'accès vient d'être ajoutée à votre compte AL'in.")
    )


def passkey_removed(context: Context) -> Letter:
    """A passkey was removed."""
    return security_note(
        _("Une clé d'accès a été retirée"), _("Une clé d'accès vient d'être retirée de votre compte AL'in.")
    )


def codes_generated(context: Context) -> Letter:
    """New recovery codes replace the old ones."""
    return security_note(
        _("Vos codes de secours ont été remplacés"),
        _("De nouveaux codes de secours viennent d'être créés pour votre compte AL'in."),
        _("Les anciens ne fonctionnent plus."),
    )


def code_used(context: Context) -> Letter:
    """A recovery code let somebody in."""
    left = context["left"]
    return security_note(
        _("Un code de secours a servi"),
        _("Un code de secours vient de servir à ouvrir votre compte AL'in."),
        ngettext("Il vous reste %(left)s code.", "Il vous reste %(left)s codes.", left) % {"left": left},
    )


def _reset() -> Letter:
    return security_note(
        _("Votre seconde étape de connexion a été retirée"),
        _("Action Logement a retiré la seconde étape de votre compte AL'in, à la suite de votre demande."),
        _("Vous pourrez en choisir une autre à votre prochaine connexion."),
    )


def _codes_refused() -> Letter:
    return security_note(
        _("Des codes de connexion ont été refusés"),
        _("Une personne a donné votre mot de passe, puis plusieurs codes faux."),
        _("Votre compte AL'in est resté fermé."),
    )


def post_refused_notice(user: User) -> Message:
    """Tell the person that somebody knows their password and guesses at the code; once a day."""
    with language_of(user):
        return post_mail(
            _codes_refused(),
            key=f"account:codes_refused:{user.pk}:{local_today()}",
            category=Message.Category.ACCOUNT,
            user=user,
            confidential=True,
        )


def post_reset_notice(user: User) -> Message:
    """Tell the person that an administrator took their factors away."""
    with language_of(user):
        return post_mail(
            _reset(),
            key=f"account:second_factor_reset:{uuid4().hex}",
            category=Message.Category.ACCOUNT,
            user=user,
            confidential=True,
        )


LETTERS: dict[str, Callable[[Context], Letter]] = {
    "password_changed": password_changed,
    "password_reset": password_changed,
    "password_set": password_changed,
    "email_change_asked": email_change_asked,
    "email_changed": email_changed,
    "email_deleted": email_deleted,
    "email_taken": email_taken,
    "totp_activated": totp_activated,
    "totp_deactivated": totp_deactivated,
    "recovery_codes_generated": codes_generated,
    "recovery_code_used": code_used,
    "webauthn_added": passkey_added,
    "webauthn_removed": passkey_removed,
}
