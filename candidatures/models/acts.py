"""Everything that can be done to a candidature, and the parts people play in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    """An act; the label is what its history line says."""

    APPLY = "apply", _("Candidature déposée")
    CLAIM = "claim", _("Prise en charge par un conseiller")
    RELEASE = "release", _("Remise dans la file des conseillers")
    APPROVE = "approve", _("Candidature validée par Action Logement")
    REJECT = "reject", _("Candidature refusée par Action Logement")
    SEND_TO_LANDLORD = "send_to_landlord", _("Dossier envoyé au bailleur")
    CANCEL = "cancel", _("Candidature annulée par le demandeur")
    PLAN_VISIT = "plan_visit", _("Visite prévue")
    PLAN_COMMITTEE = "plan_committee", _("Passage en commission prévu")
    NOT_RETAIN = "not_retain", _("Candidature non retenue par le bailleur")
    RECORD_OUTCOME = "record_outcome", _("Décision de la commission enregistrée")
    OFFER_NEXT = "offer_next", _("Logement proposé au candidat suivant")
    DECLINE = "decline", _("Logement refusé par le demandeur")
    LAPSE = "lapse", _("Condition non remplie")
    SIGN_LEASE = "sign_lease", _("Bail signé")
    HAND_KEYS = "hand_keys", _("Clés remises")
    CLOSE = "close", _("Logement loué à un autre candidat")
    WITHDRAW = "withdraw", _("Offre retirée")


class Role(models.TextChoices):
    """The part somebody plays towards one candidature."""

    APPLICANT = "applicant", _("Demandeur")
    CONSULTANT = "consultant", _("Action Logement")
    LANDLORD = "landlord", _("Bailleur")
    SYSTEM = "system", _("AL'in")
