"""What every page of the landlords' space begins with; the candidatures' pages use it too."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from accounts.models import Landlord
from accounts.requests import SignedInRequest
from offers.models import Offer

View = Callable[..., HttpResponse]


def landlord_staff(view: View) -> View:
    """Only for people who work for a landlord."""

    @wraps(view)
    def guarded(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.works_for_landlord:
            raise PermissionDenied(str(_("Cet espace est réservé aux bailleurs.")))
        return view(request, *args, **kwargs)

    return guarded


def landlord_frame(request: SignedInRequest, section: str) -> dict[str, Any]:
    """What every page of the space shows around its content."""
    return {"organisation": request.user.landlord, "section": section}


def own_landlord(request: SignedInRequest) -> Landlord:
    """The organisation of somebody whom `landlord_staff` let in."""
    landlord = request.user.landlord
    if landlord is None:
        raise PermissionDenied
    return landlord


def own_offer(request: SignedInRequest, reference: str) -> Offer:
    """An offer of the person's organisation, else 404; both managers and members may do everything to it."""
    mine = Offer.objects.filter(landlord__memberships__user=request.user)
    found: Offer = get_object_or_404(
        mine.select_related("commune__department", "landlord", "reserved_for"), reference=reference
    )
    return found
