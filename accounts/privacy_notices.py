"""Letters about a person's own data; call these inside the transaction of their cause."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import DataArchive, RetentionWarning, User
from alin.formats import long_date, moment
from alin.outbox.letters import Letter, language_of, post_mail
from alin.outbox.models import Message
from alin.retention import period

FAREWELL = "account-deleted:"  # how the keys of the last mails begin; their rows go the night after


def archive_ready(archive: DataArchive) -> None:
    """The file waits; the link opens for its owner alone, so the mail may be forwarded without harm."""
    with language_of(archive.user):
        letter = Letter(
            subject=_("Votre archive de données est prête"),
            paragraphs=[
                _("Vous avez demandé une copie de vos données. Elle est prête."),
                _("Elle contient une page à lire et un fichier pour les logiciels."),
                _("Pour la télécharger, connectez-vous avec votre compte. Ensuite, gardez-la en lieu sûr."),
                _("Ce n'est pas vous qui l'avez demandée ? Changez votre mot de passe et appelez-nous."),
            ],
            facts=[(_("Disponible jusqu'au"), moment(archive.expires_at))],
            button=(_("Télécharger mon archive"), reverse("data_archive", args=[archive.key])),
        )
        _post(letter, f"archive-ready:{archive.pk}", archive.user)


def archive_failed(archive: DataArchive) -> None:
    """After the last try."""
    with language_of(archive.user):
        letter = Letter(
            subject=_("Votre archive de données n'a pas pu être préparée"),
            paragraphs=[
                _("Nous n'avons pas réussi à préparer la copie de vos données. Nous en sommes désolés."),
                _("Vous pouvez la demander de nouveau dès maintenant. Si l'échec se répète, appelez-nous."),
            ],
            button=(_("Demander mon archive"), reverse("my_data")),
        )
        _post(letter, f"archive-failed:{archive.pk}", archive.user)


def account_deleted(user: User, *, inactive: bool = False) -> None:
    """The last mail. It names no account, and its row goes the night after it was sent."""
    with language_of(user):
        reason = (
            _("Vous ne vous étiez pas connecté depuis longtemps et aucune demande n'y était valide.")
            if inactive
            else _("Vous l'avez demandé aujourd'hui. Vous êtes déconnecté de tous vos appareils.")
        )
        letter = Letter(
            subject=_("Votre compte AL'in est supprimé"),
            paragraphs=[
                _("Votre compte et les données qui s'y trouvaient sont supprimés."),
                reason,
                _(
                    "Votre demande de logement social reste sur votre site d'enregistrement : "
                    "nous n'y touchons pas."
                ),
                _(
                    "Si un bailleur a reçu une de vos candidatures, sa décision est gardée %(years)s, "
                    "sans votre nom : la loi permet de la contrôler."
                )
                % {"years": period("kept_decision")},
                _("Ce n'est pas vous qui l'avez demandé ? Appelez-nous."),
            ],
            button=(_("Créer mon compte"), reverse("account_signup")) if inactive else None,
        )
        post_mail(
            letter,
            key=f"{FAREWELL}{user.pk}",
            category=Message.Category.ACCOUNT,
            to=user.email,
            confidential=True,
        )


def account_will_be_deleted(user: User, on: datetime.date) -> None:
    """A month ahead; logging in is enough to keep the account."""
    with language_of(user):
        letter = Letter(
            subject=_("Votre compte AL'in sera bientôt supprimé"),
            paragraphs=[
                _("Vous ne vous êtes pas connecté depuis longtemps et aucune demande n'est valide."),
                _("Sans nouvelles de vous, votre compte et ses données seront supprimés le %(day)s.")
                % {"day": long_date(on)},
                _("Pour le garder, il suffit de vous connecter avant cette date."),
            ],
            button=(_("Se connecter"), reverse("account_login")),
        )
        _post(letter, f"retention:{RetentionWarning.Subject.ACCOUNT}:{user.pk}:{on}", user)


def _post(letter: Letter, key: str, user: User) -> None:
    post_mail(letter, key=key, category=Message.Category.ACCOUNT, user=user)
