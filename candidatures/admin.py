"""The candidatures in the consultants' space, and the refusal reasons an administrator edits."""

from django.contrib import admin
from django.http import HttpRequest

from candidatures.consultant_admin import CandidatureAdmin
from candidatures.models import Candidature, KeptDecision, RefusalReason

admin.site.register(Candidature, CandidatureAdmin)


@admin.register(RefusalReason)
class RefusalReasonAdmin(admin.ModelAdmin):
    """Reasons with the sentences applicants read; one that was used can be retired, not deleted."""

    list_display = ["label", "stage", "code", "is_active"]
    list_filter = ["stage", "is_active"]
    search_fields = ["label", "code", "sentence_fr"]
    ordering = ["stage", "label"]

    def has_delete_permission(self, request: HttpRequest, obj: RefusalReason | None = None) -> bool:
        """A reason that candidatures were refused for stays; untick « Proposé » to retire it."""
        return False


@admin.register(KeptDecision)
class KeptDecisionAdmin(admin.ModelAdmin):
    """Decisions of households that are gone; read only, for controls and appeals."""

    list_display = ["reference", "offer", "state", "outcome", "ended_at"]
    list_filter = ["state", "offer__landlord"]
    list_select_related = ["offer"]
    search_fields = ["reference", "offer__reference"]
    ordering = ["-ended_at", "-pk"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A row is written when a candidature goes."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: KeptDecision | None = None) -> bool:
        """What was decided stays."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: KeptDecision | None = None) -> bool:
        """The nightly purge deletes, after the period."""
        return False
