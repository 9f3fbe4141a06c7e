"""What a landlord decides about an offer, one page per act: it asks, then it is done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from offers import editing, publishing
from offers.checking import problems, second_looks
from offers.errors import OfferError
from offers.landlord_forms import FIELD_SECTIONS
from offers.matching import files_matching_count
from offers.models import Offer
from offers.publishing_forms import DuplicateForm, ExtendForm, PublishForm, WithdrawForm
from offers.views.landlord_space import landlord_frame, landlord_staff, own_offer

FORM_METHODS = ["GET", "HEAD", "POST"]
Deed = Callable[[dict[str, Any]], object]


@require_http_methods(FORM_METHODS)
@landlord_staff
def publish(request: SignedInRequest, reference: str) -> HttpResponse:
    """What is missing or odd, how many files match, then now or later."""
    offer = own_offer(request, reference)
    if offer.state not in (Offer.State.DRAFT, Offer.State.SCHEDULED):
        messages.info(request, _("Cette offre est déjà publiée, ou ne peut plus l'être."))
        return redirect("landlord:offer", reference)
    if "unschedule" in request.POST:
        return _unschedule(request, offer)
    form = PublishForm(request.POST or None, initial={"version": offer.version, "when": "now"})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if _done(form, lambda: publishing.publish(offer, request.user, data["version"], data["at"])):
            later = _("La publication est programmée.") if data["at"] else _("L'offre est publiée.")
            messages.success(request, later)
            return redirect("landlord:offer", reference)
    found = problems(offer)
    context = {
        **landlord_frame(request, "offers"),
        "offer": offer,
        "form": form,
        "problems": [(problem, FIELD_SECTIONS.get(problem.field, "")) for problem in found],
        "second_looks": second_looks(offer),
        "matching": files_matching_count(offer) if not offer.missing else None,
    }
    return render(request, "landlord/offers/publish.html", context)


def _unschedule(request: SignedInRequest, offer: Offer) -> HttpResponse:
    try:
        publishing.unschedule(offer, request.user, offer.version)
        messages.success(request, _("La programmation est annulée : l'offre est de nouveau un brouillon."))
    except OfferError as error:
        messages.error(request, str(error.message))
    return redirect("landlord_offers:publish", offer.reference)


def _done(form: forms.Form, deed: Callable[[], object]) -> bool:
    """Do it; what is refused stands beside its field, or above the form."""
    try:
        deed()
    except OfferError as error:
        field = {"at": "day"}.get(error.field or "", error.field)
        form.add_error(field if field in form.fields else None, str(error.message))
        return False
    return True


@require_http_methods(FORM_METHODS)
@landlord_staff
def extend(request: SignedInRequest, reference: str) -> HttpResponse:
    """A later deadline with its reason; those who applied are told."""
    offer = own_offer(request, reference)
    if request.method != "POST" and offer.state not in (Offer.State.OPEN, Offer.State.CLOSED):
        messages.info(request, _("La date limite de cette offre ne peut pas être repoussée."))
        return redirect("landlord:offer", reference)
    form = ExtendForm(request.POST or None, initial={"version": offer.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if _done(
            form,
            lambda: publishing.extend(offer, request.user, data["version"], data["until"], data["reason"]),
        ):
            messages.success(request, _("La date limite est repoussée. Les candidats sont prévenus."))
            return redirect("landlord:offer", reference)
    return _asked(request, offer, form, TEXTS["extend"])


@require_http_methods(FORM_METHODS)
@landlord_staff
def withdraw(request: SignedInRequest, reference: str) -> HttpResponse:
    """Off the market, with a message to those who applied."""
    offer = own_offer(request, reference)
    if request.method != "POST" and offer.status != Offer.Status.PUBLISHED:
        messages.info(request, _("Seule une offre publiée peut être retirée."))
        return redirect("landlord:offer", reference)
    form = WithdrawForm(request.POST or None, initial={"version": offer.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if _done(
            form,
            lambda: publishing.take_off(offer, request.user, data["version"], data["message"]),
        ):
            messages.success(request, _("L'offre est retirée. Les candidats sont prévenus."))
            return redirect("landlord:offer", reference)
    return _asked(request, offer, form, TEXTS["withdraw"])


@require_http_methods(FORM_METHODS)
@landlord_staff
def duplicate(request: SignedInRequest, reference: str) -> HttpResponse:
    """A new draft of the same dwelling."""
    offer = own_offer(request, reference)
    form = DuplicateForm(
        request.POST if request.method == "POST" else None,
        initial={"reference": editing.free_reference(offer.landlord)},
    )
    if request.method == "POST" and form.is_valid():
        reference = form.cleaned_data["reference"]
        twin = editing.just_made(offer.landlord, request.user, reference)
        copy = twin or editing.duplicate(offer, request.user, reference)
        messages.success(request, _("Voici la copie : vérifiez-la, puis publiez-la."))
        return redirect("landlord_offers:edit", copy.reference)
    return _asked(request, offer, form, TEXTS["duplicate"])


@require_http_methods(FORM_METHODS)
@landlord_staff
def delete(request: SignedInRequest, reference: str) -> HttpResponse:
    """A draft that is not needed."""
    offer = own_offer(request, reference)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and _done(form, lambda: editing.delete_draft(offer)):
        messages.success(request, _("Le brouillon est supprimé."))
        return redirect("landlord:offers")
    return _asked(request, offer, form, TEXTS["delete"])


Texts = tuple[str | Promise, str | Promise, str | Promise, bool]
# Title, explanation, button, is it a warning?
TEXTS: dict[str, Texts] = {
    "extend": (
        gettext_lazy("Prolonger l'offre"),
        gettext_lazy("Chaque candidat reçoit un mail avec la nouvelle date et votre motif."),
        gettext_lazy("Repousser la date limite"),
        False,
    ),
    "withdraw": (
        gettext_lazy("Retirer l'offre"),
        gettext_lazy("Les candidatures en cours prennent fin. Chaque candidat reçoit votre message."),
        gettext_lazy("Retirer l'offre"),
        True,
    ),
    "duplicate": (
        gettext_lazy("Dupliquer l'offre"),
        gettext_lazy(
            "La copie est un brouillon avec une nouvelle référence. Les photos ne sont pas reprises."
        ),
        gettext_lazy("Créer la copie"),
        False,
    ),
    "delete": (
        gettext_lazy("Supprimer le brouillon"),
        gettext_lazy("Le brouillon et ses photos sont effacés. Ce n'est pas réversible."),
        gettext_lazy("Supprimer le brouillon"),
        True,
    ),
}


def _asked(request: SignedInRequest, offer: Offer, form: forms.Form, texts: Texts) -> HttpResponse:
    title, text, button, is_warning = texts
    context = {
        **landlord_frame(request, "offers"),
        "offer": offer,
        "form": form,
        "title": title,
        "text": text,
        "button": button,
        "is_warning": is_warning,
    }
    return render(request, "landlord/offers/act.html", context)
