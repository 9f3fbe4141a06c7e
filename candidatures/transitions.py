"""What one row of the workflow's table says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from candidatures.errors import CandidatureError
from candidatures.models import FINAL_STATES, Act, Candidature, Outcome, RefusalReason, Role, State

Condition = Callable[[Candidature], None]
Check = Callable[[Candidature, dict[str, Any]], None]


@dataclass(frozen=True)
class Transition:
    """Who may do what, from where to where, what it takes and who is told.

    `needs` and `takes` name the values to give to `perform`, required and optional; all but `note` are
    columns of the candidature. `outcome` tells the committee's five rows apart.
    """

    act: Act
    label: str | Promise  # on the button
    sources: tuple[State, ...]
    target: State | None  # None: the state does not change
    roles: tuple[Role, ...]
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    outcome: Outcome | None = None
    reason_stage: RefusalReason.Stage | None = None  # which reasons `refusal_reason` may be
    conditions: tuple[Condition, ...] = ()  # see checks.py
    checks: tuple[Check, ...] = ()
    stamps: tuple[str, ...] = ()  # columns set to now
    settles_dwelling: bool = False  # who holds the dwelling may change: the offer is locked too
    tells: tuple[Role, ...] = (Role.APPLICANT,)

    def fits(self, candidature: Candidature) -> bool:
        """Could it be done now, as far as the candidature's own row tells?"""
        if candidature.state not in self.sources:
            return False
        try:
            for condition in self.conditions:
                condition(candidature)
        except CandidatureError:
            return False
        return True

    @property
    def ends_badly(self) -> bool:
        """Does it end the candidature without a home? Its button is drawn as a warning."""
        return self.target in FINAL_STATES and self.target != State.MOVED_IN
