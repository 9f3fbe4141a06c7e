"""The rules of allocation (R1): one definition, said here as verdicts for a person to read.

offers/matching.py says the same rules in SQL from the same tables and figures; a property test holds the
two together. Every boundary is inclusive. docs/rules.md explains them with their sources.
"""

import math
from collections.abc import Iterable
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alin.formats import euros
from alin.places.models import Zone
from applications.models import HousingApplication
from offers.accessibility import accessibility_verdict
from offers.income_limits import IncomeLimit, IncomeLimits
from offers.models import Financing, Offer, Typology
from offers.reservation import reservation_verdict
from offers.verdicts import Rule, Status, Verdict

__all__ = [
    "LARGEST_SIZE",
    "ROOMS",
    "Rule",
    "Status",
    "Verdict",
    "accessibility_verdict",
    "affordability_verdict",
    "effort_rate",
    "full_rent",
    "highest_rent",
    "income_verdict",
    "is_eligible",
    "least_resources",
    "least_surface",
    "reservation_verdict",
    "rooms_for",
    "rooms_label",
    "rooms_list",
    "sizes_for",
    "typology_verdict",
    "verdicts",
]

# R1.2: persons to house → smallest and largest typology; the last line is for five persons and more.
ROOMS: dict[int, tuple[int, int]] = {1: (1, 2), 2: (1, 3), 3: (2, 4), 4: (3, 5), 5: (4, 6)}
LARGEST_SIZE = max(ROOMS)
CENT = Decimal("0.01")


# --- The figures both twins are drawn from ---------------------------------------------------------


def rooms_for(size: int) -> tuple[int, int]:
    """Smallest and largest typology for that many persons (R1.2)."""
    return ROOMS[min(size, LARGEST_SIZE)]


def sizes_for(typology: int) -> list[int]:
    """The keys of ROOMS that fit a typology; LARGEST_SIZE stands for itself and more."""
    return [size for size, (least, most) in ROOMS.items() if least <= typology <= most]


def _ratio() -> Decimal:
    return Decimal(str(settings.AFFORDABILITY_RATIO))


def highest_rent(monthly_resources: int) -> Decimal:
    """The highest monthly rent, charges included, these resources can bear: whole cents (R1.4)."""
    return (monthly_resources / _ratio()).quantize(CENT, rounding=ROUND_FLOOR)


def least_resources(rent: Decimal) -> int:
    """The least monthly resources, in whole euros, that can bear a rent, charges included (R1.4)."""
    return math.ceil(rent * _ratio())


def full_rent(offer: Offer) -> Decimal:
    """Rent and charges; not read from the generated column, which SQLite keeps as a floating number."""
    return Decimal(offer.rent) + Decimal(offer.charges)


def effort_rate(application: HousingApplication, offer: Offer) -> Decimal | None:
    """Percentage of the monthly resources that the rent, charges included, takes; one decimal."""
    if not application.monthly_resources:
        return None
    share = full_rent(offer) * 100 / application.monthly_resources
    return share.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def least_surface(application: HousingApplication) -> int:
    """Square metres: what the household asked for, or the least that opens housing benefit.

    Article R822-25 CCH: 9 m² for one person, 16 m² for two, 9 m² more for each further one, at most 70 m².
    """
    size = application.household_size
    legal = 9 if size == 1 else min(16 + 9 * (size - 2), 70)
    return application.min_surface or legal


def rooms_label(least: int, most: int) -> str:
    """« T1 à T3 », « T4 et plus »."""
    if most == Typology.T6:
        return _("%(least)s et plus") % {"least": Typology(least).name}
    return _("%(least)s à %(most)s") % {"least": Typology(least).name, "most": Typology(most).name}


def rooms_list(least: int, most: int) -> str:
    """« T1 - T2 - T3 », as the search's box says it."""
    return " - ".join(str(Typology(rooms).label) for rooms in range(least, most + 1))


# --- The verdicts ----------------------------------------------------------------------------------


def _size_sentences(size: int) -> dict[str, str]:
    """What is said of a size that fits, is too small or too large; and what professionals read."""
    return {
        "fits": ngettext(
            "%(typology)s : convient à votre foyer de %(count)s personne (%(rooms)s)",
            "%(typology)s : convient à votre foyer de %(count)s personnes (%(rooms)s)",
            size,
        ),
        "small": ngettext(
            "%(typology)s : trop petit pour votre foyer de %(count)s personne (%(rooms)s)",
            "%(typology)s : trop petit pour votre foyer de %(count)s personnes (%(rooms)s)",
            size,
        ),
        "large": ngettext(
            "%(typology)s : trop grand pour votre foyer de %(count)s personne (%(rooms)s)",
            "%(typology)s : trop grand pour votre foyer de %(count)s personnes (%(rooms)s)",
            size,
        ),
        "office": ngettext(
            "%(typology)s pour un foyer de %(count)s personne (%(rooms)s)",
            "%(typology)s pour un foyer de %(count)s personnes (%(rooms)s)",
            size,
        ),
    }


def typology_verdict(application: HousingApplication, offer: Offer) -> Verdict:
    """R1.2: is the dwelling neither too small nor too large for the household?"""
    size = application.household_size
    least, most = rooms_for(size)
    figures = {
        "typology": offer.get_typology_display(),
        "count": size,
        "rooms": rooms_label(least, most),
    }
    said = {key: sentence % figures for key, sentence in _size_sentences(size).items()}
    if least <= offer.typology <= most:
        return Verdict(Rule.TYPOLOGY, Status.OK, said["fits"], office_sentence=said["office"])
    sentence = said["small"] if offer.typology < least else said["large"]
    advice = _(
        "Si la composition de votre foyer a changé, modifiez votre demande sur votre site d'enregistrement."
    )
    return Verdict(Rule.TYPOLOGY, Status.NO, sentence, advice=advice, office_sentence=said["office"])


def income_verdict(application: HousingApplication, offer: Offer, limits: IncomeLimits) -> Verdict:
    """R1.3: is the counted income at or below the ceiling of the offer's financing, zone and category?"""
    limit = limits.limit(
        offer.financing, offer.commune.zone, application.income_category, application.extra_persons
    )
    if limit is None or application.counted_income is None:
        return _unknown_income(offer, limits.year, limit, _origin(limit, application, offer))
    detail = _origin(limit, application, offer)
    figures = {
        "income": euros(application.counted_income),
        "financing": offer.get_financing_display(),
        "ceiling": euros(limit.amount),
    }
    if application.counted_income <= limit.amount:
        sentence = _("Revenus %(income)s ≤ plafond %(financing)s %(ceiling)s") % figures
        return Verdict(Rule.INCOME, Status.OK, sentence, detail, own_source=limit.source)
    sentence = _("Revenus %(income)s > plafond %(financing)s %(ceiling)s") % figures
    advice = _("Si vos revenus ont baissé d'au moins 10 %, indiquez-le sur votre site d'enregistrement.")
    if other := _other_financing(application, offer, limits):
        advice = f"{other} {advice}"
    return Verdict(Rule.INCOME, Status.NO, sentence, detail, advice, own_source=limit.source)


def _other_financing(application: HousingApplication, offer: Offer, limits: IncomeLimits) -> str:
    """The lowest financing whose ceiling in this zone the income does not pass, in a sentence."""
    asked = (offer.commune.zone, application.income_category, application.extra_persons)
    for financing in Financing:
        limit = limits.limit(financing, *asked)
        if limit is not None and (application.counted_income or 0) <= limit.amount:
            return _(
                "Dans cette zone, vos revenus conviennent aux logements %(financing)s (%(ceiling)s)."
            ) % {
                "financing": financing.label,
                "ceiling": euros(limit.amount),
            }
    return ""


def _origin(limit: IncomeLimit | None, application: HousingApplication, offer: Offer) -> str:
    """Where a ceiling comes from: year, category, zone, published or derived."""
    if limit is None:
        return ""
    return _("Plafond %(year)s, catégorie %(category)s, %(zone)s. %(status)s.") % {
        "year": limit.year,
        "category": application.income_category,
        "zone": Zone(offer.commune.zone).label,
        "status": limit.status_label,
    }


def _unknown_income(offer: Offer, year: int, limit: IncomeLimit | None, detail: str) -> Verdict:
    """The ceiling is missing or, where there is one, the household's income."""
    financing = offer.get_financing_display()
    if limit is None:
        sentence = _("Plafond %(financing)s %(year)s non connu pour cette zone") % {
            "financing": financing,
            "year": year,
        }
        advice = _("Un plafond non connu ne permet pas de vérifier votre situation : contactez-nous.")
    else:
        sentence = _("Revenus non connus, plafond %(financing)s %(ceiling)s") % {
            "financing": financing,
            "ceiling": euros(limit.amount),
        }
        advice = _(
            "Ajoutez votre revenu fiscal de référence %(year)s à votre demande, puis mettez-la à jour."
        ) % {"year": year - 2}
    own_source = limit.source if limit else ""
    return Verdict(Rule.INCOME, Status.UNKNOWN, sentence, detail, advice, own_source=own_source)


def affordability_verdict(application: HousingApplication, offer: Offer) -> Verdict:
    """R1.4: do the monthly resources, housing benefit included, reach the ratio times the rent?"""
    rent = full_rent(offer)
    figures = {
        "resources": euros(application.monthly_resources),
        "ratio": number_format(_ratio().normalize()),
        "rent": euros(rent),
    }
    rate = effort_rate(application, offer)
    detail = _("Taux d'effort : %(rate)s %%") % {"rate": number_format(rate)} if rate is not None else ""
    if application.monthly_resources >= least_resources(rent):
        sentence = _("Ressources %(resources)s par mois ≥ %(ratio)s × loyer %(rent)s") % figures
        return Verdict(Rule.AFFORDABILITY, Status.OK, sentence, detail)
    sentence = _("Ressources %(resources)s par mois < %(ratio)s × loyer %(rent)s") % figures
    advice = _("Il vous faut un loyer de %(rent)s au plus, charges comprises.") % {
        "rent": euros(highest_rent(application.monthly_resources))
    }
    return Verdict(Rule.AFFORDABILITY, Status.NO, sentence, detail, advice)


def verdicts(
    application: HousingApplication, offer: Offer, ceilings: IncomeLimits | None = None
) -> list[Verdict]:
    """Every rule's verdict for one file and one offer (R1.5); giving `ceilings` spares a query.

    The need of an adapted home is judged only where the file declares one.
    """
    limits = ceilings or IncomeLimits.of()
    given = [
        typology_verdict(application, offer),
        income_verdict(application, offer, limits),
        affordability_verdict(application, offer),
        accessibility_verdict(application, offer),
        reservation_verdict(application, offer),
    ]
    return [verdict for verdict in given if verdict is not None]


def is_eligible(given: Iterable[Verdict]) -> bool:
    """May the household apply as far as R1 goes? Unknown is not yes."""
    return all(verdict.status == Status.OK for verdict in given)
