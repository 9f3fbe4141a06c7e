"""What an offer needs before it is published, and what deserves a second look.

Legal sources: both classes and the yearly energy costs with the year of their prices stand in every
advertisement (articles L126-33 and R126-21 CCH); class G may not be let since 1 January 2025 (article 160 of
the law of 22 August 2021); F and G are « à consommation énergétique excessive » (article L126-33 CCH).
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alin.dates import local_today
from alin.formats import euros
from offers.models import EnergyClass, Financing, Offer
from offers.offer_rows import UNLETTABLE

NEEDED: dict[str, str | Promise] = {
    "postal_code": gettext_lazy("Indiquez le code postal."),
    "commune": gettext_lazy("Indiquez la commune."),
    "typology": gettext_lazy("Indiquez la typologie."),
    "surface": gettext_lazy("Indiquez la surface."),
    "financing": gettext_lazy("Indiquez le financement : il décide du plafond de ressources."),
    "rent": gettext_lazy("Indiquez le loyer hors charges."),
    "energy_class": gettext_lazy("Indiquez la classe énergie : elle est obligatoire dans une annonce."),
    "climate_class": gettext_lazy("Indiquez la classe climat : elle est obligatoire dans une annonce."),
    "energy_cost_low": gettext_lazy("Indiquez le coût annuel d'énergie le plus bas."),
    "energy_cost_high": gettext_lazy("Indiquez le coût annuel d'énergie le plus haut."),
    "energy_cost_year": gettext_lazy("Indiquez l'année des prix de l'énergie."),
}
# Monthly euros per square metre without charges, outside of which a rent is probably a typing mistake.
# Wide on purpose: the ceilings of conventioned rents depend on the building.
USUAL_RENTS = {Financing.LLI: (Decimal(5), Decimal(25))}
USUAL_SOCIAL_RENTS = (Decimal(3), Decimal(16))


@dataclass(frozen=True)
class Problem:
    """What prevents publishing: a field of the form, or « photos », and a sentence."""

    field: str
    sentence: str


def problems(offer: Offer) -> list[Problem]:
    """Everything that prevents publishing, in the form's order; empty when it may be published."""
    found = [Problem(name, str(sentence)) for name, sentence in NEEDED.items() if _is_empty(offer, name)]
    found += law_problems(offer)
    if offer.deadline < local_today():
        found.append(Problem("deadline", _("La date limite est passée.")))
    if offer.pk and offer.photos.filter(alt_text="").exists():
        found.append(
            Problem(
                "photos", _("Décrivez chaque photo : sans texte, elle n'existe pas pour qui ne voit pas.")
            )
        )
    return found


def law_problems(offer: Offer) -> list[Problem]:
    """What the law and common sense refuse, whatever else is missing; a draft may still be saved so."""
    found = []
    if offer.energy_class == UNLETTABLE:
        sentence = _("Un logement classé G ne peut plus être mis en location depuis le 1er janvier 2025.")
        found.append(Problem("energy_class", sentence))
    low, high = offer.energy_cost_low, offer.energy_cost_high
    if low is not None and high is not None and high < low:
        found.append(Problem("energy_cost_high", _("Le coût le plus haut est inférieur au plus bas.")))
    return found


def _is_empty(offer: Offer, name: str) -> bool:
    return getattr(offer, "commune_id" if name == "commune" else name) in (None, "")


def second_looks(offer: Offer) -> list[str]:
    """Sentences about what is allowed and looks odd; they prevent nothing."""
    found = []
    if offer.energy_class in (EnergyClass.F, EnergyClass.G):
        found.append(_("L'annonce portera la mention « Logement à consommation énergétique excessive »."))
    if offer.rent is not None and offer.surface:
        low, high = USUAL_SOCIAL_RENTS
        if offer.financing == Financing.LLI:
            low, high = USUAL_RENTS[Financing.LLI]
        per_metre = (offer.rent / offer.surface).quantize(Decimal("0.01"))
        if not low <= per_metre <= high:
            found.append(
                _("Le loyer est de %(rent)s par m² ; il va d'ordinaire de %(low)s à %(high)s. Vérifiez-le.")
                % {"rent": euros(per_metre), "low": euros(low), "high": euros(high)}
            )
    if offer.charges and offer.rent and offer.charges > offer.rent:
        found.append(_("Les charges sont plus élevées que le loyer. Vérifiez-les."))
    return found
