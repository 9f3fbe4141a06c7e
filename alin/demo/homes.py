"""Homes to let, worked out from a seed: plausible sizes, rents, classes and words."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

from alin.demo.drawing.canvas import dice
from alin.demo.home_words import STREETS, TITLES, describe
from offers.models import Financing, Offer

PLACES = Path(__file__).parent / "data" / "places.csv"
WEST, SOUTH_EAST = ("29", "35", "44", "33", "76"), ("69", "13", "38", "34", "31", "06", "67")
SURFACES = {1: (24, 33), 2: (39, 50), 3: (57, 70), 4: (73, 86), 5: (89, 103), 6: (106, 122)}
# What each next home of a commune is, so that every commune has something for everybody.
TYPOLOGIES = (2, 3, 4, 1, 2, 5, 3, 2, 4, 1, 3, 2)
FINANCINGS = (
    Financing.PLUS, Financing.PLUS, Financing.PLAI, Financing.PLUS, Financing.PLS, Financing.PLUS,
    Financing.PLAI, Financing.PLUS, Financing.PLS, Financing.PLAI, Financing.PLUS, Financing.LLI,
)  # fmt: skip
RENT_FACTOR = {Financing.PLAI: 0.86, Financing.PLUS: 1.0, Financing.PLS: 1.42, Financing.LLI: 1.75}
CLASS_COST = {"A": 6.5, "B": 9.5, "C": 13.5, "D": 18.5, "E": 24.0, "F": 31.0}  # euros per m² and year


@dataclass(frozen=True)
class Place:
    """Where homes are: about its town hall, how many, and euros per m² under PLUS."""

    insee: str
    latitude: float
    longitude: float
    homes: int
    level: float

    @property
    def department(self) -> str:
        """Of metropolitan France: the first two characters."""
        return self.insee[:2]


@dataclass(frozen=True)
class Home:
    """A home to let: `number` is its place in the whole list, `serial` within its commune."""

    number: int
    serial: int
    place: Place

    @property
    def landlord(self) -> str:
        """A key of organisations.LANDLORDS, by region and by turns."""
        if self.place.department in WEST:
            return "LC"
        if self.place.department in SOUTH_EAST:
            return "HG"
        return "FM" if self.place.department in ("94", "77", "91", "59") or self.number % 5 == 0 else "TS"

    @property
    def reference(self) -> str:
        """Landlord, department, number."""
        return f"{self.landlord}-{self.place.department}-{1001 + self.number}"

    @property
    def typology(self) -> int:
        """Each commune starts elsewhere in the list and goes through it."""
        return TYPOLOGIES[((self.number - self.serial) * 7 + self.serial) % len(TYPOLOGIES)]

    @property
    def financing(self) -> Financing:
        """The same, in steps of seven so that sizes and loans mix."""
        return FINANCINGS[((self.number - self.serial) * 5 + self.serial * 7) % len(FINANCINGS)]

    @property
    def is_house(self) -> bool:
        """Some of the large homes outside of Paris and its nearest suburbs are houses."""
        large = self.typology >= 4
        return large and self.place.department not in ("75", "92", "93") and self.number % 2 == 0


def homes() -> Iterator[Home]:
    """Every home of the demo, always in the same order."""
    number = 0
    with PLACES.open(newline="") as file:
        for row in csv.DictReader(file):
            place = Place(
                row["insee"],
                float(row["latitude"]),
                float(row["longitude"]),
                int(row["offers"]),
                float(row["level"]),
            )
            for serial in range(place.homes):
                yield Home(number, serial, place)
                number += 1


def build_offer(home: Home, postal_code: str) -> Offer:
    """The offer of a home, without its landlord and its dates."""
    chance = dice(home.number * 104_729 + 17)
    typology, financing = home.typology, home.financing
    surface = chance.randint(*SURFACES[typology]) + (8 if home.is_house else 0)
    rent = _rent(home.place.level, surface, typology, financing)
    floors = 1 if home.is_house else chance.randint(3, 8)
    floor = None if home.is_house else chance.randint(0, floors)
    offer = Offer(
        reference=home.reference,
        title=TITLES[(home.number * 7) % len(TITLES)],
        kind=Offer.Kind.HOUSE if home.is_house else Offer.Kind.APARTMENT,
        address=f"{chance.randint(2, 96)} {STREETS[(home.number * 11 + home.serial) % len(STREETS)]}",
        postal_code=postal_code,
        commune_id=home.place.insee,
        latitude=round(home.place.latitude + chance.uniform(-0.008, 0.008), 5),
        longitude=round(home.place.longitude + chance.uniform(-0.011, 0.011), 5),
        typology=typology,
        bedrooms=max(typology - 1, 0),
        surface=surface,
        floor=floor,
        floors=None if home.is_house else floors,
        has_lift=not home.is_house and floors >= 4 and chance.random() < 0.85,
        financing=financing,
        rent=rent,
        charges=(Decimal(surface) * Decimal(f"{chance.uniform(1.1, 2.3):.2f}")).quantize(Decimal("0.01")),
        deposit=rent,
    )
    _set_comfort(offer, chance)
    _set_energy(offer, chance)
    offer.description = describe(offer, home.place.department, chance)
    return offer


def _rent(level: float, surface: int, typology: int, financing: Financing) -> Decimal:
    """Monthly, without charges: small homes cost more per square metre."""
    small = {1: 1.14, 2: 1.04}.get(typology, 1.0 if typology < 5 else 0.96)
    return Decimal(f"{level * small * RENT_FACTOR[financing] * surface:.2f}")


def _set_comfort(offer: Offer, chance: Random) -> None:
    house = offer.kind == Offer.Kind.HOUSE
    offer.has_garden = house or (offer.floor == 0 and chance.random() < 0.45)
    offer.has_balcony = not house and offer.floor != 0 and chance.random() < 0.6
    offer.has_parking = house or chance.random() < 0.5
    reachable = offer.has_lift or offer.floor == 0 or (house and chance.random() < 0.4)
    offer.is_accessible = reachable and chance.random() < 0.42


def _set_energy(offer: Offer, chance: Random) -> None:
    """Class, heating and cost follow from the year; class G may no longer be let."""
    offer.built_in = chance.choice(
        (1932, 1958, 1964, 1971, 1976, 1984, 1993, 2001, 2008, 2013, 2017, 2021, 2024)
    )
    if offer.built_in >= 2013:
        offer.energy_class, heating = chance.choice("AAB"), ("district", "heat_pump", "collective")
    elif offer.built_in >= 1984:
        offer.energy_class, heating = (
            chance.choice("BCCD"),
            ("collective", "individual_gas", "individual_electric"),
        )
    else:
        offer.energy_class, heating = chance.choice("CCDDDEEF"), ("collective", "individual_gas", "district")
    offer.heating = chance.choice(heating)
    electric = offer.heating in ("individual_electric", "heat_pump", "district")
    offer.climate_class = chr(max(ord(offer.energy_class) - electric, ord("A")))
    cost = CLASS_COST[offer.energy_class] * offer.surface
    offer.energy_cost_low = round(cost * 0.86 / 10) * 10
    offer.energy_cost_high = round(cost * 1.17 / 10) * 10
    offer.energy_cost_year = 2025
