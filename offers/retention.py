"""What alerts and favourites let go with time."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.retention import Purger, register
from alin.retention import period
from offers.models import Announcement, Favourite


def old_announcements(now: datetime) -> QuerySet[Announcement]:
    """Said so long ago that the offer is history."""
    return Announcement.objects.filter(created_at__lt=period("announcement").cutoff(now))


def old_favourites(now: datetime) -> QuerySet[Favourite]:
    """Of offers that closed the whole period ago."""
    return Favourite.objects.filter(offer__deadline__lte=period("favourite").last_day(now))


register(Purger("announcement", old_announcements))
register(Purger("favourite", old_favourites))
