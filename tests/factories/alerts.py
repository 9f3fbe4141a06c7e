"""Alerts and favourites."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import User
from offers import alerting
from offers.models import Alert, AlertPlace, Favourite
from offers.models.alerts import EVERYWHERE
from tests.factories.accounts import UserFactory
from tests.factories.offers import OfferFactory


class AlertFactory(DjangoModelFactory):
    """An alert without criteria, told at once; for one with criteria see `alert_for`."""

    class Meta:
        model = Alert
        skip_postgeneration_save = True

    class Params:
        daily = factory.Trait(frequency=Alert.Frequency.DAILY)
        paused = factory.Trait(is_active=False)

    user = factory.SubFactory(UserFactory)
    name = "Toutes les offres"

    @factory.post_generation
    def everywhere(self: Alert, create: bool, given: object, **kwargs: object) -> None:
        """An alert without a place has the row that says so."""
        if create:
            AlertPlace.objects.create(alert=self, key=EVERYWHERE)


class FavouriteFactory(DjangoModelFactory):
    """Somebody's heart on an open offer."""

    class Meta:
        model = Favourite

    user = factory.SubFactory(UserFactory)
    offer = factory.SubFactory(OfferFactory)


def alert_for(user: User, query: str, frequency: str = "at_once", **fields: Any) -> Alert:
    """The alert a person makes from a search."""
    return alerting.create(user, alerting.criteria_from(query, user), fields.get("name", ""), frequency)
