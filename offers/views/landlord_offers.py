"""A landlord's offer: write it, see it as applicants will, read what was done to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from offers import editing
from offers.errors import OfferError, StaleOffer
from offers.landlord_forms import OfferForm
from offers.models import Offer
from offers.showing import OfferSheet
from offers.views.landlord_space import landlord_frame, landlord_staff, own_landlord, own_offer

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
@landlord_staff
def create(request: SignedInRequest) -> HttpResponse:
    """A new draft; it may be saved as soon as it has anything."""
    landlord = own_landlord(request)
    twin = editing.just_made(landlord, request.user, request.POST.get("reference", ""))
    if twin:
        return _saved(request, twin)
    # The reference is proposed with the page, so that a button pressed twice makes one draft.
    proposed = {"reference": editing.free_reference(landlord)}
    form = OfferForm(request.POST or None, instance=Offer(landlord=landlord), initial=proposed)
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, editing.create(form.instance, request.user))
        except OfferError as error:
            form.add_error(error.field, str(error.message))
    return render(request, "landlord/offers/edit.html", {**landlord_frame(request, "offers"), "form": form})


@require_http_methods(FORM_METHODS)
@landlord_staff
def edit(request: SignedInRequest, reference: str) -> HttpResponse:
    """The form of an offer that may still change."""
    offer = own_offer(request, reference)
    if offer.state in (Offer.State.WITHDRAWN, Offer.State.ALLOCATED):
        messages.info(request, _("Cette offre ne peut plus être modifiée. Vous pouvez la dupliquer."))
        return redirect("landlord:offer", reference)
    form = OfferForm(request.POST or None, instance=offer)
    stale = None
    if request.method == "POST" and form.is_valid():
        try:
            editing.save(form.instance, request.user, form.cleaned_data["version"] or 0)
            return _saved(request, form.instance)
        except StaleOffer:
            form, stale = _drawn_again(request, reference), own_offer(request, reference)
    context = {
        **landlord_frame(request, "offers"),
        "form": form,
        "offer": own_offer(request, reference),
        "stale": stale.events.select_related("actor").first() if stale else None,
    }
    return render(request, "landlord/offers/edit.html", context)


def _drawn_again(request: HttpRequest, reference: str) -> OfferForm:
    """What was typed, on top of the row as it stands now: saving it once more is a decision."""
    offer = Offer.objects.get(reference=reference)
    typed = request.POST.copy()
    typed["version"] = str(offer.version)
    return OfferForm(typed, instance=offer)


def _saved(request: HttpRequest, offer: Offer) -> HttpResponse:
    if "photos" in request.POST:
        return redirect("landlord_offers:photos", offer.reference)
    if "publish" in request.POST:
        return redirect("landlord_offers:publish", offer.reference)
    if "preview" in request.POST:
        return redirect("landlord_offers:preview", offer.reference)
    is_draft = offer.status == Offer.Status.DRAFT
    messages.success(request, _("Brouillon enregistré.") if is_draft else _("Offre enregistrée."))
    return redirect("landlord_offers:edit", offer.reference)


@require_safe
@landlord_staff
def preview(request: SignedInRequest, reference: str) -> HttpResponse:
    """The offer's page as applicants see it, by the same template; nothing while it lacks too much."""
    offer = own_offer(request, reference)
    context: dict[str, Any] = {"offer": offer, "is_preview": True}
    if offer.missing:
        names = [str(Offer._meta.get_field(name).verbose_name) for name in offer.missing]  # type: ignore[union-attr]
        context |= {**landlord_frame(request, "offers"), "missing": names}
        return render(request, "landlord/offers/no_preview.html", context)
    context |= {"sheet": OfferSheet(offer), "application": None, "verdicts": [], "effort": None, "back": ""}
    return render(request, "landlord/offers/preview.html", context)


@require_safe
@landlord_staff
def history(request: SignedInRequest, reference: str) -> HttpResponse:
    """Every act, the latest first."""
    offer = own_offer(request, reference)
    events = [(event, _changes(event.changes)) for event in offer.events.select_related("actor")[:200]]
    context = {**landlord_frame(request, "offers"), "offer": offer, "events": events}
    return render(request, "landlord/offers/history.html", context)


def _changes(changes: dict[str, list[str]]) -> list[tuple[str, str, str]]:
    """Label, before and after of each field."""
    return [
        (str(Offer._meta.get_field(name).verbose_name), _word(before), _word(after))  # type: ignore[union-attr]
        for name, (before, after) in changes.items()
    ]


def _word(value: str) -> str:
    """A value of the history as people say it."""
    return {"": "–", "True": _("Oui"), "False": _("Non")}.get(value, value)
