"""Filters for the pages of those who decide: consultants and landlords."""

from typing import Any

from django import template

from accounts.models import User
from candidatures import consultant_desk
from candidatures.models import Candidature, Role, State
from candidatures.models.candidatures import CandidatureQuerySet
from candidatures.wording import Wording, wording_for, wording_of

register = template.Library()


@register.filter
def wording(candidature: Candidature, reader: str) -> Wording:
    """The wording of a candidature's present state for « consultant » or « landlord »."""
    return wording_for(candidature, Role(reader))


@register.filter
def state_label(state: str, reader: str) -> str:
    """What a reader calls a state, for history lines."""
    return str(wording_of(State(state), Role(reader)).label) if state else ""


@register.simple_tag
def consultant_piles(user: User) -> list[dict[str, Any]]:
    """The piles of the consultants' front page: key, title, hint, and how many lie there."""
    numbers = consultant_desk.counts(user)
    return [
        {"key": key, "title": title, "hint": consultant_desk.HINTS[key], "count": numbers[key]}
        for key, title in consultant_desk.PILES.items()
    ]


@register.simple_tag
def most_urgent(user: User) -> CandidatureQuerySet:
    """The next candidatures to look at."""
    return consultant_desk.most_urgent(user)
