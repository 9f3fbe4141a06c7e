"""Suggestions while a place is typed."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from alin.places.places import find_places

SHORTEST = 2
SUGGESTIONS = 8
KEPT = 600  # seconds a browser may answer the same letters by itself: places change once a year


@login_not_required
@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """`?lieu=bres` → the best places, each with the key an address carries and the label people read."""
    typed = request.GET.get("lieu", "").replace("\0", "").strip()
    found = find_places(typed, limit=SUGGESTIONS) if len(typed) >= SHORTEST else []
    places = [{"key": place.key, "label": place.label, "note": place.note} for place in found]
    response = JsonResponse({"places": places})
    patch_cache_control(response, private=True, max_age=KEPT)
    return response
