"""The heart of an offer, on its card and on its page."""

from typing import Any

from django import template
from django.template.context import Context

from accounts.models import User
from offers.models import Favourite, Offer

register = template.Library()


@register.inclusion_tag("offers/favourites/button.html", takes_context=True)
def heart(context: Context, offer: Offer, words: bool = False) -> dict[str, Any]:
    """A button for applicants, nothing for everybody else; one query a page, however many offers.

    `words`: with its label beside it, as on the offer's page.
    """
    request = context.get("request")
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not user.is_applicant:
        return {"offer": None}
    marked: set[int] | None = getattr(request, "favourite_offers", None)
    if marked is None:
        marked = set(Favourite.objects.filter(user=user).values_list("offer_id", flat=True))
        request.favourite_offers = marked  # type: ignore[union-attr]
    return {"offer": offer, "marked": offer.pk in marked, "words": words, "oob": False}
