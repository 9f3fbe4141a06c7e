"""An offer's photos: send, describe, order, remove; every button works without JavaScript."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from offers import photos as acts
from offers.errors import OfferError
from offers.models import Offer
from offers.photo_files import MAX_BYTES
from offers.publishing_forms import PhotosForm
from offers.views.landlord_space import landlord_frame, landlord_staff, own_offer

STEPS = {"up": -1, "down": 1}


@require_http_methods(["GET", "HEAD", "POST"])
@landlord_staff
def photos(request: SignedInRequest, reference: str) -> HttpResponse:
    """The photos in their order, each with its text, and the field for new ones."""
    offer = own_offer(request, reference)
    form = PhotosForm()
    if request.method == "POST":
        if "send" in request.POST:
            form = PhotosForm(request.POST, request.FILES)
            if form.is_valid():
                _add(request, offer, form)
        else:
            _arrange(request, offer)
        if not form.errors:
            return redirect("landlord_offers:photos", reference)
    context = {
        **landlord_frame(request, "offers"),
        "offer": offer,
        "form": form,
        "photos": list(offer.photos.all()),
        "most": acts.MOST,
    }
    return render(request, "landlord/offers/photos.html", context)


def _add(request: SignedInRequest, offer: Offer, form: PhotosForm) -> None:
    """Each file on its own: those that are refused are named, the others are kept."""
    added = 0
    for file in form.cleaned_data["photos"]:
        try:
            acts.add(offer, request.user, _content(file))
            added += 1
        except OfferError as error:
            sentence = _("%(name)s : %(problem)s") % {"name": file.name, "problem": error.message}
            form.add_error("photos", sentence)
    if added:
        told = ngettext(
            "%(count)s photo ajoutée : décrivez-la ci-dessous.",
            "%(count)s photos ajoutées : décrivez-les ci-dessous.",
            added,
        )
        messages.success(request, told % {"count": added})


def _content(file: UploadedFile) -> bytes:
    """No more than is needed to see that it is too much."""
    return bytes(file.read(MAX_BYTES + 1))


def _arrange(request: SignedInRequest, offer: Offer) -> None:
    """Whatever the button was, the texts that were typed are kept."""
    texts = {
        int(name.removeprefix("alt-")): value
        for name, value in request.POST.items()
        if name.startswith("alt-") and name.removeprefix("alt-").isascii() and name[4:].isdigit()
    }
    acts.describe(offer, request.user, {pk: str(text) for pk, text in texts.items()})
    for name, step in STEPS.items():
        if chosen := _number(request.POST.get(name)):
            acts.move(offer, request.user, chosen, step)
            return
    if chosen := _number(request.POST.get("remove")):
        acts.remove(offer, request.user, chosen)
        messages.success(request, _("La photo est supprimée."))
        return
    messages.success(request, _("Les textes sont enregistrés."))


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 18 else 0
