"""A dwelling offered for rent by a landlord."""

import datetime
import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alin.dates import local_today
from offers.models.photos import OfferPhoto

REFERENCE = re.compile(r"\w[\w .-]*")
TAKEN = {"lieux"}  # by an address below /offres/


def check_reference(reference: str) -> None:
    """A reference is part of addresses: « A/7 » or « .. » would make pages of other offers fail."""
    if not REFERENCE.fullmatch(reference) or reference in TAKEN:
        raise ValidationError(_("seuls les lettres, les chiffres, les points et les tirets sont acceptés"))


class Typology(models.IntegerChoices):
    """Main rooms; 6 stands for six and more."""

    T1 = 1, "T1"
    T2 = 2, "T2"
    T3 = 3, "T3"
    T4 = 4, "T4"
    T5 = 5, "T5"
    T6 = 6, _("T6 et plus")


class Financing(models.TextChoices):
    """The loan a dwelling was built with; it decides the income ceiling."""

    PLAI = "PLAI", "PLAI"
    PLUS = "PLUS", "PLUS"
    PLS = "PLS", "PLS"
    LLI = "LLI", "LLI"


class EnergyClass(models.TextChoices):
    """Classes of the diagnostic de performance énergétique, energy and climate alike."""

    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"
    E = "E", "E"
    F = "F", "F"
    G = "G", "G"


# SQLite keeps decimals as floating numbers: a rent is compared with a bound half a cent away from the last
# amount that fits, which no rent can equal, so that both databases answer alike.
HALF_A_CENT = Decimal("0.005")
HALF_CENTS: "models.DecimalField[Decimal, Decimal]" = models.DecimalField(max_digits=12, decimal_places=3)


def rent_at_most(amount: Decimal) -> Q:
    """Rents, charges included, up to that amount in euros, itself included."""
    return Q(rent_with_charges__lt=models.Value(amount + HALF_A_CENT, output_field=HALF_CENTS))


def rent_at_least(amount: Decimal) -> Q:
    """Rents, charges included, from that amount in euros on, itself included."""
    return Q(rent_with_charges__gt=models.Value(amount - HALF_A_CENT, output_field=HALF_CENTS))


class OfferQuerySet(models.QuerySet["Offer"]):
    """Questions about many offers."""

    def open_on(self, today: datetime.date) -> "OfferQuerySet":
        """Published, started, and not past the deadline, whose day still counts (R5.7)."""
        return self.filter(status=Offer.Status.PUBLISHED, published_on__lte=today, deadline__gte=today)

    def open_now(self) -> "OfferQuerySet":
        """Open today in Paris."""
        return self.open_on(local_today())

    def unreserved(self) -> "OfferQuerySet":
        """Neither kept for a company's employees nor for priority cases."""
        return self.filter(reserved_for__isnull=True, reserved_for_priority=False)

    def shown_on(self, today: datetime.date) -> "OfferQuerySet":
        """Published once, whatever became of them: what a link in a bookmark or a mail may lead to."""
        return self.exclude(status=Offer.Status.DRAFT).filter(published_on__lte=today)

    def with_list_data(self) -> "OfferQuerySet":
        """Everything an offer's card shows, whatever the number of offers."""
        first_photo = OfferPhoto.objects.filter(rank=0)
        return self.select_related("commune", "landlord").prefetch_related(
            Prefetch("photos", queryset=first_photo, to_attr="first_photos")
        )


class Offer(models.Model):
    """An offer. Amounts are monthly euros; the surface is in square metres."""

    class Kind(models.TextChoices):
        APARTMENT = "apartment", _("Appartement")
        HOUSE = "house", _("Maison")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Brouillon")
        PUBLISHED = "published", _("Publiée")
        WITHDRAWN = "withdrawn", _("Retirée")
        ALLOCATED = "allocated", _("Attribuée")

    class Heating(models.TextChoices):
        INDIVIDUAL_GAS = "individual_gas", _("Individuel au gaz")
        INDIVIDUAL_ELECTRIC = "individual_electric", _("Individuel électrique")
        COLLECTIVE = "collective", _("Collectif")
        DISTRICT = "district", _("Réseau de chaleur")
        HEAT_PUMP = "heat_pump", _("Pompe à chaleur")

    landlord = models.ForeignKey(
        "accounts.Landlord",
        on_delete=models.PROTECT,
        related_name="offers",
        verbose_name=_("Bailleur"),
    )
    reference = models.CharField(_("Référence"), max_length=30, unique=True, validators=[check_reference])
    status = models.CharField(_("État"), max_length=9, choices=Status, default=Status.DRAFT)
    title = models.CharField(_("Résidence"), max_length=120, blank=True)
    description = models.TextField(_("Description"), blank=True)
    kind = models.CharField(_("Type de bien"), max_length=9, choices=Kind, default=Kind.APARTMENT)
    address = models.CharField(_("Adresse"), max_length=160, blank=True)
    postal_code = models.CharField(_("Code postal"), max_length=5)
    commune = models.ForeignKey(
        "places.Commune",
        on_delete=models.PROTECT,
        related_name="offers",
        verbose_name=_("Commune"),
    )
    latitude = models.FloatField(_("Latitude"), null=True, blank=True)
    longitude = models.FloatField(_("Longitude"), null=True, blank=True)

    typology = models.PositiveSmallIntegerField(_("Typologie"), choices=Typology)
    bedrooms = models.PositiveSmallIntegerField(_("Chambres"), default=0)
    surface = models.PositiveSmallIntegerField(_("Surface"))
    floor = models.SmallIntegerField(_("Étage"), null=True, blank=True)
    floors = models.PositiveSmallIntegerField(_("Nombre d'étages"), null=True, blank=True)
    has_lift = models.BooleanField(_("Ascenseur"), default=False)
    is_accessible = models.BooleanField(_("Adapté aux personnes à mobilité réduite"), default=False)
    has_garden = models.BooleanField(_("Jardin"), default=False)
    has_balcony = models.BooleanField(_("Balcon ou terrasse"), default=False)
    has_parking = models.BooleanField(_("Stationnement"), default=False)
    heating = models.CharField(_("Chauffage"), max_length=20, choices=Heating, blank=True)
    built_in = models.PositiveSmallIntegerField(_("Année de construction"), null=True, blank=True)
    energy_class = models.CharField(_("Classe énergie"), max_length=1, choices=EnergyClass)
    climate_class = models.CharField(_("Classe climat"), max_length=1, choices=EnergyClass)
    energy_cost_low = models.PositiveIntegerField(_("Coût annuel d'énergie, au moins"), null=True, blank=True)
    energy_cost_high = models.PositiveIntegerField(_("Coût annuel d'énergie, au plus"), null=True, blank=True)
    energy_cost_year = models.PositiveSmallIntegerField(
        _("Année des prix de l'énergie"), null=True, blank=True
    )

    financing = models.CharField(_("Financement"), max_length=4, choices=Financing)
    rent = models.DecimalField(_("Loyer hors charges"), max_digits=7, decimal_places=2)
    charges = models.DecimalField(_("Charges"), max_digits=7, decimal_places=2, default=Decimal(0))
    # rent + charges, kept by the database: rules, filters and sorts use it.
    rent_with_charges = models.GeneratedField(
        expression=F("rent") + F("charges"),
        output_field=models.DecimalField(_("Loyer charges comprises"), max_digits=8, decimal_places=2),
        db_persist=True,
    )
    deposit = models.DecimalField(_("Dépôt de garantie"), max_digits=7, decimal_places=2, default=Decimal(0))
    available_on = models.DateField(_("Disponible dès le"))
    published_on = models.DateField(_("Publiée le"))
    deadline = models.DateField(_("Date limite de candidature"))
    # When `offer_published` was sent, once in an offer's life; no page shows it.
    announced_at = models.DateTimeField(null=True, editable=False)
    reserved_for = models.ForeignKey(
        "accounts.Employer",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reserved_offers",
        verbose_name=_("Réservée aux salariés de"),
    )
    reserved_for_priority = models.BooleanField(_("Réservée aux situations prioritaires"), default=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offre")
        verbose_name_plural = _("offres")
        ordering = ["deadline", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(typology__gte=1, typology__lte=6),
                name="offer_typology_1_to_6",
            ),
            models.CheckConstraint(condition=Q(rent__gt=0), name="offer_rent_positive"),
            models.CheckConstraint(condition=Q(surface__gt=0), name="offer_surface_positive"),
            models.CheckConstraint(
                condition=Q(deadline__gte=F("published_on")),
                name="offer_closes_after_opening",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "deadline", "published_on"], name="offer_open"),
            models.Index(fields=["commune", "status", "deadline"], name="offer_place"),
            models.Index(fields=["landlord", "-deadline"], name="offer_by_landlord"),
            # Small: what the beat looks at each minute.
            models.Index(
                fields=["published_on", "id"],
                condition=Q(announced_at=None, status="published"),
                name="offer_unannounced",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.get_typology_display()} {self.commune}"

    def get_absolute_url(self) -> str:
        """The offer's page for applicants and visitors."""
        return reverse("offers:detail", args=[self.reference])

    def is_open(self, today: datetime.date | None = None) -> bool:
        """May one apply on that day (today by default)? The deadline's day counts."""
        day = today or local_today()
        return self.status == self.Status.PUBLISHED and self.published_on <= day <= self.deadline

    @property
    def typology_code(self) -> str:
        """« T2 », as an address of the search names it; « T6 » for six and more."""
        return Typology(self.typology).name

    @property
    def is_available_now(self) -> bool:
        """Can the tenant move in at once?"""
        return self.available_on <= local_today()

    @property
    def cover(self) -> OfferPhoto | None:
        """The first photo, from what `with_list_data` fetched."""
        fetched: list[OfferPhoto] | None = getattr(self, "first_photos", None)
        photos = list(self.photos.all()[:1]) if fetched is None else fetched
        return photos[0] if photos else None
