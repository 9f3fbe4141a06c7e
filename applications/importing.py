"""Import a demande: a code to the registry's mailbox, then the file (R3.4, R3.5).

The registry is always asked outside of a transaction. Rows are locked in the same order everywhere:
the account, then its code.
"""

import logging

from django.db import IntegrityError, transaction

from accounts.models import User
from applications import notices
from applications.changes import Change
from applications.import_errors import (
    AlreadyImportedElsewhere,
    AlreadyImportedHere,
    AnotherApplicationHere,
    ImportRefused,
    NumberMalformed,
)
from applications.lookup import fetch
from applications.models import HousingApplication, SecurityCode
from applications.registry.schema import Demande
from applications.security_codes import check_code, draw_or_resend, use_up
from applications.snapshots import apply_demande
from applications.unique_number import is_possible, masked, normalise
from applications.updating import confirm_number, update_application

__all__ = [
    "Change",
    "ImportRefused",
    "apply_demande",
    "check_number",
    "confirm_code",
    "send_code",
    "update_application",
]

logger = logging.getLogger(__name__)


def check_number(user: User, typed: str) -> str:
    """The number in its stored form, if this account may import or confirm it.

    Raises the ImportRefused that says why not; the registry is not asked.
    """
    number = normalise(typed)
    if not is_possible(number):
        raise NumberMalformed
    own = HousingApplication.objects.filter(owner=user).first()
    if own and own.unique_number != number:
        raise AnotherApplicationHere
    if own and not own.needs_number_confirmation:
        raise AlreadyImportedHere
    if not own and HousingApplication.objects.filter(unique_number=number).exists():
        raise AlreadyImportedElsewhere
    return number


def send_code(user: User, number: str) -> SecurityCode:
    """Mail a security code to the address recorded at the registry, or the same one again."""
    number = check_number(user, number)
    demande = fetch(number)
    return draw_or_resend(user, number, demande.email)


def confirm_code(user: User, number: str, typed: str) -> HousingApplication:
    """Import the demande if the code is right; for a file imported already, confirm its number (R4.3)."""
    number = check_number(user, number)
    code = check_code(user, number, typed)
    own = HousingApplication.objects.filter(owner=user).first()
    if own:
        confirm_number(own, code)
        return own
    return import_demande(user, fetch(number), code)


def import_demande(user: User, demande: Demande, code: SecurityCode) -> HousingApplication:
    """Create the file and use the code up, together or not at all."""
    try:
        with transaction.atomic():
            use_up(code)
            application = apply_demande(HousingApplication(owner=user), demande)
            notices.application_imported(application)
    except IntegrityError as error:
        # Two accounts, or two tabs, at the same moment: the database let one through.
        if HousingApplication.objects.filter(owner=user).exists():
            raise AlreadyImportedHere from error
        raise AlreadyImportedElsewhere from error
    logger.info("Demande %s imported as %s", masked(demande.unique_number), application.als_number)
    return application
