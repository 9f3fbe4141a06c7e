"""An offer's photos: add, describe, order, remove. Those with a text come first: only they are shown."""

from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from offers import photo_files
from offers.editing import Act, lock, note
from offers.errors import OfferError
from offers.models import Offer, OfferPhoto

MOST = 12  # photos of one offer
FAR = 1000  # ranks are moved there first: no two may be equal even for a moment


def add(offer: Offer, actor: User, content: bytes, alt_text: str = "") -> OfferPhoto:
    """Check and draw the picture, then write its row at the end; raises OfferError."""
    _check_room(offer)
    made = photo_files.renditions(content)
    name = photo_files.store(made)
    try:
        with transaction.atomic():
            locked = lock(offer)
            _check_room(locked)
            photo = OfferPhoto(
                offer=locked, alt_text=alt_text.strip(), rank=FAR * 2, has_sizes=True, image=name
            )
            photo.save()
            _renumber(locked, [*locked.photos.exclude(pk=photo.pk), photo])
            note(locked, Act.PHOTOS, actor, reason=_("Photo ajoutée"))
    except BaseException:
        photo_files.remove(OfferPhoto(image=name, has_sizes=True).files)
        raise
    return photo


def _check_room(offer: Offer) -> None:
    if offer.photos.count() >= MOST:
        raise OfferError(_("%(most)d photos au plus par offre.") % {"most": MOST})


def describe(offer: Offer, actor: User, texts: dict[int, str]) -> None:
    """Write the texts of these photos; empty ones are taken from the offer's page."""
    with transaction.atomic():
        locked = lock(offer)
        photos = list(locked.photos.all())
        changed = [p for p in photos if p.pk in texts and texts[p.pk].strip() != p.alt_text]
        for photo in changed:
            photo.alt_text = texts[photo.pk].strip()[:200]
            photo.save(update_fields=["alt_text"])
        _renumber(locked, photos)
        if changed:
            note(locked, Act.PHOTOS, actor, reason=_("Textes des photos modifiés"))


def move(offer: Offer, actor: User, photo_id: int, step: int) -> None:
    """One place earlier (-1) or later (1); at the end of the row nothing happens."""
    with transaction.atomic():
        locked = lock(offer)
        photos = list(locked.photos.all())
        at = next((i for i, photo in enumerate(photos) if photo.pk == photo_id), None)
        if at is None or not 0 <= at + step < len(photos):
            return
        photos[at], photos[at + step] = photos[at + step], photos[at]
        _renumber(locked, photos)
        note(locked, Act.PHOTOS, actor, reason=_("Ordre des photos modifié"))


def remove(offer: Offer, actor: User, photo_id: int) -> None:
    """Delete one; its files go after the commit (`files_of_deleted`)."""
    with transaction.atomic():
        locked = lock(offer)
        photo = locked.photos.filter(pk=photo_id).first()
        if photo is None:
            return
        photo.delete()
        _renumber(locked, list(locked.photos.all()))
        note(locked, Act.PHOTOS, actor, reason=_("Photo supprimée"))


def _renumber(offer: Offer, photos: list[OfferPhoto]) -> None:
    """Ranks from 0 in that order, the described ones first."""
    wanted = sorted(photos, key=lambda photo: not photo.alt_text)
    offer.photos.update(rank=F("rank") + FAR)
    for rank, photo in enumerate(wanted):
        OfferPhoto.objects.filter(pk=photo.pk).update(rank=rank)


def files_of_deleted(sender: object, instance: OfferPhoto, **kwargs: object) -> None:
    """After the commit that deleted a row, however it was deleted: the files that no other row shows."""
    if not OfferPhoto.objects.filter(image=instance.image.name).exclude(pk=instance.pk).exists():
        transaction.on_commit(partial(photo_files.remove, instance.files), robust=True)
