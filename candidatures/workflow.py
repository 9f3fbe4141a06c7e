"""A candidature's life: one table of transitions, and the one function that carries them out.

Buttons, checks, the consultants' and landlords' pages, notices and docs/workflow.md are drawn from
TRANSITIONS; the database mirrors it with constraints. Every act locks, re-checks, changes, writes one
history row and its messages, all in one transaction. Locks are always taken in the same order, offer →
application → candidature, so that two acts can wait for each other but never block each other.
"""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candidatures import checks, notices
from candidatures.errors import MissingData, NotAllowed, StaleState
from candidatures.models import ACTIVE_STATES, Act, Candidature, Outcome, RefusalReason, Role, State
from candidatures.performing import change, checked_values, lock_candidature, lock_offer
from candidatures.reasons_loading import shipped_reason
from candidatures.roles import roles_of
from candidatures.transitions import Transition
from offers.models import Offer

if TYPE_CHECKING:
    from accounts.models import User

S, R = State, Role
# The landlord may record a decision without having planned a visit or a committee here.
WITH_LANDLORD = (S.SENT, S.VISIT, S.COMMITTEE)
BEFORE_LANDLORD = (S.APPLIED, S.APPROVED)
# A signed lease binds the landlord: withdrawing the offer no longer touches it.
WITHDRAWABLE = tuple(state for state in ACTIVE_STATES if state != S.LEASE_SIGNED)
LET_TO_OTHER = "let-to-other"  # the reason given to those who end when another signs the lease


def _decision(outcome: Outcome, label: Promise, target: State, needs: tuple[str, ...]) -> Transition:
    """One of the committee's five outcomes (article R441-3 CCH)."""
    allocates = target == S.ALLOCATED
    return Transition(
        Act.RECORD_OUTCOME,
        label,
        WITH_LANDLORD,
        target,
        (R.LANDLORD,),
        needs=("outcome", *needs),
        takes=("committee_on",),
        outcome=outcome,
        reason_stage=RefusalReason.Stage.COMMITTEE if "refusal_reason" in needs else None,
        checks=(checks.committee_has_met, checks.dwelling_is_free if allocates else checks.rank_is_free),
        stamps=("outcome_at",),
        settles_dwelling=True,
    )


TRANSITIONS: tuple[Transition, ...] = (
    # Applying creates the candidature: see applying.py. It stands here so that the table is whole.
    Transition(Act.APPLY, _("Je postule"), (), S.APPLIED, (R.APPLICANT,)),
    Transition(Act.CANCEL, _("Annuler cette candidature"), BEFORE_LANDLORD, S.CANCELLED, (R.APPLICANT,)),
    Transition(
        Act.CLAIM,
        _("Prendre en charge"),
        BEFORE_LANDLORD,
        None,
        (R.CONSULTANT,),
        conditions=(checks.nobody_claimed,),
        tells=(),
    ),
    Transition(
        Act.RELEASE,
        _("Remettre dans la file"),
        BEFORE_LANDLORD,
        None,
        (R.CONSULTANT,),
        conditions=(checks.somebody_claimed,),
        tells=(),
    ),
    Transition(
        Act.APPROVE,
        _("Valider la candidature"),
        (S.APPLIED,),
        S.APPROVED,
        (R.CONSULTANT,),
        stamps=("decided_at",),
    ),
    # An approved file that is not among those sent must not keep its applicant waiting for ever.
    Transition(
        Act.REJECT,
        _("Refuser la candidature"),
        BEFORE_LANDLORD,
        S.REJECTED,
        (R.CONSULTANT,),
        needs=("refusal_reason",),
        takes=("note",),
        reason_stage=RefusalReason.Stage.REVIEW,
        stamps=("decided_at",),
    ),
    Transition(
        Act.SEND_TO_LANDLORD,
        _("Envoyer au bailleur"),
        (S.APPROVED,),
        S.SENT,
        (R.CONSULTANT,),
        stamps=("sent_at",),
        tells=(R.APPLICANT, R.LANDLORD),
    ),
    Transition(
        Act.PLAN_VISIT,
        _("Prévoir une visite"),
        (S.SENT, S.VISIT),  # from VISIT: another date
        S.VISIT,
        (R.LANDLORD,),
        needs=("visit_at", "visit_place"),
        checks=(checks.visit_is_ahead,),
    ),
    Transition(
        Act.PLAN_COMMITTEE,
        _("Prévoir le passage en commission"),
        WITH_LANDLORD,
        S.COMMITTEE,
        (R.LANDLORD,),
        needs=("committee_on",),
        checks=(checks.committee_is_ahead,),
    ),
    Transition(
        Act.NOT_RETAIN,
        _("Ne pas retenir la candidature"),
        WITH_LANDLORD,
        S.NOT_RETAINED,
        (R.LANDLORD,),
        needs=("refusal_reason",),
        takes=("note",),
        reason_stage=RefusalReason.Stage.LANDLORD,
    ),
    _decision(Outcome.ALLOCATED, _("Attribuer le logement"), S.ALLOCATED, ()),
    _decision(Outcome.RANKED, _("Classer la candidature"), S.RANKED, ("outcome_rank",)),
    _decision(
        Outcome.CONDITIONAL,
        _("Attribuer le logement sous condition"),
        S.ALLOCATED,
        ("outcome_condition",),
    ),
    _decision(Outcome.NOT_ALLOCATED, _("Ne pas attribuer le logement"), S.NOT_ALLOCATED, ("refusal_reason",)),
    _decision(
        Outcome.INADMISSIBLE, _("Déclarer la demande irrecevable"), S.NOT_ALLOCATED, ("refusal_reason",)
    ),
    # Article R441-10 CCH: the dwelling goes to the first of the ranking who accepts.
    Transition(
        Act.OFFER_NEXT,
        _("Proposer le logement"),
        (S.RANKED,),
        S.ALLOCATED,
        (R.LANDLORD,),
        checks=(checks.dwelling_is_free, checks.nobody_ranked_before),
        settles_dwelling=True,
    ),
    Transition(
        Act.DECLINE,
        _("Enregistrer le refus du candidat"),
        (S.RANKED, S.ALLOCATED),
        S.DECLINED,
        (R.LANDLORD,),
        needs=("note",),
        settles_dwelling=True,
    ),
    Transition(
        Act.LAPSE,
        _("Constater que la condition n'est pas remplie"),
        (S.ALLOCATED,),
        S.NOT_ALLOCATED,
        (R.LANDLORD,),
        needs=("refusal_reason",),
        takes=("note",),
        reason_stage=RefusalReason.Stage.COMMITTEE,
        conditions=(checks.allocation_is_conditional,),
        settles_dwelling=True,
    ),
    Transition(
        Act.SIGN_LEASE,
        _("Enregistrer la signature du bail"),
        (S.ALLOCATED,),
        S.LEASE_SIGNED,
        (R.LANDLORD,),
        needs=("lease_signed_on",),
        checks=(checks.lease_is_signed_by_now,),
        settles_dwelling=True,
    ),
    Transition(
        Act.HAND_KEYS,
        _("Enregistrer la remise des clés"),
        (S.LEASE_SIGNED,),
        S.MOVED_IN,
        (R.LANDLORD,),
        needs=("moved_in_on",),
        checks=(checks.keys_follow_the_lease,),
    ),
    # Once a lease is signed the others end: those a landlord had as not allocated, with that reason;
    # those never sent as if the offer was withdrawn, for nobody judged them.
    Transition(
        Act.CLOSE,
        _("Clore : logement loué à un autre candidat"),
        (*WITH_LANDLORD, S.RANKED),
        S.NOT_ALLOCATED,
        (R.SYSTEM,),
        needs=("refusal_reason",),
        reason_stage=RefusalReason.Stage.COMMITTEE,
    ),
    Transition(
        Act.CLOSE,
        _("Clore : logement loué à un autre candidat"),
        BEFORE_LANDLORD,
        S.OFFER_WITHDRAWN,
        (R.SYSTEM,),
    ),
    Transition(
        Act.WITHDRAW, _("Clore : offre retirée"), WITHDRAWABLE, S.OFFER_WITHDRAWN, (R.SYSTEM,), (), ("note",)
    ),
)


def acts_for(candidature: Candidature, actor: "User | None") -> list[Transition]:
    """What this person may do now, in the table's order; the committee's act has one row per outcome.

    For drawing buttons, without a query per candidature: what depends on other candidatures (a free
    dwelling, an earlier rank) only `perform` checks.
    """
    roles = roles_of(actor, candidature)
    return [row for row in TRANSITIONS if roles.intersection(row.roles) and row.fits(candidature)]


def perform(candidature: Candidature, act: Act | str, actor: "User | None", **data: Any) -> Candidature:
    """Carry out an act and return the candidature as it stands afterwards; `actor` None is the system.

    `data` has what the table's row needs and takes. Raises NotAllowed, StaleState, MissingData (with the
    field's name) or another CandidatureError, and then nothing happened.
    """
    rows = [row for row in TRANSITIONS if row.act == Act(act)]
    settles = any(row.settles_dwelling for row in rows)
    with transaction.atomic():
        if settles:
            lock_offer(candidature.offer_id)
        locked = lock_candidature(candidature)
        row = _row(rows, locked, actor, data)
        values = checked_values(row, data)
        for check in row.checks:
            check(locked, values)
        entry = change(locked, row, actor, values)
        if settles:
            _settle_dwelling(locked)
        notices.tell(locked, entry, row.tells)
    return locked


def _row(
    rows: list[Transition], candidature: Candidature, actor: "User | None", data: dict[str, Any]
) -> Transition:
    """The one row of the act that applies, or why none does: first the person, then the state."""
    roles = roles_of(actor, candidature)
    if not any(roles.intersection(row.roles) for row in rows):
        raise NotAllowed
    possible = [row for row in rows if candidature.state in row.sources]
    if not possible:
        raise StaleState(_stale_sentence(rows[0].act, candidature))
    chosen = [row for row in possible if row.outcome is None or row.outcome == data.get("outcome")]
    if not chosen:
        raise MissingData("outcome", _("Choisissez la décision de la commission."))
    for condition in chosen[0].conditions:
        condition(candidature)
    return chosen[0]


def _stale_sentence(act: Act, candidature: Candidature) -> str | Promise:
    if act == Act.CANCEL and candidature.is_active:
        return _("Cette candidature a été envoyée au bailleur : elle ne peut plus être annulée.")
    if not candidature.is_active:
        return _("Cette candidature est déjà terminée. Rechargez la page pour la revoir.")
    return _("Quelqu'un a déjà fait avancer cette candidature : « %(state)s ». Rechargez la page.") % {
        "state": candidature.get_state_display()
    }


def _settle_dwelling(candidature: Candidature) -> None:
    """Keep the offer in step with who holds the dwelling, and end the others once the lease is signed.

    An allocated offer takes no more candidatures; refused by its only holder, it is open again until its
    deadline. Those waiting keep waiting until the lease, for the holder may still refuse.
    """
    on_offer = Candidature.objects.filter(offer_id=candidature.offer_id)
    held = on_offer.filter(state__in=checks.HOLDING_STATES).exists()
    before, after = Offer.Status.PUBLISHED, Offer.Status.ALLOCATED
    if not held:
        before, after = after, before
    Offer.objects.filter(pk=candidature.offer_id, status=before).update(status=after)
    if candidature.state == State.LEASE_SIGNED:
        waiting = on_offer.active().exclude(pk=candidature.pk)
        for other in waiting.select_for_update().order_by("pk"):
            sent = other.state not in BEFORE_LANDLORD
            reason = {"refusal_reason": shipped_reason(LET_TO_OTHER)} if sent else {}
            perform(other, Act.CLOSE, None, **reason)
