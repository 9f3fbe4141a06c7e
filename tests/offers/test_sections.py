"""Wishes make the sections « Communes demandées » and « Communes limitrophes »."""

import pytest

from offers import matching
from offers.models import Offer
from tests.factories import offers as made

pytestmark = pytest.mark.django_db


def test_wished_and_bordering_communes_make_two_sections_without_overlap():
    made.places()
    made.ceilings()
    here = made.OfferFactory()
    beside = made.OfferFactory(commune=made.commune(made.AUBERVILLIERS))
    made.OfferFactory(commune=made.commune(made.BREST))
    application = made.household()
    offers_found = matching.offers_for(application)
    assert list(matching.in_wished_communes(offers_found, application)) == [here]
    assert list(matching.in_bordering_communes(offers_found, application)) == [beside]


def test_a_commune_wished_is_never_bordering():
    made.places()
    made.ceilings()
    made.OfferFactory(commune=made.commune(made.AUBERVILLIERS))
    application = made.household(wishes=(made.SAINT_DENIS, made.AUBERVILLIERS))
    assert not matching.in_bordering_communes(Offer.objects.all(), application).exists()


def test_a_wish_for_paris_covers_its_arrondissements():
    paris = made.commune("75056", "Paris", postal_code="75001")
    eleventh = made.commune("75111", "Paris 11e Arrondissement", postal_code="75011")
    eleventh.parent = paris
    eleventh.save()
    offer = made.OfferFactory(commune=eleventh)
    application = made.household(wishes=("75056",))
    assert list(matching.in_wished_communes(Offer.objects.all(), application)) == [offer]


def test_no_wish_means_no_section():
    made.OfferFactory()
    application = made.household(wishes=())
    assert not matching.in_wished_communes(Offer.objects.all(), application).exists()
    assert not matching.in_bordering_communes(Offer.objects.all(), application).exists()
