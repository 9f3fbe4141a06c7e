"""Demandes as the registry would give them, with dates that move with today."""

import datetime
from typing import Any

from alin.dates import add_months, local_today
from alin.demo.organisations import COMPANIES

Data = dict[str, Any]


def work(
    company: str = "", siret: str | None = None, name: str = "", at: str = "93400", place: str = ""
) -> Data:
    """Employment as declared; `company` is a key of COMPANIES, `at` the workplace's postal code."""
    known = COMPANIES.get(company)
    return {
        "employer_name": name or (known.name if known else ""),
        "siret": siret if siret is not None else (known.siret if known else ""),
        "workplace_postal_code": at,
        "workplace_commune": place,
    }


def adult(
    civility: str,
    first_name: str,
    last_name: str,
    born: str,
    *,
    income: int | None = None,
    resources: dict[str, int] | None = None,
    contract: str = "CDI",
    **more: Any,
) -> Data:
    """An adult; `income` is the tax income of year N-2 (and a little more the year after), in euros."""
    year = local_today().year
    notices = []
    if income is not None:
        notices = [
            {"year": year - 2, "amount": income},
            {"year": year - 1, "amount": round(income * 1.02)},
        ]
    return {
        "civility": civility,
        "first_name": first_name,
        "last_name": last_name,
        "birth_date": born,
        "contract": contract,
        "mobile_phone": "+33639980000",
        "sms_notifications": True,
        "tax_incomes": notices,
        "resources": [{"kind": kind, "monthly": amount} for kind, amount in (resources or {}).items()],
        **more,
    }


def child(first_name: str, last_name: str, age: int, **more: Any) -> Data:
    """A child of that age today."""
    born = add_months(local_today(), -12 * age - 5)
    return {"first_name": first_name, "last_name": last_name, "birth_date": born.isoformat(), **more}


def demande(
    number: str,
    email: str,
    applicant: Data,
    communes: list[str],
    *,
    months_ago: int = 14,
    renewed_months_ago: int | None = 3,
    housing: Data | None = None,
    reasons: tuple[str, ...] = ("13",),
    max_rent: int | None = None,
    typologies: tuple[str, ...] = (),
    accessible: bool = False,
    **more: Any,
) -> Data:
    """A demande filed some months ago, and renewed since unless `renewed_months_ago` is None."""
    today = local_today()
    filed = add_months(today, -months_ago)
    renewed = None if renewed_months_ago is None else add_months(today, -renewed_months_ago)
    return {
        "unique_number": number,
        "email": email,
        "filed_on": filed.isoformat(),
        "renewed_on": renewed.isoformat() if renewed and renewed > filed else None,
        "applicant": applicant,
        "current_housing": housing or tenant("12 rue des Lilas", "93100", "Montreuil", 820),
        "reasons": list(reasons),
        "wishes": {
            "communes": communes,
            "typologies": list(typologies),
            "max_rent": max_rent,
            "accessible": accessible,
        },
        **more,
    }


def tenant(address: str, postal_code: str, commune: str, rent: int) -> Data:
    """A private tenant."""
    return {
        "kind": "LP",
        "address": address,
        "postal_code": postal_code,
        "commune": commune,
        "rent": rent,
        "since": add_months(local_today(), -50).isoformat(),
    }


def hosted(postal_code: str, commune: str) -> Data:
    """Somebody who lives with their parents."""
    return {"kind": "CPE", "address": "3 allée des Peupliers", "postal_code": postal_code, "commune": commune}


def number_of(territory: str, filed: datetime.date, sequence: int, desk: str) -> str:
    """A unique number of the usual shape."""
    return f"{territory}{filed:%m%y}{sequence:06d}{desk}"
