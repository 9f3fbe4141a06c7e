"""The search and the offer's page: the same addresses for visitors and applicants, each sees their own."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from alin.formats import euros
from applications.models import HousingApplication
from applications.portals import registration_site
from offers import recent, rules, visibility
from offers.blocking import blocked
from offers.income_limits import IncomeLimits
from offers.models import Offer, Typology
from offers.public_data import PublicData
from offers.searching import Results, Search, application_of, clean_query
from offers.showing import OfferSheet
from offers.similar import similar_offers

GONE = 410
MOST_POINTS = 1_000  # on a map; about 120 kB, 12 kB compressed


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The offers one may find, with the criteria of the address; only the results when htmx asks."""
    query = clean_query(request.GET)
    request.GET = query  # type: ignore[assignment]  # every link of the page is then as short as it can be
    application = application_of(request.user)
    asked = Search(query, application)
    results = asked.results()
    if application:  # the hearts of the cards came with them
        request.favourite_offers = results.favourites  # type: ignore[attr-defined]
    context = {
        "search": asked,
        "form": asked.filter.form,
        "chips": asked.filter.chips(),
        "results": results,
        "boxes": {name: asked.boxes(name, results.facets) for name in ("pieces", "type")},
        "ticks": {name: results.facets.of(name)[0] for name in ("pmr", "disponible")},
        "blocked": None if results.total else blocked(asked),
        "back": query.urlencode(),
        "application": application,
        **_situation(application, asked, results),
    }
    if not _wants_fragment(request):
        context["tiles"] = {"url": settings.MAP_TILES_URL, "attribution": settings.MAP_TILES_ATTRIBUTION}
        context["recent"] = recent.still_open(_seen(request), application)
        context["shared_url"] = request.build_absolute_uri(_address(QueryDict(asked.shared_query)))
        response = render(request, "offers/search.html", context)
    else:
        response = render(request, "offers/search_fragment.html", context)
        response["HX-Push-Url"] = _address(query)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _wants_fragment(request: HttpRequest) -> bool:
    """htmx going back to a page it no longer has wants the whole of it."""
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request


def _address(query: QueryDict) -> str:
    path = reverse("offers:search")
    return f"{path}?{query.urlencode()}" if query else path


def _situation(application: HousingApplication | None, asked: Search, results: Results) -> dict[str, object]:
    """What follows from the file: rooms, least surface, and the way out when nothing at all fits."""
    if application is None:
        return {}
    least, most = rules.rooms_for(application.household_size)
    nothing_fits = not results.total and not asked.is_narrowed
    return {
        "rooms": rules.rooms_list(least, most),
        "least_surface": rules.least_surface(application),
        "nothing_fits": nothing_fits,
        "site": registration_site(application) if nothing_fits else "",
    }


@login_not_required
@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """The search's offers as points of a map, for its script: at most a thousand, the first of the sort."""
    asked = Search(clean_query(request.GET), application_of(request.user))
    found = asked.located(MOST_POINTS + 1)
    back = urlencode({"retour": asked.shared_query}) if asked.shared_query else ""
    offers = [
        {
            "url": f"{reverse('offers:detail', args=[reference])}{'?' + back if back else ''}",
            "at": [latitude, longitude],
            "rent": euros(rent),
            "title": f"{Typology(typology).label} · {surface} m²",
            "place": f"{name} ({postal_code})",
            "commune": name,
        }
        for reference, latitude, longitude, rent, typology, surface, name, postal_code in found[:MOST_POINTS]
    ]
    return JsonResponse({"offers": offers, "all": len(found) <= MOST_POINTS})


@login_not_required
@require_safe
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One offer, with the verdict of each rule for the reader's file."""
    application = application_of(request.user, with_snapshot=True)
    readable = visibility.readable_by(request.user, application)
    offer = get_object_or_404(
        readable.select_related("commune__department", "landlord", "reserved_for").prefetch_related("photos"),
        reference=reference,
    )
    back = clean_query(QueryDict(request.GET.get("retour", "")[:1000]))
    context = {
        "offer": offer,
        "application": application,
        "back_url": _address(back),
        "back": back.urlencode(),
    }
    if not visibility.may_read_whole(offer, request.user):
        return _gone(request, context)
    if application:  # the panel asks twice who sees the file
        prefetch_related_objects([application], "sharing_decisions")
    limits = IncomeLimits.of() if application else None
    verdicts = rules.verdicts(application, offer, limits) if application else []
    sheet = OfferSheet(offer)
    similar = similar_offers(offer, application, limits) if offer.is_open() else []
    response = render(
        request,
        "offers/detail.html",
        {
            **context,
            "sheet": sheet,
            "public": PublicData.of(offer, sheet.photos),
            "similar": similar,
            "map": _map_of(offer, similar),
            "verdicts": verdicts,
            "effort": rules.effort_rate(application, offer) if application else None,
        },
    )
    _remember(request, response, offer)
    return response


def _map_of(offer: Offer, similar: list[Offer]) -> dict[str, str] | None:
    """Where its tiles come from; None where there would be nothing to see but one point on a plain ground."""
    located = [other for other in [offer, *similar] if other.latitude is not None]
    if offer.latitude is None or not (settings.MAP_TILES_URL or len(located) > 1):
        return None
    return {"url": settings.MAP_TILES_URL, "attribution": settings.MAP_TILES_ATTRIBUTION}


def _seen(request: HttpRequest) -> list[int]:
    """Keys of the offers this person opened since the browser was started."""
    if not request.user.is_authenticated:
        return []
    written = request.get_signed_cookie(recent.SEEN, default="", salt=f"{recent.SEEN}:{request.user.pk}")
    return recent.read(written or "")


def _remember(request: HttpRequest, response: HttpResponse, offer: Offer) -> None:
    """Note an offer that was opened, in the browser of a signed-in person; visitors leave no trace."""
    if request.user.is_authenticated:
        response.set_signed_cookie(
            recent.SEEN,
            recent.with_one_more(_seen(request), offer),
            salt=f"{recent.SEEN}:{request.user.pk}",
            path=reverse("offers:search"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _gone(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The polite page of an offer that is over, with a search of similar ones."""
    offer = context["offer"]
    similar = QueryDict(mutable=True)
    similar.update({"lieu": f"departement:{offer.commune.department_id}", "pieces": offer.typology_code})
    return render(request, "offers/gone.html", {**context, "similar_url": _address(similar)}, status=GONE)
