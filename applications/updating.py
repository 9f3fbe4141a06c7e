"""Fetch the demande again and say what changed (R4.2 to R4.4)."""

import logging
import unicodedata

from django.db import transaction
from django.utils import timezone

from applications.changes import Change, changes_between
from applications.documents import forget_replaced_person
from applications.employment import follow_registry
from applications.import_errors import (
    IdentityMismatch,
    NumberGone,
    NumberNotConfirmed,
    NumberStruckOff,
    NumberUnknown,
)
from applications.lookup import fetch
from applications.models import HousingApplication, SecurityCode
from applications.registry.schema import Demande
from applications.security_codes import use_up
from applications.snapshots import apply_demande

logger = logging.getLogger(__name__)

# A registry that says « struck off » without saying why.
STRUCK_OFF_UNKNOWN = "AUTRE"


def update_application(application: HousingApplication) -> list[Change]:
    """Bring the file up to date with the registry; returns what changed, perhaps nothing.

    Raises NumberNotConfirmed, IdentityMismatch, NumberStruckOff (written down in the file), NumberGone
    or RegistryDown; then the data shown before stays.
    """
    if application.needs_number_confirmation:
        raise NumberNotConfirmed
    try:
        demande = fetch(application.unique_number)
    except NumberUnknown as refusal:
        raise NumberGone from refusal
    except NumberStruckOff as refusal:
        _strike_off(application, refusal.reason)
        raise
    with transaction.atomic():
        current = HousingApplication.objects.select_for_update().get(pk=application.pk)
        if not same_person(current, demande):
            raise IdentityMismatch
        before = current.demande
        changes = changes_between(before, demande)
        apply_demande(current, demande)
        follow_registry(current)
        forget_replaced_person(current, before)
    application.refresh_from_db()
    application.__dict__.pop("demande", None)
    logger.info("Demande %s updated, %d changes", application.masked_number, len(changes))
    return changes


def confirm_number(application: HousingApplication, code: SecurityCode) -> None:
    """The right code was typed: from now on updates need none (R4.3)."""
    with transaction.atomic():
        use_up(code)
        application.number_confirmed_at = timezone.now()
        application.save(update_fields=["number_confirmed_at"])


def same_person(application: HousingApplication, demande: Demande) -> bool:
    """Do last name, first name and birth date still match, whatever the accents and capitals (R4.4)?"""
    applicant = demande.applicant
    return (
        folded(application.last_name) == folded(applicant.last_name)
        and folded(application.first_name) == folded(applicant.first_name)
        and application.birth_date == applicant.birth_date
    )


def folded(name: str) -> str:
    """Letters only, without accents, in one case: « Le Goff-Éno » and « LE GOFF ENO » are one name."""
    ligatures = str.maketrans({"œ": "oe", "æ": "ae"})
    spread = unicodedata.normalize("NFKD", name.casefold().translate(ligatures))
    return "".join(letter for letter in spread if letter.isalnum())


def _strike_off(application: HousingApplication, reason: str) -> None:
    application.struck_off = reason or STRUCK_OFF_UNKNOWN
    application.save(update_fields=["struck_off"])
