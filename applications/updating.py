"""Fetch the demande again, keep what changed and say what it means (R4.2 to R4.4)."""

import copy
import datetime
import logging
import unicodedata

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from alin.dates import local_today
from applications import update_notices
from applications.changes import Change, changes_between, in_each_language
from applications.consequences import consequences
from applications.documents import forget_replaced_person
from applications.employment import follow_registry
from applications.import_errors import (
    FileGone,
    IdentityMismatch,
    NumberGone,
    NumberNotConfirmed,
    NumberStruckOff,
    NumberUnknown,
)
from applications.lookup import fetch
from applications.models import HousingApplication, RegistryUpdate, SecurityCode
from applications.registry.labels import strike_off_reason
from applications.registry.schema import Demande
from applications.security_codes import use_up
from applications.snapshots import apply_demande

logger = logging.getLogger(__name__)

Origin = RegistryUpdate.Origin
# A registry that says « struck off » without saying why.
STRUCK_OFF_UNKNOWN = "AUTRE"
IDENTITY = ("last_name", "first_name", "birth_date")


def update_application(application: HousingApplication, origin: Origin = Origin.HOLDER) -> list[Change]:
    """Bring the file up to date with the registry; returns what changed, perhaps nothing.

    Raises NumberNotConfirmed, IdentityMismatch and NumberStruckOff (both written down in the file),
    NumberGone, FileGone or RegistryDown; then the data shown before stays.
    """
    if application.needs_number_confirmation:
        raise NumberNotConfirmed
    asked_at = timezone.now()
    try:
        demande = fetch(application.unique_number)
    except NumberUnknown as refusal:
        raise NumberGone from refusal
    except NumberStruckOff as refusal:
        strike_off(application, refusal.reason, origin)
        raise
    changes = _bring_up_to_date(application, demande, asked_at, origin)
    application.refresh_from_db()
    application.__dict__.pop("demande", None)
    logger.info("Demande %s updated, %d changes", application.masked_number, len(changes))
    return changes


def _bring_up_to_date(
    application: HousingApplication, demande: Demande, asked_at: datetime.datetime, origin: Origin
) -> list[Change]:
    """Compare and write, under the file's lock; a mismatch is kept, then raised."""
    with transaction.atomic():
        current = _locked(application)
        if current.fetched_at > asked_at:
            return []  # another tab asked after us and wrote first: what it brought is newer
        mismatch = identity_differences(current, demande)
        if mismatch:
            current.identity_mismatch = mismatch
            current.save(update_fields=["identity_mismatch"])
            if origin == Origin.NIGHTLY:
                update_notices.identity_differs(current)
        else:
            return _apply(current, demande, asked_at, origin)
    raise IdentityMismatch


def _locked(application: HousingApplication) -> HousingApplication:
    """The file as it stands now, kept from others until the transaction ends.

    The employment is not joined: PostgreSQL would answer with the one there was before a wait for the lock.
    """
    files = HousingApplication.objects.select_for_update(of=("self",)).select_related("owner")
    current = files.filter(pk=application.pk).first()
    if current is None:
        raise FileGone
    # Before anything changes: what this means is told from before and after.
    prefetch_related_objects([current], "employment")
    return current


def _apply(
    current: HousingApplication, demande: Demande, asked_at: datetime.datetime, origin: Origin
) -> list[Change]:
    before = copy.deepcopy(current)
    changes = _differences(before, demande)
    apply_demande(current, demande, asked_at)
    follow_registry(current)
    forget_replaced_person(current, before.demande)
    if changes:
        update = RegistryUpdate.objects.create(
            application=current,
            at=asked_at,
            origin=origin,
            changes=in_each_language(lambda: [change.as_data() for change in _differences(before, demande)]),
            consequences=in_each_language(lambda: consequences(before, current, local_today())),
        )
        if origin == Origin.NIGHTLY:
            update_notices.file_updated(update)
    return changes


def confirm_number(application: HousingApplication, code: SecurityCode) -> None:
    """The right code was typed: from now on updates need none (R4.3)."""
    with transaction.atomic():
        use_up(code)
        application.number_confirmed_at = timezone.now()
        application.save(update_fields=["number_confirmed_at"])


def identity_differences(application: HousingApplication, demande: Demande) -> list[dict[str, str]]:
    """Which of last name, first name and birth date no longer match, whatever accents and capitals (R4.4).

    As plain data: the field, what is here, what the registry has. Empty: it is the same person.
    """
    found = []
    for field in IDENTITY:
        here, there = str(getattr(application, field)), str(getattr(demande.applicant, field))
        if folded(here) != folded(there):
            found.append({"field": field, "here": here, "registry": there})
    return found


def folded(name: str) -> str:
    """Letters only, without accents, in one case: « Le Goff-Éno » and « LE GOFF ENO » are one name."""
    ligatures = str.maketrans({"œ": "oe", "æ": "ae"})
    spread = unicodedata.normalize("NFKD", name.casefold().translate(ligatures))
    return "".join(letter for letter in spread if letter.isalnum())


def _differences(before: HousingApplication, demande: Demande) -> list[Change]:
    """What tab 1 shows otherwise now, and that a demande struck off is back."""
    found = changes_between(before.demande, demande)
    if before.struck_off and not demande.struck_off:
        found.append(_state_change(_struck_off_words(before.struck_off), _("Active")))
    return found


def strike_off(application: HousingApplication, reason: str, origin: Origin = Origin.HOLDER) -> None:
    """Write it down, with a line of history the first time it is found."""
    reason = reason or STRUCK_OFF_UNKNOWN
    with transaction.atomic():
        current = _locked(application)
        if current.struck_off == reason:
            return
        current.struck_off = application.struck_off = reason
        current.save(update_fields=["struck_off"])
        RegistryUpdate.objects.create(
            application=current,
            origin=origin,
            changes=in_each_language(
                lambda: [_state_change(_("Active"), _struck_off_words(reason)).as_data()]
            ),
        )
        if origin == Origin.NIGHTLY:
            update_notices.struck_off(current)


def _state_change(before: str, after: str) -> Change:
    return Change(_("Enregistrement de la demande"), "", _("État de la demande"), before, after)


def _struck_off_words(reason: str) -> str:
    return _("Radiée (%(reason)s)") % {"reason": strike_off_reason(reason)}
