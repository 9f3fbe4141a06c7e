"""What the table of supporting documents needs to know of each person of a household, as single words.

The table (data/supporting_documents.csv) says when a document is asked for with words such as `contract:CDI`
or `housing:LP`. Here a demande is turned into those words, person by person, so that the table can be
read and edited without reading code.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _

from applications.registry.schema import Adult, Demande, Dependant

ADULT_AGE = 18
HOUSEHOLD = "household"


@dataclass(frozen=True)
class Person:
    """Someone to be housed: a stable key, how the page names them, and what is true of them."""

    key: str
    label: str
    words: frozenset[str]


def age_on(birth_date: datetime.date, day: datetime.date) -> int:
    """Full years on that day."""
    before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before_birthday


def people(demande: Demande, today: datetime.date) -> list[Person]:
    """Everyone to be housed: the applicant, the co-applicant, then the dependants."""
    applicant = demande.applicant
    found = [
        Person(
            "applicant",
            _("Demandeur %(name)s") % {"name": f"{applicant.first_name} {applicant.last_name}"},
            _adult_words(applicant),
        )
    ]
    if partner := demande.co_applicant:
        label = _("Codemandeur %(name)s") % {"name": f"{partner.first_name} {partner.last_name}"}
        found.append(Person("co_applicant", label, _adult_words(partner)))
    for key, dependant in _keyed(demande.dependants):
        name = f"{dependant.first_name} {dependant.last_name}".strip()
        words = _dependant_words(dependant, today)
        found.append(Person(key, _("Personne à charge %(name)s") % {"name": name}, words))
    return found


def household_words(demande: Demande) -> frozenset[str]:
    """What is true of the household as a whole: its housing, its reasons, its ties."""
    words = {f"housing:{demande.current_housing.kind}"}
    words |= {f"reason:{reason}" for reason in demande.reasons}
    words |= {f"situation:{adult.family_situation}" for adult in demande.adults}
    if demande.co_applicant and demande.co_applicant_link:
        words.add(f"link:{demande.co_applicant_link}")
    if demande.unborn_children:
        words.add("unborn")
    # Somebody younger than the applicant is taken for a child: the registry does not give the tie.
    if any(one.birth_date > demande.applicant.birth_date for one in demande.dependants):
        words.add("children")
    return frozenset(words)


def _adult_words(adult: Adult) -> frozenset[str]:
    kinds = {income.kind for income in adult.resources}
    words = {
        "adult",
        "taxed",
        f"nationality:{adult.nationality}",
        f"situation:{adult.family_situation}",
        f"contract:{adult.contract}",
        *(f"resource:{kind}" for kind in kinds),
        *(f"payment:{paid.kind}" for paid in adult.payments),
    }
    # A wage makes an employee of someone whose contract says something else, but for an apprentice
    # (the apprenticeship contract is asked for instead) and a self-employed person.
    if adult.contract in ("CDI", "CDD") or ("SAL" in kinds and adult.contract not in ("APP", "ART")):
        words.add("employee")
    if adult.disabled:
        words.add("disabled")
    if adult.under_protection:
        words.add("protected")
    return frozenset(words)


def _dependant_words(dependant: Dependant, today: datetime.date) -> frozenset[str]:
    is_adult = age_on(dependant.birth_date, today) >= ADULT_AGE
    words = {"adult" if is_adult else "minor"}
    # Of age before the end of the income year that counts (N-2): on a notice of their own or their parents'.
    if age_on(dependant.birth_date, datetime.date(today.year - 2, 12, 31)) >= ADULT_AGE:
        words.add("taxed")
    if dependant.disabled:
        words.add("disabled")
    return frozenset(words)


def _keyed(dependants: list[Dependant]) -> Iterator[tuple[str, Dependant]]:
    """Each dependant with a key that survives another order at the registry, or a new birth."""
    seen: dict[str, int] = {}
    for dependant in dependants:
        name = slugify(dependant.first_name)[:30] or "sans-nom"
        key = f"dependant-{dependant.birth_date:%Y%m%d}-{name}"
        seen[key] = seen.get(key, 0) + 1
        yield (key if seen[key] == 1 else f"{key}-{seen[key]}"), dependant
