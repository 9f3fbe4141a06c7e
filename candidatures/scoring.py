"""The score: this project's own published scale (R6.9).

Pure and deterministic: the same figures give the same points for ever, and `SCALE_VERSION` changes with
any of them. A candidature keeps its points by criterion and the version they were counted with.
docs/score.md and the page « Comment ma candidature est-elle classée ? » explain the scale.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import SharingChoice
from alin.dates import local_today
from applications.company_support import company_supports
from applications.models import Employment, HousingApplication
from applications.sharing import current_choice
from offers.models import Offer
from offers.rules import effort_rate

SCALE_VERSION = "2026-1"

MONTHS_PER_POINT = 2
SENIORITY_MOST = 30
PRIORITY_POINTS = 20
COMPANY_MOST = 15
# Difference between persons to house and main rooms → points.
FIT_POINTS = {0: 10, 1: 5}
# Highest effort rate, in % of the monthly resources → points.
EFFORT_POINTS = ((Decimal(20), 10), (Decimal(25), 8), (Decimal(30), 5), (Decimal("33.3"), 2))
# Order of the wished commune → points; further wishes count as the last line.
WISH_POINTS = {1: 10, 2: 8, 3: 6, 4: 4, 5: 2}
WORK_SAME_PLACE = 5
WORK_SAME_DEPARTMENT = 3


class Criterion(models.TextChoices):
    """What points are given for, in the order of the published table."""

    SENIORITY = "seniority", _("Ancienneté de la demande")
    PRIORITY = "priority", _("Situation prioritaire")
    COMPANY = "company", _("Points accordés par l'entreprise")
    HOUSEHOLD = "household", _("Taille du logement et du foyer")
    EFFORT = "effort", _("Part du loyer dans les ressources")
    WISH = "wish", _("Ordre de vos souhaits")
    WORK = "work", _("Logement proche du travail")


MOST_POINTS: dict[Criterion, int] = {
    Criterion.SENIORITY: SENIORITY_MOST,
    Criterion.PRIORITY: PRIORITY_POINTS,
    Criterion.COMPANY: COMPANY_MOST,
    Criterion.HOUSEHOLD: max(FIT_POINTS.values()),
    Criterion.EFFORT: EFFORT_POINTS[0][1],
    Criterion.WISH: WISH_POINTS[1],
    Criterion.WORK: WORK_SAME_PLACE,
}


@dataclass(frozen=True)
class Figures:
    """Everything the points depend on. `effort`: % of resources; `company_points`: 0 when anonymous."""

    filed_on: datetime.date
    today: datetime.date
    is_priority: bool
    company_points: int
    household_size: int
    typology: int
    effort: Decimal | None
    wish_rank: int | None
    work_postal_code: str
    offer_postal_code: str


@dataclass(frozen=True)
class Score:
    """Points by criterion, in the scale's order; `wish_rank` is kept with the candidature."""

    points: dict[str, int]
    version: str
    wish_rank: int | None

    @property
    def total(self) -> int:
        """The sum that ranks."""
        return sum(self.points.values())


def score(application: HousingApplication, offer: Offer, today: datetime.date | None = None) -> Score:
    """The points of a file for an offer, today by default."""
    return points_for(figures(application, offer, today or local_today()))


def points_for(given: Figures) -> Score:
    """Apply the scale to figures."""
    points = {
        Criterion.SENIORITY: seniority_points(given.filed_on, given.today),
        Criterion.PRIORITY: PRIORITY_POINTS if given.is_priority else 0,
        Criterion.COMPANY: min(given.company_points, COMPANY_MOST),
        Criterion.HOUSEHOLD: FIT_POINTS.get(abs(min(given.household_size, 6) - given.typology), 0),
        Criterion.EFFORT: effort_points(given.effort),
        Criterion.WISH: WISH_POINTS[min(given.wish_rank, max(WISH_POINTS))] if given.wish_rank else 0,
        Criterion.WORK: work_points(given.work_postal_code, given.offer_postal_code),
    }
    return Score({str(key.value): value for key, value in points.items()}, SCALE_VERSION, given.wish_rank)


def seniority_points(filed_on: datetime.date, today: datetime.date) -> int:
    """One point per two whole months since filing."""
    months = (today.year - filed_on.year) * 12 + today.month - filed_on.month - (today.day < filed_on.day)
    return min(max(months, 0) // MONTHS_PER_POINT, SENIORITY_MOST)


def effort_points(effort: Decimal | None) -> int:
    """The first line whose rate is not exceeded; none for unknown resources."""
    if effort is None:
        return 0
    return next((points for most, points in EFFORT_POINTS if effort <= most), 0)


def work_points(work: str, home: str) -> int:
    """Postal codes compared: the same place, or the same department (two digits are enough)."""
    if not work or not home:
        return 0
    if work == home:
        return WORK_SAME_PLACE
    return WORK_SAME_DEPARTMENT if work[:2] == home[:2] else 0


# --- From the file to the figures ------------------------------------------------------------------
def figures(application: HousingApplication, offer: Offer, today: datetime.date) -> Figures:
    """Read what the points depend on; anonymity costs the company's points and nothing else."""
    employment = _employment(application)
    return Figures(
        filed_on=application.filed_on,
        today=today,
        is_priority=application.is_priority,
        company_points=_company_points(application, employment, today),
        household_size=application.household_size,
        typology=offer.typology,
        effort=effort_rate(application, offer),
        wish_rank=wish_rank(application, offer),
        work_postal_code=_work_postal_code(application, employment),
        offer_postal_code=offer.postal_code,
    )


def wish_rank(application: HousingApplication, offer: Offer) -> int | None:
    """Place of the offer's commune among the wishes; wishing for Paris wishes for its arrondissements."""
    here = {offer.commune_id, offer.commune.parent_id}
    ranks = [wish.rank for wish in application.wished_communes.all() if wish.commune_id in here]
    return min(ranks, default=None)


def _employment(application: HousingApplication) -> Employment | None:
    try:
        return application.employment
    except ObjectDoesNotExist:
        return None


def _company_points(
    application: HousingApplication, employment: Employment | None, today: datetime.date
) -> int:
    if employment is None or employment.employer is None or not employment.employer.in_audience:
        return 0
    if not company_supports(application, today):
        return 0
    if current_choice(application) in (None, SharingChoice.ANONYMOUS):
        return 0
    return employment.employer.points


def _work_postal_code(application: HousingApplication, employment: Employment | None) -> str:
    """Where the person works who carries the file, as the registry gave it."""
    demande = application.demande
    held_by_other = employment is not None and employment.holder == Employment.Holder.CO_APPLICANT
    adult = demande.co_applicant if held_by_other and demande.co_applicant else demande.applicant
    return adult.employment.workplace_postal_code if adult.employment else ""
