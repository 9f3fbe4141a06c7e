"""Take an offer off the market."""

from django.db import transaction

from offers.models import Offer
from offers.signals import offer_withdrawn


def withdraw(offer: Offer) -> Offer:
    """Withdraw an offer and tell the floors above; withdrawing it again changes nothing."""
    with transaction.atomic():
        locked = Offer.objects.select_for_update(no_key=True).get(pk=offer.pk)
        if locked.status != Offer.Status.WITHDRAWN:
            locked.status = Offer.Status.WITHDRAWN
            locked.save(update_fields=["status"])
            offer_withdrawn.send(sender=Offer, offer=locked)
    return locked
