"""Demandes in the portal: imported, attached to an employment, shared, ticked and submitted."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from django.utils import timezone

from accounts.models import SharingChoice, User
from alin.dates import add_months, local_today
from alin.demo.demandes import Data
from applications.documents import required_documents
from applications.employment import EmploymentData, employer_of, registry_siret, validate_employment
from applications.models import DocumentTick, Employment, HousingApplication
from applications.registry.schema import Demande
from applications.sharing import choices_offered, decide
from applications.snapshots import apply_demande

HIRED_ON = datetime.date(2019, 9, 2)
RECENT_MONTHS = 3  # of those newly hired, by companies that ask for some seniority
# Where a company validates employments itself, one in so many waits, and another was refused.
ONE_IN = 4
UNKNOWN_NUMBER = "Ce matricule n'est pas celui d'un salarié de notre entreprise."


class Stage(IntEnum):
    """How far its holder took a file."""

    IMPORTED = 1
    SHARED = 2
    SUBMITTED = 3


@dataclass(frozen=True)
class File:
    """A file to put into an account; `days_ago` is when it was imported."""

    owner: User
    data: Data
    stage: Stage = Stage.SUBMITTED
    choice: str = SharingChoice.FULL
    days_ago: int = 70
    number_confirmed: bool = True


def load_file(file: File) -> HousingApplication:
    """Import one file as its holder would, at the time the story says; one there already is left alone."""
    there = HousingApplication.objects.filter(owner=file.owner).first()
    if there is not None:
        return there
    imported_at = timezone.now() - datetime.timedelta(days=file.days_ago)
    demande = Demande.model_validate(file.data)
    application = apply_demande(HousingApplication(owner=file.owner, imported_at=imported_at), demande)
    application.number_confirmed_at = imported_at if file.number_confirmed else None
    application.information_read_at = imported_at
    if file.stage >= Stage.SHARED:
        attach(application, file.choice)
    if file.stage >= Stage.SUBMITTED:
        tick_everything([application])
        application.submitted_at = imported_at + datetime.timedelta(minutes=25)
    application.save()
    return application


def attach(application: HousingApplication, choice: str) -> None:
    """Validate the applicant's company and choose what it sees, as far as its policy allows."""
    adult = application.demande.applicant
    employer = employer_of(registry_siret(application.demande, "applicant"))
    newly = bool(employer and employer.minimum_seniority_months and application.pk % ONE_IN == 1)
    given: EmploymentData = {
        "holder": "applicant",
        "employer_name": adult.employment.employer_name if adult.employment else "",
        "staff_number": f"M{application.pk:05d}",
        "hired_on": add_months(local_today(), -RECENT_MONTHS) if newly else HIRED_ON,
    }
    validate_employment(application, given, application.owner)
    offered = [str(one) for one in choices_offered(application)]
    decide(application, choice if choice in offered else offered[-1], application.owner)
    answer(application)


def answer(application: HousingApplication) -> None:
    """What the company said of the employment, where it says something: most are approved, silently."""
    employment = application.employment
    waits = application.pk % ONE_IN == 0
    if employment.validation != Employment.Validation.WAITING or waits:
        return
    refused = application.pk % ONE_IN == 2
    employment.decision = Employment.Decision.REFUSED if refused else Employment.Decision.APPROVED
    employment.decision_reason = UNKNOWN_NUMBER if refused else ""
    employment.decided_at = min(application.imported_at + datetime.timedelta(days=2), timezone.now())
    employment.save()


def tick_everything(applications: Iterable[HousingApplication]) -> None:
    """Tick each box that today's list has."""
    today = local_today()
    DocumentTick.objects.bulk_create(
        [
            DocumentTick(application=application, key=document.key)
            for application in applications
            for document in required_documents(application.demande, today)
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
