"""The landlords' space: what waits for them, their offers, the candidatures sent to them."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from applications.looks import note_look
from candidatures import landlord_desk
from candidatures.case_file import case_file
from candidatures.models import Candidature, Role
from candidatures.views.acting import ActPage, offered
from candidatures.workflow import acts_for
from offers.models import Offer
from offers.views.landlord_space import landlord_frame, landlord_staff

PAGE = 50


@require_safe
@landlord_staff
def home(request: SignedInRequest) -> HttpResponse:
    """« À traiter »: what waits for an act, soonest first."""
    desk = landlord_desk.desk(request.user)
    return render(request, "landlord/home.html", {**landlord_frame(request, "home"), "desk": desk})


@require_safe
@landlord_staff
def offers(request: SignedInRequest) -> HttpResponse:
    """The organisation's offers, newest deadline first, with how many candidatures came."""
    state, typed = request.GET.get("etat", ""), request.GET.get("q", "").replace("\0", "")[:80].strip()
    found = landlord_desk.offers_of(request.user, state, typed)
    context = {
        **landlord_frame(request, "offers"),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "state": state if state in Offer.State.values else "",
        "states": Offer.State.choices,
        "typed": typed,
    }
    return render(request, "landlord/offers.html", context)


@require_safe
@landlord_staff
def offer(request: SignedInRequest, reference: str) -> HttpResponse:
    """One offer's candidatures in order of rank."""
    found = get_object_or_404(landlord_desk.offers_of(request.user), reference=reference)
    lines = landlord_desk.ranked_files(request.user, found)
    context = {**landlord_frame(request, "offers"), "offer": found, "lines": lines}
    return render(request, "landlord/offer.html", context)


@require_safe
@landlord_staff
def candidatures(request: SignedInRequest) -> HttpResponse:
    """Every candidature ever sent to the organisation, with a filter by state."""
    state = request.GET.get("etat", "")
    found = landlord_desk.candidatures_of(request.user, state)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        **landlord_frame(request, "candidatures"),
        "page": page,
        "state": state,
        "states": landlord_desk.FILTERS,
    }
    return render(request, "landlord/candidatures.html", context)


def _sent_to(request: SignedInRequest, pk: int) -> Candidature:
    found = Candidature.objects.for_landlord(request.user).with_file_data()
    candidature: Candidature = get_object_or_404(found, pk=pk)
    return candidature


@require_safe
@landlord_staff
def candidature(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole file of one candidature, and what can be done now; its holder sees that it was read."""
    found = _sent_to(request, pk)
    note_look(found.application, request.user)
    context = {
        **landlord_frame(request, "candidatures"),
        "case": case_file(found, Role.LANDLORD, request.user),
        "acts": offered(found, acts_for(found, request.user)),
    }
    return render(request, "landlord/candidature.html", context)


@landlord_staff
def act(request: SignedInRequest, pk: int, act: str) -> HttpResponse:
    """One act on one candidature: its form, then the deed."""
    found = _sent_to(request, pk)
    back = reverse("landlord:candidature", args=[pk])
    context = landlord_frame(request, "candidatures")
    page = ActPage("landlord/act.html", back, Role.LANDLORD, context)
    return page.answer(request, found, act)
