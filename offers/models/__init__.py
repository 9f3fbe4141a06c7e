"""Offers with their photos, and the income ceilings they are let under."""

from offers.models.ceilings import IncomeCeiling
from offers.models.offers import EnergyClass, Financing, Offer, Typology
from offers.models.photos import OfferPhoto

__all__ = [
    "EnergyClass",
    "Financing",
    "IncomeCeiling",
    "Offer",
    "OfferPhoto",
    "Typology",
]
