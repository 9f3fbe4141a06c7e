"""The workflow: every state × act × role, and what each act writes."""

import datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Landlord, User
from alin.dates import local_today
from alin.outbox.models import Message
from candidatures.errors import (
    CandidatureError,
    DwellingTaken,
    MissingData,
    NotAllowed,
    RankTaken,
    StaleState,
)
from candidatures.models import FINAL_STATES, Act, Candidature, HistoryEntry, Outcome, Role, State
from candidatures.transitions import Transition
from candidatures.workflow import TRANSITIONS, acts_for, perform
from offers.models import Offer
from tests.factories.accounts import LandlordFactory, MembershipFactory, UserFactory
from tests.factories.candidatures import CandidatureFactory, in_state, reason
from tests.factories.offers import OfferFactory, household

pytestmark = pytest.mark.django_db

ROWS = [row for row in TRANSITIONS if row.act != Act.APPLY]


@pytest.fixture
def actors(anne: User, karim: User, lise: User, marc: User, emma: User) -> dict[str, User | None]:
    return {
        "applicant": anne,
        "consultant": karim,
        "landlord": lise,
        "stranger": marc,
        "employer": emma,
        "system": None,
    }


@pytest.fixture
def offer(landlord: Landlord) -> Offer:
    return OfferFactory(landlord=landlord)


def values_for(row: Transition) -> dict[str, Any]:
    """Right values for everything a row needs."""
    right: dict[str, Any] = {
        "visit_at": timezone.now() + datetime.timedelta(days=2),
        "visit_place": "12 rue des Lilas",
        "committee_on": local_today() + datetime.timedelta(days=4),
        "outcome": row.outcome,
        "outcome_rank": 1,
        "outcome_condition": "Jugement de divorce définitif",
        "lease_signed_on": local_today(),
        "moved_in_on": local_today(),
        "note": "Trop loin du travail",
    }
    if row.reason_stage:
        right["refusal_reason"] = reason(row.reason_stage)
    return {name: right[name] for name in row.needs}


def prepared(row: Transition, state: State, **fields: Any) -> Candidature:
    """A candidature in that state which meets the row's conditions, so that only state and role decide."""
    if row.act == Act.RELEASE:
        fields["consultant"] = UserFactory()
    if row.act == Act.LAPSE and state == State.ALLOCATED:
        fields |= {"outcome": Outcome.CONDITIONAL, "outcome_condition": "Titre de séjour"}
    return in_state(state, **fields)


@pytest.mark.parametrize("who", ["applicant", "consultant", "landlord", "stranger", "employer", "system"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.act.value}{row.outcome or ''}-{row.target}")
def test_each_act_is_done_from_its_states_by_its_roles_and_by_nobody_else(
    row: Transition, who: str, actors: dict[str, User | None], offer: Offer
) -> None:
    application = household(owner=actors["applicant"])
    for state in State:
        candidature = prepared(row, state, application=application, offer=offer)
        may = who in {role.value for role in row.roles}
        if who == "landlord" and candidature.sent_at is None:  # not theirs before it is sent
            may = False
        same_act = [other for other in ROWS if other.act == row.act and state in other.sources]
        right_state = state in row.sources
        allowed = may and right_state
        if may and not right_state and same_act:  # another row of the same act: its own case
            Candidature.objects.all().delete()
            continue
        shown = [(shown.act, shown.outcome) for shown in acts_for(candidature, actors[who])]
        assert ((row.act, row.outcome) in shown) == allowed, state
        if allowed:
            after = perform(candidature, row.act, actors[who], **values_for(row))
            assert after.state == (row.target or state)
            line = HistoryEntry.objects.get(candidature=candidature)
            assert (line.act, line.from_state, line.to_state) == (row.act, state, after.state)
            assert line.actor == actors[who]
        else:
            with pytest.raises(StaleState if may else NotAllowed):
                perform(candidature, row.act, actors[who], **values_for(row))
            candidature.refresh_from_db()
            assert candidature.state == state
            assert not HistoryEntry.objects.filter(candidature=candidature).exists()
        Candidature.objects.all().delete()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.act.value}{row.outcome or ''}-{row.target}")
def test_each_act_tells_the_applicant_exactly_once_or_not_at_all(
    row: Transition, actors: dict[str, User | None], offer: Offer, anne: User
) -> None:
    candidature = prepared(row, row.sources[0], application=household(owner=anne), offer=offer)
    perform(candidature, row.act, actors[row.roles[0].value], **values_for(row))
    mails = Message.objects.filter(user=anne, channel=Message.Channel.MAIL)
    assert mails.count() == (1 if Role.APPLICANT in row.tells else 0)
    assert all(candidature.reference in mail.subject for mail in mails)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.act.value}{row.outcome or ''}-{row.target}")
def test_each_needed_value_is_asked_for_by_name_and_nothing_is_written_without_it(
    row: Transition, actors: dict[str, User | None], offer: Offer, anne: User
) -> None:
    candidature = prepared(row, row.sources[0], application=household(owner=anne), offer=offer)
    for name in row.needs:
        values = {**values_for(row), name: "" if name == "note" else None}
        with pytest.raises(MissingData) as refused:
            perform(candidature, row.act, actors[row.roles[0].value], **values)
        assert refused.value.field == name
    assert not HistoryEntry.objects.exists()
    assert not Message.objects.exists()


def test_applying_is_not_done_through_perform(anne: User) -> None:
    with pytest.raises(StaleState):
        perform(in_state(State.APPLIED, application=household(owner=anne)), Act.APPLY, anne)


def test_every_final_state_is_the_end(actors: dict[str, User | None], offer: Offer) -> None:
    for state in FINAL_STATES:
        candidature = in_state(state, application=household(), offer=offer)
        for actor in actors.values():
            assert acts_for(candidature, actor) == []
        Candidature.objects.all().delete()


# --- Scope ----------------------------------------------------------------------------------------
def test_a_landlord_acts_on_its_own_offers_only(offer: Offer) -> None:
    colleague = MembershipFactory(landlord=LandlordFactory()).user
    with pytest.raises(NotAllowed):
        perform(in_state(State.SENT, offer=offer), Act.PLAN_COMMITTEE, colleague, committee_on=local_today())


def test_a_consultant_acts_in_the_departments_of_the_agency_only(karim: User, offer: Offer) -> None:
    karim.membership.agency.departments.set(["75"])
    with pytest.raises(NotAllowed):
        perform(in_state(State.APPLIED, offer=offer), Act.APPROVE, karim)


def test_an_administrator_does_what_consultants_do_everywhere(administrator: User, offer: Offer) -> None:
    assert perform(in_state(State.APPLIED, offer=offer), Act.APPROVE, administrator).state == State.APPROVED


def test_a_deactivated_account_does_nothing(karim: User, offer: Offer) -> None:
    karim.is_active = False
    with pytest.raises(NotAllowed):
        perform(in_state(State.APPLIED, offer=offer), Act.APPROVE, karim)


def test_after_sending_the_applicant_is_told_why_it_cannot_be_cancelled(anne: User) -> None:
    sent = in_state(State.SENT, application=household(owner=anne))
    with pytest.raises(StaleState, match="envoyée au bailleur"):
        perform(sent, Act.CANCEL, anne)


def test_the_state_is_read_again_under_the_lock_not_taken_from_the_page(karim: User, offer: Offer) -> None:
    page = in_state(State.APPLIED, offer=offer)
    perform(page, Act.APPROVE, karim)
    assert page.state == State.APPLIED  # the stale copy of a second tab
    with pytest.raises(StaleState, match="Quelqu'un a déjà"):
        perform(page, Act.APPROVE, karim)


def test_a_deleted_candidature_is_stale(karim: User, offer: Offer) -> None:
    page = in_state(State.APPLIED, offer=offer)
    Candidature.objects.filter(pk=page.pk).delete()
    with pytest.raises(StaleState, match="n'existe plus"):
        perform(page, Act.APPROVE, karim)


# --- Values ---------------------------------------------------------------------------------------
def test_a_reason_of_another_stage_is_refused(karim: User, offer: Offer) -> None:
    with pytest.raises(MissingData, match="étape"):
        perform(in_state(State.APPLIED, offer=offer), Act.REJECT, karim, refusal_reason=reason("committee"))


def test_a_value_the_act_does_not_take_is_a_programming_error(karim: User, offer: Offer) -> None:
    with pytest.raises(TypeError):
        perform(in_state(State.APPLIED, offer=offer), Act.APPROVE, karim, visit_place="ici")


def test_a_text_too_long_is_refused_with_its_limit(lise: User, offer: Offer) -> None:
    with pytest.raises(MissingData, match="300") as refused:
        perform(in_state(State.ALLOCATED, offer=offer), Act.DECLINE, lise, note="x" * 301)
    assert refused.value.field == "note"


def test_a_visit_may_be_moved_and_the_history_keeps_both_dates(lise: User, offer: Offer) -> None:
    candidature = in_state(State.VISIT, offer=offer)
    later = timezone.now() + datetime.timedelta(days=9)
    after = perform(candidature, Act.PLAN_VISIT, lise, visit_at=later, visit_place="Loge du gardien")
    assert (after.state, after.visit_at) == (State.VISIT, later)
    assert "Loge du gardien" in HistoryEntry.objects.get().reason


def test_a_visit_a_minute_ahead_is_planned_and_one_now_is_not(lise: User, offer: Offer) -> None:
    candidature = in_state(State.SENT, offer=offer)
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False):
        with pytest.raises(MissingData, match="à venir"):
            perform(candidature, Act.PLAN_VISIT, lise, visit_at=timezone.now(), visit_place="ici")
        minute = timezone.now() + datetime.timedelta(minutes=1)
        assert (
            perform(candidature, Act.PLAN_VISIT, lise, visit_at=minute, visit_place="ici").visit_at == minute
        )


def test_a_committee_may_sit_today_and_not_yesterday(lise: User, offer: Offer) -> None:
    candidature = in_state(State.SENT, offer=offer)
    yesterday = local_today() - datetime.timedelta(days=1)
    with pytest.raises(MissingData, match="à venir"):
        perform(candidature, Act.PLAN_COMMITTEE, lise, committee_on=yesterday)
    assert perform(candidature, Act.PLAN_COMMITTEE, lise, committee_on=local_today()).state == State.COMMITTEE


def test_a_lease_is_signed_today_and_not_tomorrow(lise: User, offer: Offer) -> None:
    candidature = in_state(State.ALLOCATED, offer=offer)
    tomorrow = local_today() + datetime.timedelta(days=1)
    with pytest.raises(MissingData, match="future"):
        perform(candidature, Act.SIGN_LEASE, lise, lease_signed_on=tomorrow)


def test_keys_are_not_handed_before_the_lease(lise: User, offer: Offer) -> None:
    candidature = in_state(State.LEASE_SIGNED, offer=offer, lease_signed_on=local_today())
    with pytest.raises(MissingData, match="avant le bail"):
        perform(candidature, Act.HAND_KEYS, lise, moved_in_on=local_today() - datetime.timedelta(days=1))
    assert perform(candidature, Act.HAND_KEYS, lise, moved_in_on=local_today()).state == State.MOVED_IN


def test_an_outcome_without_a_planned_committee_was_decided_today(lise: User, offer: Offer) -> None:
    after = perform(in_state(State.SENT, offer=offer), Act.RECORD_OUTCOME, lise, outcome=Outcome.ALLOCATED)
    assert after.committee_on == local_today()


def test_an_unknown_outcome_is_refused(lise: User, offer: Offer) -> None:
    with pytest.raises(MissingData) as refused:
        perform(in_state(State.SENT, offer=offer), Act.RECORD_OUTCOME, lise, outcome="AUTRE")
    assert refused.value.field == "outcome"


# --- Claims ---------------------------------------------------------------------------------------
def test_claiming_changes_no_state_and_a_second_claim_is_told_who_was_faster(
    karim: User, administrator: User, offer: Offer
) -> None:
    candidature = in_state(State.APPLIED, offer=offer)
    after = perform(candidature, Act.CLAIM, karim)
    assert (after.state, after.consultant) == (State.APPLIED, karim)
    with pytest.raises(StaleState, match="Karim BENALI"):
        perform(candidature, Act.CLAIM, administrator)
    assert perform(candidature, Act.RELEASE, karim).consultant is None


# --- The dwelling ---------------------------------------------------------------------------------
def test_an_allocation_takes_the_offer_off_the_market_and_a_refusal_puts_it_back(
    lise: User, offer: Offer
) -> None:
    candidature = in_state(State.COMMITTEE, offer=offer)
    perform(candidature, Act.RECORD_OUTCOME, lise, outcome=Outcome.ALLOCATED)
    offer.refresh_from_db()
    assert offer.status == Offer.Status.ALLOCATED
    perform(candidature, Act.DECLINE, lise, note="Préfère rester")
    offer.refresh_from_db()
    assert offer.status == Offer.Status.PUBLISHED


def test_a_refusal_does_not_republish_a_withdrawn_offer(lise: User, offer: Offer) -> None:
    candidature = in_state(State.ALLOCATED, offer=offer)
    Offer.objects.filter(pk=offer.pk).update(status=Offer.Status.WITHDRAWN)
    perform(candidature, Act.DECLINE, lise, note="Préfère rester")
    offer.refresh_from_db()
    assert offer.status == Offer.Status.WITHDRAWN


def test_a_dwelling_is_allocated_once(lise: User, offer: Offer) -> None:
    in_state(State.ALLOCATED, offer=offer)
    second = in_state(State.COMMITTEE, offer=offer)
    with pytest.raises(DwellingTaken, match="déjà attribué"):
        perform(second, Act.RECORD_OUTCOME, lise, outcome=Outcome.ALLOCATED)
    with pytest.raises(DwellingTaken):
        perform(
            second,
            Act.RECORD_OUTCOME,
            lise,
            outcome=Outcome.CONDITIONAL,
            outcome_condition="Titre de séjour",
        )


def test_two_candidates_cannot_have_the_same_rank(lise: User, offer: Offer) -> None:
    in_state(State.RANKED, offer=offer, outcome_rank=1)
    second = in_state(State.COMMITTEE, offer=offer)
    with pytest.raises(RankTaken) as refused:
        perform(second, Act.RECORD_OUTCOME, lise, outcome=Outcome.RANKED, outcome_rank=1)
    assert refused.value.field == "outcome_rank"
    assert perform(second, Act.RECORD_OUTCOME, lise, outcome=Outcome.RANKED, outcome_rank=2).outcome_rank == 2


@pytest.mark.parametrize("rank", [0, -1, 1000, "premier"])
def test_a_rank_is_a_number_from_one_on(rank: object, lise: User, offer: Offer) -> None:
    with pytest.raises(MissingData) as refused:
        perform(
            in_state(State.SENT, offer=offer),
            Act.RECORD_OUTCOME,
            lise,
            outcome=Outcome.RANKED,
            outcome_rank=rank,
        )
    assert refused.value.field == "outcome_rank"


def test_the_dwelling_goes_down_the_ranking_one_refusal_at_a_time(lise: User, offer: Offer) -> None:
    first = in_state(State.RANKED, offer=offer, outcome_rank=1)
    second = in_state(State.RANKED, offer=offer, outcome_rank=2)
    with pytest.raises(CandidatureError, match="mieux classé"):
        perform(second, Act.OFFER_NEXT, lise)
    perform(first, Act.OFFER_NEXT, lise)
    with pytest.raises(DwellingTaken):
        perform(second, Act.OFFER_NEXT, lise)
    perform(first, Act.DECLINE, lise, note="A trouvé ailleurs")
    after = perform(second, Act.OFFER_NEXT, lise)
    assert (after.state, after.outcome) == (State.ALLOCATED, Outcome.RANKED)


def test_only_a_conditional_allocation_lapses(lise: User, offer: Offer) -> None:
    plain = in_state(State.ALLOCATED, offer=offer)
    with pytest.raises(CandidatureError, match="sans condition"):
        perform(plain, Act.LAPSE, lise, refusal_reason=reason("committee"))
    assert Act.LAPSE not in [row.act for row in acts_for(plain, lise)]


def test_a_signed_lease_ends_all_others_each_with_its_mail(lise: User, offer: Offer) -> None:
    holder = in_state(State.ALLOCATED, offer=offer)
    waiting = {
        state: in_state(state, offer=offer)
        for state in (
            State.APPLIED,
            State.APPROVED,
            State.SENT,
            State.VISIT,
            State.COMMITTEE,
            State.RANKED,
            State.CANCELLED,
        )
    }
    elsewhere = in_state(State.SENT)
    perform(holder, Act.SIGN_LEASE, lise, lease_signed_on=local_today())
    ends = {state: Candidature.objects.get(pk=other.pk) for state, other in waiting.items()}
    for state in (State.APPLIED, State.APPROVED):
        assert ends[state].state == State.OFFER_WITHDRAWN
    for state in (State.SENT, State.VISIT, State.COMMITTEE, State.RANKED):
        assert ends[state].state == State.NOT_ALLOCATED
        assert ends[state].refusal_reason.code == "let-to-other"
    assert ends[State.CANCELLED].state == State.CANCELLED
    assert Candidature.objects.get(pk=elsewhere.pk).state == State.SENT
    for state, other in waiting.items():
        told = Message.objects.filter(user=other.application.owner).count()
        assert told == (0 if state == State.CANCELLED else 1)


def test_offering_and_allocating_give_ten_days_to_answer(lise: User, offer: Offer) -> None:
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False):
        after = perform(
            in_state(State.COMMITTEE, offer=offer), Act.RECORD_OUTCOME, lise, outcome=Outcome.ALLOCATED
        )
    assert after.answer_by == datetime.date(2026, 12, 3)


def test_what_fails_leaves_nothing_behind(lise: User, offer: Offer, monkeypatch: pytest.MonkeyPatch) -> None:
    candidature = in_state(State.ALLOCATED, offer=offer)
    other = in_state(State.SENT, offer=offer)

    def broken(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("candidatures.notices._tell_applicant", broken)
    with pytest.raises(RuntimeError):
        perform(candidature, Act.SIGN_LEASE, lise, lease_signed_on=local_today())
    assert Candidature.objects.get(pk=candidature.pk).state == State.ALLOCATED
    assert Candidature.objects.get(pk=other.pk).state == State.SENT
    assert not HistoryEntry.objects.exists()
    assert not Message.objects.exists()


def test_the_factory_says_submitted_approved_and_sent() -> None:
    assert CandidatureFactory(submitted=True).state == State.APPLIED
    assert CandidatureFactory(approved=True).decided_at is not None
    assert CandidatureFactory(sent_to_landlord=True).sent_at is not None
