"""The letter that tells an employee what the company answered; call it inside the answer's transaction."""

from django.urls import reverse
from django.utils.translation import gettext as _

from alin.outbox.letters import Letter, language_of, post_mail
from alin.outbox.models import Message
from applications.models import Employment


def employment_answered(employment: Employment) -> None:
    """Approved or refused; the company is named in the letter only, never in its subject."""
    application = employment.application
    with language_of(application.owner):
        approved = employment.decision == Employment.Decision.APPROVED
        letter = _approved(employment) if approved else _refused(employment)
        post_mail(
            letter,
            key=f"employment-{employment.decision}:{application.pk}:{employment.decided_at:%Y%m%d%H%M%S%f}",
            category=Message.Category.APPLICATION,
            user=application.owner,
        )


def _approved(employment: Employment) -> Letter:
    return Letter(
        subject=_("Action Logement Services : votre emploi est validé"),
        title=_("Votre emploi est validé"),
        paragraphs=[
            _("%(name)s a validé votre emploi.") % {"name": employment.employer_name},
            _("Sa politique logement s'applique maintenant à vos prochaines candidatures."),
        ],
        button=(_("Voir ma situation"), reverse("applications:dashboard")),
        facts=[(_("Numéro ALS"), employment.application.als_number)],
    )


def _refused(employment: Employment) -> Letter:
    return Letter(
        subject=_("Action Logement Services : votre emploi n'est pas validé"),
        title=_("Votre emploi n'est pas validé"),
        paragraphs=[
            _("%(name)s n'a pas validé votre emploi.") % {"name": employment.employer_name},
            _("Motif : « %(reason)s ».") % {"reason": employment.reason_told},
            _(
                "Vous pouvez toujours postuler, mais sans les points ni les offres réservées de cette "
                "entreprise."
            ),
            _(
                "Une erreur ? Corrigez votre matricule ou votre date d'entrée : "
                "l'entreprise répondra de nouveau."
            ),
        ],
        button=(_("Corriger mon emploi"), reverse("applications:employment")),
        facts=[(_("Numéro ALS"), employment.application.als_number)],
    )
