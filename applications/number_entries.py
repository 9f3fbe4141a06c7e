"""How many different numbers an account may ask for (R3.4): what a number's answer tells is worth protecting.

Who types a number learns whether it is known, imported already, or struck off, and the masked mailbox. A
person has one number; who goes through many is not reading their own certificate.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from applications.import_errors import TooManyNumbersToday
from applications.models import NumberEntry
from applications.models.security_codes import mark_of

DAY = timedelta(days=1)


def note_entry(user: User, number: str) -> None:
    """Count this number for the account; the same one again costs nothing. Raises TooManyNumbersToday.

    Call it before anything is said about the number. Entries of former days are forgotten on the way.
    """
    mark = mark_of(number)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        entries = NumberEntry.objects.filter(user=user)
        entries.filter(entered_at__lte=timezone.now() - DAY).delete()
        if entries.filter(mark=mark).exists():
            return
        if entries.count() >= settings.UNIQUE_NUMBERS_PER_DAY:
            raise TooManyNumbersToday
        NumberEntry.objects.create(user=user, mark=mark)
