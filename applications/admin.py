"""Imported files in the consultants' space: to read, never to change; the registry is where things change."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from alin.dates import local_today
from applications.documents import required_documents
from applications.looks import note_look
from applications.models import (
    Employment,
    FileLook,
    HousingApplication,
    SharingDecision,
    SimulatedDemande,
)
from applications.summary import describe
from applications.unique_number import masked, normalise


class ReadOnly:
    """Nobody adds, changes or deletes here; who may look is the group's business."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Rows come from the portal."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Data come from the registry and from the holder."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Only the holder deletes a file (R4.4)."""
        return False


class OfOwnFiles(ReadOnly, admin.ModelAdmin):
    """Rows that hang on a file: those of the files this person may read."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """A consultant's agency limits them, as it limits the files."""
        assert isinstance(request.user, User)  # noqa: S101  the admin site lets nobody else in
        rows = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        return rows.filter(application__in=HousingApplication.objects.for_consultant(request.user))


class EmploymentInline(ReadOnly, admin.StackedInline):
    """The employment as its holder confirmed it."""

    model = Employment
    extra = 0
    fields = (
        "holder",
        "employer_name",
        "siret",
        "employer",
        "company_code",
        "staff_number",
        "hired_on",
        "is_agency_contract",
        "validated_at",
        ("decision", "decision_reason"),
        ("decided_by", "decided_at"),
    )


class SharingDecisionInline(ReadOnly, admin.StackedInline):
    """Every choice made, the one in force first."""

    model = SharingDecision
    extra = 0
    fields = ("choice", "employer", "text_version", "decided_at", "is_current", "ended_at")


@admin.register(HousingApplication)
class HousingApplicationAdmin(ReadOnly, admin.ModelAdmin):
    """A consultant finds a file by name or number, and reads all of it."""

    list_display = (
        "als",
        "holder_name",
        "masked",
        "household_size",
        "filed_on",
        "expires_on",
        "is_submitted",
        "is_priority",
    )
    list_display_links = ("als", "holder_name")
    list_filter = (
        ("submitted_at", admin.EmptyFieldListFilter),
        "is_priority",
        "needs_accessible",
        "household_size",
    )
    search_fields = ("last_name", "first_name", "unique_number", "owner__email")
    search_help_text = _("Nom, e-mail, numéro ALS ou numéro unique")
    date_hierarchy = "filed_on"
    list_per_page = 50
    ordering = ("-imported_at", "-pk")
    inlines = (EmploymentInline, SharingDecisionInline)
    fieldsets = (
        (None, {"fields": ("als", "unique_number", "holder_name", "owner_email", "struck_off_for")}),
        (
            _("Ce que les règles comparent"),
            {
                "fields": (
                    ("household_size", "income_category", "extra_persons"),
                    ("counted_income", "monthly_resources"),
                    ("min_surface", "needs_accessible", "is_priority"),
                )
            },
        ),
        (
            _("Dates"),
            {"fields": (("filed_on", "expires_on"), ("imported_at", "fetched_at", "submitted_at"))},
        ),
    )
    readonly_fields = ("als", "holder_name", "owner_email", "struck_off_for")

    def get_queryset(self, request: HttpRequest) -> QuerySet[HousingApplication]:
        """The files of the consultant's departments; an administrator reads all."""
        assert isinstance(request.user, User)  # noqa: S101  the admin site lets nobody else in
        return HousingApplication.objects.for_consultant(request.user).select_related("owner")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[HousingApplication], search_term: str
    ) -> tuple[QuerySet[HousingApplication], bool]:
        """Ten digits are an ALS number; a unique number may be typed with spaces."""
        typed = normalise(search_term)
        if typed.isascii() and typed.isdigit() and len(typed) == 10:
            return queryset.filter(pk=int(typed)), False
        if len(typed) >= 15 and any(letter.isdigit() for letter in typed):
            return queryset.filter(unique_number=typed), False
        return super().get_search_results(request, queryset, search_term)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Add what the registry gave, in words, and the documents with their ticks."""
        application = self.get_object(request, object_id)
        found: dict[str, Any] = {}
        if application is not None and isinstance(request.user, User):
            note_look(application, request.user)
            ticks = {tick.key: tick.ticked_at for tick in application.document_ticks.all()}
            lines = required_documents(application.demande, local_today())
            found = {
                "sections": describe(application.demande),
                "documents": [(line, ticks.get(line.key)) for line in lines],
            }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **found})

    @admin.display(description=_("N° ALS"), ordering="pk")
    def als(self, application: HousingApplication) -> str:
        """Action Logement Services' own number."""
        return application.als_number

    @admin.display(description=_("Demandeur"), ordering="last_name")
    def holder_name(self, application: HousingApplication) -> str:
        """The applicant at the registry."""
        return application.holder_name

    @admin.display(description=_("N° unique"))
    def masked(self, application: HousingApplication) -> str:
        """An identifier: masked wherever many are listed."""
        return application.masked_number

    @admin.display(description=_("Validée"), boolean=True, ordering="submitted_at")
    def is_submitted(self, application: HousingApplication) -> bool:
        """Did the holder submit it?"""
        return application.submitted_at is not None

    @admin.display(description=_("E-mail du compte"))
    def owner_email(self, application: HousingApplication) -> str:
        """Where the portal writes to."""
        return application.owner.email

    @admin.display(description=_("Radiation"))
    def struck_off_for(self, application: HousingApplication) -> str:
        """The registry's reason code, where the demande was struck off."""
        return application.struck_off or "–"


@admin.register(Employment)
class EmploymentAdmin(OfOwnFiles):
    """Who works where, as confirmed."""

    list_display = ("application", "employer_name", "siret", "employer", "holder", "validated_at")
    list_filter = ("decision", "is_agency_contract", ("employer", admin.EmptyFieldListFilter))
    list_select_related = ("application", "employer")
    search_fields = ("employer_name", "siret", "application__last_name")
    ordering = ("-validated_at", "-pk")


@admin.register(SharingDecision)
class SharingDecisionAdmin(OfOwnFiles):
    """Every choice on personal data, in force or not."""

    list_display = ("application", "choice", "employer", "decided_at", "is_current", "text_version")
    list_filter = ("is_current", "choice")
    list_select_related = ("application", "employer")
    search_fields = ("application__last_name", "employer__name")
    ordering = ("-decided_at", "-pk")


@admin.register(FileLook)
class FileLookAdmin(OfOwnFiles):
    """Who opened whose file, for whom, and when."""

    list_display = ("looked_at", "reader", "organisation", "user", "application")
    list_filter = ("reader",)
    list_select_related = ("application", "user")
    search_fields = ("application__last_name", "organisation", "user__email")
    date_hierarchy = "looked_at"
    ordering = ("-looked_at", "-pk")


@admin.register(SimulatedDemande)
class SimulatedDemandeAdmin(admin.ModelAdmin):
    """The registry simulator's demandes; administrators only, because they stand for another site."""

    list_display = ("masked", "updated_at")
    # A row's own page and its box have the whole number; the registration site's pages are the way to it.
    list_display_links = None
    actions = None
    search_fields = ("unique_number",)
    search_help_text = _("Numéro unique entier")
    ordering = ("unique_number",)

    @admin.display(description=_("N° unique"), ordering="unique_number")
    def masked(self, demande: SimulatedDemande) -> str:
        """An identifier: masked wherever many are listed."""
        return masked(demande.unique_number)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not shown to anybody else."""
        return _is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: SimulatedDemande | None = None) -> bool:
        """See has_module_permission."""
        return _is_administrator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """`load_demandes` adds, and checks what it adds."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: SimulatedDemande | None = None) -> bool:
        """`load_demandes` replaces, and checks what it replaces."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SimulatedDemande | None = None) -> bool:
        """See has_module_permission."""
        return _is_administrator(request)


def _is_administrator(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_superuser
