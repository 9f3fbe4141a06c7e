"""The states in a consultant's words."""

from django.utils.translation import gettext_lazy as _

from candidatures.models import Role, State
from candidatures.wording.words import Wording

FREE = _("Le demandeur peut postuler ailleurs.")
CONSULTANT: dict[State, Wording] = {
    State.APPLIED: Wording(
        _("À étudier"),
        _("Le demandeur a postulé, personne ne s'est encore prononcé."),
        _("Vérifiez le dossier, puis validez ou refusez avec un motif."),
        Role.CONSULTANT,
        "inbox",
        "attention",
    ),
    State.APPROVED: Wording(
        _("Validée, à envoyer"),
        _("Le dossier est validé et attend d'être envoyé au bailleur."),
        _("Envoyez les dossiers choisis au bailleur ; refusez les autres pour libérer les demandeurs."),
        Role.CONSULTANT,
        "done",
        "info",
    ),
    State.SENT: Wording(
        _("Chez le bailleur"),
        _("Le bailleur étudie le dossier. Le demandeur ne peut plus annuler."),
        _("Le bailleur prévoit une visite, une commission, ou ne retient pas le dossier."),
        Role.LANDLORD,
        "send",
        "info",
    ),
    State.VISIT: Wording(
        _("Visite prévue"),
        _("Le bailleur a donné rendez-vous au demandeur."),
        _("Après la visite, le dossier passe en commission."),
        Role.LANDLORD,
        "calendar",
        "info",
    ),
    State.COMMITTEE: Wording(
        _("Commission prévue"),
        _("Le dossier est inscrit à une commission du bailleur."),
        _("Le bailleur enregistre la décision de la commission."),
        Role.LANDLORD,
        "gavel",
        "info",
    ),
    State.RANKED: Wording(
        _("Classée en attente"),
        _("La commission a donné un rang au candidat."),
        _("Le bailleur propose le logement dans l'ordre des rangs."),
        Role.LANDLORD,
        "list",
        "attention",
    ),
    State.ALLOCATED: Wording(
        _("Logement attribué"),
        _("Le logement est attribué à ce candidat, qui doit répondre."),
        _("Le bailleur enregistre la signature du bail, ou le refus du candidat."),
        Role.APPLICANT,
        "key",
        "good",
    ),
    State.LEASE_SIGNED: Wording(
        _("Bail signé"),
        _("Le bail est signé ; les autres candidatures de l'offre sont closes."),
        _("Le bailleur enregistre la remise des clés."),
        Role.LANDLORD,
        "file",
        "good",
    ),
    State.MOVED_IN: Wording(
        _("Entrée dans les lieux"),
        _("Le locataire a ses clés."),
        _("Rien à faire : le dossier est terminé."),
        None,
        "house",
        "good",
    ),
    State.CANCELLED: Wording(
        _("Annulée par le demandeur"),
        _("Le demandeur a renoncé avant l'envoi au bailleur."),
        FREE,
        None,
        "close",
    ),
    State.REJECTED: Wording(
        _("Refusée"), _("Action Logement a refusé la candidature avec un motif."), FREE, None, "ban"
    ),
    State.NOT_RETAINED: Wording(
        _("Non retenue par le bailleur"),
        _("Le bailleur a écarté le dossier avec un motif."),
        FREE,
        None,
        "ban",
    ),
    State.NOT_ALLOCATED: Wording(
        _("Logement non attribué"),
        _("La commission n'a pas attribué le logement à ce candidat, ou un autre a signé le bail."),
        FREE,
        None,
        "ban",
    ),
    State.DECLINED: Wording(
        _("Refusé par le demandeur"), _("Le demandeur a refusé le logement proposé."), FREE, None, "close"
    ),
    State.OFFER_WITHDRAWN: Wording(
        _("Offre retirée"),
        _("L'offre a été retirée, ou le logement loué avant l'envoi de ce dossier."),
        FREE,
        None,
        "info",
    ),
}
