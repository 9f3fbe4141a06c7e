"""What each state is called and means for each reader, and what happens next (R6.8)."""

from django.utils import timezone

from candidatures.models import Candidature, Role, State
from candidatures.wording.applicant import APPLICANT, VISITED
from candidatures.wording.consultant import CONSULTANT
from candidatures.wording.landlord import LANDLORD
from candidatures.wording.words import Wording

__all__ = ["WORDINGS", "Wording", "wording_for", "wording_of"]

WORDINGS: dict[Role, dict[State, Wording]] = {
    Role.APPLICANT: APPLICANT,
    Role.CONSULTANT: CONSULTANT,
    Role.LANDLORD: LANDLORD,
}


def wording_of(state: State | str, reader: Role) -> Wording:
    """The wording of a state for a reader: the applicant, a consultant or a landlord."""
    return WORDINGS[reader][State(state)]


def wording_for(candidature: Candidature, reader: Role) -> Wording:
    """The wording of a candidature's present state for a reader; a visit that is over has its own."""
    visited = candidature.visit_at is not None and candidature.visit_at < timezone.now()
    if reader == Role.APPLICANT and candidature.state == State.VISIT and visited:
        return VISITED
    return wording_of(candidature.state, reader)
