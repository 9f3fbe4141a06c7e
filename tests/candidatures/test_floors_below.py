"""What the floors below tell: a demande is deleted, an offer is withdrawn."""

from decimal import Decimal

import pytest

from accounts.models import User
from alin.outbox.models import Message
from applications.deleting import delete_application, effects_of_deletion
from applications.import_errors import DeletionRefused
from applications.models import HousingApplication
from applications.signals import Consequence, application_updated
from candidatures.models import FINAL_STATES, Candidature, HistoryEntry, State
from candidatures.workflow import WITHDRAWABLE
from offers.models import Offer
from offers.offer_files import read_offers, write_offers
from offers.withdrawing import withdraw
from tests.factories.candidatures import in_state
from tests.factories.offers import OfferFactory, commune, household

pytestmark = pytest.mark.django_db

AT_THE_LANDLORD = [s for s in State if s not in FINAL_STATES and s not in (State.APPLIED, State.APPROVED)]


@pytest.mark.parametrize("state", [State.APPLIED, State.APPROVED])
def test_deleting_a_demande_cancels_what_was_not_sent(state: State, anne: User) -> None:
    candidature = in_state(state, application=household(owner=anne))
    application = candidature.application
    effect = effects_of_deletion(application)[0]
    assert candidature.reference in effect.sentence
    assert not effect.blocks
    delete_application(application, anne)
    assert not HousingApplication.objects.exists()
    told = Message.objects.get(user=anne, category=Message.Category.CANDIDATURE)
    assert f"/mes-candidatures/{candidature.pk}/" not in told.text  # a page that is gone


@pytest.mark.parametrize("state", AT_THE_LANDLORD)
def test_a_file_at_the_landlord_s_keeps_its_demande(state: State, anne: User) -> None:
    candidature = in_state(state, application=household(owner=anne))
    assert effects_of_deletion(candidature.application)[0].blocks
    with pytest.raises(DeletionRefused):
        delete_application(candidature.application, anne)
    assert Candidature.objects.get().state == state
    assert not Message.objects.exists()


@pytest.mark.parametrize("state", FINAL_STATES)
def test_an_ended_candidature_does_not_keep_a_demande(state: State, anne: User) -> None:
    candidature = in_state(state, application=household(owner=anne))
    assert effects_of_deletion(candidature.application) == []
    delete_application(candidature.application, anne)
    assert not Candidature.objects.exists()


# --- The file changed at the registry --------------------------------------------------------------
def consequence(before: HousingApplication, after: HousingApplication) -> Consequence | None:
    answers = application_updated.send(sender=HousingApplication, before=before, application=after)
    return next((answer for _receiver, answer in answers if answer), None)


def test_a_home_that_no_longer_fits_is_said_and_nothing_is_cancelled(anne: User) -> None:
    before = household(owner=anne)
    candidature = in_state(State.APPLIED, application=before, offer=OfferFactory(commune=commune()))
    after = HousingApplication.objects.get(pk=before.pk)
    after.household_size = 6
    told = consequence(before, after)
    assert told
    assert "ne correspond plus à votre situation" in told.sentence
    assert told.url == candidature.get_absolute_url()
    candidature.refresh_from_db()
    assert candidature.state == State.APPLIED


@pytest.mark.parametrize(("sizes", "told"), [((1, 1), False), ((6, 6), False), ((1, 6), True)])
def test_only_what_fitted_before_and_does_not_now_is_said(
    anne: User, sizes: tuple[int, int], told: bool
) -> None:
    before = household(owner=anne)
    in_state(State.APPLIED, application=before, offer=OfferFactory(commune=commune()))
    after = HousingApplication.objects.get(pk=before.pk)
    before.household_size, after.household_size = sizes
    assert (consequence(before, after) is not None) is told


def test_an_ended_candidature_hears_nothing_of_it(anne: User) -> None:
    before = household(owner=anne)
    in_state(State.CANCELLED, application=before, offer=OfferFactory(commune=commune()))
    after = HousingApplication.objects.get(pk=before.pk)
    after.household_size = 6
    assert consequence(before, after) is None


def test_withdrawing_an_offer_ends_its_candidatures_each_with_a_mail() -> None:
    offer = OfferFactory()
    ending = [in_state(state, offer=offer) for state in WITHDRAWABLE]
    withdraw(offer)
    for candidature in ending:
        assert Candidature.objects.get(pk=candidature.pk).state == State.OFFER_WITHDRAWN
        assert Message.objects.filter(user=candidature.application.owner).count() == 1
    withdraw(offer)
    assert HistoryEntry.objects.count() == len(ending)


def test_an_offer_withdrawn_by_a_file_ends_its_candidatures_too() -> None:
    offer = OfferFactory(commune=commune(), rent=Decimal(430))
    candidature = in_state(State.SENT, offer=offer)
    cells = {
        "reference": offer.reference,
        "postal_code": "93200",
        "insee": "93066",
        "typology": "T2",
        "surface": "45",
        "financing": "PLUS",
        "rent": "430",
        "energy_class": "C",
        "climate_class": "D",
        "deadline": offer.deadline.isoformat(),
        "published_on": offer.published_on.isoformat(),
        "status": "withdrawn",
    }
    content = ";".join(cells) + "\n" + ";".join(cells.values()) + "\n"
    file = read_offers(content.encode(), offer.landlord)
    assert file.errors == []
    write_offers(file)
    candidature.refresh_from_db()
    assert candidature.state == State.OFFER_WITHDRAWN


def test_withdrawing_an_offer_leaves_a_signed_lease_alone() -> None:
    offer = OfferFactory(status=Offer.Status.ALLOCATED)
    in_state(State.LEASE_SIGNED, offer=offer)
    withdraw(offer)
    assert Candidature.objects.get().state == State.LEASE_SIGNED
