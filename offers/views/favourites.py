"""« Mes favoris »: the list, and the heart of cards and of the offer's page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from applications.views.access import applicant_only
from offers import favouriting, visibility
from offers.models import Favourite, Offer
from offers.searching import application_of
from offers.showing import OfferSheet


@require_safe
@applicant_only
def index(request: HttpRequest, user: User) -> HttpResponse:
    """The person's favourites with their state: those one may apply to first, the soonest to close on top."""
    mine = Favourite.objects.filter(user=user).values("offer")
    offers = list(Offer.objects.filter(pk__in=mine).with_list_data().order_by("deadline", "pk"))
    is_open = [offer for offer in offers if offer.is_open()]
    over = [(offer, OfferSheet(offer).notice) for offer in reversed(offers) if not offer.is_open()]
    return render(request, "offers/favourites/list.html", {"open": is_open, "over": over})


@require_POST
@applicant_only
def mark(request: HttpRequest, user: User, reference: str) -> HttpResponse:
    """Add the offer (`wanted`: 1) or take it out; htmx gets the heart, everybody else the page again."""
    readable = visibility.readable_by(user, application_of(user))
    offer: Any = (
        readable.filter(reference=reference).first()
        # One's own favourite may be taken out whatever became of the offer.
        or get_object_or_404(Offer.objects.filter(favourites__user=user), reference=reference)
    )
    if request.POST.get("wanted") == "1":
        _add(request, user, offer)
    else:
        favouriting.remove(user, offer)
    if request.htmx:  # type: ignore[attr-defined]
        marked = Favourite.objects.filter(user=user, offer=offer).exists()
        words = request.GET.get("mots") == "1"
        context = {"offer": offer, "marked": marked, "words": words}
        return render(request, "offers/favourites/heart.html", context)
    return redirect(_way_back(request))


def _add(request: HttpRequest, user: User, offer: Offer) -> None:
    try:
        favouriting.add(user, offer)
    except favouriting.TooManyFavourites as refusal:
        messages.error(request, refusal.message)


def _way_back(request: HttpRequest) -> str:
    """The page the heart stood on."""
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/"):
        return back
    return reverse("offers:favourites")
