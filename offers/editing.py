"""Write what a landlord changes in an offer: one version, one line of history.

Whoever saves what was drawn from an older version gets `StaleOffer`: two colleagues never overwrite each
other unawares.
"""

import datetime
import secrets
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Landlord, User
from alin.dates import local_today
from offers.errors import OfferError, StaleOffer
from offers.models import Offer, OfferEvent
from offers.models.offers import next_week

Act = OfferEvent.Act

# What the form changes; dates of publication and the status have acts of their own.
EDITED = (
    "reference",
    "title",
    "description",
    "kind",
    "address",
    "postal_code",
    "commune",
    "latitude",
    "longitude",
    "typology",
    "bedrooms",
    "surface",
    "floor",
    "floors",
    "has_lift",
    "is_accessible",
    "has_garden",
    "has_balcony",
    "has_parking",
    "heating",
    "built_in",
    "energy_class",
    "climate_class",
    "energy_cost_low",
    "energy_cost_high",
    "energy_cost_year",
    "financing",
    "rent",
    "charges",
    "deposit",
    "available_on",
    "deadline",
    "reserved_for",
    "reserved_for_priority",
)


def lock(offer: Offer, version: int | None = None) -> Offer:
    """The offer's row as it stands, locked; StaleOffer when it is no longer of that version."""
    locked = Offer.objects.select_for_update(no_key=True).get(pk=offer.pk)
    if version is not None and locked.version != version:
        raise StaleOffer
    return locked


def note(
    offer: Offer,
    act: OfferEvent.Act,
    actor: User | None,
    reason: str = "",
    changes: dict[str, Any] | None = None,
) -> OfferEvent:
    """Write one line of the offer's history."""
    return OfferEvent.objects.create(
        offer=offer, act=act, actor=actor, reason=reason[:500], changes=changes or {}
    )


def free_reference(landlord: Landlord) -> str:
    """A reference nobody has, for a draft whose author gave none."""
    return f"B{landlord.pk}-{local_today():%y%m%d}-{secrets.token_hex(3).upper()}"


def create(offer: Offer, actor: User) -> Offer:
    """Write a new draft."""
    offer.status = Offer.Status.DRAFT
    offer.reference = offer.reference or free_reference(offer.landlord)
    return _insert(offer, Act.CREATE, actor)


def just_made(landlord: Landlord, actor: User, reference: str) -> Offer | None:
    """The draft this person made a moment ago under that reference: a button was pressed twice."""
    lately = timezone.now() - datetime.timedelta(minutes=2)
    mine = Offer.objects.filter(landlord=landlord, reference=reference, status=Offer.Status.DRAFT, version=1)
    made = [Act.CREATE, Act.DUPLICATE]
    return mine.filter(events__act__in=made, events__actor=actor, events__at__gte=lately).first()


def _insert(offer: Offer, act: OfferEvent.Act, actor: User, reason: str = "") -> Offer:
    """The row and its first line of history; of two that take one reference, the second is refused."""
    try:
        with transaction.atomic():
            offer.save(force_insert=True)
            note(offer, act, actor, reason)
    except IntegrityError as error:
        raise OfferError(_("Cette référence est déjà prise."), "reference") from error
    return offer


def save(offer: Offer, actor: User, version: int) -> bool:
    """Write the fields of EDITED, if the row is still of that version; False when nothing differs."""
    with transaction.atomic():
        before = lock(offer, version)
        changes = changes_between(before, offer)
        if not changes:
            return False
        offer.version = before.version + 1
        offer.save(update_fields=[*EDITED, "version"])
        note(offer, Act.EDIT, actor, changes=changes)
    return True


def changes_between(before: Offer, after: Offer) -> dict[str, list[str]]:
    """Field → its value before and after, as words."""
    changed = [name for name in EDITED if getattr(before, name) != getattr(after, name)]
    return {name: [_said(before, name), _said(after, name)] for name in changed}


def _said(offer: Offer, name: str) -> str:
    value = getattr(offer, name)
    if value is None:
        return ""
    field: Any = Offer._meta.get_field(name)
    return str(field.to_python(value)) if not field.is_relation else str(value)


def duplicate(offer: Offer, actor: User, reference: str = "") -> Offer:
    """A new draft with the same dwelling; dates, photos and candidatures stay with the first."""
    copy = Offer(landlord=offer.landlord, reference=reference or free_reference(offer.landlord))
    kept = ("reference", "deadline", "available_on")
    for name in EDITED:
        if name not in kept:
            setattr(copy, name, getattr(offer, name))
    today = local_today()
    copy.available_on = max(offer.available_on, today)
    copy.published_on, copy.deadline = today, next_week()
    return _insert(copy, Act.DUPLICATE, actor, offer.reference)


def delete_draft(offer: Offer) -> None:
    """Throw a draft away; what was ever published stays."""
    with transaction.atomic():
        locked = lock(offer)
        if locked.status != Offer.Status.DRAFT:
            raise OfferError(_("Seul un brouillon peut être supprimé."))
        locked.delete()
