"""Write what the registry gave into an application: the snapshot, and the columns the rules ask."""

from django.db import transaction
from django.utils import timezone

from alin.dates import local_today
from alin.places.models import Commune
from applications import household, signals
from applications.models import HousingApplication, WishedCommune
from applications.registry.schema import Demande


@transaction.atomic
def apply_demande(application: HousingApplication, demande: Demande) -> HousingApplication:
    """Fill and save the application, and replace its wishes.

    The holder must already be set. Every column follows from the demande and today's date, so doing it
    again is harmless.
    """
    today = local_today()
    applicant = demande.applicant
    application.unique_number = demande.unique_number
    application.snapshot = demande.model_dump(mode="json")
    application.__dict__.pop("demande", None)  # the typed copy of the former snapshot
    application.fetched_at = timezone.now()
    application.filed_on = demande.filed_on
    application.expires_on = HousingApplication.expiry_for(demande.filed_on, demande.renewed_on)
    application.struck_off = demande.struck_off or ""
    application.last_name = applicant.last_name
    application.first_name = applicant.first_name
    application.birth_date = applicant.birth_date
    application.household_size = household.household_size(demande)
    application.income_category, application.extra_persons = household.income_category(demande, today)
    application.counted_income = household.counted_income(demande, today)
    application.monthly_resources = household.monthly_resources(demande)
    application.needs_accessible = demande.wishes.accessible
    application.min_surface = demande.wishes.min_surface or 0
    application.is_priority = demande.priority
    application.save()
    _replace_wishes(application, demande.wishes.communes)
    signals.application_changed.send(sender=HousingApplication, application=application)
    return application


def _replace_wishes(application: HousingApplication, insee_codes: list[str]) -> None:
    """Wishes in order of preference; codes this site does not know stay in the snapshot only."""
    known = set(Commune.objects.filter(pk__in=insee_codes).values_list("pk", flat=True))
    ordered = [code for code in dict.fromkeys(insee_codes) if code in known]
    application.wished_communes.all().delete()
    WishedCommune.objects.bulk_create(
        WishedCommune(application=application, commune_id=code, rank=rank)
        for rank, code in enumerate(ordered, start=1)
    )
