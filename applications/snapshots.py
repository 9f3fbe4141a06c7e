"""Write what the registry gave into an application: the snapshot, and the columns the rules ask."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from alin.dates import local_today
from alin.places.models import Commune
from applications import household, signals
from applications.models import HousingApplication, WishedCommune
from applications.registry.schema import Demande

BATCH = 500


@transaction.atomic
def apply_demande(
    application: HousingApplication, demande: Demande, fetched_at: datetime.datetime | None = None
) -> HousingApplication:
    """Fill and save the application, and replace its wishes.

    The holder must already be set; `fetched_at` is when the registry was asked (now). Every column follows
    from the demande and today's date, so doing it again is harmless.
    """
    application.snapshot = demande.model_dump(mode="json")
    application.__dict__.pop("demande", None)  # the typed copy of the former snapshot
    application.fetched_at = fetched_at or timezone.now()
    application.identity_mismatch = []
    application.struck_off = demande.struck_off or ""
    for name, value in columns(demande, local_today()).items():
        setattr(application, name, value)
    application.save()
    _replace_wishes(application, demande.wishes.communes)
    signals.application_changed.send(sender=HousingApplication, application=application)
    return application


def columns(demande: Demande, today: datetime.date) -> dict[str, Any]:
    """What the rules and searches ask in SQL, by column."""
    category, extra_persons = household.income_category(demande, today)
    return {
        "unique_number": demande.unique_number,
        "filed_on": demande.filed_on,
        "expires_on": HousingApplication.expiry_for(demande.filed_on, demande.renewed_on),
        "last_name": demande.applicant.last_name,
        "first_name": demande.applicant.first_name,
        "birth_date": demande.applicant.birth_date,
        "household_size": household.household_size(demande),
        "income_category": category,
        "extra_persons": extra_persons,
        "counted_income": household.counted_income(demande, today),
        "monthly_resources": household.monthly_resources(demande),
        "needs_accessible": demande.wishes.accessible,
        "min_surface": demande.wishes.min_surface or 0,
        "is_priority": demande.priority,
    }


def follow_the_calendar(after: int = 0) -> int | None:
    """Work the columns that depend on the date out again for the next applications by key.

    On 1 January another year's income counts, and a young couple's birthdays add up. Returns the key to go on
    after, or None when all are done.
    """
    today = local_today()
    batch = list(HousingApplication.objects.filter(pk__gt=after).order_by("pk")[:BATCH])
    for application in batch:
        fresh = columns(application.demande, today)
        if any(getattr(application, name) != value for name, value in fresh.items()):
            # Only while the snapshot is the one just read: an update at this moment knows better.
            HousingApplication.objects.filter(pk=application.pk, fetched_at=application.fetched_at).update(
                **fresh
            )
    return batch[-1].pk if len(batch) == BATCH else None


def _replace_wishes(application: HousingApplication, insee_codes: list[str]) -> None:
    """Wishes in order of preference; codes this site does not know stay in the snapshot only."""
    known = set(Commune.objects.filter(pk__in=insee_codes).values_list("pk", flat=True))
    ordered = [code for code in dict.fromkeys(insee_codes) if code in known]
    application.wished_communes.all().delete()
    WishedCommune.objects.bulk_create(
        WishedCommune(application=application, commune_id=code, rank=rank)
        for rank, code in enumerate(ordered, start=1)
    )
