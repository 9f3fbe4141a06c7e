"""The one next thing to do, said on top of « Ma situation » (R4.1)."""

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from alin.dates import add_months
from applications.models import HousingApplication
from applications.portals import registration_site
from applications.progress import cannot_apply_reasons, next_step
from applications.security_codes import masked_email
from applications.task_list import waiting_code

Words = str | Promise
REMINDER_MONTHS = 1  # before the end of validity


@dataclass(frozen=True)
class NextAction:
    """A title, why, and the button.

    `outside`: the button leads to the registration site. `searching`: nothing is left to do on the file.
    The page then points to the candidature that runs, if one does, which is for the floor above to know.
    """

    title: Words
    text: Words
    label: Words
    url: str
    outside: bool = False
    searching: bool = False


WHY = {
    "information": _("Vérifiez que ces données sont à jour : elles décident des offres proposées."),
    "employment": _("AL'in s'adresse aux salariés : dites-nous dans quelle entreprise vous travaillez."),
    "sharing": _("Vous choisissez ce que votre entreprise voit de votre demande."),
    "documents": _("Confirmez que vos pièces sont déposées : vous pourrez ensuite postuler."),
}


def expires_soon(application: HousingApplication, today: datetime.date) -> bool:
    """Within a month of its last day of validity, and still valid."""
    return not application.is_expired(today) and application.expires_on <= add_months(today, REMINDER_MONTHS)


def next_action(user: User, application: HousingApplication | None, today: datetime.date) -> NextAction:
    """What this person should do now; there is always something, and one thing only."""
    if application is None:
        return _import(user)
    if application.struck_off:
        return _file_anew(application)
    if application.is_expired(today):
        return _renew(application)
    if application.identity_mismatch:
        return NextAction(
            _("Votre identité ne correspond plus à votre numéro unique"),
            _("Votre demande ne peut plus être mise à jour. Voyez ce qui diffère et ce qu'il faut faire."),
            _("Voir ce qui diffère"),
            reverse("applications:information"),
        )
    if application.submitted_at is None and (step := next_step(application, today)):
        return NextAction(step.label, WHY[step.key], _("Continuer"), step.url)
    if application.needs_number_confirmation:
        return NextAction(
            _("Confirmez votre numéro unique"),
            _("Votre demande a été créée avant le 20/04/2021. Un code de sécurité suffit, une seule fois."),
            _("Confirmer"),
            reverse("applications:confirm"),
        )
    if reasons := cannot_apply_reasons(application, today):
        first = reasons[0]
        return NextAction(
            first.message, _("C'est nécessaire pour postuler."), first.way_out_label, first.way_out_url
        )
    return NextAction(
        _("Trouvez votre logement"),
        _("Votre demande est validée. Vous pouvez postuler aux offres qui correspondent à votre situation."),
        _("Voir les offres"),
        reverse("offers:search"),
        searching=True,
    )


def _import(user: User) -> NextAction:
    """The number, or the code that waits for it, on whatever device it was asked for."""
    if code := waiting_code(user):
        text = _("Il a été envoyé à %(mailbox)s. Vous pouvez le saisir sur n'importe quel appareil.")
        return NextAction(
            _("Saisissez votre code de sécurité"),
            text % {"mailbox": masked_email(code.sent_to)},
            _("Saisir mon code"),
            reverse("applications:code"),
        )
    return NextAction(
        _("Saisissez votre numéro unique"),
        _("Nous récupérons votre demande de logement social. Vous n'avez rien à saisir deux fois."),
        _("Saisir ma demande"),
        reverse("applications:number"),
    )


def _file_anew(application: HousingApplication) -> NextAction:
    """A demande struck off is over: the registration site gives another number."""
    return NextAction(
        _("Votre demande est radiée du site d'enregistrement"),
        _(
            "Déposez une nouvelle demande sur votre site d'enregistrement. "
            "Supprimez ensuite celle-ci d'AL'in, puis importez la nouvelle."
        ),
        _("Aller sur mon site d'enregistrement"),
        registration_site(application),
        outside=True,
    )


def _renew(application: HousingApplication) -> NextAction:
    return NextAction(
        _("Votre demande a expiré : renouvelez-la"),
        _("Faites-le sur votre site d'enregistrement, puis cliquez ici sur « Mettre à jour »."),
        _("Aller sur mon site d'enregistrement"),
        registration_site(application),
        outside=True,
    )
