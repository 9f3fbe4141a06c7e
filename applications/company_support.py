"""Does the company stand behind a file: its points and its reserved offers (R3.7, R5.8, R6.9)?

A company supports a file when it is known to Action Logement, its minimum seniority is reached (the day
itself counts) and, where its policy wants that, it approved the employment. Anonymity is another matter: it
costs the points (see candidatures/scoring.py). `company_supports` and `supported_by` say the same in Python
and in SQL; the property test of offers/matching.py holds them together.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Employer, SharingChoice
from alin.dates import add_months
from alin.formats import long_date
from applications.models import Employment, HousingApplication
from applications.sharing import current_choice

Validation = Employment.Validation
SETTLED = (Validation.NOT_NEEDED, Validation.APPROVED)


def supporting_employer(application: HousingApplication, on: datetime.date) -> int | None:
    """Key of the company that supports the file on that day; None when there is none."""
    employment = application.confirmed_employment
    if employment is None or employment.employer is None:
        return None
    if employment.validation not in SETTLED or not has_seniority(employment, on):
        return None
    return employment.employer_id


def company_supports(application: HousingApplication, on: datetime.date) -> bool:
    """May the file count on its company's points and reserved offers on that day?"""
    return supporting_employer(application, on) is not None


def supported_by(employer: Employer, on: datetime.date) -> Q:
    """The files which this company supports on that day, as a condition on applications."""
    condition = Q(employment__employer=employer)
    if employer.validation_needed:
        condition &= Q(employment__decision=Employment.Decision.APPROVED)
    if employer.minimum_seniority_months:
        condition &= Q(employment__hired_on__lte=latest_hiring(on, employer.minimum_seniority_months))
    return condition


def has_seniority(employment: Employment, on: datetime.date) -> bool:
    """Has the employee been there for the months the policy wants? Without a date of hiring nobody knows."""
    if employment.employer is None or not employment.employer.minimum_seniority_months:
        return True
    first = counts_from(employment)
    return first is not None and first <= on


def counts_from(employment: Employment) -> datetime.date | None:
    """The first day with the minimum seniority; None where none is wanted, or the hiring date is missing."""
    months = employment.employer.minimum_seniority_months if employment.employer else 0
    if not months or employment.hired_on is None:
        return None
    return add_months(employment.hired_on, months)


def latest_hiring(on: datetime.date, months: int) -> datetime.date:
    """The last day of hiring that has the seniority on a day: the opposite of `counts_from`.

    On the last day of a month, those hired on its later days some months ago have it too: six months after
    31 August end on 28 February.
    """
    last_of_month = (on + datetime.timedelta(days=1)).day == 1
    if last_of_month:
        first_after = add_months((on + datetime.timedelta(days=1)), -months)
        return first_after - datetime.timedelta(days=1)
    return add_months(on, -months)


@dataclass(frozen=True)
class SupportNotice:
    """What the employee is told about the company's support. `kind`: as components/alert.html.

    `mendable`: correcting the employment here changes it, so the page leads there.
    """

    kind: str
    title: str
    text: str
    mendable: bool = False


def support_notices(application: HousingApplication, on: datetime.date) -> list[SupportNotice]:
    """Where validation and seniority stand, for the employee; nothing where the policy asks for neither."""
    employment = application.confirmed_employment
    if employment is None or employment.employer is None:
        return []
    found = [_validation_notice(application, employment), _seniority_notice(employment, on)]
    return [notice for notice in found if notice is not None]


def _validation_notice(application: HousingApplication, employment: Employment) -> SupportNotice | None:
    name = {"name": employment.employer_name}
    if employment.validation == Validation.WAITING:
        title = _("%(name)s doit valider votre emploi") % name
        if current_choice(application) == SharingChoice.ANONYMOUS:
            text = _(
                "Vous êtes anonyme : elle ne peut pas le faire. Vous pouvez postuler, mais sans ses points "
                "ni ses offres réservées."
            )
            return SupportNotice("warning", title, text)
        text = _("En attendant, vous pouvez postuler, mais sans ses points ni ses offres réservées.")
        return SupportNotice("info", title, text)
    if employment.validation == Validation.APPROVED and employment.decided_at:
        text = _("Validé le %(day)s.") % {"day": long_date(employment.decided_at)}
        return SupportNotice("success", _("%(name)s a validé votre emploi") % name, text)
    if employment.validation == Validation.REFUSED:
        text = _(
            "Motif : « %(reason)s ». Corrigez votre matricule ou votre date d'entrée, ou appelez votre "
            "service du personnel. Vous pouvez postuler, mais sans ses points ni ses offres réservées."
        )
        title = _("%(name)s n'a pas validé votre emploi") % name
        return SupportNotice("warning", title, text % {"reason": employment.reason_told}, mendable=True)
    return None


def _seniority_notice(employment: Employment, on: datetime.date) -> SupportNotice | None:
    assert employment.employer is not None  # noqa: S101  see support_notices
    if has_seniority(employment, on):
        return None
    months = employment.employer.minimum_seniority_months
    title = ngettext(
        "Votre entreprise demande %(count)d mois d'ancienneté",
        "Votre entreprise demande %(count)d mois d'ancienneté",
        months,
    ) % {"count": months}
    first = counts_from(employment)
    if first is None:
        text = _("Indiquez votre date d'entrée pour compter sur ses points et ses offres réservées.")
        return SupportNotice("warning", title, text, mendable=True)
    text = _("Ses points et ses offres réservées compteront à partir du %(day)s.")
    return SupportNotice("info", title, text % {"day": long_date(first)})
