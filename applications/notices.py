"""Letters about the demande itself; call these inside the transaction of their cause."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from alin.formats import moment
from alin.outbox.letters import Letter, language_of, post_mail
from alin.outbox.models import Message
from alin.outbox.secrets import PLACEHOLDER
from applications.models import HousingApplication, SecurityCode
from applications.unique_number import masked

CODE_SECRET = "security_code"  # noqa: S105  # the kind of secret, see code_secrets.py


def code_mail_key(code_id: int) -> str:
    """How the keys of one code's mails begin."""
    return f"security-code:{code_id}:"


def security_code_asked(code: SecurityCode) -> None:
    """The code, to the mailbox recorded at the registry.

    The row names no account, and the code only by its key: it must be readable in that mailbox alone.
    """
    with language_of(code.user):
        letter = Letter(
            subject=_("Action Logement Services : votre code de sécurité"),
            title=_("Votre code de sécurité"),
            paragraphs=[
                _("Voici le code à saisir sur al-in.fr pour récupérer votre demande de logement social."),
                _("Ce code est actif pendant 24 heures. Il ne sert qu'une fois."),
                _(
                    "Si vous n'êtes pas à l'origine de cette demande, ignorez ce message. "
                    "Ne donnez ce code à personne."
                ),
            ],
            code=PLACEHOLDER,
            facts=[(_("Valable jusqu'au"), moment(code.expires_at))],
            reference=_("Numéro unique : %(number)s") % {"number": masked(code.unique_number)},
        )
        post_mail(
            letter,
            key=f"{code_mail_key(code.pk)}{code.sends}",
            category=Message.Category.ACCOUNT,
            to=code.sent_to,
            secret=f"{CODE_SECRET}:{code.pk}",
        )


def application_imported(application: HousingApplication) -> None:
    """The demande is in the account, with its ALS number and what comes next."""
    with language_of(application.owner):
        letter = Letter(
            subject=_("Action Logement Services : votre demande est importée"),
            title=_("Votre demande est importée"),
            paragraphs=[
                _("Votre demande de logement social est maintenant dans votre compte AL'in."),
                _(
                    "Il vous reste à compléter les informations sur votre entreprise, puis à confirmer "
                    "vos pièces justificatives."
                ),
            ],
            button=(_("Continuer ma demande"), reverse("applications:information")),
            facts=[
                (_("Numéro ALS"), application.als_number),
                (_("Numéro unique"), application.masked_number),
            ],
        )
        post_mail(
            letter,
            key=f"application-imported:{application.pk}",
            category=Message.Category.APPLICATION,
            user=application.owner,
        )


def application_deleted(owner: User, als_number: str) -> None:
    """The demande has left the account; the number can be imported again."""
    with language_of(owner):
        letter = Letter(
            subject=_("Action Logement Services : votre demande est supprimée d'AL'in"),
            title=_("Votre demande est supprimée d'AL'in"),
            paragraphs=[
                _(
                    "Votre demande n'est plus dans votre compte AL'in. Elle existe toujours sur votre "
                    "site d'enregistrement."
                ),
                _("Vous pouvez l'importer de nouveau à tout moment avec votre numéro unique."),
                _("Si vous n'avez pas supprimé cette demande vous-même, appelez-nous."),
            ],
            button=(_("Importer ma demande"), reverse("applications:number")),
            reference=_("Numéro ALS : %(number)s") % {"number": als_number},
        )
        post_mail(
            letter,
            key=f"application-deleted:{als_number}",
            category=Message.Category.APPLICATION,
            user=owner,
        )


def application_submitted(application: HousingApplication) -> None:
    """The file is complete: its holder may apply."""
    with language_of(application.owner):
        letter = Letter(
            subject=_("Action Logement Services : votre demande est validée"),
            title=_("Votre demande est validée"),
            paragraphs=[
                _(
                    "Votre demande est complète. "
                    "Vous pouvez maintenant postuler aux offres qui vous correspondent."
                ),
                _(
                    "Vous ne pouvez postuler qu'à une offre à la fois. "
                    "Gardez vos pièces à jour sur votre site d'enregistrement."
                ),
            ],
            button=(_("Voir les offres"), reverse("offers:search")),
            facts=[
                (_("Numéro ALS"), application.als_number),
                (_("Numéro unique"), application.masked_number),
                (_("Valable jusqu'au"), date_format(application.expires_on, "d/m/Y")),
            ],
        )
        post_mail(
            letter,
            key=f"application-submitted:{application.pk}",
            category=Message.Category.APPLICATION,
            user=application.owner,
        )
