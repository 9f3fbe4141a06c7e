"""What the offers do when one of them has opened."""

import logging
from typing import Any

from django.dispatch import receiver

from alin import circuits
from offers.signals import offer_published

logger = logging.getLogger(__name__)


@receiver(offer_published, dispatch_uid="offers.announce")
def announce_to_alerts(offer_id: int, **kwargs: Any) -> None:
    """Hand over the chain's first task; where the broker is away, the beat takes it up."""
    from offers.tasks import announce_offer

    if circuits.broker.is_open():
        return
    try:
        announce_offer.delay(offer_id)
    except Exception as error:  # any transport, any failure: the offer says that it was published
        circuits.broker.open()
        logger.warning("The broker does not answer (%s): alerts wait for the beat", type(error).__name__)
