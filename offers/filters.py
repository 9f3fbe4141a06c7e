"""The criteria of a search, as they stand in the address (R5.3)."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alin.dates import local_today
from alin.formats import euros
from alin.places.places import Place, resolve_place
from offers.models import Offer, Typology
from offers.models.offers import OfferQuerySet, rent_at_least, rent_at_most

HIGHEST_RENT = 5_000
LARGEST_SURFACE = 500
ROOMS = [(typology.name, typology.label) for typology in Typology]
SORTS = {
    "fin": (_("Date de fin de l'offre"), ("deadline",)),
    "loyer": (_("Loyer croissant"), ("rent_with_charges",)),
    "-loyer": (_("Loyer décroissant"), ("-rent_with_charges",)),
    "-surface": (_("Surface décroissante"), ("-surface",)),
    "surface": (_("Surface croissante"), ("surface",)),
    "recent": (_("Plus récentes"), ("-published_on",)),
}
VIEWS = ("liste", "galerie", "carte")
POSITION = ("page", "apres", "avant")  # parameters that say where in the list one is


@dataclass(frozen=True)
class Chip:
    """An active criterion, and the address's query without it."""

    label: str
    query: str


class SearchForm(forms.Form):
    """Checks the criteria; one that is wrong gets its message and is left out of the search."""

    places: list[Place]
    other_places: list[Place]
    place_is_guess = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places, self.other_places = [], []

    def clean_lieu(self) -> str:
        """Resolve a place from what was typed, or from a key like « departement:29 »."""
        typed: str = self.cleaned_data["lieu"]
        if not typed:
            return ""
        meant = resolve_place(typed)
        if not meant.places:
            raise ValidationError(
                _("Ce lieu n'est pas connu. Indiquez une commune, un code postal ou un département.")
            )
        self.places, self.other_places, self.place_is_guess = meant.places, meant.others, meant.is_guess
        if len(self.places) > 1:
            return typed
        return self.places[0].label

    def clean(self) -> dict[str, Any]:
        """A lowest rent above the highest says nothing."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = data.get("loyer_min"), data.get("loyer_max")
        if low is not None and high is not None and low > high:
            self.add_error("loyer_max", _("Le loyer maximum est plus petit que le loyer minimum."))
        return data


# What each criterion but the place asks of an offer; bounds are included.
CONDITIONS: dict[str, Callable[[Any], Q]] = {
    "pieces": lambda rooms: Q(typology__in=[Typology[room] for room in rooms]),
    # Surfaces are whole; an integer column would cut 45.5 down to 45.
    "surface": lambda least: Q(surface__gte=math.ceil(least)),
    "type": lambda kinds: Q(kind__in=kinds),
    "loyer_min": rent_at_least,
    "loyer_max": rent_at_most,
    "pmr": lambda _ticked: Q(is_accessible=True),
    "disponible": lambda _ticked: Q(available_on__lte=local_today()),
}


class BoxFilter(django_filters.Filter):
    """A box: ticked it narrows the search, empty it does nothing."""

    field_class = forms.BooleanField


def _amount(label: Any, highest: int) -> django_filters.NumberFilter:
    return django_filters.NumberFilter(
        label=label,
        method="narrow",
        min_value=0,
        max_value=highest,
        # Not type=number: « 500,50 » is how amounts are typed here, and browsers refuse it.
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        required=False,
    )


class OfferFilter(django_filters.FilterSet):
    """Criteria to conditions. Labels are the handbook's; names are those of the address."""

    lieu = django_filters.CharFilter(
        label=_("Où voulez-vous habiter ?"),
        method="narrow",
        max_length=80,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "placeholder": _("Ville, code postal…"),
            }
        ),
    )
    pieces = django_filters.MultipleChoiceFilter(
        label=_("Nombre de pièces"),
        choices=ROOMS,
        method="narrow",
        widget=forms.CheckboxSelectMultiple,
    )
    surface = _amount(_("Surface minimum"), LARGEST_SURFACE)
    type = django_filters.MultipleChoiceFilter(
        label=_("Type de bien"),
        method="narrow",
        choices=[(Offer.Kind.HOUSE, _("Maison")), (Offer.Kind.APARTMENT, _("Appartement"))],
        widget=forms.CheckboxSelectMultiple,
    )
    loyer_min = _amount(_("Prix minimum"), HIGHEST_RENT)
    loyer_max = _amount(_("Prix maximum"), HIGHEST_RENT)
    pmr = BoxFilter(label=_("Adapté aux personnes à mobilité réduite"), method="narrow")
    disponible = BoxFilter(label=_("Disponible immédiatement"), method="narrow")

    class Meta:
        model = Offer
        form = SearchForm
        fields: list[str] = []

    def narrow(self, offers: OfferQuerySet, name: str, value: Any) -> OfferQuerySet:
        """What each criterion does to offers: its condition, by the name in the address."""
        return offers.filter(self.condition(name, value))

    def condition(self, name: str, value: Any) -> Q:
        """One criterion as a condition on offers; an empty one asks nothing."""
        if value in (None, "", False) or value == []:
            return Q()
        if name == "lieu":
            return self._in_place()
        return CONDITIONS[name](value)

    def _in_place(self) -> Q:
        """In the communes the place covers, or those of the same name."""
        covered = Q()
        for place in self.form.places:
            covered |= Q(commune__in=place.communes())
        return covered

    def active(self) -> dict[str, Any]:
        """The criteria that ask something, by name, with their checked values."""
        self.form.is_valid()  # what is wrong is then absent from the checked values
        data = self.form.cleaned_data
        return {name: data[name] for name in self.filters if data.get(name) not in (None, "", False, [])}

    def conditions(self) -> dict[str, Q]:
        """The condition of each active criterion, so that others may count with some of them."""
        return {name: self.condition(name, value) for name, value in self.active().items()}

    def offer_rooms(self, least: int, most: int) -> None:
        """Propose only the boxes that can find something; an address may still name the others."""
        boxes = [(t.name, t.label) for t in Typology if least <= t <= most]
        self.form.fields["pieces"].widget.choices = boxes

    def chips(self) -> list[Chip]:
        """The active criteria, each with the search that does without it."""
        chips = []
        for name, value in self.active().items():
            if isinstance(value, list):
                chips += [Chip(label_of(name, one), self.without(name, one)) for one in value]
            else:
                chips.append(Chip(label_of(name, value), self.without(name)))
        return chips

    def without(self, name: str, value: str | None = None) -> str:
        """The address's query without a criterion, or without one value of it; at the first page."""
        query: QueryDict = self.data.copy()
        kept = [one for one in query.getlist(name) if value is not None and one != value]
        query.setlist(name, kept)
        for place_in_list in POSITION:
            query.pop(place_in_list, None)
        return query.urlencode()


def label_of(name: str, value: Any) -> str:
    """What a chip says; a box says its own label."""
    if name == "surface":
        return gettext("Dès %(surface)s m²") % {"surface": number_format(value, decimal_pos=0)}
    if name == "loyer_min":
        return gettext("Loyer dès %(amount)s") % {"amount": euros(value)}
    if name == "loyer_max":
        return gettext("Loyer jusqu'à %(amount)s") % {"amount": euros(value)}
    if name == "pieces":
        return str(Typology[value].label)
    if name == "type":
        return str(Offer.Kind(value).label)
    if name == "lieu":
        return str(value)
    return str(OfferFilter.base_filters[name].label)
