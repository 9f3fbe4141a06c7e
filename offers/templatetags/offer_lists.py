"""Lists of offers that pages of other apps show."""

from typing import Any

from django import template
from django.template.context import Context

from applications.models import HousingApplication
from offers import matching
from offers.models import Offer

register = template.Library()


@register.inclusion_tag("offers/latest.html", takes_context=True)
def latest_offers(context: Context, number: int = 6) -> dict[str, Any]:
    """The newest offers open to all; nothing at all is shown where there is none."""
    offers = Offer.objects.open_now().unreserved().with_list_data().order_by("-published_on", "-pk")
    return {"offers": list(offers[:number]), "request": context.get("request")}


@register.simple_tag
def fitting_offers(application: HousingApplication) -> int:
    """How many open offers fit the file in the communes asked for (R5.1)."""
    return matching.in_wished_communes(matching.offers_for(application), application).count()
