"""What the account pages write to people: one letter for each mail that allauth would have sent.

allauth names a mail by its template's prefix; LETTERS maps each prefix to the function that writes it. Links
are paths on this site (the outbox puts SITE_URL in front), so a forged Host header never reaches a mail.
Those that open an account are put in when the mail is sent (mail_links.py).
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import security_notices
from accounts.mail_links import secret_of
from accounts.models import User
from alin.outbox.letters import Letter, language_of, post_mail
from alin.outbox.models import Message
from alin.outbox.secrets import PLACEHOLDER

Context = dict[str, Any]
LINK_DAYS = 2


def post_account_mail(prefix: str, email: str, context: Context) -> Message:
    """Put one of allauth's mails in the outbox, in its reader's language."""
    user = context.get("user") or User.objects.filter(email=email.lower()).first()
    name = prefix.rpartition("/email/")[2]
    # A visitor without an account is answered in the language of the page.
    with language_of(user) if user else translation.override(translation.get_language()):
        return post_mail(
            LETTERS[name]({**context, "email": email, "user": user}),
            key=f"account:{name}:{uuid4().hex}",
            category=Message.Category.ACCOUNT,
            user=user,
            to=email,
            confidential=True,
            secret=secret_of(name, {**context, "user": user}),
        )


def post_access_mail(user: User) -> Message:
    """Send (again) the link that opens an account; used by administrators for the accounts they create."""
    name = "password_reset_key" if user.is_activated else "email_confirmation_signup"
    return post_account_mail(f"account/email/{name}", user.email, {"user": user})


def _expires() -> str:
    return _("Ce lien expire dans %(days)s jour(s).") % {"days": LINK_DAYS}


def _access() -> Letter:
    """The handbook's mail (R2.5), word for word."""
    return Letter(
        subject=_("Action Logement Services : Demande d'accès"),
        title=_("Demande d'accès"),
        paragraphs=[
            _("Madame, Monsieur,"),
            _(
                "Suite à votre demande d'accès, veuillez cliquer sur le lien ci-dessous "
                "et suivre les instructions."
            ),
            _expires(),
            _("Si vous n'êtes pas à l'origine de cette demande, merci d'ignorer ce message."),
        ],
        button=(_("Cliquez ici"), PLACEHOLDER),
    )


def _confirmation(context: Context) -> Letter:
    """To a new account: the access mail. To a working one: the confirmation of another address."""
    if not context["user"].is_activated:
        return _access()
    return Letter(
        subject=_("Confirmez votre adresse e-mail"),
        paragraphs=[
            _("Vous avez demandé à utiliser cette adresse pour votre compte AL'in."),
            _expires(),
            _("Si vous n'êtes pas à l'origine de cette demande, merci d'ignorer ce message."),
        ],
        button=(_("Confirmer cette adresse"), PLACEHOLDER),
    )


def _forgotten_password(context: Context) -> Letter:
    """A person who never chose a password gets the access mail: for them the link activates the account."""
    if not context["user"].is_activated:
        return _access()
    return Letter(
        subject=_("Choisissez un nouveau mot de passe"),
        paragraphs=[
            _("Vous avez demandé à changer le mot de passe de votre compte AL'in."),
            _expires(),
            _("Si vous n'êtes pas à l'origine de cette demande, merci d'ignorer ce message."),
            _("Votre mot de passe actuel reste valable tant que vous n'en choisissez pas un autre."),
        ],
        button=(_("Choisir un mot de passe"), PLACEHOLDER),
    )


def _already_exists(context: Context) -> Letter:
    return Letter(
        subject=_("Vous avez déjà un compte AL'in"),
        paragraphs=[
            _("Une création de compte vient d'être demandée avec votre adresse, qui a déjà un compte."),
            _("Connectez-vous avec cette adresse. Mot de passe oublié ou jamais choisi ? Demandez un lien."),
            _("Si vous n'êtes pas à l'origine de cette demande, merci d'ignorer ce message."),
        ],
        button=(_("Choisir un mot de passe"), reverse("account_reset_password")),
    )


def _unknown_account(context: Context) -> Letter:
    return Letter(
        subject=_("Aucun compte AL'in à cette adresse"),
        paragraphs=[
            _("Un lien d'accès vient d'être demandé pour votre adresse, mais elle n'a pas de compte."),
            _("Vous avez peut-être utilisé une autre adresse. Vous pouvez aussi créer un compte."),
            _("Si vous n'êtes pas à l'origine de cette demande, merci d'ignorer ce message."),
        ],
        button=(_("Créer mon compte"), reverse("account_signup")),
    )


LETTERS: dict[str, Callable[[Context], Letter]] = {
    "email_confirmation": _confirmation,
    "email_confirmation_signup": _confirmation,
    "password_reset_key": _forgotten_password,
    "account_already_exists": _already_exists,
    "unknown_account": _unknown_account,
    **security_notices.LETTERS,
}
