"""From a search to an alert's columns, and from the columns to words.

Every criterion of the search must be known here: a new one makes `criteria_of` fail, and its test.
"""

from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from alin.formats import euros
from alin.places.places import Place
from offers.models import Alert, Offer, Typology
from offers.models.alerts import ALL_KINDS, ALL_ROOMS, KIND_BITS, LARGEST_AMOUNT
from offers.models.offers import HALF_A_CENT
from offers.searching import Search

KNOWN = {"lieu", "pieces", "surface", "type", "loyer_min", "loyer_max", "pmr", "disponible"}
LONGEST_NAME = 120


@dataclass(frozen=True)
class Criteria:
    """What an alert asks for: its clean query, its columns and its places."""

    query: str
    columns: dict[str, Any]
    places: list[Place] = field(default_factory=list)


def criteria_of(search: Search) -> Criteria:
    """The criteria of a search; wrong values, the sort and the page are left out."""
    unknown = set(search.filter.filters) - KNOWN
    if unknown:
        raise NotImplementedError(f"Alerts do not know the criteria {sorted(unknown)}")
    form = search.filter.form
    form.is_valid()
    data, places = form.cleaned_data, form.places if form.cleaned_data.get("lieu") else []
    columns = {
        "rooms": _bits({name: 1 << (Typology[name] - 1) for name in Typology.names}, data.get("pieces"))
        or ALL_ROOMS,
        "kinds": _bits({str(kind): bit for kind, bit in KIND_BITS.items()}, data.get("type")) or ALL_KINDS,
        "least_surface": _whole(data.get("surface") or 0),
        "least_rent": _least_cents(data.get("loyer_min")),
        "most_rent": _most_cents(data.get("loyer_max")),
        "only_accessible": bool(data.get("pmr")),
        "only_available": bool(data.get("disponible")),
    }
    return Criteria(_query(data, places), columns, places)


def _bits(bits: dict[str, int], chosen: list[str] | None) -> int:
    return sum(bits[name] for name in set(chosen or []))


def _whole(value: Decimal | int) -> int:
    """Surfaces of offers are whole: from 40.5 m² on is from 41 m² on."""
    return int(Decimal(value).to_integral_value(ROUND_CEILING))


def _least_cents(amount: Decimal | None) -> int:
    """The least whole cents that `rent_at_least` lets through."""
    if amount is None:
        return 0
    return max(int(((amount - HALF_A_CENT) * 100).to_integral_value(ROUND_FLOOR)) + 1, 0)


def _most_cents(amount: Decimal | None) -> int:
    """The most whole cents that `rent_at_most` lets through."""
    if amount is None:
        return LARGEST_AMOUNT
    return int(((amount + HALF_A_CENT) * 100).to_integral_value(ROUND_CEILING)) - 1


def _query(data: dict[str, Any], places: list[Place]) -> str:
    """The same search always as the same text, so that asking twice for one alert is seen."""
    query = QueryDict(mutable=True)
    if places:
        # A bare name that several communes bear stays a name; everything else is kept by its key.
        query["lieu"] = places[0].key if len(places) == 1 else " ".join(data["lieu"].split()).lower()
    for name in ("pieces", "type"):
        if data.get(name):
            query.setlist(name, sorted(set(data[name])))
    for name in ("surface", "loyer_min", "loyer_max"):
        if data.get(name) is not None:
            query[name] = format(Decimal(data[name]).normalize(), "f")
    for name in ("pmr", "disponible"):
        if data.get(name):
            query[name] = "on"
    return query.urlencode()


# --- In words --------------------------------------------------------------------------------------


def words_of(criteria: Criteria) -> list[str]:
    """Each criterion in words, the place first."""
    return in_words(Alert(**criteria.columns), [place.label for place in criteria.places])


def in_words(alert: Alert, places: list[str]) -> list[str]:
    """The same from an alert's columns; nothing for an alert without criteria."""
    words = [place for place in places if place]
    if alert.rooms != ALL_ROOMS:
        words.append(", ".join(str(t.label) for t in Typology if alert.rooms & 1 << (t - 1)))
    if alert.kinds != ALL_KINDS:
        words += [str(kind.label) for kind in Offer.Kind if alert.kinds & KIND_BITS[kind]]
    if alert.least_surface:
        words.append(_("dès %(surface)s m²") % {"surface": number_format(alert.least_surface)})
    if alert.least_rent:
        words.append(_("loyer dès %(amount)s") % {"amount": euros(Decimal(alert.least_rent) / 100)})
    if alert.most_rent != LARGEST_AMOUNT:
        words.append(_("loyer jusqu'à %(amount)s") % {"amount": euros(Decimal(alert.most_rent) / 100)})
    if alert.only_accessible:
        words.append(_("adapté aux personnes à mobilité réduite"))
    if alert.only_available:
        words.append(_("disponible immédiatement"))
    return words


def usual_name(criteria: Criteria) -> str:
    """The name proposed for an alert."""
    return name_of(words_of(criteria))


def name_of(words: list[str]) -> str:
    """« Saint-Denis (93200) · T2, T3 · loyer jusqu'à 700 € »."""
    name = " · ".join(words) or _("Toutes les offres")
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
