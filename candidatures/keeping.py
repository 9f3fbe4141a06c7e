"""Let a candidature go, and keep of it what the law asks for: see KeptDecision."""

from django.utils import timezone

from candidatures.models import Candidature, KeptDecision

KEPT = (
    "reference",
    "offer_id",
    "state",
    "score",
    "score_version",
    "refusal_reason_id",
    "sent_at",
    "committee_on",
    "outcome",
    "outcome_rank",
    "lease_signed_on",
    "ended_at",
)


def let_go(candidature: Candidature) -> KeptDecision | None:
    """Delete an ended candidature with its history; what a landlord decided stays, without the person.

    A file that never reached a landlord leaves nothing: nobody decided about it but Action Logement, whose
    decision the mail already told.
    """
    kept = keep(candidature) if candidature.sent_at else None
    candidature.delete()
    return kept


def keep(candidature: Candidature) -> KeptDecision:
    """Write the pseudonymous decision; a second time changes nothing."""
    values = {name: getattr(candidature, name) for name in KEPT if name != "reference"}
    values["ended_at"] = candidature.ended_at or timezone.now()
    acts = [
        {"act": entry.act, "from": entry.from_state, "to": entry.to_state, "at": entry.at.isoformat()}
        for entry in candidature.history.all()
    ]
    kept, _created = KeptDecision.objects.get_or_create(
        reference=candidature.reference, defaults={**values, "acts": acts}
    )
    return kept
