"""An offer as its page shows it: the facts in words, the energy scales, what its financing means."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alin.dates import local_today
from alin.formats import euros
from offers.models import EnergyClass, Financing, Offer

EXCESSIVE = (EnergyClass.F, EnergyClass.G)

FINANCING_MEANINGS = {
    Financing.PLAI: gettext_lazy(
        "Prêt locatif aidé d'intégration : les loyers les plus bas, pour les ménages aux ressources modestes."
    ),
    Financing.PLUS: gettext_lazy(
        "Prêt locatif à usage social : le financement le plus courant du logement social."
    ),
    Financing.PLS: gettext_lazy(
        "Prêt locatif social : des plafonds de ressources plus élevés, surtout là où les loyers sont chers."
    ),
    Financing.LLI: gettext_lazy(
        "Logement locatif intermédiaire : entre le logement social et le marché, avec ses propres plafonds."
    ),
}


@dataclass(frozen=True)
class Fact:
    """A characteristic of the dwelling: an icon of the sprite, a label and a value."""

    icon: str
    label: str
    value: str


@dataclass(frozen=True)
class Scale:
    """One of the two A–G scales: its steps are (letter, is it this dwelling's?)."""

    kind: str
    label: str
    letter: str
    meaning: str

    @property
    def steps(self) -> list[tuple[str, bool]]:
        """The seven letters, the dwelling's own marked."""
        return [(str(letter), letter == self.letter) for letter in EnergyClass.values]


@dataclass(frozen=True)
class Notice:
    """A title and a sentence above an offer that is not open."""

    title: str
    text: str


class OfferSheet:
    """What templates/offers/detail.html shows of an offer besides its plain columns."""

    def __init__(self, offer: Offer) -> None:
        self.offer = offer
        self.photos = [photo for photo in offer.photos.all() if photo.alt_text]

    @property
    def scales(self) -> list[Scale]:
        """Energy then climate, both compulsory in an advertisement (article L126-33 CCH)."""
        return [
            Scale("energy", _("Classe énergie"), self.offer.energy_class, _("Consommation d'énergie")),
            Scale(
                "climate", _("Classe climat"), self.offer.climate_class, _("Emission de gaz à effet de serre")
            ),
        ]

    @property
    def is_excessive(self) -> bool:
        """Must the page say « Logement à consommation énergétique excessive » (classes F and G)?"""
        return self.offer.energy_class in EXCESSIVE

    @property
    def financing_meaning(self) -> str:
        """What the financing's initials stand for, in a sentence."""
        return str(FINANCING_MEANINGS[Financing(self.offer.financing)])

    @property
    def floor_label(self) -> str:
        """« 3 sur 5 », « Rez-de-chaussée »; empty when not known."""
        offer = self.offer
        if offer.floor is None:
            return ""
        if offer.floor == 0:
            return _("Rez-de-chaussée")
        if offer.floors:
            return _("%(floor)s sur %(floors)s") % {"floor": offer.floor, "floors": offer.floors}
        return str(offer.floor)

    @property
    def facts(self) -> list[Fact]:
        """« Caractéristiques du logement », those that are known."""
        return [fact for fact in self._layout() + self._comfort() if fact.value]

    def _layout(self) -> list[Fact]:
        offer = self.offer
        is_flat = offer.kind == Offer.Kind.APARTMENT
        bedrooms = ngettext("%(count)s chambre", "%(count)s chambres", offer.bedrooms)
        return [
            Fact("building" if is_flat else "house", _("Type de bien"), offer.get_kind_display()),
            Fact("door", _("Nombre de pièces"), str(offer.get_typology_display())),
            Fact("ruler", _("Surface"), _("%(surface)s m²") % {"surface": offer.surface}),
            Fact("bed", _("Chambres"), bedrooms % {"count": offer.bedrooms} if offer.bedrooms else ""),
            Fact("stairs", _("Etage"), self.floor_label),
            Fact("lift", _("Ascenseur"), _yes_or_no(offer.has_lift) if is_flat else ""),
        ]

    def _comfort(self) -> list[Fact]:
        offer = self.offer
        there = _("Oui")
        return [
            Fact(
                "accessible",
                _("Adapté aux personnes à mobilité réduite"),
                _yes_or_no(offer.is_accessible),
            ),
            Fact("flame", _("Chauffage"), str(offer.get_heating_display())),
            Fact("calendar", _("Année de construction"), str(offer.built_in or "")),
            Fact("car", _("Stationnement"), there if offer.has_parking else ""),
            Fact("sun", _("Balcon ou terrasse"), there if offer.has_balcony else ""),
            Fact("tree", _("Jardin"), there if offer.has_garden else ""),
        ]

    @property
    def energy_cost(self) -> str:
        """The yearly cost estimate in words, where the advertisement has one (with its prices' year)."""
        low, high, year = (
            self.offer.energy_cost_low,
            self.offer.energy_cost_high,
            self.offer.energy_cost_year,
        )
        if low is None or high is None or year is None:
            return ""
        return _("Coût annuel d'énergie estimé entre %(low)s et %(high)s.") % {
            "low": euros(low),
            "high": euros(high),
        }

    @property
    def deadline_distance(self) -> str:
        """« dans 3 jours », « aujourd'hui », « terminée »."""
        days = (self.offer.deadline - local_today()).days
        if days < 0:
            return _("terminée")
        if days == 0:
            return _("aujourd'hui jusqu'à 23 h 59")
        return ngettext("dans %(days)s jour", "dans %(days)s jours", days) % {"days": days}

    @property
    def notice(self) -> Notice | None:
        """Why one cannot apply, whoever reads."""
        offer, today = self.offer, local_today()
        if offer.is_open(today):
            return None
        if offer.status == Offer.Status.DRAFT or offer.published_on > today:
            return Notice(
                _("Offre non publiée"), _("Seules votre organisation et Action Logement la voient.")
            )
        if offer.status == Offer.Status.WITHDRAWN:
            return Notice(_("Offre retirée"), _("Le bailleur a retiré cette offre."))
        if offer.status == Offer.Status.ALLOCATED:
            return Notice(_("Logement attribué"), _("Ce logement a trouvé son locataire."))
        return Notice(_("Offre close"), _("La date limite de candidature est passée."))


def _yes_or_no(value: bool) -> str:
    return _("Oui") if value else _("Non")
