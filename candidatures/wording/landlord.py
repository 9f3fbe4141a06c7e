"""The states in a landlord's words; those before the sending are never shown to one."""

from django.utils.translation import gettext_lazy as _

from candidatures.models import Role, State
from candidatures.wording.words import Wording

ENDED = _("Rien à faire : le dossier est clos.")
NOT_YET = _("Le dossier ne vous a pas encore été envoyé.")
LANDLORD: dict[State, Wording] = {
    State.APPLIED: Wording(
        _("Chez Action Logement"), NOT_YET, _("Action Logement étudie le dossier."), Role.CONSULTANT, "clock"
    ),
    State.APPROVED: Wording(
        _("Validée par Action Logement"),
        NOT_YET,
        _("Action Logement envoie les dossiers choisis."),
        Role.CONSULTANT,
        "done",
    ),
    State.SENT: Wording(
        _("À étudier"),
        _("Action Logement vous a envoyé ce dossier. Le candidat ne peut plus annuler."),
        _("Proposez une visite, prévoyez la commission, ou ne retenez pas le dossier avec un motif."),
        Role.LANDLORD,
        "inbox",
        "attention",
    ),
    State.VISIT: Wording(
        _("Visite prévue"),
        _("Le candidat est prévenu de la date et du lieu de la visite."),
        _("Après la visite, prévoyez la commission ou ne retenez pas le dossier."),
        Role.LANDLORD,
        "calendar",
        "info",
    ),
    State.COMMITTEE: Wording(
        _("Commission prévue"),
        _("Le candidat connaît la date de la commission."),
        _("Après la commission, enregistrez sa décision."),
        Role.LANDLORD,
        "gavel",
        "info",
    ),
    State.RANKED: Wording(
        _("Classée en attente"),
        _("La commission a donné un rang à ce candidat."),
        _("Proposez le logement dans l'ordre des rangs, à chaque refus au suivant."),
        Role.LANDLORD,
        "list",
        "attention",
    ),
    State.ALLOCATED: Wording(
        _("Logement attribué"),
        _("Le candidat a au moins dix jours pour répondre ; son silence vaut refus."),
        _("Enregistrez la signature du bail, ou le refus du candidat."),
        Role.APPLICANT,
        "key",
        "good",
    ),
    State.LEASE_SIGNED: Wording(
        _("Bail signé"),
        _("Le bail est signé ; les autres candidats sont prévenus."),
        _("Enregistrez la remise des clés."),
        Role.LANDLORD,
        "file",
        "good",
    ),
    State.MOVED_IN: Wording(
        _("Entrée dans les lieux"), _("Le locataire a ses clés."), ENDED, None, "house", "good"
    ),
    State.CANCELLED: Wording(
        _("Annulée"), _("Le candidat a renoncé avant l'envoi du dossier."), ENDED, None, "close"
    ),
    State.REJECTED: Wording(
        _("Refusée par Action Logement"), _("Action Logement a refusé la candidature."), ENDED, None, "ban"
    ),
    State.NOT_RETAINED: Wording(
        _("Non retenue"),
        _("Vous n'avez pas retenu ce dossier ; le candidat connaît le motif."),
        ENDED,
        None,
        "ban",
    ),
    State.NOT_ALLOCATED: Wording(
        _("Non attribué"),
        _("Le logement n'est pas attribué à ce candidat, qui connaît le motif."),
        ENDED,
        None,
        "ban",
    ),
    State.DECLINED: Wording(
        _("Refusé par le candidat"),
        _("Le candidat a refusé le logement."),
        _("Proposez le logement au candidat suivant, s'il y en a un."),
        None,
        "close",
    ),
    State.OFFER_WITHDRAWN: Wording(
        _("Offre retirée"), _("L'offre n'est plus proposée ; le candidat est prévenu."), ENDED, None, "info"
    ),
}
