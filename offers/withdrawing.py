"""Take an offer off the market."""

from django.db import transaction

from accounts.models import User
from offers.editing import Act, note
from offers.models import Offer
from offers.signals import offer_withdrawn


def withdraw(offer: Offer, actor: User | None = None, message: str = "") -> Offer:
    """Withdraw an offer and tell the floors above; withdrawing it again changes nothing.

    `message` is the landlord's own sentence for those who applied.
    """
    with transaction.atomic():
        locked = Offer.objects.select_for_update(no_key=True).get(pk=offer.pk)
        if locked.status != Offer.Status.WITHDRAWN:
            locked.status = Offer.Status.WITHDRAWN
            locked.version += 1
            locked.save(update_fields=["status", "version"])
            note(locked, Act.WITHDRAW, actor, message)
            offer_withdrawn.send(sender=Offer, offer=locked, message=message)
    return locked
