"""Files on their way to submission, each named for the last step done.

`demande()` is Anne PORTE alone, with a permanent contract at « Ateliers du Canal », a tenant of the private
sector who looks for a cheaper home in Saint-Denis. Everything can be replaced by name.
"""

import datetime
from collections.abc import Iterator
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.models import User
from alin.dates import local_today
from applications.documents import record_ticks, required_documents
from applications.employment import EmploymentData, validate_employment
from applications.models import HousingApplication
from applications.registry.schema import Demande
from applications.sharing import decide
from applications.snapshots import apply_demande
from tests.factories.accounts import UserFactory

# A right check digit, and the SIREN of tests/conftest.py's employer.
SIRET = "73282932000074"
OTHER_SIRET = "55210055400013"
SAINT_DENIS = "93066"
_numbers: Iterator[int] = count(1)


def adult(**fields: Any) -> dict[str, Any]:
    """Anne PORTE, a French employee with a permanent contract."""
    return {
        "civility": "madame",
        "last_name": "PORTE",
        "first_name": "ANNE",
        "birth_date": "1989-05-19",
        "contract": "CDI",
        "email": "anne.porte@example.org",
        "employment": {
            "employer_name": "Ateliers du Canal",
            "siret": SIRET,
            "workplace_postal_code": "75010",
            "workplace_commune": "Paris 10e",
        },
        "resources": [{"kind": "SAL", "monthly": 2100}],
        "tax_incomes": [{"year": local_today().year - 2, "amount": 24_000}],
        **fields,
    }


def partner(**fields: Any) -> dict[str, Any]:
    """Denis GIGI, an employee of another company."""
    return adult(
        **{
            "civility": "monsieur",
            "last_name": "GIGI",
            "first_name": "Denis",
            "birth_date": "1987-02-03",
            "email": "denis.gigi@example.org",
            "employment": {"employer_name": "Fonderie du Nord", "siret": OTHER_SIRET},
            **fields,
        }
    )


def child(first_name: str, birth_date: str, **fields: Any) -> dict[str, Any]:
    """A dependant."""
    return {"first_name": first_name, "last_name": "PORTE", "birth_date": birth_date, **fields}


def demande(**fields: Any) -> Demande:
    """A demande filed a hundred days ago."""
    return Demande.model_validate(
        {
            "unique_number": f"1110520{next(_numbers):06d}G1175",
            "email": "anne.porte@example.org",
            "filed_on": local_today() - datetime.timedelta(days=100),
            "applicant": adult(),
            "current_housing": {"kind": "LP", "commune": "Pantin", "postal_code": "93500"},
            "reasons": ["09"],
            "wishes": {"communes": [SAINT_DENIS]},
            **fields,
        }
    )


def imported(owner: User | None = None, **fields: Any) -> HousingApplication:
    """A file just imported: tab 1 is next."""
    return apply_demande(HousingApplication(owner=owner or UserFactory()), demande(**fields))


def read(owner: User | None = None, **fields: Any) -> HousingApplication:
    """Tab 1 was read: the employment is next."""
    application = imported(owner, **fields)
    application.information_read_at = timezone.now()
    application.save()
    return application


def employed(
    owner: User | None = None, work: dict[str, Any] | None = None, **fields: Any
) -> HousingApplication:
    """The employment is confirmed: the choice on personal data is next. `work` replaces what was typed."""
    application = read(owner, **fields)
    typed = EmploymentData(**{"holder": "applicant", "employer_name": "Ateliers du Canal", **(work or {})})
    validate_employment(application, typed, application.owner)
    return application


def shared(owner: User | None = None, choice: str = "essential", **fields: Any) -> HousingApplication:
    """The choice is made: the documents are next."""
    application = employed(owner, **fields)
    decide(application, choice, application.owner)
    return application


def tick_all(application: HousingApplication) -> None:
    """Every document required today is ticked."""
    today = local_today()
    keys = [line.key for line in required_documents(application.demande, today)]
    record_ticks(application, keys, today)


def submitted(owner: User | None = None, choice: str = "essential", **fields: Any) -> HousingApplication:
    """A complete file: its holder may apply."""
    application = shared(owner, choice, **fields)
    tick_all(application)
    application.submitted_at = timezone.now()
    application.save()
    return application
