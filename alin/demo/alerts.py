"""Alerts and favourites of the demo's people."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from offers import alerting, favouriting, matching
from offers.models import Alert, Favourite, Offer
from offers.searching import application_of

AT_ONCE, DAILY = Alert.Frequency.AT_ONCE, Alert.Frequency.DAILY
# Whose, the search, how often, and whether it is paused.
ALERTS: tuple[tuple[str, str, str, bool], ...] = (
    ("eric.moulin", "lieu=departement:93&loyer_max=750", AT_ONCE, False),
    ("eric.moulin", "pieces=T2&pieces=T3", DAILY, False),
    ("claire.vasseur", "surface=40", DAILY, False),
    ("lucie.caron", "lieu=departement:75", DAILY, False),
    ("lucie.caron", "disponible=on", AT_ONCE, True),
    ("marc.stock", "lieu=departement:92&type=apartment", DAILY, False),
)
HEARTS = ("eric.moulin", "lucie.caron", "samir.haddad", "marc.stock")
FAVOURITES = 4  # each


def load_alerts(cast: dict[str, User]) -> int:
    """Make what is missing, as its owner would; how many alerts there are then."""
    for key, query, frequency, paused in ALERTS:
        user = cast[key]
        criteria = alerting.criteria_from(query, user)
        if Alert.objects.of(user).filter(query=criteria.query).exists():
            continue
        alert = alerting.create(user, criteria, "", frequency)
        if paused:
            alerting.set_active(alert, active=False)
    for key in HEARTS:
        for offer in _some_for(cast[key]):
            favouriting.add(cast[key], offer)
    Favourite.objects.filter(user__in=[cast[key] for key in HEARTS]).update(
        created_at=timezone.now() - timedelta(days=1)
    )
    return len(ALERTS)


def _some_for(user: User) -> QuerySet[Offer]:
    """Offers the person may see, one of them over, so that the page has both."""
    application = application_of(user)
    public = Offer.objects.open_now().unreserved()
    found = matching.offers_for(application) if application else public
    keys = list(found.order_by("deadline", "pk").values_list("pk", flat=True)[: FAVOURITES - 1])
    withdrawn = Offer.objects.unreserved().filter(status=Offer.Status.WITHDRAWN).order_by("pk")
    return Offer.objects.filter(pk__in=[*keys, *withdrawn.values_list("pk", flat=True)[:1]]).order_by("pk")
