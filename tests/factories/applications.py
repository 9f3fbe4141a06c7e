"""Demandes as the registry gives them, and imported ones, in the situations tests speak of."""

import copy
from typing import Any

from accounts.models import User
from alin.dates import add_months, local_today
from applications.importing import apply_demande
from applications.models import HousingApplication, SimulatedDemande
from applications.registry.schema import Demande

ANNE = "1110520020171G1175"


def adult(first_name: str = "ANNE", last_name: str = "PORTE", **changes: Any) -> dict[str, Any]:
    """An adult of the registry, an employee with a tax notice for the year that counts."""
    return {
        "civility": "madame",
        "first_name": first_name,
        "last_name": last_name,
        "birth_date": "1989-05-19",
        "family_situation": "C",
        "contract": "CDI",
        "resources": [{"kind": "SAL", "monthly": 1850}],
        "tax_incomes": [{"year": local_today().year - 2, "amount": 20_000}],
        **changes,
    }


def dependant(first_name: str = "Léo", birth_date: str = "2018-02-03", **changes: Any) -> dict[str, Any]:
    """A child to house."""
    return {"first_name": first_name, "last_name": "PORTE", "birth_date": birth_date, **changes}


def demande_data(number: str = ANNE, **changes: Any) -> dict[str, Any]:
    """One person's demande as JSON data; `changes` replace whole parts."""
    filed = add_months(local_today(), -6)
    data = {
        "unique_number": number,
        "email": "anne.porte@example.org",
        "filed_on": filed.isoformat(),
        "applicant": adult(),
        "current_housing": {"kind": "LP", "postal_code": "93200", "commune": "Saint-Denis", "rent": 780},
        "reasons": ["13"],
        "wishes": {"communes": ["93066", "75056"], "typologies": ["T2"], "max_rent": 700},
    }
    return copy.deepcopy({**data, **changes})


def make_demande(**changes: Any) -> Demande:
    """The same, typed; nothing is written."""
    return Demande.model_validate(demande_data(**changes))


def at_registry(number: str = ANNE, **changes: Any) -> SimulatedDemande:
    """A demande the simulated registry answers with; the same number again replaces it."""
    data = demande_data(number, **changes)
    row, _created = SimulatedDemande.objects.update_or_create(unique_number=number, defaults={"data": data})
    return row


def import_for(user: User, number: str = ANNE, **changes: Any) -> HousingApplication:
    """The demande at the registry and in the person's account, as after the right code."""
    row = at_registry(number, **changes)
    return apply_demande(HousingApplication(owner=user), Demande.model_validate(row.data))
