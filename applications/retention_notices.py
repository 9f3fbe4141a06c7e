"""Letters about a demande whose retention period ends; call these inside the transaction of their cause."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import RetentionWarning
from alin.formats import long_date
from alin.outbox.letters import Letter, language_of, post_mail
from alin.outbox.models import Message
from applications.models import HousingApplication


def demande_will_be_deleted(application: HousingApplication, on: datetime.date) -> None:
    """A month ahead; renewing at the registration site and updating here keeps it."""
    owner = application.owner
    with language_of(owner):
        letter = Letter(
            subject=_("Votre demande sera bientôt retirée d'AL'in"),
            paragraphs=[
                _("Votre demande de logement social n'est plus valide depuis longtemps."),
                _("La loi ne nous permet pas de la garder plus : elle sera retirée d'AL'in le %(day)s.")
                % {"day": long_date(on)},
                _(
                    "Vous cherchez encore ? Renouvelez-la sur votre site d'enregistrement, "
                    "puis mettez-la à jour ici."
                ),
            ],
            facts=[
                (_("Numéro ALS"), application.als_number),
                (_("Numéro unique"), application.masked_number),
            ],
            button=(_("Voir ma demande"), reverse("applications:dashboard")),
        )
        post_mail(
            letter,
            key=f"retention:{RetentionWarning.Subject.DEMANDE}:{application.pk}:{on}",
            category=Message.Category.APPLICATION,
            user=owner,
        )


def demande_deleted(application: HousingApplication) -> None:
    """The period is over."""
    owner = application.owner
    with language_of(owner):
        letter = Letter(
            subject=_("Votre demande est retirée d'AL'in"),
            paragraphs=[
                _(
                    "Votre demande n'était plus valide. "
                    "Nous l'avons retirée, comme nous vous l'avions annoncé."
                ),
                _(
                    "Votre compte reste ouvert. "
                    "Vous pouvez importer une nouvelle demande quand vous le voulez."
                ),
            ],
            facts=[(_("Numéro ALS"), application.als_number)],
            button=(_("Importer une demande"), reverse("applications:number")),
        )
        post_mail(
            letter,
            key=f"retention:demande-deleted:{application.pk}",
            category=Message.Category.APPLICATION,
            user=owner,
        )
