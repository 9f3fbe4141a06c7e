"""The states in the applicant's words."""

from django.utils.translation import gettext_lazy as _

from candidatures.models import Role, State
from candidatures.wording.words import Wording

# The visit's time is past; the state only changes when the landlord acts.
VISITED = Wording(
    _("Visite passée"),
    _("La date de la visite est passée."),
    _("Le bailleur prépare le passage en commission logement. Vous êtes prévenu de la date par e-mail."),
    Role.LANDLORD,
    "calendar",
    "info",
)
APPLICANT: dict[State, Wording] = {
    State.APPLIED: Wording(
        _("En attente"),
        _("Votre candidature est déposée. Un conseiller Action Logement étudie votre dossier."),
        _("Vous recevez un e-mail dès que votre dossier est validé ou refusé. Vous n'avez rien à faire."),
        Role.CONSULTANT,
        "clock",
        "info",
    ),
    State.APPROVED: Wording(
        _("Validée par Action Logement"),
        _("Action Logement a validé votre candidature."),
        _(
            "Les dossiers retenus partent ensemble chez le bailleur après la date limite de candidature. "
            "Vous êtes prévenu par e-mail."
        ),
        Role.CONSULTANT,
        "done",
        "good",
    ),
    State.SENT: Wording(
        _("Envoyée au bailleur"),
        _("Votre dossier est chez le bailleur, qui l'étudie avec ceux des autres candidats."),
        _(
            "Le bailleur peut vous demander des informations ou vous proposer une visite. "
            "Gardez votre téléphone à portée de main."
        ),
        Role.LANDLORD,
        "send",
        "info",
    ),
    State.VISIT: Wording(
        _("Visite prévue"),
        _("Le bailleur vous propose de visiter le logement."),
        _("Venez à la visite avec une pièce d'identité. Un empêchement ? Prévenez le bailleur au plus tôt."),
        Role.APPLICANT,
        "calendar",
        "attention",
    ),
    State.COMMITTEE: Wording(
        _("Commission logement prévue"),
        _("Votre dossier passe devant la commission logement du bailleur."),
        _("Vous recevez la décision par e-mail et sur cette page. Votre présence n'est pas demandée."),
        Role.LANDLORD,
        "gavel",
        "info",
    ),
    State.RANKED: Wording(
        _("Classée par la commission"),
        _("La commission a classé les candidats par ordre de priorité. Votre rang est indiqué ici."),
        _("Le logement vous est proposé si les candidats classés avant vous le refusent."),
        Role.LANDLORD,
        "list",
        "attention",
    ),
    State.ALLOCATED: Wording(
        _("Logement attribué"),
        _("Bonne nouvelle : la commission vous attribue ce logement."),
        _(
            "Donnez votre réponse au bailleur avant la date indiquée. "
            "Sans réponse de votre part, la loi considère que vous refusez le logement."
        ),
        Role.APPLICANT,
        "key",
        "good",
    ),
    State.LEASE_SIGNED: Wording(
        _("Bail signé"),
        _("Votre bail est signé."),
        _("Le bailleur convient avec vous de l'état des lieux et de la remise des clés."),
        Role.LANDLORD,
        "file",
        "good",
    ),
    State.MOVED_IN: Wording(
        _("Entrée dans les lieux"),
        _("Les clés de votre logement vous ont été remises. Bienvenue chez vous !"),
        _("Pensez à déclarer votre nouvelle adresse et à demander votre aide au logement."),
        None,
        "house",
        "good",
    ),
    State.CANCELLED: Wording(
        _("Annulée"),
        _("Vous avez annulé cette candidature."),
        _("Vous pouvez postuler à un autre logement."),
        None,
        "close",
    ),
    State.REJECTED: Wording(
        _("Refusée par Action Logement"),
        _("Action Logement n'a pas pu retenir votre candidature pour ce logement."),
        _("Vous pouvez postuler dès maintenant à un autre logement."),
        None,
        "ban",
        "attention",
    ),
    State.NOT_RETAINED: Wording(
        _("Non retenue par le bailleur"),
        _("Le bailleur n'a pas retenu votre candidature pour ce logement."),
        _("Vous pouvez postuler dès maintenant à un autre logement."),
        None,
        "ban",
        "attention",
    ),
    State.NOT_ALLOCATED: Wording(
        _("Logement non attribué"),
        _("Ce logement ne vous a pas été attribué."),
        _("Votre demande reste active : vous pouvez postuler dès maintenant à un autre logement."),
        None,
        "ban",
        "attention",
    ),
    State.DECLINED: Wording(
        _("Logement refusé"),
        _("Le bailleur a enregistré votre refus de ce logement."),
        _("Vous pouvez postuler à un autre logement. Ce n'est pas votre choix ? Contactez-nous."),
        None,
        "close",
    ),
    State.OFFER_WITHDRAWN: Wording(
        _("Offre retirée"),
        _("Ce logement n'est plus proposé. Votre dossier n'est pas en cause."),
        _("Vous pouvez postuler dès maintenant à un autre logement."),
        None,
        "info",
    ),
}
