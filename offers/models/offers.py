"""A dwelling offered for rent by a landlord."""

import datetime
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alin.dates import local_today
from offers.models.classes import EnergyClass, Financing, Typology
from offers.models.photos import OfferPhoto

if TYPE_CHECKING:
    from alin.places.models import Commune

REFERENCE = re.compile(r"\w[\w .-]*")
TAKEN = {"lieux", "carte", "alertes", "favoris", "nouvelle", "import", "export"}  # by addresses of the site


def check_reference(reference: str) -> None:
    """A reference is part of addresses: « A/7 » or « .. » would make pages of other offers fail."""
    if not REFERENCE.fullmatch(reference) or reference in TAKEN:
        raise ValidationError(_("seuls les lettres, les chiffres, les points et les tirets sont acceptés"))


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


# What a page of an offer cannot do without; a draft may lack any of it.
ESSENTIAL = ("commune", "typology", "surface", "rent")
ESSENTIAL_WORDS = ("postal_code", "energy_class", "climate_class", "financing")
COMPLETE = Q(**{f"{name}__isnull": False for name in ESSENTIAL}) & ~(
    Q(postal_code="") | Q(energy_class="") | Q(climate_class="") | Q(financing="")
)


def has_struck() -> Q:
    """The hour of opening, where one was given, has come."""
    return Q(opens_at=None) | Q(opens_at__lte=timezone.now())


def next_week() -> datetime.date:
    """The deadline a new draft proposes: offers stay open about a week."""
    return local_today() + datetime.timedelta(days=7)


class OfferQuerySet(models.QuerySet["Offer"]):
    """Questions about many offers."""

    def open_on(self, today: datetime.date) -> "OfferQuerySet":
        """Published, started, and not past the deadline, whose day still counts (R5.7)."""
        by_date = self.filter(status=Offer.Status.PUBLISHED, published_on__lte=today, deadline__gte=today)
        return by_date.filter(has_struck())

    def open_now(self) -> "OfferQuerySet":
        """Open today in Paris."""
        return self.open_on(local_today())

    def unreserved(self) -> "OfferQuerySet":
        """Neither kept for a company's employees nor for priority cases."""
        return self.filter(reserved_for__isnull=True, reserved_for_priority=False)

    def shown_on(self, today: datetime.date) -> "OfferQuerySet":
        """Published once, whatever became of them: what a link in a bookmark or a mail may lead to."""
        return self.exclude(status=Offer.Status.DRAFT).filter(has_struck(), published_on__lte=today)

    def in_state(self, state: str) -> "OfferQuerySet":
        """Those that stand there now, as `Offer.state` says it of one."""
        today, published = local_today(), self.filter(status=Offer.Status.PUBLISHED)
        if state == Offer.State.OPEN:
            return self.open_on(today)
        if state == Offer.State.SCHEDULED:
            return published.filter(Q(published_on__gt=today) | Q(opens_at__gt=timezone.now()))
        if state == Offer.State.CLOSED:
            return published.filter(deadline__lt=today)
        return self.filter(status=state)

    def complete(self) -> "OfferQuerySet":
        """Those whose page can be shown: not the drafts that a landlord has just begun."""
        return self.filter(COMPLETE)

    def with_list_data(self) -> "OfferQuerySet":
        """Everything an offer's card shows, whatever the number of offers."""
        first_photo = OfferPhoto.objects.filter(rank=0).exclude(alt_text="")
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

    class State(models.TextChoices):
        """Where an offer stands now: its status and its dates together."""

        DRAFT = "draft", _("Brouillon")
        SCHEDULED = "scheduled", _("Programmée")
        OPEN = "open", _("Ouverte")
        CLOSED = "closed", pgettext_lazy("offre", "Close")
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
    postal_code = models.CharField(_("Code postal"), max_length=5, blank=True)
    # A draft may be incomplete. The constraint « offer_complete_once_published » makes these certain for
    # every other offer, so that whoever reads one need not ask: hence the annotations without None.
    commune: "models.ForeignKey[Commune, Commune]" = models.ForeignKey(  # type: ignore[misc]
        "places.Commune",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="offers",
        verbose_name=_("Commune"),
    )
    latitude = models.FloatField(_("Latitude"), null=True, blank=True)
    longitude = models.FloatField(_("Longitude"), null=True, blank=True)

    typology: "models.PositiveSmallIntegerField[int, int]" = models.PositiveSmallIntegerField(  # type: ignore[misc]
        _("Typologie"), choices=Typology, null=True, blank=True
    )
    bedrooms = models.PositiveSmallIntegerField(_("Chambres"), default=0)
    surface: "models.PositiveSmallIntegerField[int, int]" = models.PositiveSmallIntegerField(  # type: ignore[misc]
        _("Surface"), null=True, blank=True
    )
    floor = models.SmallIntegerField(_("Étage"), null=True, blank=True)
    floors = models.PositiveSmallIntegerField(_("Nombre d'étages"), null=True, blank=True)
    has_lift = models.BooleanField(_("Ascenseur"), default=False)
    is_accessible = models.BooleanField(_("Adapté aux personnes à mobilité réduite"), default=False)
    has_garden = models.BooleanField(_("Jardin"), default=False)
    has_balcony = models.BooleanField(_("Balcon ou terrasse"), default=False)
    has_parking = models.BooleanField(_("Stationnement"), default=False)
    heating = models.CharField(_("Chauffage"), max_length=20, choices=Heating, blank=True)
    built_in = models.PositiveSmallIntegerField(_("Année de construction"), null=True, blank=True)
    energy_class = models.CharField(_("Classe énergie"), max_length=1, choices=EnergyClass, blank=True)
    climate_class = models.CharField(_("Classe climat"), max_length=1, choices=EnergyClass, blank=True)
    energy_cost_low = models.PositiveIntegerField(_("Coût annuel d'énergie, au moins"), null=True, blank=True)
    energy_cost_high = models.PositiveIntegerField(_("Coût annuel d'énergie, au plus"), null=True, blank=True)
    energy_cost_year = models.PositiveSmallIntegerField(
        _("Année des prix de l'énergie"), null=True, blank=True
    )

    financing = models.CharField(_("Financement"), max_length=4, choices=Financing, blank=True)
    rent: "models.DecimalField[Decimal, Decimal]" = models.DecimalField(  # type: ignore[misc]
        _("Loyer hors charges"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    charges = models.DecimalField(_("Charges"), max_digits=7, decimal_places=2, default=Decimal(0))
    # rent + charges, kept by the database: rules, filters and sorts use it.
    rent_with_charges = models.GeneratedField(
        expression=F("rent") + F("charges"),
        output_field=models.DecimalField(_("Loyer charges comprises"), max_digits=8, decimal_places=2),
        db_persist=True,
    )
    deposit = models.DecimalField(_("Dépôt de garantie"), max_digits=7, decimal_places=2, default=Decimal(0))
    available_on = models.DateField(_("Disponible dès le"), default=local_today)
    published_on = models.DateField(_("Publiée le"), default=local_today)
    # The moment of an opening that was scheduled to the hour; without one it opens at midnight in Paris.
    opens_at = models.DateTimeField(_("Ouverture"), null=True, blank=True)
    deadline = models.DateField(_("Date limite de candidature"), default=next_week)
    # When `offer_published` was sent, once; no page shows it.
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

    # Grows with each change: whoever saves a form drawn from an older one is told.
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offre")
        verbose_name_plural = _("offres")
        ordering = ["deadline", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(typology__gte=1, typology__lte=6), name="offer_typology_1_to_6"
            ),
            models.CheckConstraint(condition=Q(rent__gt=0), name="offer_rent_positive"),
            models.CheckConstraint(condition=Q(surface__gt=0), name="offer_surface_positive"),
            models.CheckConstraint(
                condition=Q(status="draft") | COMPLETE,
                name="offer_complete_once_published",
                violation_error_message=_(
                    "Il manque la commune, la typologie, la surface, le loyer, le financement ou une classe."
                ),
            ),
            models.CheckConstraint(
                condition=Q(deadline__gte=F("published_on")), name="offer_closes_after_opening"
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
        return f"{self.reference} · {self.get_typology_display() or ''} {self.commune or ''}"

    def get_absolute_url(self) -> str:
        """The offer's page for applicants and visitors."""
        return reverse("offers:detail", args=[self.reference])

    def is_open(self, today: datetime.date | None = None) -> bool:
        """May one apply on that day (today by default)? The deadline's day counts."""
        day = today or local_today()
        if self.opens_at and self.opens_at > timezone.now():
            return False
        return self.status == self.Status.PUBLISHED and self.published_on <= day <= self.deadline

    @property
    def state(self) -> "Offer.State":
        """Where it stands now."""
        if self.status != self.Status.PUBLISHED:
            return self.State(self.status)
        if self.is_open():
            return self.State.OPEN
        return self.State.CLOSED if self.deadline < local_today() else self.State.SCHEDULED

    @property
    def missing(self) -> list[str]:
        """Names of the essential fields still empty; none once the offer has left the drafts."""
        return [name for name in (*ESSENTIAL, *ESSENTIAL_WORDS) if getattr(self, name) in (None, "")]

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
