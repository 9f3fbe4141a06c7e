"""What a public offer says to programs: its preview where a link is shared, and schema.org's description.

Only for offers that are open to all: a reserved or closed one says nothing outside of its own page.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from alin.formats import euros
from offers.models import Offer, OfferPhoto

SCHEMA = "https://schema.org"
SQUARE_METRES, MONTH = "MTK", "MON"  # UN/CEFACT's codes, as schema.org asks for
LEASE_OUT = "http://purl.org/goodrelations/v1#LeaseOut"


@dataclass(frozen=True)
class PublicData:
    """An offer for link previews and search engines; `photos` are those that have their texts."""

    offer: Offer
    photos: list[OfferPhoto]

    @classmethod
    def of(cls, offer: Offer, photos: list[OfferPhoto]) -> "PublicData | None":
        """None for an offer that is not open, or not open to all."""
        reserved = offer.reserved_for_id is not None or offer.reserved_for_priority
        return cls(offer, photos) if offer.is_open() and not reserved else None

    @property
    def title(self) -> str:
        """« T2 45 m², Saint-Denis (93200) »."""
        offer = self.offer
        return (
            f"{offer.get_typology_display()} {offer.surface} m², {offer.commune.name} ({offer.postal_code})"
        )

    @property
    def description(self) -> str:
        """One sentence with the rent."""
        return _("%(typology)s de %(surface)s m² à %(commune)s, %(rent)s par mois charges comprises.") % {
            "typology": self.offer.get_typology_display(),
            "surface": self.offer.surface,
            "commune": self.offer.commune.name,
            "rent": euros(self.offer.rent_with_charges),
        }

    @property
    def url(self) -> str:
        """The page's one full address, whatever search it was reached from."""
        return _absolute(self.offer.get_absolute_url())

    @property
    def photo(self) -> OfferPhoto | None:
        """The first one, whose text the preview carries too."""
        return self.photos[0] if self.photos else None

    @property
    def image(self) -> str:
        """Its full address; the site's own picture where there is no photo."""
        return _absolute(self.photo.image.url if self.photo else static("img/share.png"))

    @property
    def structured(self) -> SafeString:
        """A data block, which browsers never execute, escaped by Django's own filter."""
        block = json_script(self._offer())
        return mark_safe(block.replace("application/json", "application/ld+json", 1))  # noqa: S308 - see above

    def _offer(self) -> dict[str, Any]:
        offer = self.offer
        rent = str(offer.rent_with_charges)
        return {
            "@context": SCHEMA,
            "@type": "Offer",
            "url": self.url,
            "name": self.title,
            "description": self.description,
            "businessFunction": LEASE_OUT,
            "price": rent,
            "priceCurrency": "EUR",
            "priceSpecification": {
                "@type": "UnitPriceSpecification",
                "price": rent,
                "priceCurrency": "EUR",
                "unitCode": MONTH,
            },
            "availabilityStarts": offer.available_on.isoformat(),
            "validFrom": offer.published_on.isoformat(),
            "validThrough": offer.deadline.isoformat(),
            "seller": {"@type": "Organization", "name": offer.landlord.name},
            "itemOffered": self._home(),
        }

    def _home(self) -> dict[str, Any]:
        offer = self.offer
        home: dict[str, Any] = {
            "@type": "House" if offer.kind == Offer.Kind.HOUSE else "Apartment",
            "name": offer.title or self.title,
            "numberOfRooms": offer.typology,
            "floorSize": {"@type": "QuantitativeValue", "value": offer.surface, "unitCode": SQUARE_METRES},
            "address": {
                "@type": "PostalAddress",
                "streetAddress": offer.address,
                "postalCode": offer.postal_code,
                "addressLocality": offer.commune.name,
                "addressCountry": "FR",
            },
            "image": [_absolute(photo.image.url) for photo in self.photos],
        }
        if offer.bedrooms:
            home["numberOfBedrooms"] = offer.bedrooms
        if offer.built_in:
            home["yearBuilt"] = offer.built_in
        if offer.latitude is not None and offer.longitude is not None:
            place = {"latitude": offer.latitude, "longitude": offer.longitude}
            home["geo"] = {"@type": "GeoCoordinates", **place}
        return home


def _absolute(address: str) -> str:
    """As seen from outside of the site; a storage elsewhere gives whole addresses already."""
    return urljoin(f"{settings.SITE_URL}/", address)
