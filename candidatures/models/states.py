"""The states of a candidature (R6.6) and the committee's five outcomes (R6.7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a candidature stands; the labels are the consultants', see wording.py for other readers."""

    APPLIED = "applied", _("Déposée")
    APPROVED = "approved", _("Validée par Action Logement")
    SENT = "sent", _("Envoyée au bailleur")
    VISIT = "visit", _("Visite prévue")
    COMMITTEE = "committee", _("Commission logement prévue")
    RANKED = "ranked", _("Classée en attente")
    ALLOCATED = "allocated", _("Logement attribué")
    LEASE_SIGNED = "lease_signed", _("Bail signé")
    MOVED_IN = "moved_in", _("Entrée dans les lieux")
    CANCELLED = "cancelled", _("Annulée par le demandeur")
    REJECTED = "rejected", _("Refusée par Action Logement")
    NOT_RETAINED = "not_retained", _("Non retenue par le bailleur")
    NOT_ALLOCATED = "not_allocated", _("Logement non attribué")
    DECLINED = "declined", _("Logement refusé par le demandeur")
    OFFER_WITHDRAWN = "offer_withdrawn", _("Offre retirée")


FINAL_STATES = (
    State.MOVED_IN,
    State.CANCELLED,
    State.REJECTED,
    State.NOT_RETAINED,
    State.NOT_ALLOCATED,
    State.DECLINED,
    State.OFFER_WITHDRAWN,
)
# Every state that is not final keeps the applicant from applying elsewhere (R6.2).
ACTIVE_STATES = tuple(state for state in State if state not in FINAL_STATES)


class Outcome(models.TextChoices):
    """The allocation committee's decisions (article R441-3 CCH)."""

    ALLOCATED = "ATTRIBUTION", _("Attribution du logement proposé à un candidat")
    RANKED = (
        "ATTRIBUTION_RANG",
        _("Attribution du logement proposé en classant les candidats par ordre de priorité"),
    )
    CONDITIONAL = (
        "ATTRIBUTION_SUSPENSIVE",
        _("Attribution du logement proposé à un candidat sous condition suspensive"),
    )
    NOT_ALLOCATED = (
        "NON_ATTRIBUTION",
        _("Non-attribution au candidat du logement proposé"),
    )
    INADMISSIBLE = "IRRECEVABILITE", _("Rejet pour irrecevabilité de la demande")
