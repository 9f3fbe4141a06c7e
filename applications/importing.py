"""Import a demande: a code to the registry's mailbox, then the file (R3.4, R3.5).

The registry is always asked outside of a transaction: for the mailbox alone before the code, for the demande
after it. Rows are locked in the same order everywhere: the account, then the number's codes.
"""

import logging

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from accounts.models import User
from applications import notices
from applications.changes import Change
from applications.code_errors import MailboxChanged
from applications.import_errors import (
    AlreadyImportedElsewhere,
    AlreadyImportedHere,
    AnotherApplicationHere,
    ImportRefused,
    MailboxUnreadable,
    NumberGone,
    NumberStruckOff,
    NumberUnknown,
)
from applications.lookup import fetch, look_up
from applications.models import HousingApplication, SecurityCode
from applications.number_entries import note_entry
from applications.reading import read_number
from applications.registry.protocol import Recorded
from applications.registry.schema import Demande
from applications.security_codes import check_code, draw_or_resend, end, use_up
from applications.snapshots import apply_demande
from applications.unique_number import masked
from applications.updating import confirm_number, strike_off, update_application

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
    """The number in its stored form, as far as the account itself may import or confirm it.

    Raises the ImportRefused that says why not. Neither the registry nor any other account is looked at.
    """
    number = read_number(typed)
    own = HousingApplication.objects.filter(owner=user).first()
    if own and own.unique_number != number:
        raise AnotherApplicationHere
    if own and not own.needs_number_confirmation:
        raise AlreadyImportedHere
    return number


def check_free(user: User, number: str) -> None:
    """Raise AlreadyImportedElsewhere when another account holds the number."""
    if HousingApplication.objects.filter(unique_number=number).exclude(owner=user).exists():
        raise AlreadyImportedElsewhere


def send_code(user: User, number: str) -> SecurityCode:
    """Mail a security code to the address recorded at the registry, or the same one again.

    The number is counted for the account before anything is said about it.
    """
    number = check_number(user, number)
    note_entry(user, number)
    check_free(user, number)
    recorded = _recorded(user, number)
    try:
        validate_email(recorded.email)
    except ValidationError as error:
        raise MailboxUnreadable from error
    return draw_or_resend(user, number, recorded.email)


def _recorded(user: User, number: str) -> Recorded:
    """The registry's mailbox; a refusal about a file that is here already is the file's own (R4.3)."""
    try:
        return look_up(number)
    except (NumberStruckOff, NumberUnknown) as refusal:
        own = HousingApplication.objects.filter(owner=user).first()
        if own is None:
            raise
        if isinstance(refusal, NumberUnknown):
            raise NumberGone from refusal
        strike_off(own, refusal.reason)
        raise


def confirm_code(user: User, number: str, typed: str) -> HousingApplication:
    """Import the demande if the code is right; for a file imported already, confirm its number (R4.3)."""
    number = check_number(user, number)
    check_free(user, number)
    code = check_code(user, number, typed)
    own = HousingApplication.objects.filter(owner=user).first()
    if own:
        confirm_number(own, code)
        return own
    demande = fetch(number)
    if demande.email != code.sent_to:
        # Who reads the old mailbox has not shown that the demande is theirs as it stands now.
        end(code)
        raise MailboxChanged
    return import_demande(user, demande, code)


def import_demande(user: User, demande: Demande, code: SecurityCode) -> HousingApplication:
    """Create the file and use the code up, together or not at all."""
    try:
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).get(pk=user.pk)
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
