"""Offers and ceilings in the back office."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from offers.models import IncomeCeiling, Offer
from offers.signals import offer_withdrawn
from tests.factories.accounts import LandlordFactory
from tests.factories.offers import OfferFactory, ceilings, commune

pytestmark = pytest.mark.django_db
OFFERS = "admin:offers_offer_changelist"


@pytest.fixture
def admin(administrator, client_of):
    return client_of(administrator)


@pytest.fixture
def withdrawals():
    told = []

    def hear(sender, offer, **kwargs):
        told.append(offer.pk)

    offer_withdrawn.connect(hear)
    yield told
    offer_withdrawn.disconnect(hear)


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_for_one_offer_and_for_twenty(admin):
    OfferFactory()
    few = queries(admin, reverse(OFFERS))
    for number in range(20):
        OfferFactory(
            landlord=LandlordFactory(), commune=commune(f"980{number:02d}", f"Commune {number}", "", "G")
        )
    # One more: the date drill-down needs its bounds once there are several deadlines; never one per row.
    assert queries(admin, reverse(OFFERS)) <= few + 1


@pytest.mark.parametrize(
    ("value", "names"), [("ouverte", {"OPEN"}), ("a_venir", {"NEXT"}), ("close", {"OVER"})]
)
def test_the_list_is_narrowed_by_what_is_open_today(admin, value, names):
    OfferFactory(reference="OPEN")
    OfferFactory(reference="NEXT", upcoming=True)
    OfferFactory(reference="OVER", closed=True)
    OfferFactory(reference="DRAFT", draft=True)
    response = admin.get(reverse(OFFERS), {"ouverture": value})
    assert {offer.reference for offer in response.context["cl"].queryset} == names


def test_an_offer_is_found_by_its_commune(admin):
    offer = OfferFactory()
    response = admin.get(reverse(OFFERS), {"q": "Saint-Denis"})
    assert list(response.context["cl"].queryset) == [offer]


def test_withdrawing_chosen_offers_tells_the_floors_above(admin, withdrawals):
    offer, other = OfferFactory(), OfferFactory()
    admin.post(reverse(OFFERS), {"action": "withdraw_chosen", "_selected_action": [offer.pk]})
    assert withdrawals == [offer.pk]
    assert Offer.objects.get(pk=offer.pk).status == Offer.Status.WITHDRAWN
    assert Offer.objects.get(pk=other.pk).status == Offer.Status.PUBLISHED


def form_of(client, offer):
    """What the offer's form would send as it stands."""
    address = reverse("admin:offers_offer_change", args=[offer.pk])
    form = client.get(address).context["adminform"].form
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    data = {name: value for name, value in data.items() if value is not False}
    photos = {f"photos-{part}_FORMS": 0 for part in ("TOTAL", "INITIAL", "MIN_NUM")}
    return address, {**data, **photos, "photos-MAX_NUM_FORMS": 1000}


def test_withdrawing_in_the_form_tells_them_too(admin, withdrawals):
    offer = OfferFactory()
    address, data = form_of(admin, offer)
    response = admin.post(address, {**data, "status": "withdrawn"})
    assert response.status_code == 302, response.context["adminform"].form.errors
    assert withdrawals == [offer.pk]
    assert Offer.objects.get(pk=offer.pk).status == Offer.Status.WITHDRAWN


def test_changing_something_else_tells_nobody(admin, withdrawals):
    offer = OfferFactory()
    address, data = form_of(admin, offer)
    assert admin.post(address, {**data, "surface": 46}).status_code == 302
    assert Offer.objects.get(pk=offer.pk).surface == 46
    assert not withdrawals


def test_an_administrator_corrects_a_ceiling_in_the_list(admin):
    ceilings(cases={("PLUS", "PARIS_LIM", 2): 40_233})
    row = IncomeCeiling.objects.get()
    admin.post(
        reverse("admin:offers_incomeceiling_changelist"),
        {
            "form-TOTAL_FORMS": 1,
            "form-INITIAL_FORMS": 1,
            "form-0-id": row.pk,
            "form-0-amount": 40_500,
            "form-0-status": "derived",
            "_save": "1",
        },
    )
    row.refresh_from_db()
    assert (row.amount, row.status) == (40_500, "derived")
