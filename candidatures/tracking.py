"""A candidature as its applicant follows it: the state in words, the six steps, the place, the past."""

import datetime
import math
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from candidatures.models import Act, Candidature, HistoryEntry, Role, State
from candidatures.models.candidatures import CandidatureQuerySet
from candidatures.notices import home_of
from candidatures.ranking import with_rank
from candidatures.scoring import MOST_POINTS
from candidatures.steps import CandidatureStep, steps
from candidatures.wording import Wording, wording_for
from candidatures.workflow import BEFORE_LANDLORD, TRANSITIONS

WHO: dict[Role, str | Promise] = {
    Role.APPLICANT: _("Vous"),
    Role.CONSULTANT: _("Action Logement"),
    Role.LANDLORD: _("Le bailleur"),
    Role.SYSTEM: _("AL'in"),
}
WHO_ACTS: dict[Role, str | Promise] = {
    Role.APPLICANT: _("À vous d'agir"),
    Role.CONSULTANT: _("Action Logement s'en occupe"),
    Role.LANDLORD: _("Le bailleur s'en occupe"),
}
# Who follows a file is the consultants' own organisation; the applicant sees what it leads to.
INTERNAL_ACTS = (Act.CLAIM, Act.RELEASE)
# Reasons written for everybody; a refusal's is told from the list of reasons, in the reader's language.
SHOWN_REASONS = (Act.PLAN_VISIT, Act.PLAN_COMMITTEE, Act.DECLINE)
# Fewer decisions than this say nothing about how long one takes.
LEAST_DECISIONS = 5


@dataclass(frozen=True)
class Event:
    """One line of the timeline."""

    at: datetime.datetime
    what: str
    who: str | Promise
    reason: str


@dataclass(frozen=True)
class Tracked:
    """What the card of a candidature shows; built from `tracked_by`, so without a query of its own."""

    candidature: Candidature

    @cached_property
    def words(self) -> Wording:
        """The present state in the applicant's words."""
        return wording_for(self.candidature, Role.APPLICANT)

    @property
    def who_acts(self) -> str | Promise:
        """Who must act next, in words; empty at the end."""
        return WHO_ACTS[self.words.acts] if self.words.acts else ""

    @cached_property
    def steps(self) -> list[CandidatureStep]:
        """The six steps."""
        return steps(self.candidature)

    @property
    def home(self) -> str:
        """« T2 | Paris (75) | 703 € »."""
        return home_of(self.candidature.offer)

    @property
    def can_cancel(self) -> bool:
        """Until it is sent to the landlord, never after (R6.4)."""
        return self.candidature.state in BEFORE_LANDLORD

    @property
    def with_landlord(self) -> bool:
        """The landlord is who to talk to now."""
        return self.candidature.is_active and self.candidature.sent_at is not None

    @property
    def position(self) -> int | None:
        """Its place; no longer told once the committee decides instead of the score."""
        counts = (State.APPLIED, State.APPROVED, State.SENT, State.VISIT, State.COMMITTEE)
        return getattr(self.candidature, "position", None) if self.candidature.state in counts else None

    @property
    def competitors(self) -> int:
        """Candidatures running on the offer, this one included."""
        return getattr(self.candidature, "competitors", 0)

    @property
    def points(self) -> list[tuple[str, int, int]]:
        """Criterion, points given, points possible."""
        given = self.candidature.score_points
        return [(str(key.label), given[key], most) for key, most in MOST_POINTS.items() if key in given]


def tracked_by(user: User) -> CandidatureQuerySet:
    """The person's own candidatures with everything a card shows."""
    return with_rank(Candidature.objects.for_applicant(user).with_list_data())


def timeline(candidature: Candidature) -> list[Event]:
    """What happened, newest first, in the applicant's words."""
    lines = candidature.history.exclude(act__in=INTERNAL_ACTS).order_by("-at", "-pk")
    return [_event(line) for line in lines]


def _event(line: HistoryEntry) -> Event:
    roles = next((row.roles for row in TRANSITIONS if row.act == line.act), (Role.SYSTEM,))
    reason = line.reason if line.act in SHOWN_REASONS else ""
    return Event(line.at, line.get_act_display(), WHO[roles[0]], reason)


def usual_review_days() -> int | None:
    """Days Action Logement took on average over the last three months; None when too few to tell."""
    since = timezone.now() - datetime.timedelta(days=90)
    took = ExpressionWrapper(F("decided_at") - F("applied_at"), output_field=DurationField())
    decided = Candidature.objects.filter(decided_at__gt=since)
    figures = decided.aggregate(mean=Avg(took), number=Count("pk"))
    if figures["number"] < LEAST_DECISIONS:
        return None
    return max(1, math.ceil(figures["mean"] / datetime.timedelta(days=1)))
