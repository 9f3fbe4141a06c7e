"""What alerts and favourites hold about a person: for the archive, and when the account is deleted."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from accounts.archive import ArchivePart, Card, data_of, lines_of, plain
from accounts.models import User
from accounts.signals import account_deleting, personal_data_asked
from alin.formats import moment
from offers.alert_criteria import in_words
from offers.models import Alert, Announcement, Favourite

ALERT = ("name", "frequency", "is_active", "created_at")


@receiver(personal_data_asked, dispatch_uid="offers.personal_data")
def parts_of_the_offers(user: User, **kwargs: Any) -> list[ArchivePart]:
    """Alerts with the offers they announced, and favourites."""
    return [_alerts(user), _favourites(user)]


def _alerts(user: User) -> ArchivePart:
    alerts = list(Alert.objects.of(user).prefetch_related("places"))
    told: dict[int, list[dict[str, Any]]] = {}
    rows = Announcement.objects.filter(alert__in=alerts).select_related("offer").order_by("pk")
    for row in rows:
        line = {
            "offer": row.offer.reference,
            "created_at": plain(row.created_at),
            "is_waiting": row.is_waiting,
        }
        told.setdefault(row.alert_id, []).append(line)
    data, cards = [], []
    for alert in alerts:
        places = [place.label for place in alert.places.all()]
        keys = [place.key for place in alert.places.all()]
        found = told.get(alert.pk, [])
        data.append({**data_of(alert, (), without=("user",)), "places": keys, "announcements": found})
        lines = lines_of(alert, ALERT)
        lines.append((_("Recherche"), ", ".join(in_words(alert, places)) or _("Toutes les offres")))
        lines.append((_("Offres annoncées"), ", ".join(line["offer"] for line in found) or _("Aucune")))
        cards.append(Card(lines, alert.name))
    return ArchivePart("alerts", _("Mes alertes"), data, cards)


def _favourites(user: User) -> ArchivePart:
    rows = list(Favourite.objects.filter(user=user).select_related("offer").order_by("pk"))
    data = [{**data_of(row, ("created_at", "reminded_at")), "offer": row.offer.reference} for row in rows]
    cards = [Card([(row.offer.reference, moment(row.created_at))]) for row in rows]
    return ArchivePart("favourites", _("Mes favoris"), data, cards)


@receiver(account_deleting, dispatch_uid="offers.account_deleting")
def take_out_with_the_account(user: User, **kwargs: Any) -> None:
    """Alerts with their announcements, favourites; the mails go with the account's other messages."""
    Alert.objects.filter(user=user).delete()
    Favourite.objects.filter(user=user).delete()
