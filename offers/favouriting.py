"""Put an offer among one's favourites, and take it out again (R5.5)."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from offers.models import Favourite, Offer


class TooManyFavourites(Exception):
    """The account has as many favourites as it may; `message` is for the person."""

    def __init__(self) -> None:
        self.message = _("Vous avez déjà %(count)s favoris. Retirez-en un pour ajouter cette offre.") % {
            "count": settings.FAVOURITES_PER_ACCOUNT
        }
        super().__init__(self.message)


def add(user: User, offer: Offer) -> None:
    """Mark the offer; marking it again changes nothing. Raises TooManyFavourites."""
    with transaction.atomic():
        User.objects.get_queryset().select_for_update(no_key=True).get(pk=user.pk)
        own = Favourite.objects.filter(user=user)
        if own.filter(offer=offer).exists():
            return
        if own.count() >= settings.FAVOURITES_PER_ACCOUNT:
            raise TooManyFavourites
        Favourite.objects.create(user=user, offer=offer)


def remove(user: User, offer: Offer) -> None:
    """Take the mark away; taking it away again changes nothing."""
    Favourite.objects.filter(user=user, offer=offer).delete()
