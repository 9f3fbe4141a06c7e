"""How the acts on offers say no: each error carries the sentence its reader sees."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class OfferError(Exception):
    """An act was refused; `message` is the translated sentence, `field` the form's field it belongs to."""

    def __init__(self, message: str | Promise, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class StaleOffer(OfferError):
    """Somebody changed the offer since the page was drawn."""

    def __init__(self) -> None:
        super().__init__(_("Cette offre a changé entre-temps."))


class PhotoRefused(OfferError):
    """A file is not a picture that can be shown."""
