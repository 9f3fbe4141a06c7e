"""Places in the admin site: registration sites can be corrected, official lists can be looked up."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from alin.places.models import Commune, Department, PostalCode


class DepartmentAdmin(admin.ModelAdmin):
    """A registration site moves now and then; the department itself is the law's."""

    list_display = ["code", "name", "region", "portal_url"]
    list_display_links = ["name"]
    list_filter = ["region"]
    search_fields = ["code", "name"]
    readonly_fields = ["code", "name", "region", "region_code"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_per_page = 120

    def has_add_permission(self, request: HttpRequest) -> bool:
        """New departments come with `load_facts`."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Communes point to it."""
        return False


class PostalCodeInline(admin.StackedInline):
    """The postal codes of a commune."""

    model = PostalCode
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They come with `load_facts`."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They come with `load_facts`."""
        return False


class CommuneAdmin(admin.ModelAdmin):
    """The official list, to look things up; only the zone may be corrected."""

    list_display = ["insee", "name", "department", "zone", "population"]
    list_display_links = ["name"]
    list_filter = ["zone"]
    list_select_related = ["department"]
    search_fields = ["=insee", "search_name", "=postal_codes__code"]
    readonly_fields = ["insee", "name", "department", "parent", "grouping", "population"]
    exclude = ["search_name"]
    inlines = [PostalCodeInline]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """New communes come with `load_facts`."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Offers and wishes point to it."""
        return False


admin.site.register(Department, DepartmentAdmin)
admin.site.register(Commune, CommuneAdmin)
