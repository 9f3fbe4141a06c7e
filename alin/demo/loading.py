"""Load the demo once, in one transaction; refresh it at later starts."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import SharingChoice, User
from alin.dates import local_today
from alin.demo import cast as people
from alin.demo.alerts import load_alerts
from alin.demo.demo_offers import load_offers, renew_offers
from alin.demo.files import File, Stage, load_file, tick_everything
from alin.demo.households import BEFORE_2021, CAST, Household, cast_data, other_households
from alin.demo.organisations import LANDLORDS, load_organisations
from alin.demo.people import create_accounts
from alin.demo.stories import actors_by_landlord, tell_stories
from alin.demo.waiting import waiting_numbers
from alin.places.models import DataFile
from applications.models import HousingApplication, SimulatedDemande
from applications.registry.loading import load_demandes

MARK = "demo"
VERSION = "2"
IMPORTED_BEFORE_2021 = date(2021, 3, 1)  # so the number has to be confirmed (R4.3)
STAGES = {"pauline.riviere": Stage.IMPORTED, "yanis.belkacem": Stage.SHARED}


def load_demo() -> dict[str, int] | None:
    """Load everything; None when this version of the demo is there already."""
    if DataFile.objects.filter(name=MARK, sha256=VERSION).exists():
        return None
    with transaction.atomic():
        organisations = load_organisations()
        cast = people.load_cast(organisations)
        offers = load_offers(organisations.landlords, organisations.companies["canal"])
        others = other_households()
        users = create_accounts([one.account for one in others], password=None)
        demandes = [one.data for one in waiting_numbers()]
        demandes += [cast_data(key, cast[key]) for key in CAST] + [one.data for one in others]
        load_demandes(demandes)
        imported = {key: _load_cast_file(key, cast[key]) for key in CAST}
        rivals = [load_file(_file_of(index, one, users)) for index, one in enumerate(others)]
        staff = {LANDLORDS[person.place[1]][0]: person.key for person in people.LANDLORDS}
        candidatures = tell_stories(
            {key: _with_data(application) for key, application in imported.items()},
            [_with_data(application) for application in rivals],
            actors_by_landlord(cast, staff),
        )
        alerts = load_alerts(cast)
        DataFile.objects.update_or_create(
            name=MARK, defaults={"sha256": VERSION, "loaded_at": timezone.now()}
        )
    return {"offers": offers, "demandes": len(demandes), "candidatures": candidatures, "alerts": alerts}


def refresh_demo() -> dict[str, int]:
    """Renew what time has worn out: offers that closed, then the dates of numbers nobody imported.

    Nothing a visitor of the demo did is changed.
    """
    with transaction.atomic():
        renewed = renew_offers()
        if renewed:
            imported = set(HousingApplication.objects.values_list("unique_number", flat=True))
            kept = imported | _changed_by_visitors()
            load_demandes([one.data for one in waiting_numbers() if one.number not in kept])
            DataFile.objects.filter(name=MARK).update(loaded_at=timezone.now())
            tick_everything(
                HousingApplication.objects.submitted().filter(owner__email__in=_rival_addresses())
            )
    return {"offers renewed": renewed}


def _changed_by_visitors() -> set[str]:
    """Numbers that somebody changed at the simulated registration site since they were loaded."""
    loaded_at = DataFile.objects.get(name=MARK).loaded_at
    changed = SimulatedDemande.objects.filter(updated_at__gt=loaded_at)
    return set(changed.values_list("unique_number", flat=True))


def _load_cast_file(key: str, user: User) -> HousingApplication:
    old = key == BEFORE_2021
    choice = SharingChoice.ESSENTIAL if key in ("claire.vasseur", "leo.fontaine") else SharingChoice.FULL
    return load_file(
        File(
            user,
            cast_data(key, user),
            STAGES.get(key, Stage.SUBMITTED),
            choice,
            days_ago=_days_before_2021() if old else 120,
            number_confirmed=not old,
        )
    )


def _days_before_2021() -> int:
    """Days back to that import."""
    return (local_today() - IMPORTED_BEFORE_2021) // timedelta(days=1)


def _file_of(index: int, household: Household, users: dict[str, User]) -> File:
    choices = (SharingChoice.FULL, SharingChoice.ESSENTIAL, SharingChoice.FULL, SharingChoice.ANONYMOUS)
    return File(users[household.account.email], household.data, choice=choices[index % 4])


def _with_data(application: HousingApplication) -> HousingApplication:
    """As pages read it, so that scoring it asks nothing more."""
    return (
        HousingApplication.objects.with_file_data()
        .prefetch_related("sharing_decisions")
        .get(pk=application.pk)
    )


def _rival_addresses() -> list[str]:
    return [one.account.email for one in other_households()]
