"""What the candidatures let go with time."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.retention import Purger, register
from alin.retention import period
from candidatures.keeping import let_go
from candidatures.models import Candidature, KeptDecision


def old_candidatures(now: datetime) -> QuerySet[Candidature]:
    """Ended for the whole period."""
    return Candidature.objects.ended().filter(ended_at__lt=period("ended_candidature").cutoff(now))


def old_decisions(now: datetime) -> QuerySet[KeptDecision]:
    """Kept for as long as an allocation can be contested."""
    return KeptDecision.objects.filter(ended_at__lt=period("kept_decision").cutoff(now))


def let_candidature_go(candidature: Candidature) -> bool:
    """One at a time: the decision is kept, or nothing goes."""
    with transaction.atomic():
        locked = Candidature.objects.select_for_update().filter(pk=candidature.pk).first()
        if locked is None:
            return False
        let_go(locked)
    return True


register(Purger("ended_candidature", old_candidatures, let_candidature_go))
register(Purger("kept_decision", old_decisions))
