"""The candidatures of one dwelling side by side, so that sending some of them is an informed choice.

Also says whether a committee will have three files to examine: article R441-3 CCH asks for at least three
per dwelling unless too few households apply. That is a warning to the consultant, never a block.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidatures.models import ACTIVE_STATES, Candidature, State
from candidatures.models.candidatures import CandidatureQuerySet
from candidatures.ranking import in_order
from offers.models import Offer
from offers.rules import effort_rate

FEWEST_FILES = 3  # article R441-3 CCH
SHOWN = 8  # lines of the short table; the whole list is one link away
# Approved by Action Logement, or already with the landlord: what the committee may examine.
READY_STATES = tuple(state for state in ACTIVE_STATES if state != State.APPLIED)
BEFORE_LANDLORD = (State.APPLIED, State.APPROVED)


@dataclass(frozen=True)
class Rival:
    """One line of the table; `rank` counts running candidatures only."""

    candidature: Candidature
    rank: int | None
    effort: Decimal | None
    is_this_one: bool


@dataclass(frozen=True)
class Comparison:
    """One candidature among those of its offer that the reader may see."""

    candidature: Candidature
    lines: list[Rival]

    @property
    def rank(self) -> int | None:
        """Its own place from 1 on; None once it has ended."""
        return next((line.rank for line in self.lines if line.is_this_one), None)

    @property
    def competitors(self) -> int:
        """How many run, itself included."""
        return sum(1 for line in self.lines if line.rank)

    @property
    def shown(self) -> list[Rival]:
        """The first lines, and this one wherever it stands."""
        return [line for index, line in enumerate(self.lines) if index < SHOWN or line.is_this_one]

    @property
    def left_out(self) -> int:
        """How many lines the short table does not show."""
        return len(self.lines) - len(self.shown)

    @property
    def warning(self) -> str:
        """That the committee would have too few files; empty once this one is with the landlord."""
        if self.candidature.state not in BEFORE_LANDLORD:
            return ""
        ready = sum(1 for line in self.lines if line.candidature.state in READY_STATES)
        return too_few_files(ready)


def compare(candidature: Candidature, readable: CandidatureQuerySet) -> Comparison:
    """Set a candidature among those of its offer in `readable`, what the reader may see; one query."""
    found = in_order(readable.filter(offer_id=candidature.offer_id).select_related("application"))
    return Comparison(candidature, list(_lines(found.defer("application__snapshot"), candidature)))


def _lines(found: Iterable[Candidature], this: Candidature) -> Iterable[Rival]:
    """Running ones first in the order of the ranking, ended ones after them without a rank."""
    ended, rank = [], 0
    for candidature in found:
        effort = effort_rate(candidature.application, this.offer)
        is_this_one = candidature.pk == this.pk
        if candidature.is_active:
            rank += 1
            yield Rival(candidature, rank, effort, is_this_one)
        else:
            ended.append(Rival(candidature, None, effort, is_this_one))
    yield from ended


def too_few_files(ready: int) -> str:
    """What to say when that many files are ready for a dwelling; empty when they suffice."""
    if ready >= FEWEST_FILES:
        return ""
    count = _("Aucun dossier n'est encore validé pour ce logement.")
    if ready:
        count = ngettext(
            "%(ready)d dossier est validé ou envoyé pour ce logement.",
            "%(ready)d dossiers sont validés ou envoyés pour ce logement.",
            ready,
        ) % {"ready": ready}
    rule = _("La commission en examine au moins trois, sauf manque de candidats (article R441-3 du CCH).")
    return f"{count} {rule}"


def offers_short_of_files(offers: Iterable[Offer]) -> list[Offer]:
    """Those of the offers for which fewer than three files are ready; one query."""
    chosen = {offer.pk: offer for offer in offers}
    ready = dict.fromkeys(chosen, 0)
    held = Candidature.objects.filter(offer__in=ready, state__in=READY_STATES)
    for offer_id in held.values_list("offer_id", flat=True):
        ready[offer_id] += 1
    return [chosen[key] for key, count in ready.items() if count < FEWEST_FILES]
