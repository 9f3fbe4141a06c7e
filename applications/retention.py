"""What the demandes let go with time, and what keeps an account whose owner does not log in."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Least, TruncDate

from accounts.models import RetentionWarning
from accounts.retention import REASONS_TO_KEEP, Purger, register
from accounts.warnings_given import deletion_day, long_warned, note_warning, warned
from alin.dates import PARIS, end_of_day
from alin.retention import WARNED_DAYS, period
from applications import retention_notices
from applications.deleting import forget_codes, take_out
from applications.models import (
    FileLook,
    HousingApplication,
    NumberEntry,
    RegistryUpdate,
    SecurityCode,
    SpentCode,
)
from applications.signals import DeletionBlocked

SUBJECT = RetentionWarning.Subject.DEMANDE


def has_valid_demande(now: datetime) -> Q:
    """A demande neither expired nor struck off keeps its account."""
    valid = HousingApplication.objects.not_expired(now.astimezone(PARIS).date()).filter(struck_off="")
    return Q(Exists(valid.filter(owner=OuterRef("pk"))))


def ended(now: datetime) -> QuerySet[HousingApplication]:
    """Expired or struck off for the whole period (décret 2017-917, article 4); `ended` is that day.

    The registry gives no day for a striking-off: it is the one on which it was learnt, which the last update
    tells, and at the latest the day of expiry.
    """
    last_update = RegistryUpdate.objects.filter(application=OuterRef("pk")).order_by("-at")
    learnt = TruncDate(Coalesce(Subquery(last_update.values("at")[:1]), "fetched_at"), tzinfo=PARIS)
    day = Case(
        When(struck_off="", then=F("expires_on")),
        default=Least("expires_on", learnt),
        output_field=DateField(),
    )
    return HousingApplication.objects.annotate(ended=day).filter(
        ended__lte=period("ended_demande").last_day(now)
    )


def ended_and_warned(now: datetime) -> QuerySet[HousingApplication]:
    """Those whose month is over."""
    return ended(now).filter(long_warned(now, SUBJECT, "ended", "owner"))


def warn_ended(now: datetime) -> int:
    """Tell the holders whose period ends within a month, once; returns how many."""
    soon = ended(now + timedelta(days=WARNED_DAYS)).exclude(warned(now, SUBJECT, "ended", "owner"))
    files = list(soon.select_related("owner").order_by("pk"))
    for application in files:
        since = end_of_day(application.ended)  # type: ignore[attr-defined]
        on = deletion_day("ended_demande", since, now)
        with transaction.atomic():
            note_warning(application.owner, SUBJECT, now)
            retention_notices.demande_will_be_deleted(application, on)
    return len(files)


def let_demande_go(application: HousingApplication) -> bool:
    """The same act as « Supprimer ma demande »; False while a landlord has the file."""
    try:
        with transaction.atomic():
            locked = HousingApplication.objects.select_for_update().filter(pk=application.pk).first()
            if locked is None:
                return False
            retention_notices.demande_deleted(locked)
            RetentionWarning.objects.filter(user=locked.owner_id, subject=SUBJECT).delete()
            take_out(locked, locked.owner)
    except DeletionBlocked:
        return False
    return True


def old_looks(now: datetime) -> QuerySet[FileLook]:
    """Looks of more than the period ago."""
    return FileLook.objects.filter(looked_at__lt=period("look").cutoff(now))


def old_codes(now: datetime) -> QuerySet[SecurityCode]:
    """Codes that ran out so long ago that no limit counts them any more."""
    return SecurityCode.objects.filter(expires_at__lt=period("security_code").cutoff(now))


def old_entries(now: datetime) -> QuerySet[NumberEntry]:
    """Numbers entered so long ago that no limit counts them any more."""
    return NumberEntry.objects.filter(entered_at__lt=period("number_entry").cutoff(now))


def old_counts(now: datetime) -> QuerySet[SpentCode]:
    """What deleted codes had cost, so long ago that no limit counts it any more."""
    return SpentCode.objects.filter(created_at__lt=period("spent_code").cutoff(now))


def let_code_go(code: SecurityCode) -> bool:
    """With the rows of its mails."""
    with transaction.atomic():
        forget_codes(SecurityCode.objects.filter(pk=code.pk))
    return True


REASONS_TO_KEEP.append(has_valid_demande)
register(Purger("ended_demande", ended_and_warned, let_demande_go, warn_ended))
register(Purger("look", old_looks))
register(Purger("number_entry", old_entries))
register(Purger("spent_code", old_counts))
register(Purger("security_code", old_codes, let_code_go))
