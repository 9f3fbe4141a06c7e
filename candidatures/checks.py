"""What must hold before an act, beyond its state and its actor; each check raises its own message.

`conditions` of a transition read the candidature alone, so that a page can hide a button for free;
`checks` may read other rows and the values given, and run under the locks of `perform`.
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alin.dates import local_today
from candidatures.errors import CandidatureError, DwellingTaken, MissingData, RankTaken, StaleState
from candidatures.models import Candidature, Outcome, State

# States in which a candidature holds the dwelling: the database allows one per offer.
HOLDING_STATES = (State.ALLOCATED, State.LEASE_SIGNED, State.MOVED_IN)


# --- Conditions ------------------------------------------------------------------------------------
def nobody_claimed(candidature: Candidature) -> None:
    """A candidature is followed by one consultant at a time."""
    if candidature.consultant_id is not None:
        raise StaleState(_("%(name)s suit déjà cette candidature.") % {"name": candidature.consultant or ""})


def somebody_claimed(candidature: Candidature) -> None:
    """Only what was taken can be put back."""
    if candidature.consultant_id is None:
        raise StaleState(_("Personne ne suit cette candidature."))


def allocation_is_conditional(candidature: Candidature) -> None:
    """Only an allocation under a condition can fall with it."""
    if candidature.outcome != Outcome.CONDITIONAL:
        raise CandidatureError(_("Ce logement a été attribué sans condition."))


# --- Checks ----------------------------------------------------------------------------------------
def dwelling_is_free(candidature: Candidature, values: dict[str, Any]) -> None:
    """One allocation per dwelling."""
    if Candidature.objects.filter(offer_id=candidature.offer_id, state__in=HOLDING_STATES).exists():
        raise DwellingTaken


def rank_is_free(candidature: Candidature, values: dict[str, Any]) -> None:
    """The committee's ranks start at 1 and differ within an offer."""
    rank = values.get("outcome_rank")
    if rank is None:
        return
    if not isinstance(rank, int) or not 1 <= rank <= 999:
        raise MissingData("outcome_rank", _("Le rang est un nombre à partir de 1."))
    if Candidature.objects.filter(offer_id=candidature.offer_id, outcome_rank=rank).exists():
        raise RankTaken


def nobody_ranked_before(candidature: Candidature, values: dict[str, Any]) -> None:
    """The dwelling is proposed in the order of the ranking (article R441-10 CCH)."""
    before = Candidature.objects.filter(
        offer_id=candidature.offer_id, state=State.RANKED, outcome_rank__lt=candidature.outcome_rank
    )
    if before.exists():
        raise CandidatureError(_("Un candidat mieux classé attend encore une proposition."))


def visit_is_ahead(candidature: Candidature, values: dict[str, Any]) -> None:
    """The applicant is invited to it: it cannot be over already."""
    if values["visit_at"] <= timezone.now():
        raise MissingData("visit_at", _("La visite doit être à une date à venir."))


def committee_is_ahead(candidature: Candidature, values: dict[str, Any]) -> None:
    """Today's committee may still be announced."""
    if values["committee_on"] < local_today():
        raise MissingData("committee_on", _("La commission doit être à une date à venir."))


def committee_has_met(candidature: Candidature, values: dict[str, Any]) -> None:
    """A decision is recorded once it is taken."""
    if values.get("committee_on") and values["committee_on"] > local_today():
        raise MissingData("committee_on", _("La commission ne peut pas s'être tenue à une date future."))


def lease_is_signed_by_now(candidature: Candidature, values: dict[str, Any]) -> None:
    """A signature is a fact: recording it ends the other candidatures."""
    if values["lease_signed_on"] > local_today():
        raise MissingData("lease_signed_on", _("La signature du bail ne peut pas être à une date future."))


def keys_follow_the_lease(candidature: Candidature, values: dict[str, Any]) -> None:
    """Keys are handed on the day of the lease or later, and by now."""
    day = values["moved_in_on"]
    if day > local_today():
        raise MissingData("moved_in_on", _("La remise des clés ne peut pas être à une date future."))
    if candidature.lease_signed_on and day < candidature.lease_signed_on:
        raise MissingData("moved_in_on", _("Les clés ne peuvent pas être remises avant le bail."))
