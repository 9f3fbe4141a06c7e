"""Offers, their photos and the income ceilings in the back office."""

import datetime
from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from alin.dates import local_today
from offers.models import IncomeCeiling, Offer, OfferPhoto
from offers.withdrawing import withdraw


class OpeningFilter(admin.SimpleListFilter):
    """Where an offer stands today, which is not a column: it closes by its date alone (R5.7)."""

    title = _("ouverture")
    parameter_name = "ouverture"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The three moments of a published offer."""
        return [("ouverte", _("Ouverte")), ("a_venir", _("À venir")), ("close", _("Close"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Offer]) -> QuerySet[Offer]:
        """Narrow by today's date in Paris."""
        today: datetime.date = local_today()
        if self.value() == "ouverte":
            return queryset.filter(pk__in=Offer.objects.open_on(today))
        published = queryset.filter(status=Offer.Status.PUBLISHED)
        if self.value() == "a_venir":
            return published.filter(published_on__gt=today)
        if self.value() == "close":
            return published.filter(deadline__lt=today)
        return queryset


class OfferPhotoInline(admin.StackedInline):
    """Photos in the order of their rank; rank 0 is the one lists show."""

    model = OfferPhoto
    extra = 0
    fields = ["rank", "image", "alt_text"]


@admin.register(Offer)
class OfferAdmin(admin.ModelAdmin):
    """Every landlord's offers."""

    list_display = [
        "reference",
        "typology",
        "surface",
        "commune",
        "rent_with_charges",
        "financing",
        "landlord",
        "deadline",
        "status",
        "is_open_today",
    ]
    list_filter = [
        OpeningFilter,
        "status",
        "financing",
        "typology",
        "kind",
        "is_accessible",
        "reserved_for_priority",
        ("commune__department", admin.RelatedOnlyFieldListFilter),
        "landlord",
    ]
    list_select_related = ["commune", "landlord"]
    search_fields = ["reference", "title", "address", "postal_code", "commune__name", "landlord__name"]
    search_help_text = _("Référence, résidence, adresse, code postal, commune ou bailleur")
    date_hierarchy = "deadline"
    actions = ["withdraw_chosen"]
    raw_id_fields = ["commune"]
    readonly_fields = ["rent_with_charges"]
    inlines = [OfferPhotoInline]
    save_on_top = True
    fieldsets = [
        (None, {"fields": ["reference", "landlord", "status", "published_on", "deadline", "available_on"]}),
        (_("Lieu"), {"fields": ["title", "address", "postal_code", "commune", "latitude", "longitude"]}),
        (
            _("Logement"),
            {
                "fields": [
                    ("kind", "typology", "bedrooms", "surface"),
                    ("floor", "floors", "built_in", "heating"),
                    ("has_lift", "is_accessible", "has_garden", "has_balcony", "has_parking"),
                    "description",
                ]
            },
        ),
        (_("Loyer"), {"fields": [("financing", "rent", "charges", "rent_with_charges", "deposit")]}),
        (
            _("Énergie"),
            {
                "fields": [
                    ("energy_class", "climate_class"),
                    ("energy_cost_low", "energy_cost_high", "energy_cost_year"),
                ]
            },
        ),
        (_("Réservation"), {"fields": ["reserved_for", "reserved_for_priority"]}),
    ]

    def save_model(self, request: HttpRequest, obj: Offer, form: Any, change: bool) -> None:
        """Withdrawing goes through its act, so that the candidatures on the offer end with it."""
        withdrawn = change and "status" in form.changed_data and obj.status == Offer.Status.WITHDRAWN
        if withdrawn:
            obj.status = form.initial["status"]
        obj.version += change
        super().save_model(request, obj, form, change)
        if withdrawn:
            obj.status = withdraw(obj, cast(User, request.user)).status

    @admin.action(description=_("Retirer les offres choisies"), permissions=["change"])
    def withdraw_chosen(self, request: HttpRequest, queryset: QuerySet[Offer]) -> None:
        """Take each off the market; its candidatures end, and those who applied are told."""
        chosen = list(queryset)
        for offer in chosen:
            withdraw(offer, cast(User, request.user))
        told = ngettext("%(count)s offre retirée.", "%(count)s offres retirées.", len(chosen))
        self.message_user(request, told % {"count": len(chosen)})

    @admin.display(description=_("Ouverte"), boolean=True)
    def is_open_today(self, offer: Offer) -> bool:
        """Can one apply today?"""
        return offer.is_open()


class CeilingLineForm(ModelForm):
    """One line of the list of ceilings; each box says which ceiling it holds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label} : {self.instance}"


@admin.register(IncomeCeiling)
class IncomeCeilingAdmin(admin.ModelAdmin):
    """The ceilings by year, each with its source; a row that is missing is shown to applicants as unknown."""

    list_display = ["year_shown", "financing", "zone", "category", "amount", "status", "source"]
    list_display_links = ["year_shown", "financing"]
    list_editable = ["amount", "status"]
    list_filter = ["year", "financing", "zone", "status"]
    search_fields = ["source"]
    list_per_page = 84  # a whole year
    save_as = True  # next year's row starts as a copy

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Boxes with a name each."""
        return super().get_changelist_form(request, **{"form": CeilingLineForm, **kwargs})

    @admin.display(description=_("Année"), ordering="year")
    def year_shown(self, ceiling: IncomeCeiling) -> str:
        """A year is no quantity: « 2026 », not « 2 026 »."""
        return str(ceiling.year)
