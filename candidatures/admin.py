"""The candidatures in the consultants' space, and the refusal reasons an administrator edits."""

from django.contrib import admin
from django.http import HttpRequest

from candidatures.consultant_admin import CandidatureAdmin
from candidatures.models import Candidature, RefusalReason

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
