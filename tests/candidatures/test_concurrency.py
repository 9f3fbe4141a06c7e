"""Real threads on PostgreSQL: what people do at the same moment."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client

from accounts.models import Employer, Landlord, User
from alin.dates import local_today
from alin.outbox.models import Message
from candidatures.applying import apply
from candidatures.errors import CandidatureError
from candidatures.models import Act, Candidature, HistoryEntry, Outcome, State
from candidatures.workflow import perform
from offers.models import Offer
from offers.withdrawing import withdraw
from tests.factories import files
from tests.factories.candidatures import in_state
from tests.factories.offers import OfferFactory

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(autouse=True)
def only_on_postgresql() -> Iterator[None]:
    if connection.vendor != "postgresql":
        pytest.skip("row locks and real concurrency need PostgreSQL: set DATABASE_URL")
    yield


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Start all acts together; what each returned or raised, in their order."""
    start = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(index: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            results[index] = act()
        except Exception as error:
            results[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_twenty_simultaneous_presses_leave_exactly_one_active_candidature(
    anne: User, employer: Employer
) -> None:
    application = files.submitted(anne)
    offers = [OfferFactory() for _ in range(4)]
    clients = []
    for _ in range(20):
        client = Client()
        client.force_login(anne)
        clients.append(client)
    acts = [
        lambda client=client, offer=offers[index % 4]: (
            client.post(f"/mes-candidatures/postuler/{offer.reference}/").status_code
        )
        for index, client in enumerate(clients)
    ]
    answers = at_once(acts)
    assert answers == [302] * 20
    assert Candidature.objects.active().filter(application=application).count() == 1
    assert Candidature.objects.count() == 1
    assert HistoryEntry.objects.count() == 1
    assert Message.objects.filter(user=anne, category="candidature").count() == 1


def test_two_consultants_decide_at_once_and_one_is_told(karim: User, administrator: User) -> None:
    candidature = in_state(State.APPLIED, offer=OfferFactory())
    results = at_once(
        [lambda who=who: perform(candidature, Act.APPROVE, who) for who in (karim, administrator)]
    )
    assert sum(isinstance(result, CandidatureError) for result in results) == 1
    assert HistoryEntry.objects.filter(act=Act.APPROVE).count() == 1


def test_cancelling_and_sending_at_once_never_both_happen(anne: User, karim: User) -> None:
    candidature = in_state(State.APPROVED, application=files.imported(anne), offer=OfferFactory())
    at_once(
        [
            lambda: perform(candidature, Act.CANCEL, anne),
            lambda: perform(candidature, Act.SEND_TO_LANDLORD, karim),
        ]
    )
    assert HistoryEntry.objects.filter(candidature=candidature).count() == 1


def test_a_dwelling_is_allocated_once_by_two_people_at_once(lise: User, landlord: Landlord) -> None:
    offer = OfferFactory(landlord=landlord)
    candidatures = [in_state(State.COMMITTEE, offer=offer) for _ in range(5)]
    results = at_once(
        [
            lambda one=one: perform(one, Act.RECORD_OUTCOME, lise, outcome=Outcome.ALLOCATED)
            for one in candidatures
        ]
    )
    assert sum(isinstance(result, CandidatureError) for result in results) == 4
    assert Candidature.objects.filter(state=State.ALLOCATED).count() == 1


def test_signing_a_lease_while_others_move_leaves_nobody_waiting(
    lise: User, karim: User, landlord: Landlord
) -> None:
    offer = OfferFactory(landlord=landlord)
    holder = in_state(State.ALLOCATED, offer=offer)
    approved = [in_state(State.APPROVED, offer=offer) for _ in range(4)]
    at_once(
        [
            lambda: perform(holder, Act.SIGN_LEASE, lise, lease_signed_on=local_today()),
            *[lambda one=one: perform(one, Act.SEND_TO_LANDLORD, karim) for one in approved],
        ]
    )
    running = Candidature.objects.active().filter(offer=offer)
    assert [one.pk for one in running] == [holder.pk]


def test_applying_while_the_offer_is_withdrawn_leaves_no_running_candidature(
    anne: User, employer: Employer
) -> None:
    application = files.submitted(anne)
    offer = OfferFactory()
    at_once([lambda: apply(application, offer, anne), lambda: withdraw(offer)])
    assert Offer.objects.get(pk=offer.pk).status == Offer.Status.WITHDRAWN
    assert not Candidature.objects.active().exists()
