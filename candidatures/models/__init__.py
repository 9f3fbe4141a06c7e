"""Candidatures, their history and the reasons they are refused for."""

from candidatures.models.acts import Act, Role
from candidatures.models.candidatures import Candidature
from candidatures.models.history import HistoryEntry
from candidatures.models.kept_decisions import KeptDecision
from candidatures.models.reasons import RefusalReason
from candidatures.models.states import ACTIVE_STATES, FINAL_STATES, Outcome, State

__all__ = [
    "ACTIVE_STATES",
    "FINAL_STATES",
    "Act",
    "Candidature",
    "HistoryEntry",
    "KeptDecision",
    "Outcome",
    "RefusalReason",
    "Role",
    "State",
]
