"""Offers with their photos, and the income ceilings they are let under."""

from offers.models.alerts import Alert, AlertPlace, Announcement, OfferRound
from offers.models.ceilings import IncomeCeiling
from offers.models.classes import EnergyClass, Financing, Typology
from offers.models.favourites import Favourite
from offers.models.history import OfferEvent
from offers.models.imports import OfferImport, OfferImportRow
from offers.models.offers import Offer
from offers.models.photos import OfferPhoto

__all__ = [
    "Alert",
    "AlertPlace",
    "Announcement",
    "EnergyClass",
    "Favourite",
    "Financing",
    "IncomeCeiling",
    "Offer",
    "OfferEvent",
    "OfferImport",
    "OfferImportRow",
    "OfferPhoto",
    "OfferRound",
    "Typology",
]
